/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_PRIVATE_H
#define HIKU_INDEXER_WALK_PRIVATE_H

/*
 * What the files of the walk share: walk.c goes through folders, look.c says
 * what in them is wanted, files.c keeps what was found. Nobody else includes
 * this.
 */

#include <sys/stat.h>

#include "base/buf.h"
#include "base/keyset.h"
#include "indexer/walk/walk.h"

struct hk_walker {
	struct hk_walk *walk; /* NULL in hk_walk_reaches() */
	size_t number;
	const struct hk_rules *rules;
	hk_walk_note note;
	void *ctx;
	struct hk_buf path;
	size_t base;		 /* where names below the root begin in it */
	struct hk_keyset linked; /* folders that links were followed to */
	struct hk_error *err;
};

/* A folder that is open, and those around it up to the root. */
struct hk_walk_level {
	const struct hk_walk_level *up;
	int fd;
	dev_t dev;
	ino_t ino;
	unsigned depth;
	size_t base; /* where names below it begin in a path */
	bool included;
	struct hk_ignore ignore;
	struct hk_arena arena; /* of its rules */
};

/* What a look at a name in a folder showed. */
struct hk_walk_look {
	struct stat st;
	bool linked, included;
	bool left;		/* excluded by rules */
	bool failed;		/* it could not be read */
	const char *why;	/* it is skipped; NULL: it is not */
	struct hk_error reason; /* may hold that text */
};

/*
 * Should the walk go on to the name in the folder `at`, whose path is in
 * w->path? Or to a root that is a file: then `at` is NULL, and `*look` has its
 * stat(2).
 */
void hk_walk_look(struct hk_walker *w, const struct hk_walk_level *at,
		  const char *name, struct hk_walk_look *look);
/* Read the rules in the open folder. HK_ENOMEM, or any other failure, told in
 * `why`: then nobody knows what in the folder is wanted. */
enum hk_status hk_walk_read_ignore(struct hk_walker *w,
				   struct hk_walk_level *at,
				   struct hk_error *why) HK_MUST_USE;

#endif
