/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/expand.h"

#include "store/schema.h"

struct expansion {
	struct hk_arena *arena;
	struct hk_str *terms;
	uint32_t documents[HK_PLAN_EXPAND_MAX];
	size_t count;
	bool dropped;
};

/* Keep the term if it is one of the most frequent so far. */
static enum hk_status take(void *ctx, struct hk_str term, uint32_t documents)
{
	struct expansion *e = ctx;
	size_t at = e->count;
	char *copy;

	if (e->count == HK_PLAN_EXPAND_MAX) {
		e->dropped = true;
		at = 0;
		for (size_t i = 1; i < e->count; i++)
			if (e->documents[i] < e->documents[at])
				at = i;
		if (e->documents[at] >= documents)
			return HK_OK;
	} else {
		e->count++;
	}
	copy = hk_arena_copy(e->arena, term.data, term.len);
	if (!copy)
		return HK_ENOMEM;
	e->terms[at] = hk_span_str(copy, term.len);
	e->documents[at] = documents;
	return HK_OK;
}

enum hk_status hk_expand_prefix(struct hk_str terms[HK_PLAN_EXPAND_MAX],
				size_t *count, bool *dropped,
				struct hk_arena *arena, const struct xap_db *db,
				struct hk_str prefix, struct hk_error *err)
{
	struct expansion e = {.arena = arena, .terms = terms};
	struct hk_buf begin;
	enum hk_status status;

	hk_buf_init(&begin, XAP_TERM_MAX);
	status = hk_schema_term(&begin, HK_SCHEMA_WORD, prefix);
	if (!status)
		status =
			xap_db_each_term(db, hk_buf_str(&begin), take, &e, err);
	else if (status == HK_ETOOBIG || status == HK_EFORMAT)
		status = HK_OK; /* no word begins so */
	hk_buf_release(&begin);
	if (status == HK_ENOMEM)
		hk_error_nomem(err);
	/* Queries are made of them next: see query/plan/ahead.h. */
	if (!status && e.count && xap_db_is_remote(db))
		status = xap_db_ask_ahead(db, terms, e.count, err);
	*count = e.count;
	*dropped = *dropped || e.dropped;
	return status;
}
