/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_MAKE_H
#define HIKU_QUERY_PLAN_MAKE_H

/*
 * From the tree of a query to a plan.
 */

#include "query/plan/plan.h"

/* HK_EUSAGE for a filter that makes no sense; HK_ENOMEM; and what the analyser
 * and the engine give. */
enum hk_status hk_plan_make(struct hk_plan *out,
			    const struct hk_plan_input *input,
			    struct hk_error *err) HK_MUST_USE;

#endif
