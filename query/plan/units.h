/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_UNITS_H
#define HIKU_QUERY_PLAN_UNITS_H

#include "query/plan/planner.h"

/*
 * Add the words of a running text or phrase to the plan as units, without
 * function words unless the planner keeps them; and its bigrams, its runs, and
 * what is to be marked of it as a whole. The planner's analyser then holds the
 * text. HK_ENOMEM, and what hk_term_analyse() gives.
 */
enum hk_status hk_plan_add_text(struct hk_planner *planner,
				struct hk_str text) HK_MUST_USE;

#endif
