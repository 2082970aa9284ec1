/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_QUERY_H
#define HIKU_QUERY_PLAN_QUERY_H

#include "query/plan/planner.h"

/*
 * The second pass: make the plan's queries of what was collected in it, and
 * fill in what the index knows of each unit. HK_EUSAGE for a filter that makes
 * no sense; HK_ENOMEM; and what the engine gives.
 */
enum hk_status hk_plan_queries(struct hk_planner *planner) HK_MUST_USE;

#endif
