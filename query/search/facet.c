/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/facet.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/hashmap.h"
#include "query/search/engine.h"
#include "query/search/tally.h"

/* Bytes of "2024-05" and "2024". */
#define MONTH_LEN 7
#define YEAR_LEN  4

struct counter {
	const struct hk_search_task *task;
	struct hk_hashmap map; /* from keys to facets */
};

static bool is_same(const void *ctx, size_t item)
{
	const struct hk_facet *const *pair = ctx;

	return hk_span_same(pair[0][item].key, pair[1]->key);
}

static enum hk_status add(struct counter *c, struct hk_str key)
{
	struct hk_result *out = c->task->result;
	struct hk_hash hash = hk_hash_bytes(key.data, key.len);
	struct hk_facet wanted = {key, 0};
	const struct hk_facet *pair[2] = {out->facets, &wanted};
	size_t i = hk_hashmap_find(&c->map, hash.low, is_same, pair);
	struct hk_facet *facet;

	if (i != HK_HASHMAP_NONE) {
		out->facets[i].articles++;
		return HK_OK;
	}
	if (!HK_ARENA_RESERVE(&out->arena, out->facets, out->facet_capacity,
			      out->facet_count + 1) ||
	    hk_hashmap_add(&c->map, hash.low, out->facet_count))
		return HK_ENOMEM;
	facet = &out->facets[out->facet_count];
	facet->key = hk_span_str(NULL, 0);
	if (key.len)
		facet->key = hk_span_str(
			hk_arena_copy(&out->arena, key.data, key.len), key.len);
	if (key.len && !facet->key.data)
		return HK_ENOMEM;
	facet->articles = 1;
	out->facet_count++;
	return HK_OK;
}

static struct hk_str folder_of(struct hk_str path)
{
	size_t len = path.len;

	while (len > 1 && path.data[len - 1] != '/')
		len--;
	return hk_span_str(path.data, len > 1 ? len - 1 : len);
}

/* The first `len` bytes of a date, if it was understood. */
static struct hk_str beginning(struct hk_str date, size_t len)
{
	if (date.len < len)
		return hk_span_str(NULL, 0);
	for (size_t i = 0; i < len; i++)
		if (i == YEAR_LEN ? date.data[i] != '-'
				  : date.data[i] < '0' || date.data[i] > '9')
			return hk_span_str(NULL, 0);
	return hk_span_str(date.data, len);
}

static enum hk_status take(struct counter *c, const struct hk_record *r)
{
	enum hk_status status = HK_OK;

	c->task->result->articles++;
	switch (c->task->options->count_by) {
	case HK_FACET_FOLDER:
		return add(c, folder_of(r->path));
	case HK_FACET_MONTH:
		return add(c, beginning(r->date, MONTH_LEN));
	case HK_FACET_YEAR:
		return add(c, beginning(r->date, YEAR_LEN));
	case HK_FACET_TYPE:
		return add(c, r->type);
	case HK_FACET_AUTHOR:
		return add(c, r->author);
	default:
		break;
	}
	for (size_t i = 0; i < r->tag_count && !status; i++)
		status = add(c, r->tags[i]);
	return status || r->tag_count ? status : add(c, hk_span_str(NULL, 0));
}

/* One passage of each article, as the engine finds them. */
static enum hk_status count_found(struct counter *c, struct hk_error *err)
{
	struct hk_arena arena;
	struct xap_search_how how;
	struct xap_hits *hits;
	struct hk_record record;
	struct hk_buf bytes;
	enum hk_status status;

	hk_engine_articles(&how);
	status = xap_db_doc_count(c->task->db, &how.limit, err);
	if (!status)
		status = xap_search(&hits, c->task->db,
				    c->task->result->plan.query, &how, err);
	if (status)
		return status;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&bytes, XAP_RECORD_MAX);
	for (uint32_t i = 0; i < xap_hits_count(hits) && !status; i++) {
		hk_buf_reset(&bytes);
		hk_arena_reset(&arena);
		status = xap_hits_record(hits, i, &bytes, err);
		if (!status)
			status = hk_record_decode(&record, &arena,
						  hk_buf_str(&bytes), err);
		if (!status && take(c, &record))
			status = hk_error_nomem(err);
	}
	hk_buf_release(&bytes);
	hk_arena_release(&arena);
	xap_hits_free(hits);
	return status;
}

/* The same where each passage must be looked at. */
static enum hk_status count_verified(struct counter *c,
				     struct hk_candidates *candidates,
				     struct hk_error *err)
{
	struct hk_tally tally;
	enum hk_status status = HK_OK;
	size_t seen = 0;

	hk_tally_init(&tally);
	hk_candidate_begin(candidates, c->task->result->plan.query, UINT64_MAX);
	while (!candidates->exhausted && !status) {
		candidates->settled = candidates->count;
		status = hk_candidate_fetch(candidates, err);
		for (; seen < candidates->count && !status; seen++) {
			const struct hk_record *record =
				&candidates->list[seen].record;
			uint32_t *number = hk_tally_find(&tally, record->id);

			if (!number || (!*number && take(c, record)))
				status = hk_error_nomem(err);
			else
				++*number;
		}
	}
	hk_tally_release(&tally);
	return status;
}

static int by_number(const void *a, const void *b)
{
	const struct hk_facet *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return hk_span_compare(x->key, y->key);
}

static int by_key_down(const void *a, const void *b)
{
	const struct hk_facet *x = a, *y = b;

	return hk_span_compare(y->key, x->key);
}

enum hk_status hk_facet_count(struct hk_candidates *candidates,
			      struct hk_error *err)
{
	struct counter c = {.task = candidates->task};
	struct hk_result *out = c.task->result;
	enum hk_facet_by by = c.task->options->count_by;
	enum hk_status status;

	hk_hashmap_init(&c.map);
	status = out->plan.verify ? count_verified(&c, candidates, err)
				  : count_found(&c, err);
	hk_hashmap_release(&c.map);
	if (!status && out->facet_count > 1)
		qsort(out->facets, out->facet_count, sizeof(*out->facets),
		      by == HK_FACET_MONTH || by == HK_FACET_YEAR ? by_key_down
								  : by_number);
	return status;
}
