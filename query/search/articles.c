/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/articles.h"

#include <stdlib.h>

#include "query/search/engine.h"
#include "store/record.h"
#include "store/schema.h"

/* Bytes of a value in the article slot. */
#define KEY_LEN 16

struct article {
	char key[KEY_LEN];
	uint32_t passage; /* document number of one of its passages */
};

struct set {
	struct article *list;
	size_t count;
};

static int by_key(const void *a, const void *b)
{
	return memcmp(a, b, KEY_LEN);
}

/* The articles that match `query`, sorted. */
static enum hk_status find(struct set *out, const struct xap_db *db,
			   const struct xap_query *query, struct hk_error *err)
{
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;
	uint32_t count;

	out->list = NULL;
	out->count = 0;
	hk_engine_articles(&how);
	status = xap_db_doc_count(db, &how.limit, err);
	if (!status)
		status = xap_search(&hits, db, query, &how, err);
	if (status)
		return status;
	count = xap_hits_count(hits);
	out->list = calloc((size_t)count + 1, sizeof(*out->list));
	if (!out->list)
		status = hk_error_nomem(err);
	for (uint32_t i = 0; i < count && !status; i++) {
		struct hk_str key = xap_hits_collapse_key(hits, i);

		if (key.len != KEY_LEN)
			continue;
		memcpy(out->list[out->count].key, key.data, KEY_LEN);
		out->list[out->count++].passage = xap_hits_number(hits, i);
	}
	xap_hits_free(hits);
	if (!status && out->count > 1)
		qsort(out->list, out->count, sizeof(*out->list), by_key);
	return status;
}

/* Keep in `set` what is in `other` too. */
static void intersect(struct set *set, const struct set *other)
{
	size_t to = 0;

	for (size_t i = 0; i < set->count; i++)
		if (other->count &&
		    bsearch(&set->list[i], other->list, other->count,
			    sizeof(*other->list), by_key))
			set->list[to++] = set->list[i];
	set->count = to;
}

/* The id term of the article that a passage belongs to. */
static enum hk_status id_query(struct xap_query **out,
			       const struct hk_search_task *task,
			       uint32_t passage, struct hk_error *err)
{
	struct hk_buf bytes;
	struct hk_arena arena;
	struct hk_record record = {.number = 0};
	enum hk_status status;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&bytes, XAP_RECORD_MAX);
	status = xap_db_record(task->db, passage, &bytes, err);
	if (!status)
		status = hk_record_read(&record, &arena, task->books,
					hk_buf_str(&bytes), err);
	if (!status)
		status = hk_engine_article(out, task->result->pool, record.id,
					   err);
	hk_buf_release(&bytes);
	hk_arena_release(&arena);
	return status;
}

enum hk_status hk_articles_with_all(struct xap_query **filter,
				    const struct hk_search_task *task,
				    struct hk_error *err)
{
	const struct hk_plan *plan = &task->result->plan;
	struct xap_pool *pool = task->result->pool;
	struct xap_query *ids[HK_ARTICLES_MAX];
	struct set all = {NULL, 0};
	enum hk_status status = HK_OK;
	bool first = true;
	size_t count = 0;

	*filter = NULL;
	for (size_t i = 0; i < plan->unit_count && !status; i++) {
		struct set one;

		if (!plan->units[i].counted || (!first && !all.count))
			continue;
		status = find(&one, task->db,
			      plan->units[i].either ? plan->units[i].either
						    : plan->units[i].query,
			      err);
		if (first) {
			all = one;
		} else {
			if (!status)
				intersect(&all, &one);
			free(one.list);
		}
		first = false;
	}
	for (; count < all.count && count < HK_ARTICLES_MAX && !status; count++)
		status = id_query(&ids[count], task, all.list[count].passage,
				  err);
	if (!status && count)
		*filter = xap_query_join(pool, XAP_OR, ids, count);
	free(all.list);
	return status ? status : xap_pool_status(pool, err);
}
