/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_CORRECT_H
#define HIKU_QUERY_NEAR_CORRECT_H

/*
 * Where a query finds nothing, it is asked with what its words may be slips of,
 * which the result says; the words that were offered are in the result in any
 * case.
 */

#include "query/near/near.h"
#include "query/search/task.h"
#include "query/sound/also.h"

/*
 * Correct the result of `task`, which answers `query`, if there is need, as its
 * options say. `dict` is that of the analyser. What `ask`, the engine and the
 * analyser give, and HK_ENOMEM.
 */
enum hk_status hk_correct_search(const struct hk_search_task *task,
				 struct hk_str query, struct hk_also_ears *ears,
				 const struct hk_dict *dict, hk_also_ask ask,
				 struct hk_error *err) HK_MUST_USE;

#endif
