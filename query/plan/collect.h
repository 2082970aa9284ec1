/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_COLLECT_H
#define HIKU_QUERY_PLAN_COLLECT_H

#include "query/plan/planner.h"

/*
 * The first pass: collect the units, phrases and prefixes of the whole query in
 * the plan, without function words if there are any other words. HK_ENOMEM, and
 * what hk_term_analyse() gives.
 */
enum hk_status hk_plan_collect(struct hk_planner *planner) HK_MUST_USE;

#endif
