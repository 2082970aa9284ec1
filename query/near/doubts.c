/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/doubts.h"

#include "text/char.h"
#include "base/utf8.h"

/* Morphemes of a running text that are looked at, and runs of them. */
#define PIECES_MAX 64
#define RUNS_MAX   16
/* Words of a query that others near them are looked for: each costs a walk over
 * all words. */
#define LOOKS_MAX 16

struct piece {
	struct hk_span norm; /* bytes of the normal form */
	struct hk_span span; /* of the query */
	struct hk_str typed;
	uint32_t documents;
	bool function; /* it is no word to search for */
};

struct run {
	size_t first, last; /* pieces [first, last) */
	uint32_t least;	    /* passages that have its rarest piece */
	bool missing, kana;
};

struct finder {
	const struct hk_doubts_input *in;
	struct hk_doubts *out;
	struct piece pieces[PIECES_MAX];
	size_t count;
	struct run runs[RUNS_MAX];
	size_t run_count;
	struct hk_str looked[LOOKS_MAX]; /* for what is near these */
	size_t looked_count;
	struct hk_error *err;
};

static bool is_kana(struct hk_str text)
{
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || (!hk_char_hiragana(c) && !hk_char_katakana(c)))
			return false;
	}
	return text.len > 0;
}

/* Cut the text. Symbols are left out, so that words do not touch over them. */
static enum hk_status cut(struct finder *f, struct hk_str text)
{
	const struct hk_doubts_input *in = f->in;
	size_t base = (size_t)(text.data - in->query.data), count;
	const struct hk_morpheme *m;
	enum hk_status status =
		hk_term_analyse_query(in->analyser, text, f->err);
	struct hk_str norm;
	char *copy;

	f->count = f->run_count = 0;
	if (status)
		return status;
	norm = hk_buf_str(&in->analyser->norm.text);
	copy = hk_arena_copy(in->vocabulary->arena, norm.data, norm.len);
	if (!copy)
		return hk_error_nomem(f->err);
	m = hk_morph_get(in->analyser->morph, &count);
	for (size_t i = 0; i < count && f->count < PIECES_MAX; i++) {
		struct hk_span source =
			hk_norm_source(&in->analyser->norm, m[i].span);

		if (m[i].cls == HK_MORPH_SYMBOL)
			continue;
		f->pieces[f->count++] = (struct piece){
			.norm = m[i].span,
			.span = {base + source.begin, base + source.end},
			.typed = hk_span_str(copy + m[i].span.begin,
					     m[i].span.end - m[i].span.begin),
			.documents =
				hk_vocabulary_word(in->vocabulary, m[i].lemma),
			.function = hk_term_is_function(&m[i])};
	}
	return in->vocabulary->status;
}

/* ---- Runs ---- */

static bool touch(const struct piece *a, const struct piece *b)
{
	return a->norm.end == b->norm.begin;
}

/* Is there a pair of kanji or katakana over the edge of two pieces that the
 * index has nowhere? */
static bool are_apart(const struct finder *f, const struct piece *a,
		      const struct piece *b)
{
	size_t at = hk_utf8_boundary(a->typed, a->typed.len - 1);
	struct hk_str last = hk_span_from(a->typed, at);
	char pair[2 * HK_UTF8_MAX];
	uint32_t x = 0, y = 0;
	size_t len;

	hk_utf8_decode(last.data, last.len, &x);
	len = hk_utf8_decode(b->typed.data, b->typed.len, &y);
	if (!(hk_char_han(x) || hk_char_katakana(x)) ||
	    !(hk_char_han(y) || hk_char_katakana(y)) ||
	    last.len + len > sizeof(pair))
		return false;
	memcpy(pair, last.data, last.len);
	memcpy(pair + last.len, b->typed.data, len);
	return !hk_vocabulary_term(f->in->vocabulary, HK_SCHEMA_BIGRAM,
				   hk_span_str(pair, last.len + len));
}

static void add_run(struct finder *f, size_t first, size_t last)
{
	struct run run = {.first = first, .last = last, .least = UINT32_MAX};

	if (first == last || f->run_count == RUNS_MAX)
		return;
	for (size_t i = first; i < last; i++) {
		const struct piece *p = &f->pieces[i];

		if (!p->function && p->documents < run.least)
			run.least = p->documents;
		if (i > first && are_apart(f, p - 1, p))
			run.missing = true;
	}
	if (run.least == UINT32_MAX)
		run.least = 0;
	run.missing = run.missing || run.least <= f->in->rare;
	f->runs[f->run_count++] = run;
}

/* What stands between blanks is one run if it is kana, for a slip in kana is
 * cut anyhow; else particles end a run. */
static void find_runs(struct finder *f)
{
	for (size_t first = 0, last; first < f->count; first = last) {
		bool kana = true;
		size_t begin = first;

		for (last = first; last < f->count &&
				   (last == first || touch(&f->pieces[last - 1],
							   &f->pieces[last]));
		     last++)
			kana = kana && is_kana(f->pieces[last].typed);
		if (kana) {
			add_run(f, first, last);
			continue;
		}
		for (size_t i = first; i < last; i++)
			if (f->pieces[i].function) {
				add_run(f, begin, i);
				begin = i + 1;
			}
		add_run(f, begin, last);
	}
}

/* ---- What is near ---- */

/* Note that the word is looked for; false: it was before, or too much was. */
static bool may_look(struct finder *f, struct hk_str word)
{
	if (f->looked_count == LOOKS_MAX)
		return false;
	for (size_t i = 0; i < f->looked_count; i++)
		if (hk_span_same(f->looked[i], word))
			return false;
	f->looked[f->looked_count++] = word;
	return true;
}

/* Add the pieces [first, last) if the index has something near them. */
static enum hk_status look_near(bool *found, struct finder *f, size_t first,
				size_t last, const struct run *run)
{
	const struct piece *a = &f->pieces[first], *b = &f->pieces[last - 1];
	struct hk_doubt *doubt = &f->out->items[f->out->count];
	enum hk_status status;

	*found = false;
	if (f->out->count == HK_DOUBTS_MAX)
		return HK_OK;
	*doubt = (struct hk_doubt){
		.span = {a->span.begin, b->span.end},
		.typed = {a->typed.data,
			  (size_t)(b->typed.data - a->typed.data) +
				  b->typed.len},
		.missing = run->missing,
		.documents = last - first == 1 ? a->documents : run->least};
	for (size_t i = 0; i < f->out->count && !*found; i++)
		if (hk_span_same(f->out->items[i].typed, doubt->typed)) {
			doubt->near = f->out->items[i].near;
			*found = true;
		}
	f->out->count += *found;
	if (*found || !may_look(f, doubt->typed))
		return HK_OK;
	status = hk_near_find(&doubt->near, f->in->vocabulary, f->in->analyser,
			      f->in->readings, doubt->typed, f->err);
	*found = !status && doubt->near.count;
	f->out->count += *found;
	return status;
}

/* The run as one word; if nothing is near that, two words of it that stand
 * nowhere together; and at last words that the index has not. */
static enum hk_status look_at_run(struct finder *f, const struct run *run)
{
	bool found;
	enum hk_status status =
		look_near(&found, f, run->first, run->last, run);

	if (found || run->last - run->first == 1)
		return status;
	for (size_t i = run->first + 1; i < run->last && !status; i++)
		if (are_apart(f, &f->pieces[i - 1], &f->pieces[i])) {
			status = look_near(&found, f, i - 1, i + 1, run);
			i += found;
		}
	if (f->out->count)
		return status;
	for (size_t i = run->first; i < run->last && !status; i++)
		if (!f->pieces[i].function &&
		    f->pieces[i].documents <= f->in->rare)
			status = look_near(&found, f, i, i + 1, run);
	return status;
}

static enum hk_status look_at_text(struct finder *f, struct hk_str text,
				   bool all)
{
	enum hk_status status = cut(f, text);

	if (status)
		return status;
	find_runs(f);
	for (size_t i = 0; i < f->run_count && !status; i++)
		if (f->runs[i].missing != all)
			status = look_at_run(f, &f->runs[i]);
	return status;
}

static enum hk_status look_at_list(struct finder *f,
				   const struct hk_parse_node *node, bool all)
{
	enum hk_status status = HK_OK;

	for (node = node->children; node && !status; node = node->next) {
		if (node->sign == HK_PARSE_NOT)
			continue;
		if (node->kind == HK_PARSE_TEXT)
			status = look_at_text(f, node->text, all);
		else if (node->kind == HK_PARSE_LIST ||
			 node->kind == HK_PARSE_OR)
			status = look_at_list(f, node, all);
	}
	return status;
}

enum hk_status hk_doubts_find(struct hk_doubts *out,
			      const struct hk_doubts_input *input,
			      struct hk_error *err)
{
	struct finder f = {.in = input, .out = out, .err = err};
	enum hk_status status = HK_OK;

	out->count = 0;
	if (!input->parse->root)
		return HK_OK;
	status = look_at_list(&f, input->parse->root, false);
	if (!status && !out->count && input->all)
		status = look_at_list(&f, input->parse->root, true);
	return status;
}
