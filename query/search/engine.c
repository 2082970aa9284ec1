/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/engine.h"

#include <string.h>

#include "store/schema.h"

/* Parameters of BM25+, measured; docs/ARCHITECTURE.md. */
#define BM25_K1	   1.2
#define BM25_B	   0.85
#define BM25_DELTA 1.0

void hk_engine_rank(struct xap_search_how *how)
{
	memset(how, 0, sizeof(*how));
	how->collapse_slot = XAP_NO_SLOT;
	how->order_slot = HK_SCHEMA_SLOT_ORDER;
	how->weighting = XAP_BM25_PLUS;
	how->k1 = BM25_K1;
	how->b = BM25_B;
	how->delta = BM25_DELTA;
}

enum hk_status hk_engine_article(struct xap_query **out, struct xap_pool *pool,
				 struct hk_str id, struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status;

	*out = NULL;
	hk_buf_init(&term, 1u << 16);
	status = hk_schema_term(&term, HK_SCHEMA_ID, id);
	if (!status)
		*out = xap_query_term(pool, hk_buf_str(&term));
	hk_buf_release(&term);
	return status ? hk_error_nomem(err) : xap_pool_status(pool, err);
}

void hk_engine_articles(struct xap_search_how *how)
{
	hk_engine_rank(how);
	how->weighting = XAP_BOOLEAN;
	how->order_slot = XAP_NO_SLOT;
	how->collapse_slot = HK_SCHEMA_SLOT_ARTICLE;
}
