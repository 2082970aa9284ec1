/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/keyset.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_MIN 256

void hk_keyset_init(struct hk_keyset *ids)
{
	memset(ids, 0, sizeof(*ids));
}

void hk_keyset_release(struct hk_keyset *ids)
{
	free(ids->slots);
	free(ids->used);
	hk_keyset_init(ids);
}

void hk_keyset_reset(struct hk_keyset *ids)
{
	if (ids->count)
		memset(ids->used, 0, ids->room * sizeof(*ids->used));
	ids->count = 0;
}

/* Keys are hashes already: their first bytes say where. */
static size_t find(const struct hk_keyset *ids, const char key[16])
{
	uint64_t hash;
	size_t at;

	memcpy(&hash, key, sizeof(hash));
	at = (size_t)hash & (ids->room - 1);
	while (ids->used[at] && memcmp(ids->slots[at], key, 16) != 0)
		at = (at + 1) & (ids->room - 1);
	return at;
}

bool hk_keyset_has(const struct hk_keyset *ids, const char key[16])
{
	return ids->count && ids->used[find(ids, key)];
}

static enum hk_status grow(struct hk_keyset *ids)
{
	struct hk_keyset more = {.room = ids->room ? ids->room * 2 : ROOM_MIN};

	more.slots = malloc(more.room * sizeof(*more.slots));
	more.used = calloc(more.room, sizeof(*more.used));
	if (!more.slots || !more.used) {
		hk_keyset_release(&more);
		return HK_ENOMEM;
	}
	for (size_t i = 0; i < ids->room; i++) {
		size_t at;

		if (!ids->used[i])
			continue;
		at = find(&more, ids->slots[i]);
		memcpy(more.slots[at], ids->slots[i], 16);
		more.used[at] = true;
	}
	more.count = ids->count;
	hk_keyset_release(ids);
	*ids = more;
	return HK_OK;
}

enum hk_status hk_keyset_add(struct hk_keyset *ids, const char key[16],
			     bool *was_there)
{
	size_t at;

	if (ids->count * 2 >= ids->room && grow(ids))
		return HK_ENOMEM;
	at = find(ids, key);
	if (was_there)
		*was_there = ids->used[at];
	if (!ids->used[at]) {
		ids->used[at] = true;
		memcpy(ids->slots[at], key, 16);
		ids->count++;
	}
	return HK_OK;
}
