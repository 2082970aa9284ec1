/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/changed.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/hash.h"

void hk_changed_init(struct hk_changed *c)
{
	memset(c, 0, sizeof(*c));
	hk_arena_init(&c->arena, HK_BUF_NO_MAX);
}

void hk_changed_release(struct hk_changed *c)
{
	free(c->items);
	hk_hashmap_release(&c->map);
	hk_arena_release(&c->arena);
	hk_changed_init(c);
}

void hk_changed_reset(struct hk_changed *c)
{
	c->count = 0;
	hk_hashmap_reset(&c->map);
	hk_arena_reset(&c->arena);
}

struct wanted {
	const struct hk_changed *changed;
	struct hk_str path;
};

static bool is_wanted(const void *ctx, size_t item)
{
	const struct wanted *w = ctx;

	return hk_span_same(w->changed->items[item].path, w->path);
}

static size_t find(const struct hk_changed *c, struct hk_str path)
{
	struct wanted wanted = {c, path};

	return hk_hashmap_find(&c->map, hk_hash_bytes(path.data, path.len).low,
			       is_wanted, &wanted);
}

enum hk_status hk_changed_add(struct hk_changed *c, struct hk_str path,
			      bool below)
{
	size_t at = find(c, path);
	char *copy;

	if (at != HK_HASHMAP_NONE) {
		c->items[at].below = c->items[at].below || below;
		return HK_OK;
	}
	copy = hk_arena_copy(&c->arena, path.data, path.len);
	if (!copy || !HK_ARRAY_RESERVE(c->items, c->capacity, c->count + 1) ||
	    hk_hashmap_add(&c->map, hk_hash_bytes(path.data, path.len).low,
			   c->count))
		return HK_ENOMEM;
	c->items[c->count].path = hk_span_str(copy, path.len);
	c->items[c->count++].below = below;
	return HK_OK;
}

bool hk_changed_took(const struct hk_changed *c, struct hk_str path)
{
	const char *slash;

	while (path.len && c->count) {
		size_t at = find(c, path);

		if (at != HK_HASHMAP_NONE && c->items[at].below)
			return true;
		slash = memrchr(path.data, '/', path.len);
		path.len = slash ? (size_t)(slash - path.data) : 0;
	}
	return false;
}
