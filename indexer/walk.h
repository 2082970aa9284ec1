/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_H
#define HIKU_INDEXER_WALK_H

/*
 * Finding the files under a root. Symbolic links are not followed, and
 * nothing but regular files is ever opened. Hidden files and folders are
 * passed over, and so is the folder of an index.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

struct hk_walk_file {
	const char *path; /* in the walk's arena */
	uint64_t size;
	int64_t mtime_ns;
	size_t root; /* the caller's number of the root */
};

struct hk_walk {
	struct hk_arena arena;
	struct hk_walk_file *files;
	size_t count, room;
	uint64_t bytes; /* of all files together */
};

/* Hears of what is passed over (`failed` false) or could not be read (true),
 * and why. */
typedef void (*hk_walk_note)(void *ctx, const char *path, const char *why,
			     bool failed);

void hk_walk_init(struct hk_walk *walk);
void hk_walk_release(struct hk_walk *walk);

/*
 * Add the files under the real path `root`, a file or a folder. A root that
 * cannot be read gives its error; what cannot be read below it is noted.
 */
enum hk_status hk_walk_root(struct hk_walk *walk, const char *root,
			    size_t number, hk_walk_note note, void *ctx,
			    struct hk_error *err) HK_MUST_USE;

/*
 * Keep one file of each name, that of the root with the highest number; then
 * they stand in the order of the roots and, of each, of their names.
 */
void hk_walk_unique(struct hk_walk *walk);
/* Sort the files by their names alone, for hk_walk_has(). */
void hk_walk_sort(struct hk_walk *walk);
/* Is there a file of this name? */
bool hk_walk_has(const struct hk_walk *walk, const char *path);

#endif
