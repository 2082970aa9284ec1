/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_WATCHED_H
#define HIKU_INDEXER_COMMANDS_WATCHED_H

/*
 * What `watch` watches: the roots of an index, what is around them, and the
 * lock of the index, by which other writers are noticed.
 */

#include "indexer/commands/command.h"
#include "indexer/walk/changed.h"
#include "indexer/walk/roots.h"
#include "indexer/walk/watch.h"

struct hk_watched {
	struct hk_watch *watch; /* NULL before hk_watched_begin() */
	struct hk_roots roots;
	bool *follow;		     /* for each root: does it follow links? */
	bool any_follow, any_hidden; /* does some root; want hidden files? */
	struct hk_buf lock_path;
	const char *lock;  /* the path of the lock of the first shard */
	size_t blind_said; /* blind folders that were told of */
	bool why_said[HK_WATCH_WHYS]; /* and the reasons */
	bool follow_said;	      /* that links are followed */
};

void hk_watched_init(struct hk_watched *watched);
void hk_watched_release(struct hk_watched *watched);

/* Begin anew: read the roots, and watch what is around them. Folders in them
 * are watched by hk_watched_folder(), as an update meets them. `run` has the
 * set of shards. */
enum hk_status hk_watched_begin(struct hk_watched *watched,
				const struct hk_command_run *run,
				struct hk_error *err) HK_MUST_USE;
/* Read the roots again. New ones are added to `changed`. */
enum hk_status hk_watched_reload(struct hk_watched *watched,
				 const struct hk_command_run *run,
				 struct hk_changed *changed,
				 struct hk_error *err) HK_MUST_USE;
/* For struct hk_walk: watch this folder; `ctx` is a struct hk_watched. */
enum hk_status hk_watched_folder(void *ctx, const char *path);

/* Does a change at `path` matter? `*below` becomes true where a root came or
 * went with it. */
bool hk_watched_wants(const struct hk_watched *watched, struct hk_str path,
		      bool *below);

/* Is there anything to look at from time to time? */
bool hk_watched_any_blind(const struct hk_watched *watched);
/* Add it. HK_ENOMEM. */
enum hk_status hk_watched_add_blind(const struct hk_watched *watched,
				    struct hk_changed *changed) HK_MUST_USE;
/* Say what came to it since this was called last: a line for each reason, and
 * one where links are followed. It is looked at every `every` seconds. */
void hk_watched_say_blind(struct hk_watched *watched, struct hk_report *report,
			  long long every);

#endif
