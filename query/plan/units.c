/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/units.h"

#include "query/plan/spot.h"
#include "text/chain.h"
#include "text/char.h"
#include "text/fold.h"
#include "text/inflect.h"
#include "text/number.h"
#include "base/utf8.h"

/* Factors for words by their class, measured with the rest of the ranking. */
#define UNKNOWN_WEIGHT 1.2
#define PROPER_WEIGHT  1.25
#define VERB_WEIGHT    0.8

/* A text of at most this many morphemes and bytes may be one word, although
 * it was cut; see take_whole(). */
#define WHOLE_MORPHEMES 4
#define HIRAGANA_BYTES	3 /* of one letter */
#define WHOLE_BYTES	36
/* Bytes of a run of kanji that may be cut otherwise. */
#define RECUT_BYTES 24

static bool set_parts(struct hk_planner *p, struct hk_unit *unit,
		      const struct hk_str *texts, size_t count)
{
	struct hk_str *parts =
		hk_arena_array(p->plan->arena, 2 * count, sizeof(*parts));
	struct hk_str *folds = parts + count;
	bool ok = parts != NULL;

	for (size_t i = 0; i < count && ok; i++) {
		char folded[HK_FOLD_MAX];
		size_t len;

		parts[i] = hk_planner_copy(p, texts[i], &ok);
		folds[i] = parts[i];
		if (hk_fold_word(parts[i], folded, &len) && len)
			folds[i] = hk_planner_copy(p, hk_span_str(folded, len),
						   &ok);
	}
	unit->parts = parts;
	unit->part_folds = folds;
	unit->part_count = count;
	return ok;
}

/* A single part says less than its word: it is not looked for. */
static bool set_own_parts(struct hk_planner *p, struct hk_unit *unit,
			  const struct hk_morpheme *m)
{
	const struct hk_span *spans;
	const char *text = p->input->analyser->norm.text.data;
	struct hk_str *texts;

	if (m->part_count < 2)
		return true;
	spans = hk_morph_parts(p->input->analyser->morph) + m->parts;
	texts = hk_arena_array(p->plan->arena, m->part_count, sizeof(*texts));
	for (uint32_t i = 0; i < m->part_count && texts; i++)
		texts[i] = hk_span_str(text + spans[i].begin,
				       spans[i].end - spans[i].begin);
	return texts && set_parts(p, unit, texts, m->part_count);
}

/* What a run of kanji may be cut into in another sentence. */
struct recut {
	struct hk_str words[HK_MORPH_RECUT_MAX];
	size_t count;
	size_t end; /* the morpheme behind the run */
};

static bool is_kanji(struct hk_str text)
{
	uint32_t c;

	for (size_t at = 0, n; at < text.len; at += n) {
		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || !hk_char_han(c))
			return false;
	}
	return true;
}

/* Look for another cut of the run of kanji that begins with morpheme `i`. */
static void find_recut(struct recut *out, const struct hk_planner *p,
		       const struct hk_morpheme *m, size_t count, size_t i)
{
	struct hk_str norm = hk_buf_str(&p->input->analyser->norm.text), run;
	uint16_t lengths[HK_MORPH_RECUT_MAX];
	size_t at = m[i].span.begin;

	out->count = 0;
	for (out->end = i; out->end < count; out->end++) {
		struct hk_span s = m[out->end].span;

		if (s.begin != at || m[out->end].cls == HK_MORPH_NUMBER ||
		    !is_kanji(hk_span_str(norm.data + at, s.end - at)))
			break;
		at = s.end;
	}
	run = hk_span_str(norm.data + m[i].span.begin, at - m[i].span.begin);
	if (out->end - i < 2 || run.len > RECUT_BYTES)
		return;
	out->count = hk_morph_recut(p->input->analyser->morph, run, m + i,
				    out->end - i, lengths);
	for (size_t k = 0; k < out->count; k++) {
		out->words[k] = hk_span_str(run.data, lengths[k]);
		run.data += lengths[k];
	}
}

/* A number is one unit, whatever its morphemes: `*whole` is it, in place of
 * `m[0]`; the return is how many of them it has. */
static size_t take_number(const struct hk_planner *p,
			  const struct hk_morpheme *m, size_t count,
			  size_t first, struct hk_morpheme *whole,
			  char value[HK_NUMBER_MAX], size_t *len)
{
	struct hk_str text = hk_buf_str(&p->input->analyser->norm.text);
	size_t n = 0;

	*len = 0;
	*whole = m[first];
	if (whole->cls == HK_MORPH_NUMBER)
		n = hk_number_at(text, m, count, first, value, len);
	if (n < 2)
		return 1;
	whole->span.end = m[first + n - 1].span.end;
	whole->lemma = hk_span_str(text.data + whole->span.begin,
				   whole->span.end - whole->span.begin);
	whole->part_count = 0;
	return n;
}

/* The nouns of a verb, or the verbs of a noun, are looked for too. */
static void add_inflected(struct hk_planner *p, struct hk_unit *unit,
			  const struct hk_morpheme *m, bool *ok)
{
	struct hk_inflect forms = {.count = 0};

	if (m->cls == HK_MORPH_VERB)
		hk_inflect_nouns(&forms, m->lemma);
	else if (m->cls == HK_MORPH_NOUN)
		hk_inflect_verbs(&forms, m->lemma);
	for (size_t i = 0; i < forms.count; i++)
		unit->others[3 + i] = hk_planner_copy(
			p, hk_span_str(forms.text[i], forms.len[i]), ok);
}

/* `fold`, unless it is empty, is the folded form. */
static bool add_unit(struct hk_planner *p, const struct hk_morpheme *m,
		     const struct hk_morpheme *before, struct hk_str fold)
{
	struct hk_plan *plan = p->plan;
	struct hk_unit *unit;
	char folded[HK_FOLD_MAX];
	size_t len;
	bool ok = true;

	if (plan->unit_count == HK_PLANNER_UNITS_MAX) {
		plan->dropped = true;
		return true;
	}
	if (!HK_ARENA_RESERVE(plan->arena, plan->units, plan->unit_capacity,
			      plan->unit_count + 1))
		return false;
	unit = &plan->units[plan->unit_count++];
	memset(unit, 0, sizeof(*unit));
	unit->surface = hk_planner_copy(
		p,
		hk_span_str(p->input->analyser->norm.text.data + m->span.begin,
			    m->span.end - m->span.begin),
		&ok);
	unit->span = m->span;
	unit->lemma = hk_planner_copy(p, m->lemma, &ok);
	unit->fold = unit->lemma;
	if (fold.len)
		unit->fold = hk_planner_copy(p, fold, &ok);
	else if (hk_fold_word(m->lemma, folded, &len) && len)
		unit->fold = hk_planner_copy(p, hk_span_str(folded, len), &ok);
	if (hk_fold_swap(m->lemma, folded, &len) ||
	    (m->cls == HK_MORPH_VERB &&
	     hk_fold_nominal(unit->surface, folded, &len)))
		unit->others[0] =
			hk_planner_copy(p, hk_span_str(folded, len), &ok);
	if (hk_fold_resize(m->lemma, folded, &len))
		unit->others[1] =
			hk_planner_copy(p, hk_span_str(folded, len), &ok);
	if (!p->excluding)
		add_inflected(p, unit, m, &ok);
	unit->cls = m->cls;
	unit->weight = !m->known		   ? UNKNOWN_WEIGHT
		       : m->cls == HK_MORPH_PROPER ? PROPER_WEIGHT
		       : m->cls == HK_MORPH_VERB   ? VERB_WEIGHT
						   : 1.0;
	unit->unknown = !m->known;
	unit->text = p->text;
	unit->excluded = p->excluding;
	unit->in_phrase = p->in_phrase;
	unit->follows = before != NULL;
	unit->joined = before && before->span.end == m->span.begin;
	if (!ok || !set_own_parts(p, unit, m))
		return false;
	unit->stem = hk_spot_stem(unit, p->own_lemmas);
	return true;
}

static enum hk_status take_bigram(void *ctx, const struct hk_term *t)
{
	struct hk_planner *p = ctx;
	struct hk_plan *plan = p->plan;
	bool ok = true;

	if (t->kind != HK_TERM_BIGRAM)
		return HK_OK;
	for (size_t i = 0; i < plan->bigram_count; i++)
		if (hk_span_same(plan->bigrams[i].text, t->text) &&
		    plan->bigrams[i].of == p->text)
			return HK_OK;
	if (plan->bigram_count == HK_PLANNER_UNITS_MAX) {
		plan->dropped = true;
		return HK_OK;
	}
	if (!HK_ARENA_RESERVE(plan->arena, plan->bigrams, plan->bigram_capacity,
			      plan->bigram_count + 1))
		return HK_ENOMEM;
	plan->bigrams[plan->bigram_count++] =
		(struct hk_bigram){hk_planner_copy(p, t->text, &ok), p->text};
	return ok ? HK_OK : HK_ENOMEM;
}

/*
 * Words with the auxiliaries between and behind them are marked as they stand
 * in the query, where they stand so. (A name that no dictionary knows may be
 * cut into some: いす|ず.)
 */
static enum hk_status add_marked(struct hk_planner *p, struct hk_span run)
{
	struct hk_plan *plan = p->plan;
	struct hk_str norm =
		hk_span_str(p->input->analyser->norm.text.data + run.begin,
			    run.end - run.begin);
	bool ok = true;

	if (!HK_ARENA_RESERVE(plan->arena, plan->phrases, plan->phrase_capacity,
			      plan->phrase_count + 1))
		return hk_error_nomem(p->err);
	plan->phrases[plan->phrase_count++] =
		(struct hk_phrase){.norm = hk_planner_copy(p, norm, &ok),
				   .single = true,
				   .preferred = true,
				   .marked = true};
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static enum hk_status mark_runs(struct hk_planner *p)
{
	size_t count;
	const struct hk_morpheme *m =
		hk_morph_get(p->input->analyser->morph, &count);
	enum hk_status status = HK_OK;

	for (size_t i = 0, end; i < count && !status; i = end) {
		bool words = false, auxiliaries = false;

		for (end = i; end < count; end++) {
			if (m[end].cls == HK_MORPH_SYMBOL ||
			    m[end].cls == HK_MORPH_PARTICLE ||
			    (end > i &&
			     m[end].span.begin != m[end - 1].span.end))
				break;
			words = words || !hk_term_is_function(&m[end]);
			auxiliaries =
				auxiliaries || m[end].cls == HK_MORPH_AUXILIARY;
		}
		if (words && auxiliaries)
			status = add_marked(
				p, (struct hk_span){m[i].span.begin,
						    m[end - 1].span.end});
		end += end == i;
	}
	return status;
}

/*
 * A word by itself may be cut where it stands whole in a sentence (まっ|しろ),
 * for MeCab looks at what is around it. So what stands between two borders, if
 * it is short, may be one word too. Gives its folded form, and the morpheme
 * behind it; `first` where there is none.
 */
static size_t take_whole(const struct hk_planner *p,
			 const struct hk_morpheme *m, size_t count,
			 size_t first, char out[HK_FOLD_MAX], size_t *len)
{
	struct hk_str text = hk_buf_str(&p->input->analyser->norm.text);
	size_t end = first;
	uint32_t c = 0;

	*len = 0;
	if (m[first].cls == HK_MORPH_SYMBOL)
		return first;
	if (first && m[first - 1].cls != HK_MORPH_SYMBOL &&
	    m[first - 1].span.end == m[first].span.begin)
		return first;
	while (end < count && m[end].cls != HK_MORPH_SYMBOL &&
	       (end == first || m[end].span.begin == m[end - 1].span.end))
		end++;
	text = hk_span_str(text.data + m[first].span.begin,
			   m[end - 1].span.end - m[first].span.begin);
	hk_utf8_decode(text.data, text.len, &c);
	/* Katakana have chains (text/chain.h). */
	if (hk_span_same(text, m[first].lemma) || text.len > WHOLE_BYTES ||
	    end - first > WHOLE_MORPHEMES || hk_char_katakana(c))
		return first;
	if (!hk_fold_word(text, out, len)) {
		memcpy(out, text.data, text.len);
		*len = text.len;
	}
	return end;
}

/* See `fell_apart` of the plan. */
static bool falls_apart(struct hk_str norm, const struct hk_morpheme *m,
			size_t count)
{
	uint32_t c;

	for (size_t at = 0, n = 1; at < norm.len; at += n) {
		n = hk_utf8_decode(norm.data + at, norm.len - at, &c);
		if (!n || !hk_char_hiragana(c))
			return false;
	}
	for (size_t i = 0; i < count; i++)
		if (!hk_term_is_function(&m[i]) &&
		    m[i].span.end - m[i].span.begin > HIRAGANA_BYTES)
			return false;
	return count > 1;
}

/* The words of a running text, function words among them or without. */
enum hk_status hk_plan_add_text(struct hk_planner *p, struct hk_str text)
{
	enum hk_status status =
		hk_term_analyse_query(p->input->analyser, text, p->err);
	struct hk_morpheme word, before;
	char value[HK_NUMBER_MAX], joined[HK_FOLD_MAX];
	struct hk_str chain = {NULL, 0}, whole = {NULL, 0};
	const struct hk_morpheme *m;
	struct hk_str norm;
	struct recut recut = {.end = 0};
	struct hk_unit *unit;
	size_t count, len, step, chained = 0, end = 0;
	bool first = true, ok = true;

	if (status)
		return status;
	m = hk_morph_get(p->input->analyser->morph, &count);
	norm = hk_buf_str(&p->input->analyser->norm.text);
	p->plan->fell_apart = p->text == 1 && falls_apart(norm, m, count);
	for (size_t i = 0; i < count; i += step) {
		if (i >= chained) {
			chained = i + hk_chain_find(joined, &len, norm, m,
						    count, i);
			chain = hk_planner_copy(p, hk_span_str(joined, len),
						&ok);
		}
		if (i >= end) {
			end = take_whole(p, m, count, i, joined, &len);
			whole = hk_planner_copy(p, hk_span_str(joined, len),
						&ok);
		}
		if (i >= recut.end)
			find_recut(&recut, p, m, count, i);
		step = take_number(p, m, count, i, &word, value, &len);
		if (word.cls == HK_MORPH_SYMBOL)
			continue;
		if (!p->keep_functions && hk_term_is_function(&word))
			continue;
		if (!ok || !add_unit(p, &word, first ? NULL : &before,
				     hk_span_str(value, len)))
			return hk_error_nomem(p->err);
		unit = &p->plan->units[p->plan->unit_count - 1];
		if (i < chained || i < end)
			unit->others[2] = i < chained ? chain : whole;
		unit->alone = i >= chained && end == i + 1;
		unit->recut = i < recut.end && recut.count && !unit->part_count;
		if (unit->recut &&
		    !set_parts(p, unit, recut.words, recut.count))
			return hk_error_nomem(p->err);
		before = word;
		first = false;
	}
	if (p->synonym)
		return hk_term_each(p->input->analyser, take_bigram, p)
			       ? hk_error_nomem(p->err)
			       : HK_OK;
	if (!p->excluding &&
	    (hk_term_each(p->input->analyser, take_bigram, p) ||
	     hk_runs_add(&p->plan->runs, p->plan->arena,
			 hk_buf_str(&p->input->analyser->norm.text))))
		return hk_error_nomem(p->err);
	return p->excluding || p->in_phrase ? HK_OK : mark_runs(p);
}
