/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

/* Blocks begin small, since most queries are, and double up to this. */
#define BLOCK_MIN 4096
#define BLOCK_MAX (1u << 20)

struct hk_arena_block {
	struct hk_arena_block *next;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

void hk_arena_init(struct hk_arena *arena, size_t max)
{
	arena->blocks = NULL;
	arena->used = 0;
	arena->max = max;
}

static void free_from(struct hk_arena_block *block)
{
	while (block) {
		struct hk_arena_block *next = block->next;
		free(block);
		block = next;
	}
}

void hk_arena_release(struct hk_arena *arena)
{
	free_from(arena->blocks);
	hk_arena_init(arena, arena->max);
}

void hk_arena_reset(struct hk_arena *arena)
{
	arena->used = 0;
	if (!arena->blocks)
		return;
	/* The newest block is the largest of its kind; one made for a single
	 * huge object is not worth keeping. */
	free_from(arena->blocks->next);
	arena->blocks->next = NULL;
	arena->blocks->used = 0;
	if (arena->blocks->size > BLOCK_MAX) {
		free(arena->blocks);
		arena->blocks = NULL;
	}
}

static struct hk_arena_block *add_block(struct hk_arena *arena, size_t need)
{
	struct hk_arena_block *block;
	size_t size = arena->blocks ? arena->blocks->size * 2 : BLOCK_MIN;

	if (size > BLOCK_MAX)
		size = BLOCK_MAX;
	if (size < need)
		size = need;
	block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	block->size = size;
	block->used = 0;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

static void *take(struct hk_arena *arena, size_t size)
{
	struct hk_arena_block *block = arena->blocks;
	void *out;

	if (size > arena->max - arena->used ||
	    size > SIZE_MAX - sizeof(*block) - alignof(max_align_t))
		return NULL;
	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!block || block->size - block->used < size) {
		block = add_block(arena, size);
		if (!block)
			return NULL;
	}
	out = block->bytes + block->used;
	block->used += size;
	/* Rounding up may pass the cap by less than one alignment. */
	arena->used = size > arena->max - arena->used ? arena->max
						      : arena->used + size;
	return out;
}

void *hk_arena_alloc(struct hk_arena *arena, size_t size)
{
	void *out = take(arena, size);

	return out ? memset(out, 0, size) : NULL;
}

void *hk_arena_array(struct hk_arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return NULL;
	return hk_arena_alloc(arena, count * size);
}

char *hk_arena_copy(struct hk_arena *arena, const void *data, size_t len)
{
	char *out = len < SIZE_MAX ? take(arena, len + 1) : NULL;

	if (!out)
		return NULL;
	if (len)
		memcpy(out, data, len);
	out[len] = '\0';
	return out;
}
