/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_ROOTS_H
#define HIKU_INDEXER_WALK_ROOTS_H

/*
 * The roots of an index, looked up by path: there may be as many as a list of
 * files has names.
 */

#include "base/hashmap.h"
#include "store/source.h"

struct hk_roots {
	struct hk_arena arena;
	struct hk_root *items; /* with a NUL behind each of their texts */
	size_t count, capacity;
	struct hk_hashmap map; /* of items by their path */
};

void hk_roots_init(struct hk_roots *roots);
void hk_roots_release(struct hk_roots *roots);
/* Add those of an index, ordered by path; `db` may be NULL. */
enum hk_status hk_roots_load(struct hk_roots *roots, const struct xap_db *db,
			     struct hk_error *err) HK_MUST_USE;
/* Add a copy of the root, in place of one of the same path. HK_ENOMEM. */
enum hk_status hk_roots_add(struct hk_roots *roots,
			    const struct hk_root *root) HK_MUST_USE;
/*
 * The innermost root that is `*path` or contains it, borrowed until one is
 * added; NULL: there is none. `*path` becomes the folder around that root, to
 * ask for the next one.
 */
const struct hk_root *hk_roots_around(const struct hk_roots *roots,
				      struct hk_str *path);

/* The number of the first of the roots, as loaded and none added since, that is
 * not before `path`: those that begin with it follow each other from there. The
 * path has a NUL behind it. */
size_t hk_roots_from(const struct hk_roots *roots, struct hk_str path);

#endif
