/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_EXPLAIN_H
#define HIKU_QUERY_SEARCH_EXPLAIN_H

/*
 * How much each part of a query contributes to a hit's score. The engine is
 * asked for each part separately, restricted to this passage. It uses the
 * statistics of the whole index, so the parts add up to the score.
 */

#include "query/search/candidate.h"
#include "query/search/match.h"

/*
 * Fill in `hit->forms`, in `arena`: for each unit that occurs in the text that
 * `analyser` holds only in other forms than its lemma, the first of these, as
 * `matches` tell. HK_ENOMEM.
 */
enum hk_status hk_explain_forms(struct hk_hit *hit, struct hk_arena *arena,
				const struct hk_plan *plan,
				const struct hk_matches *matches,
				const struct hk_analyser *analyser) HK_MUST_USE;

/*
 * Fill in `hit->synonyms`, in `arena`: the synonyms of the plan that stand in
 * the text that `analyser` holds. HK_ENOMEM.
 */
enum hk_status hk_explain_synonyms(
	struct hk_hit *hit, struct hk_arena *arena, const struct hk_plan *plan,
	const struct hk_matches *matches,
	const struct hk_analyser *analyser) HK_MUST_USE;

/*
 * Fill in `hit->parts`, in the result's arena: the words of the plan, its
 * bigrams, and what re-ranking added to `candidate`, from which the hit was
 * made. HK_ENOMEM, and the errors of xap_search().
 */
enum hk_status hk_explain_hit(struct hk_hit *hit,
			      const struct hk_search_task *task,
			      const struct hk_candidate *candidate,
			      struct hk_error *err) HK_MUST_USE;

#endif
