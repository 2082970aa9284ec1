/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_ARTICLES_H
#define HIKU_QUERY_SEARCH_ARTICLES_H

/*
 * Articles that have all words of a query, though no passage of theirs does.
 */

#include "query/search/task.h"

/* Articles that are given at most: the first in the order of their keys. */
#define HK_ARTICLES_MAX 1000

/*
 * `*filter` becomes a query, in the result's pool, that matches all passages
 * of the articles that have every word of the plan somewhere; NULL if there
 * are none. What the engine and hk_record_read() give.
 */
enum hk_status hk_articles_with_all(struct xap_query **filter,
				    const struct hk_search_task *task,
				    struct hk_error *err) HK_MUST_USE;

#endif
