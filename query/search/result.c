/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/result.h"

#include <stdlib.h>

void hk_result_init(struct hk_result *result)
{
	memset(result, 0, sizeof(*result));
	hk_arena_init(&result->arena, HK_BUF_NO_MAX);
	hk_arena_init(&result->kept, HK_BUF_NO_MAX);
}

/* Let go of the results that `result` has hits of. */
static void release_others(struct hk_result *result)
{
	for (size_t i = 0; i < result->other_count; i++) {
		hk_result_release(result->others[i]);
		free(result->others[i]);
	}
	free(result->others);
	result->others = NULL;
	result->other_count = result->also_count = 0;
	result->also_together = false;
}

void hk_result_release(struct hk_result *result)
{
	release_others(result);
	xap_pool_free(result->pool);
	result->pool = NULL;
	hk_arena_release(&result->arena);
	hk_arena_release(&result->kept);
}

void hk_result_settle(struct hk_result *result)
{
	for (size_t i = 0; i < result->other_count; i++)
		hk_result_settle(result->others[i]);
	xap_pool_free(result->pool);
	result->pool = NULL;
}

void hk_result_swap(struct hk_result *result, struct hk_result *other)
{
	struct hk_result was = *result;

	*result = *other;
	*other = was;
	other->kept = result->kept;
	result->kept = was.kept;
	result->doubts = was.doubts;
	result->doubt_count = was.doubt_count;
	/* Plans know where their arena is. */
	result->plan.arena = &result->arena;
	other->plan.arena = &other->arena;
}

enum hk_status hk_result_reset(struct hk_result *result,
			       const struct xap_db *db, struct hk_error *err)
{
	release_others(result);
	hk_arena_reset(&result->arena);
	hk_arena_reset(&result->kept);
	result->doubts = NULL;
	result->doubt_count = 0;
	xap_pool_free(result->pool);
	result->pool = NULL;
	result->hits = NULL;
	result->count = result->capacity = 0;
	memset(result->facets, 0, sizeof(result->facets));
	result->articles = result->passages = 0;
	result->more = false;
	result->way = HK_SEARCH_WORDS;
	result->capped = false;
	return xap_pool_new(&result->pool, db, err);
}

const char *hk_result_way(const struct hk_result *result)
{
	switch (result->way) {
	case HK_SEARCH_ARTICLES:
		return "articles";
	case HK_SEARCH_RESCUE:
		return "edges";
	case HK_SEARCH_LITERAL:
		return "characters";
	case HK_SEARCH_SLIP:
		return "slip";
	default:
		return "words";
	}
}
