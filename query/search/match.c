/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/match.h"

#include <stdlib.h>

#include "base/array.h"

/*
 * Which words may be met: for each one that is looked for, a bit by its length,
 * its ends and its middle. Nearly every word of a text is met by none, and seen
 * to be at once.
 */
#define SIEVE_BITS 1024

struct sieve {
	uint64_t bits[SIEVE_BITS / 64];
};

struct finder {
	struct hk_matches *out;
	const struct hk_plan *plan;
	struct sieve sieve;
};

void hk_match_init(struct hk_matches *m)
{
	memset(m, 0, sizeof(*m));
}

void hk_match_release(struct hk_matches *m)
{
	free(m->list);
	hk_match_init(m);
}

/* ---- Texts ---- */

size_t hk_match_texts(const struct hk_record *record)
{
	return HK_MATCH_HEADING + record->heading_count;
}

enum hk_status hk_match_load(struct hk_analyser *analyser,
			     const struct hk_record *record, size_t text,
			     struct hk_error *err)
{
	switch (text) {
	case HK_MATCH_TEXT:
		return hk_term_restore(analyser, record->text, record->words,
				       err);
	case HK_MATCH_TITLE:
		return hk_term_restore(analyser, record->title,
				       record->title_words, err);
	default:
		return hk_term_analyse(
			analyser, record->headings[text - HK_MATCH_HEADING],
			err);
	}
}

enum hk_status hk_match_normalise(struct hk_analyser *analyser,
				  const struct hk_record *record, size_t text,
				  struct hk_error *err)
{
	struct hk_str from =
		text == HK_MATCH_TEXT ? record->text
		: text == HK_MATCH_TITLE
			? record->title
			: record->headings[text - HK_MATCH_HEADING];

	return hk_norm_run(&analyser->norm, from) ? hk_error_nomem(err) : HK_OK;
}

/* ---- Words ---- */

static unsigned sieve_bit(struct hk_str word)
{
	unsigned a = (unsigned char)word.data[word.len - 1];
	unsigned b = (unsigned char)word.data[word.len / 2];
	unsigned c = (unsigned char)word.data[word.len > 2 ? 2 : 0];

	return (a + b * 5 + c * 67 + (unsigned)word.len * 17) % SIEVE_BITS;
}

static void sieve_add(struct sieve *s, struct hk_str word)
{
	unsigned bit;

	if (!word.len)
		return;
	bit = sieve_bit(word);
	s->bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

static bool sieve_may_have(const struct sieve *s, struct hk_str word)
{
	unsigned bit = sieve_bit(word);

	return s->bits[bit / 64] >> bit % 64 & 1;
}

static void sieve_fill(struct sieve *s, const struct hk_plan *plan)
{
	memset(s, 0, sizeof(*s));
	for (size_t i = 0; i < plan->all_units; i++) {
		const struct hk_unit *unit = &plan->units[i];

		sieve_add(s, unit->lemma);
		sieve_add(s, unit->fold);
		if (unit->alone)
			sieve_add(s, unit->surface);
		for (size_t k = 0; k < HK_PLAN_OTHERS; k++)
			sieve_add(s, unit->others[k]);
		for (size_t k = 0; k < unit->part_count; k++) {
			sieve_add(s, unit->parts[k]);
			sieve_add(s, unit->part_folds[k]);
		}
	}
	/* Words that begin like this may be any. */
	if (plan->prefix_count)
		memset(s->bits, 0xFF, sizeof(s->bits));
}

static enum hk_status add(struct hk_matches *m, size_t unit,
			  const struct hk_term *term, enum hk_match_how how,
			  uint32_t part)
{
	if (!HK_ARRAY_RESERVE(m->list, m->capacity, m->count + 1))
		return HK_ENOMEM;
	m->list[m->count++] = (struct hk_match){(uint32_t)unit, term->position,
						term->norm, how, part};
	return HK_OK;
}

static bool meets_part(const struct hk_unit *unit, const struct hk_str *list,
		       const struct hk_term *term, enum hk_match_how *how,
		       uint32_t *part)
{
	for (size_t i = 0; i < unit->part_count; i++)
		if (hk_span_same(list[i], term->text)) {
			*how = HK_MATCH_PART;
			*part = (uint32_t)i;
			return true;
		}
	return false;
}

/* How the term matches the unit; false if it does not. */
static bool meets(const struct hk_unit *unit, const struct hk_term *term,
		  enum hk_match_how *how, uint32_t *part)
{
	*part = 0;
	*how = HK_MATCH_FOLD;
	for (size_t i = 0; i < HK_PLAN_OTHERS; i++)
		if (unit->others[i].len &&
		    hk_span_same(unit->others[i], term->text))
			return true;
	if (term->kind == HK_TERM_FOLD && hk_span_same(unit->fold, term->text))
		return true;
	if (unit->alone && term->kind == HK_TERM_WORD &&
	    hk_span_same(unit->surface, term->text))
		return true;
	if (term->kind == HK_TERM_FOLD)
		return meets_part(unit, unit->part_folds, term, how, part);
	if (hk_span_same(unit->lemma, term->text)) {
		*how = HK_MATCH_EXACT;
		return true;
	}
	if (hk_span_same(unit->fold, term->text))
		return true;
	return meets_part(unit, unit->parts, term, how, part) ||
	       meets_part(unit, unit->part_folds, term, how, part);
}

static enum hk_status take_term(void *ctx, const struct hk_term *term)
{
	struct finder *f = ctx;
	const struct hk_plan *plan = f->plan;
	enum hk_match_how how;
	enum hk_status status = HK_OK;
	uint32_t part;

	if (!term->text.len || !sieve_may_have(&f->sieve, term->text))
		return HK_OK;
	for (size_t i = 0; i < plan->all_units && !status; i++)
		if (!plan->units[i].excluded &&
		    meets(&plan->units[i], term, &how, &part))
			status = add(f->out, i, term, how, part);
	for (size_t i = 0; i < plan->prefix_count && !status; i++) {
		struct hk_str prefix = plan->prefixes[i];
		if (term->text.len >= prefix.len &&
		    !memcmp(term->text.data, prefix.data, prefix.len))
			status = add(f->out, i, term, HK_MATCH_PREFIX, 0);
	}
	return status;
}

static int by_position(const void *a, const void *b)
{
	const struct hk_match *x = a, *y = b;

	if (x->norm.begin != y->norm.begin)
		return x->norm.begin < y->norm.begin ? -1 : 1;
	return x->norm.end < y->norm.end ? -1 : x->norm.end > y->norm.end;
}

enum hk_status hk_match_words(struct hk_matches *m, const struct hk_plan *plan,
			      const struct hk_analyser *analyser)
{
	struct finder f = {.out = m, .plan = plan};
	enum hk_status status;

	m->count = 0;
	sieve_fill(&f.sieve, plan);
	status = hk_term_each_word(analyser, take_term, &f);
	if (!status && m->count > 1)
		qsort(m->list, m->count, sizeof(*m->list), by_position);
	return status;
}

/* ---- Phrases ---- */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\n';
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
	       byte == '_';
}

static bool same_at(const char *text, struct hk_str phrase)
{
	for (size_t i = 0; i < phrase.len; i++)
		if (text[i] != phrase.data[i] &&
		    !(is_blank(text[i]) && is_blank(phrase.data[i])))
			return false;
	return true;
}

/* Are both ends of the span, of a `clipped` one its beginning, at the edge of a
 * morpheme or a part of one? */
static bool at_edges(const struct hk_analyser *a, struct hk_span span,
		     bool clipped)
{
	const struct hk_span *parts = hk_morph_parts(a->morph);
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(a->morph, &count);
	bool begins = false, ends = clipped;

	for (size_t i = 0; i < count && m[i].span.begin <= span.end; i++) {
		if (m[i].span.end < span.begin)
			continue;
		begins = begins || m[i].span.begin == span.begin;
		ends = ends || m[i].span.end == span.end;
		for (uint32_t k = 0; k < m[i].part_count; k++) {
			struct hk_span part = parts[m[i].parts + k];
			begins = begins || part.begin == span.begin;
			ends = ends || part.end == span.end;
		}
	}
	return begins && ends;
}

/* With `whole`, words of Latin letters match whole. */
static bool find_letters(struct hk_span *out, struct hk_str phrase,
			 struct hk_str text, size_t from, bool whole)
{
	const char *at, *end;

	if (!phrase.len || text.len < phrase.len)
		return false;
	end = text.data + text.len;
	for (at = text.data + from; (size_t)(end - at) >= phrase.len; at++) {
		const char *to;

		at = memchr(at, phrase.data[0],
			    (size_t)(end - at) - phrase.len + 1);
		if (!at)
			return false;
		to = at + phrase.len;
		if (!same_at(at, phrase))
			continue;
		if (whole &&
		    ((at > text.data && is_letter(*at) && is_letter(at[-1])) ||
		     (to < end && is_letter(to[-1]) && is_letter(*to))))
			continue;
		out->begin = (size_t)(at - text.data);
		out->end = out->begin + phrase.len;
		return true;
	}
	return false;
}

bool hk_match_letters(struct hk_span *out, struct hk_str phrase,
		      struct hk_str text, size_t from)
{
	return find_letters(out, phrase, text, from, true);
}

bool hk_match_phrase(struct hk_span *out, const struct hk_phrase *phrase,
		     const struct hk_analyser *a, size_t from)
{
	struct hk_str text = hk_buf_str(&a->norm.text);

	while (find_letters(out, phrase->norm, text, from, !phrase->anywhere)) {
		if (!phrase->single || at_edges(a, *out, phrase->clipped))
			return true;
		from = out->begin + 1;
	}
	return false;
}
