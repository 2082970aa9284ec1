/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/hashmap.h"

#include <stdlib.h>
#include <string.h>

/* Slots of a new table. */
#define CAPACITY_MIN 64

void hk_hashmap_init(struct hk_hashmap *map)
{
	memset(map, 0, sizeof(*map));
}

void hk_hashmap_release(struct hk_hashmap *map)
{
	free(map->slots);
	hk_hashmap_init(map);
}

void hk_hashmap_reset(struct hk_hashmap *map)
{
	if (map->count)
		memset(map->slots, 0, map->capacity * sizeof(*map->slots));
	map->count = 0;
}

/* Where to begin looking: Fibonacci hashing (Knuth, TAOCP 3, 6.4), folded
 * first, since the product's middle bits do not see the hash's highest. */
static size_t first_slot(const struct hk_hashmap *map, uint64_t hash)
{
	hash ^= hash >> 32;
	return (size_t)((hash * 0x9E3779B97F4A7C15u) >> 32) &
	       (map->capacity - 1);
}

size_t hk_hashmap_find(const struct hk_hashmap *map, uint64_t hash,
		       hk_hashmap_same same, const void *ctx)
{
	if (!map->count)
		return HK_HASHMAP_NONE;
	for (size_t at = first_slot(map, hash); map->slots[at].item;
	     at = (at + 1) & (map->capacity - 1)) {
		const struct hk_hashmap_slot *slot = &map->slots[at];

		if (slot->hash == hash && (!same || same(ctx, slot->item - 1)))
			return slot->item - 1;
	}
	return HK_HASHMAP_NONE;
}

static void put(struct hk_hashmap *map, struct hk_hashmap_slot slot)
{
	size_t at = first_slot(map, slot.hash);

	while (map->slots[at].item)
		at = (at + 1) & (map->capacity - 1);
	map->slots[at] = slot;
	map->count++;
}

static enum hk_status grow(struct hk_hashmap *map)
{
	struct hk_hashmap more = {.capacity = map->capacity ? map->capacity * 2
							    : CAPACITY_MIN};

	more.slots = calloc(more.capacity, sizeof(*more.slots));
	if (!more.slots)
		return HK_ENOMEM;
	for (size_t i = 0; i < map->capacity; i++)
		if (map->slots[i].item)
			put(&more, map->slots[i]);
	free(map->slots);
	*map = more;
	return HK_OK;
}

enum hk_status hk_hashmap_add(struct hk_hashmap *map, uint64_t hash,
			      size_t item)
{
	if (map->count * 2 >= map->capacity && grow(map))
		return HK_ENOMEM;
	put(map, (struct hk_hashmap_slot){hash, item + 1});
	return HK_OK;
}
