/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"

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

void hk_arena_release(struct hk_arena *arena)
{
	struct hk_arena_block *block = arena->blocks;

	while (block) {
		struct hk_arena_block *next = block->next;

		free(block);
		block = next;
	}
	hk_arena_init(arena, arena->max);
}

/* Kept is the newest block, the largest but for those that were made for a
 * single huge object. */
void hk_arena_reset(struct hk_arena *arena)
{
	struct hk_arena_block *block = arena->blocks, *kept = NULL;

	while (block) {
		struct hk_arena_block *next = block->next;

		if (!kept && block->size <= BLOCK_MAX)
			kept = block;
		else
			free(block);
		block = next;
	}
	if (kept) {
		kept->next = NULL;
		kept->used = 0;
	}
	arena->blocks = kept;
	arena->used = 0;
}

static struct hk_arena_block *add_block(struct hk_arena *arena, size_t need)
{
	struct hk_arena_block *block;
	size_t size = arena->blocks ? arena->blocks->size : BLOCK_MIN / 2;

	size = size < BLOCK_MAX / 2 ? size * 2 : BLOCK_MAX;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(*block))
		return NULL;
	block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	block->size = size;
	block->used = 0;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

static void *take(struct hk_arena *arena, size_t size, size_t align)
{
	struct hk_arena_block *block = arena->blocks;
	size_t left = arena->max - arena->used, pad = 0;
	void *out;

	if (size > left)
		return NULL;
	if (block)
		pad = -block->used & (align - 1);
	if (!block || pad > block->size - block->used ||
	    size > block->size - block->used - pad) {
		block = add_block(arena, size);
		if (!block)
			return NULL;
		pad = 0;
	}
	if (pad > left - size)
		return NULL;
	out = block->bytes + block->used + pad;
	block->used += pad + size;
	arena->used += pad + size;
	return out;
}

void *hk_arena_alloc(struct hk_arena *arena, size_t size)
{
	void *out = take(arena, size, alignof(max_align_t));

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
	char *out = len < SIZE_MAX ? take(arena, len + 1, 1) : NULL;

	if (!out)
		return NULL;
	if (len)
		memcpy(out, data, len);
	out[len] = '\0';
	return out;
}

bool hk_arena_reserve(struct hk_arena *arena, void *items, size_t *capacity,
		      size_t need, size_t size)
{
	size_t more = hk_array_capacity(*capacity, need, size);
	void *old, *grown;

	if (!more)
		return false;
	if (more <= *capacity)
		return true;
	grown = hk_arena_array(arena, more, size);
	if (!grown)
		return false;
	memcpy(&old, items, sizeof(old));
	if (*capacity)
		memcpy(grown, old, *capacity * size);
	memcpy(items, &grown, sizeof(grown));
	*capacity = more;
	return true;
}
