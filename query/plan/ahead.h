/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_AHEAD_H
#define HIKU_QUERY_PLAN_AHEAD_H

/*
 * Over a network, looking up a term takes a round trip, and a plan needs dozens
 * of terms. If an index is remote, they are looked up in one request.
 */

#include "query/plan/plan.h"

/* Look up the terms of the plan's units and bigrams, which must have been
 * collected, unless `db` is local. HK_ENOMEM and the errors of
 * xap_db_ask_ahead(). */
enum hk_status hk_ahead_ask(const struct hk_plan *plan, const struct xap_db *db,
			    struct hk_error *err) HK_MUST_USE;

#endif
