/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/walk/roots.h"

#include <stdlib.h>

#include "base/hash.h"

#define SLOTS_MIN 64

void hk_roots_init(struct hk_roots *roots)
{
	memset(roots, 0, sizeof(*roots));
	hk_arena_init(&roots->arena, HK_BUF_NO_MAX);
}

void hk_roots_release(struct hk_roots *roots)
{
	free(roots->items);
	free(roots->slots);
	hk_arena_release(&roots->arena);
	hk_roots_init(roots);
}

/* Where the path stands in the table, or would. */
static size_t find(const struct hk_roots *roots, struct hk_str path)
{
	struct hk_hash hash = hk_hash_bytes(path.data, path.len);
	size_t at = (size_t)hash.low & (roots->slot_room - 1);

	while (roots->slots[at] &&
	       !hk_span_same(roots->items[roots->slots[at] - 1].path, path))
		at = (at + 1) & (roots->slot_room - 1);
	return at;
}

static enum hk_status grow(struct hk_roots *roots)
{
	size_t room = roots->room ? roots->room * 2 : SLOTS_MIN / 2;
	size_t *slots = calloc(room * 2, sizeof(*slots));
	void *items = realloc(roots->items, room * sizeof(*roots->items));

	if (items)
		roots->items = items;
	if (!items || !slots) {
		free(slots);
		return HK_ENOMEM;
	}
	free(roots->slots);
	roots->slots = slots;
	roots->slot_room = room * 2;
	roots->room = room;
	for (size_t i = 0; i < roots->count; i++)
		slots[find(roots, roots->items[i].path)] = i + 1;
	return HK_OK;
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
	    !copy(&own.rules, arena, root->rules) ||
	    (roots->count == roots->room && grow(roots)))
		return HK_ENOMEM;
	at = find(roots, own.path);
	if (!roots->slots[at])
		roots->slots[at] = ++roots->count;
	roots->items[roots->slots[at] - 1] = own;
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

/* The folder around a path; empty for "/" and what has none. */
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
		size_t slot = roots->slots[find(roots, *path)];

		*path = parent(*path);
		if (slot)
			return &roots->items[slot - 1];
	}
	return NULL;
}
