/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_LITERAL_H
#define HIKU_QUERY_PLAN_LITERAL_H

#include "query/plan/plan.h"

/*
 * A query for the passages that may hold a string of the plan, its text number
 * `text`, as it stands, whatever words it is cut into there: those that have a
 * term for each pair of its characters that the index has terms for
 * (text/literal.h), and each word of letters and digits that the string holds
 * whole. Every passage that holds the string is among them; where it has no
 * such pair, all passages are. The query has no weight. NULL if the string is
 * empty, or, with the reason in `err` or in the pool, on failure.
 */
struct xap_query *hk_literal_query(const struct hk_plan_input *input,
				   const struct hk_plan *plan, uint32_t text,
				   struct hk_error *err);

#endif
