/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/ahead.h"

#include "store/schema.h"

struct asking {
	struct hk_arena *arena;
	struct hk_str *list;
	size_t count;
	struct hk_buf term;
};

static bool add(struct asking *a, enum hk_schema_prefix prefix,
		struct hk_str text)
{
	char *copy;

	hk_buf_reset(&a->term);
	if (hk_schema_term(&a->term, prefix, text))
		return true; /* too long, so it was not indexed */
	copy = hk_arena_copy(a->arena, a->term.data, a->term.len);
	a->list[a->count++] = hk_span_str(copy, a->term.len);
	return copy;
}

static bool add_unit(struct asking *a, const struct hk_unit *unit)
{
	bool ok = add(a, HK_SCHEMA_WORD, unit->lemma) &&
		  add(a, HK_SCHEMA_WORD, unit->fold) &&
		  add(a, HK_SCHEMA_FOLD, unit->fold);

	for (size_t i = 0; i < unit->part_count && ok; i++)
		ok = add(a, HK_SCHEMA_WORD, unit->parts[i]);
	return ok;
}

enum hk_status hk_ahead_ask(const struct hk_plan *plan, const struct xap_db *db,
			    struct hk_error *err)
{
	struct asking a = {.arena = plan->arena};
	size_t most = plan->all_bigrams + 3 * plan->all_units;
	enum hk_status status;
	bool ok = true;

	if (!xap_db_is_remote(db) || !most)
		return HK_OK;
	for (size_t i = 0; i < plan->all_units; i++)
		most += plan->units[i].part_count;
	a.list = hk_arena_array(a.arena, most, sizeof(*a.list));
	if (!a.list)
		return hk_error_nomem(err);
	hk_buf_init(&a.term, 1u << 16);
	for (size_t i = 0; i < plan->all_units && ok; i++)
		ok = add_unit(&a, &plan->units[i]);
	for (size_t i = 0; i < plan->all_bigrams && ok; i++)
		ok = add(&a, HK_SCHEMA_BIGRAM, plan->bigrams[i].text);
	status = ok ? xap_db_ask_ahead(db, a.list, a.count, err)
		    : hk_error_nomem(err);
	hk_buf_release(&a.term);
	return status;
}
