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
	struct xap_query *query;
	struct hk_hashmap maps[HK_FACET_KINDS]; /* from keys to facets */
};

static bool is_same(const void *ctx, size_t item)
{
	const struct hk_facet *const *pair = ctx;

	return hk_span_same(pair[0][item].key, pair[1]->key);
}

/* Append a facet, whose key is copied. */
static enum hk_status append(struct hk_result *out, struct hk_facets *facets,
			     struct hk_facet facet)
{
	if (!HK_ARENA_RESERVE(&out->arena, facets->list, facets->capacity,
			      facets->count + 1))
		return HK_ENOMEM;
	if (facet.key.len)
		facet.key.data = hk_arena_copy(&out->arena, facet.key.data,
					       facet.key.len);
	if (facet.key.len && !facet.key.data)
		return HK_ENOMEM;
	facets->list[facets->count++] = facet;
	return HK_OK;
}

static enum hk_status add(struct counter *c, enum hk_facet_by by,
			  struct hk_str key)
{
	struct hk_facets *facets = &c->task->result->facets[by];
	struct hk_hash hash = hk_hash_bytes(key.data, key.len);
	struct hk_facet wanted = {key, 1};
	const struct hk_facet *pair[2] = {facets->list, &wanted};
	size_t i = hk_hashmap_find(&c->maps[by], hash.low, is_same, pair);

	if (i != HK_HASHMAP_NONE) {
		facets->list[i].articles++;
		return HK_OK;
	}
	return hk_hashmap_add(&c->maps[by], hash.low, facets->count)
		       ? HK_ENOMEM
		       : append(c->task->result, facets, wanted);
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

bool hk_facet_key(struct hk_str *out, enum hk_facet_by by,
		  const struct hk_record *r, size_t i)
{
	*out = hk_span_str(NULL, 0);
	if (i && (by != HK_FACET_TAG || i >= r->tag_count))
		return false;
	switch (by) {
	case HK_FACET_FOLDER:
		*out = folder_of(r->path);
		break;
	case HK_FACET_MONTH:
		*out = beginning(r->date, MONTH_LEN);
		break;
	case HK_FACET_YEAR:
		*out = beginning(r->date, YEAR_LEN);
		break;
	case HK_FACET_TYPE:
		*out = r->type;
		break;
	case HK_FACET_AUTHOR:
		*out = r->author;
		break;
	default:
		if (i < r->tag_count)
			*out = r->tags[i];
	}
	return true;
}

/* Count an article by one kind. */
static enum hk_status take_by(struct counter *c, enum hk_facet_by by,
			      const struct hk_record *r)
{
	enum hk_status status = HK_OK;
	struct hk_str key;

	for (size_t i = 0; !status && hk_facet_key(&key, by, r, i); i++)
		status = add(c, by, key);
	return status;
}

static enum hk_status take(struct counter *c, const struct hk_record *r)
{
	enum hk_status status = HK_OK;

	c->task->result->articles++;
	for (unsigned by = 1; by < HK_FACET_KINDS && !status; by++)
		if (c->task->options->facets & 1u << by)
			status = take_by(c, (enum hk_facet_by)by, r);
	return status;
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
		status = xap_search(&hits, c->task->db, c->query, &how, err);
	if (status)
		return status;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&bytes, XAP_RECORD_MAX);
	for (uint32_t i = 0; i < xap_hits_count(hits) && !status; i++) {
		hk_buf_reset(&bytes);
		hk_arena_reset(&arena);
		status = xap_hits_record(hits, i, &bytes, err);
		if (!status)
			status = hk_record_read(&record, &arena, c->task->books,
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
	hk_candidate_begin(candidates, c->query, UINT64_MAX);
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

static void sort(struct hk_facets *facets, unsigned by)
{
	if (facets->count > 1)
		qsort(facets->list, facets->count, sizeof(*facets->list),
		      by == HK_FACET_MONTH || by == HK_FACET_YEAR ? by_key_down
								  : by_number);
}

enum hk_status hk_facet_count(struct hk_candidates *candidates,
			      struct xap_query *query, struct hk_error *err)
{
	struct counter c = {.task = candidates->task, .query = query};
	struct hk_result *out = c.task->result;
	enum hk_status status;

	for (unsigned by = 0; by < HK_FACET_KINDS; by++)
		hk_hashmap_init(&c.maps[by]);
	status = out->plan.verify ? count_verified(&c, candidates, err)
				  : count_found(&c, err);
	for (unsigned by = 0; by < HK_FACET_KINDS; by++) {
		hk_hashmap_release(&c.maps[by]);
		if (!status)
			sort(&out->facets[by], by);
	}
	return status;
}

enum hk_status hk_facet_copy(struct hk_result *out,
			     const struct hk_result *from)
{
	enum hk_status status = HK_OK;

	memset(out->facets, 0, sizeof(out->facets));
	out->articles = from->articles;
	out->capped = from->capped;
	for (unsigned by = 0; by < HK_FACET_KINDS; by++)
		for (size_t i = 0; i < from->facets[by].count && !status; i++)
			status = append(out, &out->facets[by],
					from->facets[by].list[i]);
	return status;
}

const struct hk_facets *hk_facet_counted(const struct hk_result *result)
{
	size_t by = 1;

	while (by + 1 < HK_FACET_KINDS && !result->facets[by].count)
		by++;
	return &result->facets[by];
}
