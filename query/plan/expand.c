/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/expand.h"

struct expansion {
	struct hk_arena *arena;
	struct hk_str *words;
	uint32_t documents[HK_PLAN_EXPAND_MAX];
	size_t count;
	bool dropped;
};

/* Keep the word if it is one of the most frequent so far. */
static enum hk_status take(void *ctx, struct hk_str word, uint32_t documents)
{
	struct expansion *e = ctx;
	size_t at = e->count;
	char *text;

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
	text = hk_arena_copy(e->arena, word.data, word.len);
	if (!text)
		return HK_ENOMEM;
	e->words[at] = hk_span_str(text, word.len);
	e->documents[at] = documents;
	return HK_OK;
}

enum hk_status hk_expand_prefix(struct hk_str words[HK_PLAN_EXPAND_MAX],
				size_t *count, bool *dropped,
				struct hk_arena *arena, const struct xap_db *db,
				struct hk_str prefix, struct hk_error *err)
{
	struct expansion e = {.arena = arena, .words = words};
	enum hk_status status = xap_db_each_term(db, prefix, take, &e, err);

	if (status == HK_ENOMEM)
		hk_error_nomem(err);
	/* Queries are made of them next: see query/plan/ahead.h. */
	if (!status && e.count && xap_db_is_remote(db))
		status = xap_db_ask_ahead(db, words, e.count, err);
	*count = e.count;
	*dropped = *dropped || e.dropped;
	return status;
}
