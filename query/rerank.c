/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/rerank.h"

/* Do two units stand within the window anywhere? Matches ascend by place, and
 * so do their positions. */
static bool are_near(const struct hk_matches *m, size_t a, size_t b)
{
	bool seen_a = false, seen_b = false;
	uint32_t last_a = 0, last_b = 0;

	for (size_t i = 0; i < m->count; i++) {
		const struct hk_match *match = &m->list[i];

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
		if (seen_a && seen_b &&
		    (last_a > last_b ? last_a - last_b : last_b - last_a) <=
			    HK_RERANK_WINDOW)
			return true;
	}
	return false;
}

void hk_rerank_score(struct hk_rerank *out, const struct hk_plan *plan,
		     const struct hk_matches *matches,
		     const struct hk_analyser *analyser)
{
	struct hk_span place;

	out->nearness = out->quotes = 0;
	for (size_t i = 1; i < plan->unit_count; i++) {
		const struct hk_unit *a = &plan->units[i - 1], *b = a + 1;

		if (!b->follows || b->excluded ||
		    hk_span_same(a->lemma, b->lemma))
			continue;
		if (are_near(matches, i - 1, i))
			out->nearness += HK_RERANK_NEAR * (a->idf + b->idf);
	}
	for (size_t i = 0; i < plan->phrase_count; i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];

		if (phrase->preferred &&
		    hk_match_phrase(&place, phrase, analyser, 0))
			out->quotes += HK_RERANK_QUOTE * phrase->idf;
	}
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
