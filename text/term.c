/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/term.h"

#include "text/chain.h"
#include "text/char.h"
#include "text/fold.h"
#include "text/number.h"
#include "base/utf8.h"

/* Characters of a morpheme that has bigrams inside it. In a shorter one they
 * would say no more than the word does. */
#define BIGRAM_INSIDE 3

enum hk_status hk_term_init(struct hk_analyser *a, const struct hk_dict *dict,
			    struct hk_error *err)
{
	hk_norm_init(&a->norm);
	a->folds = hk_fold_memo_new();
	return hk_morph_new(&a->morph, dict, err);
}

void hk_term_release(struct hk_analyser *a)
{
	hk_morph_free(a->morph);
	a->morph = NULL;
	hk_fold_memo_free(a->folds);
	a->folds = NULL;
	hk_norm_release(&a->norm);
}

static enum hk_status normalise(struct hk_analyser *a, struct hk_str text,
				bool typed, struct hk_error *err)
{
	enum hk_status status = typed ? hk_norm_query(&a->norm, text)
				      : hk_norm_run(&a->norm, text);

	if (status == HK_ETOOBIG)
		return hk_error_set(err, status,
				    "cannot cut a text of %zu bytes into "
				    "words: it is too long",
				    text.len);
	return status ? hk_error_nomem(err) : HK_OK;
}

enum hk_status hk_term_analyse(struct hk_analyser *a, struct hk_str text,
			       struct hk_error *err)
{
	enum hk_status status = normalise(a, text, false, err);

	return status ? status
		      : hk_morph_run(a->morph, hk_buf_str(&a->norm.text), err);
}

enum hk_status hk_term_analyse_query(struct hk_analyser *a, struct hk_str text,
				     struct hk_error *err)
{
	enum hk_status status = normalise(a, text, true, err);

	return status ? status
		      : hk_morph_run(a->morph, hk_buf_str(&a->norm.text), err);
}

enum hk_status hk_term_save(struct hk_buf *out, const struct hk_analyser *a)
{
	return hk_morph_save(out, a->morph, hk_buf_str(&a->norm.text));
}

enum hk_status hk_term_restore(struct hk_analyser *a, struct hk_str text,
			       struct hk_str saved, struct hk_error *err)
{
	enum hk_status status = normalise(a, text, false, err);

	if (status)
		return status;
	status = hk_morph_restore(a->morph, hk_buf_str(&a->norm.text), saved);
	if (status == HK_EFORMAT)
		return hk_error_set(err, HK_ECORRUPT,
				    "a passage in the index is damaged (its "
				    "words do not fit its text): add the "
				    "sources to a new index");
	return status ? hk_error_nomem(err) : HK_OK;
}

static enum hk_status give(const struct hk_analyser *a, struct hk_term *term,
			   hk_term_fn fn, void *ctx)
{
	char folded[HK_FOLD_MAX];
	struct hk_term fold;
	enum hk_status status = fn(ctx, term);
	size_t len;

	if (status || !hk_fold_memo_word(a->folds, term->text, folded, &len) ||
	    !len)
		return status;
	fold = *term;
	fold.kind = HK_TERM_FOLD;
	fold.text = hk_span_str(folded, len);
	return fn(ctx, &fold);
}

/* A verb that may be a noun (申込み) also has the folded form of that noun. */
static enum hk_status give_nominal(const struct hk_analyser *a,
				   struct hk_term term, hk_term_fn fn,
				   void *ctx)
{
	char folded[HK_FOLD_MAX];
	size_t len;

	if (term.morpheme->cls != HK_MORPH_VERB ||
	    !hk_fold_nominal(hk_span_str(a->norm.text.data + term.norm.begin,
					 term.norm.end - term.norm.begin),
			     folded, &len))
		return HK_OK;
	term.kind = HK_TERM_FOLD;
	term.text = hk_span_str(folded, len);
	return fn(ctx, &term);
}

static struct hk_str span_text(const struct hk_analyser *a, struct hk_span span)
{
	return hk_span_str(a->norm.text.data + span.begin,
			   span.end - span.begin);
}

static bool is_katakana(const char *text, struct hk_span span)
{
	uint32_t c;

	for (size_t at = span.begin; at < span.end; at += 3)
		if (hk_utf8_decode(text + at, span.end - at, &c) != 3 ||
		    !hk_char_katakana(c))
			return false;
	return true;
}

static enum hk_status give_chain(const struct hk_analyser *a, size_t first,
				 size_t *end, hk_term_fn fn, void *ctx)
{
	char folded[HK_FOLD_MAX];
	size_t count, len;
	const struct hk_morpheme *list = hk_morph_get(a->morph, &count);
	const struct hk_morpheme *m = list + first;
	size_t n = hk_chain_find(folded, &len, hk_buf_str(&a->norm.text), list,
				 count, first);
	struct hk_term term = {HK_TERM_FOLD,
			       {folded, len},
			       {m->span.begin, n ? m[n - 1].span.end : 0},
			       (uint32_t)first,
			       m};

	*end = first + n;
	return n ? fn(ctx, &term) : HK_OK;
}

/* Give a number of `count` morphemes: each of them, except groups of thousands,
 * then the whole, and its value. */
static enum hk_status give_number(const struct hk_analyser *a, size_t first,
				  size_t count, struct hk_str value,
				  hk_term_fn fn, void *ctx)
{
	const char *text = a->norm.text.data;
	size_t all;
	const struct hk_morpheme *m = hk_morph_get(a->morph, &all) + first;
	struct hk_term term = {HK_TERM_WORD, m->lemma, m->span, (uint32_t)first,
			       m};
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < count && count > 1 && !status; i++) {
		struct hk_span s = m[i].span;

		if (m[i].cls == HK_MORPH_SYMBOL ||
		    (i && text[s.begin - 1] == ',') ||
		    (i + 1 < count && text[s.end] == ','))
			continue;
		status = fn(ctx,
			    &(struct hk_term){HK_TERM_WORD, m[i].lemma, s,
					      (uint32_t)(first + i), &m[i]});
	}
	term.norm.end = m[count - 1].span.end;
	if (count > 1)
		term.text = hk_span_str(text + term.norm.begin,
					term.norm.end - term.norm.begin);
	if (!status)
		status = fn(ctx, &term);
	if (status || hk_span_same(term.text, value))
		return status;
	term.kind = HK_TERM_FOLD;
	term.text = value;
	return fn(ctx, &term);
}

static enum hk_status give_part(const struct hk_analyser *a, size_t index,
				struct hk_span span, hk_term_fn fn, void *ctx)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(a->morph, &count) + index;
	struct hk_term term = {HK_TERM_PART, span_text(a, span), span,
			       (uint32_t)index, m};

	return give(a, &term, fn, ctx);
}

/* The parts of a compound. Where katakana have three or more of them, each two
 * are also given as one: they may be a compound that is a word by itself. */
static enum hk_status give_parts(const struct hk_analyser *a, size_t index,
				 hk_term_fn fn, void *ctx)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(a->morph, &count) + index;
	const struct hk_span *parts = hk_morph_parts(a->morph);
	bool pairs =
		m->part_count > 2 && is_katakana(a->norm.text.data, m->span);
	enum hk_status status = HK_OK;

	for (uint32_t n = 0; n < m->part_count && !status; n++) {
		uint32_t i = m->parts + n;
		struct hk_span pair = {parts[i].begin, 0};

		status = give_part(a, index, parts[i], fn, ctx);
		if (status || !pairs || n + 1 == m->part_count)
			continue;
		pair.end = parts[i + 1].end;
		status = give_part(a, index, pair, fn, ctx);
	}
	return status;
}

enum hk_status hk_term_each_word(const struct hk_analyser *a, hk_term_fn fn,
				 void *ctx)
{
	size_t count;
	const struct hk_morpheme *m, *list = hk_morph_get(a->morph, &count);
	enum hk_status status = HK_OK;
	size_t step, chained = 0;

	for (size_t i = 0; i < count && !status; i += step) {
		struct hk_term term = {HK_TERM_WORD, list[i].lemma,
				       list[i].span, (uint32_t)i, &list[i]};
		char value[HK_NUMBER_MAX];
		size_t len;

		m = &list[i];
		step = 1;
		if (m->cls == HK_MORPH_SYMBOL)
			continue;
		if (m->cls == HK_MORPH_NUMBER) {
			step = hk_number_at(hk_buf_str(&a->norm.text), list,
					    count, i, value, &len);
			if (step) {
				status = give_number(a, i, step,
						     hk_span_str(value, len),
						     fn, ctx);
				if (!status && i >= chained)
					status = give_chain(a, i, &chained, fn,
							    ctx);
				continue;
			}
			step = 1;
		}
		status = give(a, &term, fn, ctx);
		if (!status)
			status = give_nominal(a, term, fn, ctx);
		if (!status && i >= chained &&
		    hk_chain_may_begin(hk_buf_str(&a->norm.text), m))
			status = give_chain(a, i, &chained, fn, ctx);
		if (!status && m->part_count)
			status = give_parts(a, i, fn, ctx);
	}
	return status;
}

/* Characters of the morpheme's surface, counted up to BIGRAM_INSIDE. */
static unsigned count_chars(const char *text, struct hk_span span)
{
	unsigned chars = 0;

	for (size_t at = span.begin; at < span.end && chars < BIGRAM_INSIDE;
	     at++)
		chars += ((unsigned char)text[at] & 0xC0) != 0x80;
	return chars;
}

/*
 * Does the pair of characters, both of one morpheme, need no bigram, since the
 * morpheme is that pair, and a word under just that name? So every pair of
 * kanji or katakana is a bigram or a word, which literal queries rely on.
 */
static bool is_word_itself(const char *text, const struct hk_morpheme *m)
{
	struct hk_str surface =
		hk_span_str(text + m->span.begin, m->span.end - m->span.begin);

	return count_chars(text, m->span) < BIGRAM_INSIDE &&
	       m->cls != HK_MORPH_SYMBOL && m->cls != HK_MORPH_NUMBER &&
	       hk_span_same(m->lemma, surface);
}

static enum hk_status each_bigram(const struct hk_analyser *a, hk_term_fn fn,
				  void *ctx)
{
	const char *text = a->norm.text.data;
	size_t len = a->norm.text.len, count, index = 0, before = 0, n;
	const struct hk_morpheme *m = hk_morph_get(a->morph, &count);
	bool joined = false; /* the character before may begin a bigram */
	enum hk_status status = HK_OK;

	for (size_t at = 0; at < len && !status; at += n) {
		uint32_t c = 0;
		bool fits, inside;

		n = hk_utf8_decode(text + at, len - at, &c);
		if (!n)
			n = 1;
		fits = n >= 3 && (hk_char_han(c) || hk_char_katakana(c));
		if (fits && joined) {
			while (index < count && m[index].span.end <= before)
				index++;
			inside = index < count &&
				 m[index].span.begin <= before &&
				 m[index].span.end >= at + n;
			if (!inside || !is_word_itself(text, &m[index])) {
				struct hk_term term = {
					HK_TERM_BIGRAM,
					{text + before, at + n - before},
					{before, at + n},
					(uint32_t)index,
					NULL};
				status = fn(ctx, &term);
			}
		}
		joined = fits;
		before = at;
	}
	return status;
}

enum hk_status hk_term_each(const struct hk_analyser *a, hk_term_fn fn,
			    void *ctx)
{
	enum hk_status status = hk_term_each_word(a, fn, ctx);

	return status ? status : each_bigram(a, fn, ctx);
}

bool hk_term_is_function(const struct hk_morpheme *m)
{
	static const char *const light[] = {"する", "ある", "いる", "なる",
					    "できる"};

	switch (m->cls) {
	case HK_MORPH_PARTICLE:
	case HK_MORPH_AUXILIARY:
	case HK_MORPH_SYMBOL:
	case HK_MORPH_PRONOUN:
	case HK_MORPH_BOUND:
	case HK_MORPH_CONJUNCTION:
		return true;
	default:
		break;
	}
	for (size_t i = 0; i < sizeof(light) / sizeof(*light); i++)
		if (hk_span_same(m->lemma, hk_span_cstr(light[i])))
			return true;
	return false;
}
