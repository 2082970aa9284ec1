/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_WATCH_H
#define HIKU_INDEXER_WALK_WATCH_H

/*
 * Being told of changes in folders, by the system's inotify(7). Folders of
 * which it does not tell, or not of everything, are remembered as blind: they
 * must be looked at now and then.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"

struct hk_watch;

/* What is wanted of a folder. */
enum hk_watch_what {
	HK_WATCH_ALL,	 /* all changes of files and folders in it */
	HK_WATCH_NAMES,	 /* what comes and goes in it */
	HK_WATCH_WRITES, /* files in it that were written to and closed */
};

/* Why a folder is blind. */
enum hk_watch_why {
	HK_WATCH_FULL,	    /* the system gives no more watches */
	HK_WATCH_ELSEWHERE, /* others may change it, on other machines */
	HK_WATCH_TWICE,	    /* it is watched by another of its names */
	HK_WATCH_UNABLE,    /* the system cannot watch it at all */
	HK_WATCH_WHYS,	    /* how many there are */
};

struct hk_watch_blind {
	char *path;
	enum hk_watch_why why;
};

enum hk_watch_news {
	HK_WATCH_CHANGED, /* a file, or a folder that came */
	HK_WATCH_GONE,	  /* a folder that went or changed, with all below */
	HK_WATCH_LOST,	  /* the system dropped news; there is no path */
};

/* Told of a change at `path`, which is borrowed. What it returns, unless it is
 * HK_OK, ends hk_watch_read(). */
typedef enum hk_status (*hk_watch_fn)(void *ctx, enum hk_watch_news news,
				      struct hk_str path);

/* Where the system has no inotify, all folders are blind. HK_ENOMEM. */
enum hk_status hk_watch_new(struct hk_watch **out,
			    struct hk_error *err) HK_MUST_USE;
void hk_watch_free(struct hk_watch *watch);
/* For poll(2); -1: nothing will ever be told. */
int hk_watch_fd(const struct hk_watch *watch);

/* Watch the folder, beside what is wanted of it already. One that is not
 * there, or that may not be read, is passed over. HK_ENOMEM. */
enum hk_status hk_watch_folder(struct hk_watch *watch, const char *path,
			       enum hk_watch_what what) HK_MUST_USE;
/* Watch for the path itself to come and go, and for each folder around it. */
enum hk_status hk_watch_around(struct hk_watch *watch,
			       struct hk_str path) HK_MUST_USE;

/* Folders that are watched. */
size_t hk_watch_count(const struct hk_watch *watch);
/* The outermost of the blind folders. Borrowed until the next call. */
const struct hk_watch_blind *hk_watch_blind(const struct hk_watch *watch,
					    size_t *count);
/* Do the files of a file system of this kind (statfs(2)) change without the
 * system's knowing? */
bool hk_watch_is_elsewhere(unsigned long kind);

/* Give all that has come to `fn`, without waiting. HK_EIO, or what `fn` gives.
 */
enum hk_status hk_watch_read(struct hk_watch *watch, hk_watch_fn fn, void *ctx,
			     struct hk_error *err) HK_MUST_USE;

#endif
