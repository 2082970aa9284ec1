/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_SEARCH_PRIVATE_H
#define HIKU_QUERY_SEARCH_SEARCH_PRIVATE_H

/* What answering a query and showing an article share. */

#include "query/search/search.h"

/* Parse the query and make its plan, of a result that is empty again. */
enum hk_status hk_search_prepare(const struct hk_search_task *task,
				 struct hk_str query,
				 const struct hk_plan_options *options,
				 struct hk_error *err) HK_MUST_USE;

#endif
