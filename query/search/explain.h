/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_EXPLAIN_H
#define HIKU_QUERY_SEARCH_EXPLAIN_H

/*
 * What each part of a query adds to a hit's score. The engine is asked for
 * each part alone, for this one passage: statistics are the index's, so that
 * the parts sum to the whole.
 */

#include "query/search/match.h"
#include "query/search/rerank.h"
#include "query/search/search.h"

/*
 * Fill in `hit->forms`, in `arena`: for each unit that `matches` finds in the
 * text analysed last, but nowhere as its own lemma, how it stands there first.
 */
enum hk_status hk_explain_forms(struct hk_hit *hit, struct hk_arena *arena,
				const struct hk_plan *plan,
				const struct hk_matches *matches,
				const struct hk_analyser *analyser) HK_MUST_USE;

/*
 * Fill in `hit->parts`, in the result's arena: the words of the plan that
 * match, its bigrams, and what re-ranking added. `order` is the passage's
 * value in the order slot.
 */
enum hk_status hk_explain_hit(struct hk_hit *hit, struct hk_result *result,
			      const struct xap_db *db, const char order[20],
			      const struct hk_rerank *bonus,
			      struct hk_error *err) HK_MUST_USE;

#endif
