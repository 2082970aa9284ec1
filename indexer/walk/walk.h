/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_WALK_H
#define HIKU_INDEXER_WALK_WALK_H

/*
 * Finding the files under a root. Only regular files are ever opened. Skipped
 * are symbolic links, hidden files and folders, and those of version control,
 * unless the rules of the root include them; what these rules or the
 * .hikuignore files on the way exclude; and the folder of an index.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "indexer/walk/rules.h"

struct hk_walk_file {
	const char *path; /* in the walk's arena */
	uint64_t size;	  /* bytes */
	int64_t mtime_ns; /* since 1970 */
	size_t root;	  /* the caller's number of the root */
	bool linked;	  /* it is a symbolic link that is followed */
};

/* A file or folder that rules exclude, or that could not be read. */
struct hk_walk_left {
	const char *path; /* in the walk's arena */
	size_t root;
	bool unread;
};

struct hk_walk {
	struct hk_arena arena;
	struct hk_walk_file *files;
	size_t count, capacity;
	uint64_t bytes; /* of all files together */
	bool keep_left; /* remember what is excluded, too */
	struct hk_walk_left *left;
	size_t left_count, left_capacity;
	/* Told of each folder before the names in it are read, so that none
	 * that comes later is missed; NULL: nobody is. HK_ENOMEM ends the
	 * walk. */
	enum hk_status (*folder)(void *ctx, const char *path);
	void *folder_ctx;
};

/* Told of what is skipped (`failed` is false) or could not be read (true), and
 * why. The texts are borrowed. */
typedef void (*hk_walk_note)(void *ctx, const char *path, const char *why,
			     bool failed);

void hk_walk_init(struct hk_walk *walk);
void hk_walk_release(struct hk_walk *walk);

/*
 * Add the files under the real path `root`, a file or a folder. What cannot be
 * read below it is noted. A root that itself cannot be read is a failure:
 * HK_ENOTFOUND, HK_EACCES, HK_EIO, HK_EFORMAT where it is neither a file nor a
 * folder; HK_ENOMEM.
 */
enum hk_status hk_walk_root(struct hk_walk *walk, const char *root,
			    size_t number, const struct hk_rules *rules,
			    hk_walk_note note, void *ctx,
			    struct hk_error *err) HK_MUST_USE;

/*
 * The same, of all files that it would add, for those at or below the real
 * path `path` alone, which lies below `root`: none, where nothing is there.
 * Which folder two links lead to is only known to a walk of the whole root.
 */
enum hk_status hk_walk_below(struct hk_walk *walk, const char *root,
			     size_t number, const struct hk_rules *rules,
			     const char *path, hk_walk_note note, void *ctx,
			     struct hk_error *err) HK_MUST_USE;

/* Would a walk of `root` reach `path`, which lies below it? False also where
 * that cannot be found out. */
bool hk_walk_reaches(const char *root, const struct hk_rules *rules,
		     const char *path);

/*
 * Keep one file of each name, the one of the root with the highest number, and
 * order them by root and, within a root, by name.
 */
void hk_walk_unique(struct hk_walk *walk);
/* Sort everything by name alone, for the two below. */
void hk_walk_sort(struct hk_walk *walk);
/* Is there a file of this name? */
bool hk_walk_has(const struct hk_walk *walk, const char *path);
/* What the walk of that root excluded or could not read: the file itself, or
 * else the innermost folder around it; NULL: neither. */
const struct hk_walk_left *hk_walk_find_left(const struct hk_walk *walk,
					     struct hk_str path, size_t root);

#endif
