/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_WALK_H
#define HIKU_INDEXER_WALK_WALK_H

/*
 * Finding the files under a root. Nothing but regular files is ever opened.
 * Passed over are symbolic links, hidden files and folders and those of
 * version control, unless the rules of the root want them; what these rules
 * or the .hikuignore files on the way leave out; and the folder of an index.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "indexer/walk/rules.h"

struct hk_walk_file {
	const char *path; /* in the walk's arena */
	uint64_t size;
	int64_t mtime_ns;
	size_t root; /* the caller's number of the root */
	bool linked; /* it is a symbolic link that is followed */
};

/* A file or folder that rules leave out, or that could not be read. */
struct hk_walk_left {
	const char *path; /* in the walk's arena */
	size_t root;
	bool unread;
};

struct hk_walk {
	struct hk_arena arena;
	struct hk_walk_file *files;
	size_t count, room;
	uint64_t bytes; /* of all files together */
	bool keep_left; /* remember what is left out, too */
	struct hk_walk_left *left;
	size_t left_count, left_room;
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
			    size_t number, const struct hk_rules *rules,
			    hk_walk_note note, void *ctx,
			    struct hk_error *err) HK_MUST_USE;

/* Would a walk of `root` come to `path`, which lies below it? False also
 * where that cannot be told. */
bool hk_walk_reaches(const char *root, const struct hk_rules *rules,
		     const char *path);

/*
 * Keep one file of each name, that of the root with the highest number; then
 * they stand in the order of the roots and, of each, of their names.
 */
void hk_walk_unique(struct hk_walk *walk);
/* Sort everything by name alone, for the two below. */
void hk_walk_sort(struct hk_walk *walk);
/* Is there a file of this name? */
bool hk_walk_has(const struct hk_walk *walk, const char *path);
/* What the walk of that root left out or could not read: the file itself, or
 * the innermost folder of those that it lies in; NULL: neither. */
const struct hk_walk_left *hk_walk_find_left(const struct hk_walk *walk,
					     struct hk_str path, size_t root);

#endif
