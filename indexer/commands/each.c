/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/each.h"

#include <stdlib.h>

#include "base/array.h"
#include "store/schema.h"

struct each {
	const struct xap_db *db;
	struct hk_codebooks *books;
	bool first_only;
	hk_each_fn fn;
	void *ctx;
	struct hk_error *err;
	struct hk_arena arena;
	struct hk_record *records;
	size_t count, capacity;
};

static enum hk_status take_doc(void *ctx, uint32_t number)
{
	struct each *e = ctx;
	struct hk_buf bytes;
	enum hk_status status;

	/* Passages are added in order, so the first is the lowest. */
	if (e->first_only && e->count) {
		e->count++;
		return HK_OK;
	}
	if (!HK_ARRAY_RESERVE(e->records, e->capacity, e->count + 1))
		return hk_error_nomem(e->err);
	hk_buf_init(&bytes, XAP_RECORD_MAX);
	status = xap_db_record(e->db, number, &bytes, e->err);
	if (!status)
		status = hk_record_read(&e->records[e->count], &e->arena,
					e->books, hk_buf_str(&bytes), e->err);
	hk_buf_release(&bytes);
	e->count += !status;
	return status;
}

static int by_number(const void *a, const void *b)
{
	const struct hk_record *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static enum hk_status take_id(void *ctx, struct hk_str term, uint32_t documents)
{
	struct each *e = ctx;
	struct hk_each_article article;
	enum hk_status status;

	(void)documents;
	hk_arena_reset(&e->arena);
	e->count = 0;
	status = xap_db_each_doc(e->db, term, take_doc, e, e->err);
	if (status || !e->count)
		return status;
	if (!e->first_only)
		qsort(e->records, e->count, sizeof(*e->records), by_number);
	article.records = e->records;
	article.count = e->count;
	return e->fn(e->ctx, &article);
}

enum hk_status hk_each_article(const struct xap_db *db,
			       struct hk_codebooks *books, bool first_only,
			       hk_each_fn fn, void *ctx, struct hk_error *err)
{
	static const char prefix[] = {HK_SCHEMA_ID};
	struct each e = {.db = db,
			 .books = books,
			 .first_only = first_only,
			 .fn = fn,
			 .ctx = ctx,
			 .err = err};
	enum hk_status status;

	hk_arena_init(&e.arena, HK_BUF_NO_MAX);
	status = xap_db_each_term(db, hk_span_str(prefix, 1), take_id, &e, err);
	hk_arena_release(&e.arena);
	free(e.records);
	return status;
}
