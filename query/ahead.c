/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/ahead.h"

#include "store/schema.h"

struct asking {
	struct xap_pool *pool;
	struct xap_query **list;
	size_t count;
	struct hk_buf term;
};

static void add(struct asking *a, enum hk_schema_prefix prefix,
		struct hk_str text)
{
	hk_buf_reset(&a->term);
	if (!hk_schema_term(&a->term, prefix, text))
		a->list[a->count++] =
			xap_query_term(a->pool, hk_buf_str(&a->term), 1);
}

enum hk_status hk_ahead_ask(const struct hk_plan *plan, struct xap_pool *pool,
			    const struct xap_db *db, struct hk_error *err)
{
	struct asking a = {.pool = pool};
	size_t room = plan->bigram_count + 3 * plan->unit_count;
	struct xap_query *all;
	enum hk_status status;

	if (!xap_db_is_remote(db) || !room)
		return HK_OK;
	for (size_t i = 0; i < plan->unit_count; i++)
		room += plan->units[i].part_count;
	a.list = hk_arena_array(plan->arena, room, sizeof(*a.list));
	if (!a.list)
		return hk_error_nomem(err);
	hk_buf_init(&a.term, 1u << 16);
	for (size_t i = 0; i < plan->unit_count; i++) {
		const struct hk_unit *unit = &plan->units[i];

		add(&a, HK_SCHEMA_WORD, unit->lemma);
		add(&a, HK_SCHEMA_WORD, unit->fold);
		add(&a, HK_SCHEMA_FOLD, unit->fold);
		for (size_t k = 0; k < unit->part_count; k++)
			add(&a, HK_SCHEMA_WORD, unit->parts[k]);
	}
	for (size_t i = 0; i < plan->bigram_count; i++)
		add(&a, HK_SCHEMA_BIGRAM, plan->bigrams[i].text);
	all = xap_query_join(pool, XAP_OR, a.list, a.count, 0);
	status = xap_pool_status(pool, err);
	if (!status)
		status = xap_db_ask_ahead(db, all, err);
	hk_buf_release(&a.term);
	return status;
}
