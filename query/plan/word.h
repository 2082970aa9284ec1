/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_WORD_H
#define HIKU_QUERY_PLAN_WORD_H

/*
 * The query of one word: its spellings and its parts, with their weights.
 */

#include "query/plan/plan.h"
#include "store/schema.h"

struct hk_word_maker {
	const struct hk_plan_input *input;
	struct hk_error *err; /* holds the first failure; never NULL */
	uint32_t total;	      /* passages in the index */
	struct hk_buf term;   /* for names of terms */
};

/* A term, and the passages that have it. NULL for a failure, with `m->err` or
 * the pool's status. */
struct xap_query *hk_word_term(struct hk_word_maker *m,
			       enum hk_schema_prefix prefix, struct hk_str text,
			       uint32_t *documents);
/* The idf of what so many of `total` passages have: BM25's, kept above 0 by the
 * 1 inside (Lucene's form). */
double hk_word_idf(uint32_t total, uint32_t documents);
/* Make the query of the unit, and fill in what the index knows of it. NULL as
 * above. */
struct xap_query *hk_word_query(struct hk_word_maker *m, struct hk_unit *unit);

#endif
