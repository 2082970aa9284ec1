/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_ROOTS_H
#define HIKU_INDEXER_WALK_ROOTS_H

/*
 * The roots of an index, looked up by path: there may be as many as a list of
 * files has names.
 */

#include "store/source.h"

struct hk_roots {
	struct hk_arena arena;
	struct hk_root *items; /* with a NUL behind each of their texts */
	size_t count, room;
	size_t *slots; /* a hash table: number of the item + 1, 0: free */
	size_t slot_room;
};

void hk_roots_init(struct hk_roots *roots);
void hk_roots_release(struct hk_roots *roots);
/* Those of an index, ordered by path; `db` NULL: none. */
enum hk_status hk_roots_load(struct hk_roots *roots, const struct xap_db *db,
			     struct hk_error *err) HK_MUST_USE;
/* A copy of the root; one of the same path is replaced. HK_ENOMEM. */
enum hk_status hk_roots_add(struct hk_roots *roots,
			    const struct hk_root *root) HK_MUST_USE;
/*
 * The innermost root that is `*path` or lies around it; NULL where none does.
 * `*path` becomes the folder around what was found, for the next one.
 */
const struct hk_root *hk_roots_around(const struct hk_roots *roots,
				      struct hk_str *path);

#endif
