/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_SYNONYMS_H
#define HIKU_QUERY_PLAN_SYNONYMS_H

/*
 * Words of the query that the user's tables (store/synonym_tables.h) have under
 * other words: which they are, and what is searched for in their place.
 */

#include "query/plan/planner.h"

/* The text of a synonym has this number plus its own. */
#define HK_PLAN_SYNONYM_TEXT UINT32_C(0x80000000)

/*
 * Note the words of the text that the planner's analyser holds and of which the
 * units from number `first` on were made: the longest runs of words that a
 * table has. HK_ENOMEM.
 */
enum hk_status hk_plan_find_synonyms(struct hk_planner *planner,
				     size_t first) HK_MUST_USE;
/* Cut the synonyms of all that was noted into units, behind those of the query.
 * Changes what the planner's analyser holds. HK_ENOMEM, and what the analyser
 * gives. */
enum hk_status hk_plan_add_synonyms(struct hk_planner *planner) HK_MUST_USE;

#endif
