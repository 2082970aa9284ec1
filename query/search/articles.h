/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_ARTICLES_H
#define HIKU_QUERY_SEARCH_ARTICLES_H

/*
 * Articles that have all words of a query, if not in one passage.
 */

#include "query/plan/plan.h"

/* Articles that are given at most: the first ones found. */
#define HK_ARTICLES_MAX 1000

/*
 * `*filter` becomes a query, in `pool`, that matches all passages of the
 * articles which have every word of the plan somewhere; NULL where there are
 * none. `total` is the number of passages in the index.
 */
enum hk_status hk_articles_with_all(struct xap_query **filter,
				    const struct hk_plan *plan,
				    struct xap_pool *pool,
				    const struct xap_db *db, uint32_t total,
				    struct hk_error *err) HK_MUST_USE;

#endif
