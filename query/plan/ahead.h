/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_AHEAD_H
#define HIKU_QUERY_PLAN_AHEAD_H

/*
 * Over a network each look at a term is a journey. A plan looks at some
 * dozens, so where one of the indexes is remote they are asked for at once.
 */

#include "query/plan/plan.h"

/* Ask for the terms of the plan's units and bigrams, which are all that is
 * made of it yet. What the engine gives. */
enum hk_status hk_ahead_ask(const struct hk_plan *plan, const struct xap_db *db,
			    struct hk_error *err) HK_MUST_USE;

#endif
