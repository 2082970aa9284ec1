/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_RESCUE_H
#define HIKU_QUERY_SEARCH_RESCUE_H

#include "query/plan/plan.h"

/*
 * Make the plan one for its rescue query: running text that stands together
 * becomes phrases to be looked for, and nothing else is marked. Short words,
 * which bigrams tell little of, are left out unless `all` are wanted.
 * HK_ENOMEM.
 */
enum hk_status hk_rescue_plan(struct hk_plan *plan, bool all) HK_MUST_USE;

#endif
