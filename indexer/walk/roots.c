/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/roots.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"

void hk_roots_init(struct hk_roots *roots)
{
	memset(roots, 0, sizeof(*roots));
	hk_arena_init(&roots->arena, HK_BUF_NO_MAX);
}

void hk_roots_release(struct hk_roots *roots)
{
	free(roots->items);
	hk_hashmap_release(&roots->map);
	hk_arena_release(&roots->arena);
	hk_roots_init(roots);
}

struct wanted {
	const struct hk_roots *roots;
	struct hk_str path;
};

static bool is_wanted(const void *ctx, size_t item)
{
	const struct wanted *wanted = ctx;

	return hk_span_same(wanted->roots->items[item].path, wanted->path);
}

static uint64_t hash_of(struct hk_str path)
{
	return hk_hash_bytes(path.data, path.len).low;
}

static size_t find(const struct hk_roots *roots, struct hk_str path)
{
	struct wanted wanted = {roots, path};

	return hk_hashmap_find(&roots->map, hash_of(path), is_wanted, &wanted);
}

static bool copy(struct hk_str *out, struct hk_arena *arena, struct hk_str text)
{
	out->data = hk_arena_copy(arena, text.data, text.len);
	out->len = text.len;
	return out->data != NULL;
}

enum hk_status hk_roots_add(struct hk_roots *roots, const struct hk_root *root)
{
	struct hk_arena *arena = &roots->arena;
	struct hk_root own = *root;
	size_t at;

	if (!copy(&own.path, arena, root->path) ||
	    !copy(&own.format, arena, root->format) ||
	    !copy(&own.encoding, arena, root->encoding) ||
	    !copy(&own.columns, arena, root->columns) ||
	    !copy(&own.rules, arena, root->rules))
		return HK_ENOMEM;
	at = find(roots, own.path);
	if (at != HK_HASHMAP_NONE) {
		roots->items[at] = own;
		return HK_OK;
	}
	if (!HK_ARRAY_RESERVE(roots->items, roots->capacity,
			      roots->count + 1) ||
	    hk_hashmap_add(&roots->map, hash_of(own.path), roots->count))
		return HK_ENOMEM;
	roots->items[roots->count++] = own;
	return HK_OK;
}

enum hk_status hk_roots_load(struct hk_roots *roots, const struct xap_db *db,
			     struct hk_error *err)
{
	const struct hk_root *all = NULL;
	struct hk_arena arena;
	enum hk_status status = HK_OK;
	size_t count = 0;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	if (db)
		status = hk_source_roots(&all, &count, &arena, db, err);
	for (size_t i = 0; i < count && !status; i++)
		if (hk_roots_add(roots, &all[i]))
			status = hk_error_nomem(err);
	hk_arena_release(&arena);
	return status;
}

/* The folder around a path; empty if it has none, as "/". */
static struct hk_str parent(struct hk_str path)
{
	const char *slash = path.len ? memrchr(path.data, '/', path.len) : NULL;
	size_t len = slash ? (size_t)(slash - path.data) : 0;

	if (slash == path.data && path.len > 1)
		len = 1;
	return hk_span_str(path.data, len);
}

const struct hk_root *hk_roots_around(const struct hk_roots *roots,
				      struct hk_str *path)
{
	while (path->len && roots->count) {
		size_t item = find(roots, *path);

		*path = parent(*path);
		if (item != HK_HASHMAP_NONE)
			return &roots->items[item];
	}
	return NULL;
}

size_t hk_roots_from(const struct hk_roots *roots, struct hk_str path)
{
	size_t low = 0, high = roots->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(roots->items[middle].path.data, path.data) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
