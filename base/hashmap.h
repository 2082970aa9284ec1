/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_HASHMAP_H
#define HIKU_BASE_HASHMAP_H

/*
 * A hash table over items that its user keeps in an array: it maps the hash
 * of a key to the item's number in that array. Keys stay with the items, so
 * the table neither copies nor compares them itself. Open addressing with
 * linear probing, at most half full. Items are never taken out one by one.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct hk_hashmap_slot {
	uint64_t hash;
	size_t item; /* its number + 1; 0: the slot is free */
};

/* Zeroed, it is an empty table that has allocated nothing. */
struct hk_hashmap {
	struct hk_hashmap_slot *slots;
	size_t count;	 /* items */
	size_t capacity; /* slots: a power of two, or 0 */
};

#define HK_HASHMAP_NONE SIZE_MAX

/* Has item number `item` the key that is looked for, which is in `ctx`? */
typedef bool (*hk_hashmap_same)(const void *ctx, size_t item);

void hk_hashmap_init(struct hk_hashmap *map);
void hk_hashmap_release(struct hk_hashmap *map);
/* Empty the table, keep its memory. */
void hk_hashmap_reset(struct hk_hashmap *map);

/*
 * The number of the item with this hash for which `same` is true, or
 * HK_HASHMAP_NONE. With `same` NULL the hash is the whole key. The hash need
 * not be well mixed: that is done here.
 */
size_t hk_hashmap_find(const struct hk_hashmap *map, uint64_t hash,
		       hk_hashmap_same same, const void *ctx);
/* Add an item that was not found. HK_ENOMEM: the table is as it was. */
enum hk_status hk_hashmap_add(struct hk_hashmap *map, uint64_t hash,
			      size_t item) HK_MUST_USE;

#endif
