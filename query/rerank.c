/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/rerank.h"

/* How many morphemes the two units are apart where they are nearest: 0 where
 * one of them is not there. Matches ascend by place, and so do their
 * positions. */
static uint32_t distance(const struct hk_matches *m, size_t a, size_t b)
{
	bool seen_a = false, seen_b = false;
	uint32_t last_a = 0, last_b = 0, best = 0;

	for (size_t i = 0; i < m->count; i++) {
		const struct hk_match *match = &m->list[i];
		uint32_t apart;

		if (match->how == HK_MATCH_PREFIX)
			continue;
		if (match->unit == a) {
			last_a = match->position;
			seen_a = true;
		} else if (match->unit == b) {
			last_b = match->position;
			seen_b = true;
		} else {
			continue;
		}
		if (!seen_a || !seen_b)
			continue;
		apart = last_a > last_b ? last_a - last_b : last_b - last_a;
		apart = apart ? apart : 1; /* parts of one compound */
		if (!best || apart < best)
			best = apart;
	}
	return best;
}

void hk_rerank_words(struct hk_rerank *out, const struct hk_plan *plan,
		     const struct hk_matches *matches,
		     const struct hk_analyser *analyser)
{
	struct hk_span place;

	out->nearness = out->quotes = 0;
	for (size_t i = 1; i < plan->unit_count; i++) {
		const struct hk_unit *a = &plan->units[i - 1], *b = a + 1;
		uint32_t apart;

		if (!b->follows || b->excluded ||
		    hk_span_same(a->lemma, b->lemma))
			continue;
		apart = distance(matches, i - 1, i);
		if (apart)
			out->nearness +=
				HK_RERANK_NEAR * (a->idf + b->idf) /
				(1 + (apart - 1) / HK_RERANK_NEAR_HALF);
	}
	for (size_t i = 0; i < plan->phrase_count; i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];

		if (phrase->preferred &&
		    hk_match_phrase(&place, phrase, analyser, 0))
			out->quotes += HK_RERANK_QUOTE * phrase->idf;
	}
}

/* Does the unit count, and does its word stand there as it is? A variant in
 * the title must not rank above the word itself in a text. */
static bool is_in(const struct hk_plan *plan, const struct hk_matches *m,
		  size_t unit)
{
	if (!plan->units[unit].counted || plan->units[unit].excluded)
		return false;
	for (size_t i = 0; i < m->count; i++)
		if (m->list[i].unit == unit && m->list[i].how == HK_MATCH_EXACT)
			return true;
	return false;
}

void hk_rerank_frame(struct hk_rerank *out, const struct hk_plan *plan,
		     const struct hk_matches *matches,
		     const struct hk_analyser *analyser, uint32_t number)
{
	size_t count, words = 0, met = 0;
	const struct hk_morpheme *m = hk_morph_get(analyser->morph, &count);
	uint32_t last = UINT32_MAX;
	double idf = 0;

	out->lead = number == 1 ? HK_RERANK_LEAD : 0;
	for (size_t i = 0; i < count; i++)
		words += m[i].cls != HK_MORPH_SYMBOL &&
			 !hk_term_is_function(&m[i]);
	for (size_t i = 0; i < matches->count; i++) {
		const struct hk_match *match = &matches->list[i];

		if (match->how == HK_MATCH_EXACT && match->position != last) {
			last = match->position;
			met++;
		}
	}
	for (size_t i = 0; i < plan->unit_count && met; i++)
		if (is_in(plan, matches, i))
			idf += plan->units[i].idf * plan->units[i].weight;
	out->title = 0;
	if (words && met)
		out->title = HK_RERANK_TITLE * idf *
			     (met < words ? (double)met / (double)words : 1);
}

void hk_rerank_letters(struct hk_rerank *out, struct hk_plan *plan,
		       struct hk_str norm)
{
	out->runs =
		HK_RERANK_RUNS * plan->idf * hk_runs_share(&plan->runs, norm);
}

double hk_rerank_sum(const struct hk_rerank *bonus)
{
	return bonus->nearness + bonus->quotes + bonus->title + bonus->runs +
	       bonus->lead;
}

/* May the word stand in the text? */
static bool may_stand(const struct hk_unit *unit, struct hk_str norm)
{
	return !unit->sure.len || memmem(norm.data, norm.len, unit->sure.data,
					 unit->sure.len) != NULL;
}

double hk_rerank_bound(const struct hk_plan *plan, struct hk_str norm)
{
	double most = 0;
	bool before = false;

	for (size_t i = 0; i < plan->unit_count; i++) {
		const struct hk_unit *unit = &plan->units[i];
		bool here = may_stand(unit, norm);

		if (i && here && before && unit->follows)
			most += HK_RERANK_NEAR * (unit[-1].idf + unit->idf);
		before = here;
	}
	for (size_t i = 0; i < plan->phrase_count; i++)
		if (plan->phrases[i].preferred)
			most += HK_RERANK_QUOTE * plan->phrases[i].idf;
	return most;
}
