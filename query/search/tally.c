/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/tally.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"

struct wanted {
	const struct hk_tally *tally;
	uint64_t high;
};

void hk_tally_init(struct hk_tally *t)
{
	memset(t, 0, sizeof(*t));
}

void hk_tally_release(struct hk_tally *t)
{
	hk_hashmap_release(&t->map);
	free(t->items);
	hk_tally_init(t);
}

static bool is_same(const void *ctx, size_t item)
{
	const struct wanted *w = ctx;

	return w->tally->items[item].high == w->high;
}

uint32_t *hk_tally_find(struct hk_tally *t, struct hk_str id)
{
	struct hk_hash hash = hk_hash_bytes(id.data, id.len);
	struct wanted wanted = {t, hash.high};
	size_t item = hk_hashmap_find(&t->map, hash.low, is_same, &wanted);

	if (item == HK_HASHMAP_NONE) {
		item = t->count;
		if (!HK_ARRAY_RESERVE(t->items, t->capacity, item + 1) ||
		    hk_hashmap_add(&t->map, hash.low, item))
			return NULL;
		t->items[t->count++] = (struct hk_tally_item){hash.high, 0};
	}
	return &t->items[item].number;
}
