/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_ENGINE_H
#define HIKU_QUERY_SEARCH_ENGINE_H

/*
 * How the engine is asked.
 */

#include "shim/xap.h"

/* For passages by rank: BM25+, equal scores by the order slot. No limit is
 * set, nothing is collapsed. */
void hk_engine_rank(struct xap_search_how *how);
/* For one passage of each article that matches, in no particular order. No
 * limit is set. */
void hk_engine_articles(struct xap_search_how *how);

/* A query for the passages of the article with this id, which is not empty.
 * What the engine gives. */
enum hk_status hk_engine_article(struct xap_query **out, struct xap_pool *pool,
				 struct hk_str id,
				 struct hk_error *err) HK_MUST_USE;

#endif
