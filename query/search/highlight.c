/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/highlight.h"

#include <stdlib.h>

struct marks {
	struct hk_arena *arena;
	struct hk_span *list; /* bytes of the normal form, then of the source */
	size_t count, capacity;
};

static bool add(struct marks *m, struct hk_span span)
{
	if (!HK_ARENA_RESERVE(m->arena, m->list, m->capacity, m->count + 1))
		return false;
	m->list[m->count++] = span;
	return true;
}

/* The end of the mark of a match. That of an inflected word includes a た or だ
 * after it: 食べ|た is one word to the reader. */
static size_t inflected_end(const struct hk_analyser *a,
			    const struct hk_match *match)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(a->morph, &count);
	const struct hk_morpheme *word = &m[match->position], *next = word + 1;

	if (match->position + 1 >= count || word->span.end != match->norm.end ||
	    next->span.begin != word->span.end ||
	    (word->cls != HK_MORPH_VERB && word->cls != HK_MORPH_ADJECTIVE) ||
	    next->cls != HK_MORPH_AUXILIARY ||
	    (!hk_span_same(next->lemma, hk_span_cstr("た")) &&
	     !hk_span_same(next->lemma, hk_span_cstr("だ"))))
		return match->norm.end;
	return next->span.end;
}

/*
 * A part of a compound is not marked by itself, but only where all parts follow
 * each other, perhaps with blanks between. The end of such a row of parts that
 * begins with match `i`; 0 if there is none.
 */
static size_t row_end(const struct hk_plan *plan,
		      const struct hk_matches *matches,
		      const struct hk_analyser *a, size_t i)
{
	const struct hk_match *first = &matches->list[i];
	const struct hk_unit *unit = &plan->units[first->unit];
	size_t end = first->norm.end, next = 1;

	if (first->part != 0)
		return 0;
	for (i++; i < matches->count && next < unit->part_count; i++) {
		const struct hk_match *m = &matches->list[i];
		size_t gap = end;

		while (gap < a->norm.text.len && a->norm.text.data[gap] == ' ')
			gap++;
		if (m->norm.begin > gap)
			break;
		if (m->unit != first->unit || m->how != HK_MATCH_PART ||
		    m->part != next || m->norm.begin < end)
			continue;
		end = m->norm.end;
		next++;
	}
	return next == unit->part_count ? end : 0;
}

static int by_position(const void *a, const void *b)
{
	const struct hk_span *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* Sort the marks and join those that overlap or touch. */
static void merge(struct marks *m)
{
	size_t to = 0;

	if (!m->count)
		return;
	qsort(m->list, m->count, sizeof(*m->list), by_position);
	for (size_t i = 1; i < m->count; i++) {
		if (m->list[i].begin <= m->list[to].end) {
			if (m->list[i].end > m->list[to].end)
				m->list[to].end = m->list[i].end;
		} else {
			m->list[++to] = m->list[i];
		}
	}
	m->count = to + 1;
}

enum hk_status hk_highlight_marks(struct hk_span **out, size_t *count,
				  struct hk_arena *arena,
				  const struct hk_plan *plan,
				  const struct hk_matches *matches,
				  const struct hk_analyser *analyser)
{
	struct marks m = {.arena = arena};

	for (size_t i = 0; i < matches->count; i++) {
		const struct hk_match *match = &matches->list[i];
		struct hk_span span = match->norm;

		if (match->how != HK_MATCH_PREFIX &&
		    plan->units[match->unit].in_phrase)
			continue;
		if (match->how == HK_MATCH_PART)
			span.end = row_end(plan, matches, analyser, i);
		else
			span.end = inflected_end(analyser, match);
		if (span.end <= span.begin)
			continue;
		if (!add(&m, span))
			return HK_ENOMEM;
	}
	for (size_t i = 0; i < plan->phrase_count; i++) {
		struct hk_span span = {0, 0};

		if (plan->phrases[i].excluded)
			continue;
		while (hk_match_phrase(&span, &plan->phrases[i], analyser,
				       span.end))
			if (!add(&m, span))
				return HK_ENOMEM;
	}
	for (size_t i = 0; i < m.count; i++)
		m.list[i] = hk_norm_source(&analyser->norm, m.list[i]);
	merge(&m);
	*out = m.list;
	*count = m.count;
	return HK_OK;
}
