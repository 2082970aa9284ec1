/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_ARENA_H
#define HIKU_BASE_ARENA_H

/*
 * Memory that lives and dies together: one arena per article and per query.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"

struct hk_arena_block;

struct hk_arena {
	struct hk_arena_block *blocks; /* the newest first */
	size_t used;		       /* bytes handed out since the reset */
	size_t max;		       /* used never passes this */
};

/* An empty arena that hands out at most `max` bytes. Allocates nothing. */
void hk_arena_init(struct hk_arena *arena, size_t max);
/* Free everything that was handed out. */
void hk_arena_release(struct hk_arena *arena);
/* Forget everything that was handed out, keep one block for reuse. */
void hk_arena_reset(struct hk_arena *arena);

/*
 * `size` bytes, aligned for any type, zeroed. NULL when memory or the cap is
 * exhausted.
 */
void *hk_arena_alloc(struct hk_arena *arena, size_t size) HK_MUST_USE;
/* `count` zeroed objects of `size` bytes; NULL also where that overflows. */
void *hk_arena_array(struct hk_arena *arena, size_t count,
		     size_t size) HK_MUST_USE;
/* A NUL-terminated copy of the bytes. */
char *hk_arena_copy(struct hk_arena *arena, const void *data,
		    size_t len) HK_MUST_USE;

/*
 * HK_ARRAY_RESERVE (base/array.h) for an array in an arena, which starts as
 * NULL, 0, 0 too: let at least `need` items fit. Where the array must grow it
 * is copied, and the old one stays until the arena goes. False: memory or the
 * cap is exhausted, and the array is as it was.
 */
#define HK_ARENA_RESERVE(arena, items, capacity, need)            \
	((need) <= (capacity) ||                                  \
	 hk_arena_reserve((arena), &(items), &(capacity), (need), \
			  sizeof(*(items))))

/* What HK_ARENA_RESERVE calls: `items` points to the pointer to the items,
 * each of which takes `size` bytes. */
bool hk_arena_reserve(struct hk_arena *arena, void *items, size_t *capacity,
		      size_t need, size_t size) HK_MUST_USE;

#endif
