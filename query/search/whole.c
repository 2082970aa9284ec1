/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/whole.h"

#include <stdlib.h>

#include "query/plan/filter.h"
#include "query/search/engine.h"
#include "query/search/highlight.h"
#include "query/search/match.h"
#include "query/search/search_private.h"
#include "store/schema.h"

/* In the order of the file: its members, their lines, the passages of one. */
static int by_place(const void *a, const void *b)
{
	const struct hk_record *x = &((const struct hk_hit *)a)->record;
	const struct hk_record *y = &((const struct hk_hit *)b)->record;
	int order = hk_span_compare(x->path, y->path);

	if (!order)
		order = hk_span_compare(x->member, y->member);
	if (!order && !hk_span_same(x->id, y->id))
		order = x->line_begin != y->line_begin
				? (x->line_begin < y->line_begin ? -1 : 1)
				: hk_span_compare(x->id, y->id);
	if (!order)
		order = (x->number > y->number) - (x->number < y->number);
	return order;
}

/* Mark the words of the query, if there is one. */
static enum hk_status mark(const struct hk_search_task *task,
			   struct hk_hit *hit, struct hk_matches *matches,
			   struct hk_error *err)
{
	struct hk_result *out = task->result;
	enum hk_status status;

	if (!out->plan.arena || out->plan.no_words)
		return HK_OK;
	status =
		hk_match_load(task->analyser, &hit->record, HK_MATCH_TEXT, err);
	if (!status &&
	    (hk_match_words(matches, &out->plan, task->analyser) ||
	     hk_highlight_marks(&hit->marks, &hit->mark_count, &out->arena,
				&out->plan, matches, task->analyser)))
		status = hk_error_nomem(err);
	return status;
}

/* Take what the engine found. */
static enum hk_status take(const struct hk_search_task *task,
			   const struct xap_hits *found, struct hk_error *err)
{
	struct hk_result *out = task->result;
	enum hk_status status = HK_OK;
	struct hk_matches matches;
	struct hk_buf bytes;

	hk_match_init(&matches);
	hk_buf_init(&bytes, XAP_RECORD_MAX);
	for (uint32_t i = 0; i < xap_hits_count(found) && !status; i++) {
		struct hk_hit *hit;

		hk_buf_reset(&bytes);
		status = xap_hits_record(found, i, &bytes, err);
		if (status)
			break;
		if (!HK_ARENA_RESERVE(&out->arena, out->hits, out->capacity,
				      out->count + 1)) {
			status = hk_error_nomem(err);
			break;
		}
		hit = &out->hits[out->count];
		memset(hit, 0, sizeof(*hit));
		status = hk_record_read(&hit->record, &out->arena, task->books,
					hk_buf_str(&bytes), err);
		if (!status)
			status = mark(task, hit, &matches, err);
		out->count += !status;
	}
	hk_match_release(&matches);
	hk_buf_release(&bytes);
	return status;
}

/* All passages with the term. */
static enum hk_status find(const struct hk_search_task *task,
			   enum hk_schema_prefix prefix, struct hk_str name,
			   struct hk_error *err)
{
	struct xap_search_how how;
	struct xap_hits *found = NULL;
	struct hk_buf term;
	enum hk_status status;

	hk_engine_rank(&how);
	how.weighting = XAP_BOOLEAN;
	hk_buf_init(&term, 1u << 16);
	status = hk_schema_term(&term, prefix, name);
	if (status) { /* an empty name, which nothing has */
		status = status == HK_ENOMEM ? hk_error_nomem(err) : HK_OK;
		goto out;
	}
	status = xap_db_term_freq(task->db, hk_buf_str(&term), &how.limit, err);
	if (status || !how.limit)
		goto out;
	status = xap_search(
		&found, task->db,
		xap_query_term(task->result->pool, hk_buf_str(&term)), &how,
		err);
	if (!status)
		status = take(task, found, err);
	xap_hits_free(found);
out:
	hk_buf_release(&term);
	return status;
}

static enum hk_status attempt(const struct hk_search_task *task,
			      const struct hk_search_request *request,
			      struct hk_str name, struct hk_error *err)
{
	struct hk_result *out = task->result;
	enum hk_status status =
		request->query.len
			? hk_search_prepare(task, request->query,
					    &task->options->plan, err)
			: hk_result_reset(out, task->db, err);
	struct hk_buf path;

	if (!request->query.len)
		memset(&out->plan, 0, sizeof(out->plan));
	hk_buf_init(&path, 1u << 16);
	if (!status)
		status = find(task, HK_SCHEMA_ID, name, err);
	if (!status && !out->count)
		status = hk_filter_path(&path, name, err);
	if (!status && !out->count)
		status = find(task, HK_SCHEMA_ID, hk_buf_str(&path), err);
	if (!status && !out->count)
		status = find(task, HK_SCHEMA_PATH, hk_buf_str(&path), err);
	if (!status && out->count > 1)
		qsort(out->hits, out->count, sizeof(*out->hits), by_place);
	hk_buf_release(&path);
	return status;
}

enum hk_status hk_whole_find(struct hk_result *out,
			     const struct hk_search_request *request,
			     struct hk_str name, struct hk_error *err)
{
	struct hk_search_task task = {.result = out,
				      .analyser = request->analyser,
				      .synonyms = request->options->no_synonyms
							  ? NULL
							  : request->synonyms,
				      .options = request->options};
	enum hk_status status;

	hk_result_init(out);
	for (status = hk_reader_begin(request->reader, err); !status;
	     status = hk_reader_again(request->reader, status, err)) {
		task.db = hk_reader_db(request->reader);
		task.books = hk_reader_codebooks(request->reader);
		status = attempt(&task, request, name, err);
		if (!status)
			break;
	}
	return status;
}
