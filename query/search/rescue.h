/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_RESCUE_H
#define HIKU_QUERY_SEARCH_RESCUE_H

#include "query/plan/plan.h"

/*
 * Turn the plan into one for its rescue query: adjacent words of running text
 * become phrases, which are searched and marked as strings; nothing else is
 * marked. Short words are left out unless `all` are required. HK_ENOMEM.
 */
enum hk_status hk_rescue_plan(struct hk_plan *plan, bool all) HK_MUST_USE;

#endif
