/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SLOTS_H
#define HIKU_STORE_SLOTS_H

/*
 * The slots of a table of items by 32-bit hashes, for the two that every word
 * of a bulk load goes through (store/bag.h, store/pile.h): the number of an
 * item + 1 is in the first free slot from its hash on. Elsewhere
 * base/hashmap.h is enough.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hk_slots {
	uint32_t *list; /* item + 1; 0: free */
	size_t count;	/* a power of 2, or 0 */
};

/* Twice as many slots, or `least` if there are none, for the `items` whose
 * hashes are `stride` bytes apart from `*hash` on. False: out of memory. */
bool hk_slots_grow(struct hk_slots *slots, size_t least, const uint32_t *hash,
		   size_t stride, size_t items);

#endif
