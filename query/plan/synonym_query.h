/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_SYNONYM_QUERY_H
#define HIKU_QUERY_PLAN_SYNONYM_QUERY_H

#include "query/plan/word.h"

/* The words of the query that a unit is of and that have synonyms, or NULL. */
struct hk_synonym_run *hk_synonym_query_run(const struct hk_plan *plan,
					    size_t unit);
/*
 * The query for the run as it was typed: all of its units, which must have
 * theirs. NULL for a failure of the pool.
 */
struct xap_query *hk_synonym_query_typed(const struct hk_word_maker *m,
					 const struct hk_plan *plan,
					 const struct hk_synonym_run *run);
/*
 * Make the query of the run's synonyms: passages that have any of them, but not
 * the words as typed, which say more. It stays NULL if the index has none of
 * them. False for a failure, with `m->err` or the pool's status.
 */
bool hk_synonym_query(struct hk_word_maker *m, struct hk_plan *plan,
		      struct hk_synonym_run *run);

#endif
