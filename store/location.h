/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_LOCATION_H
#define HIKU_STORE_LOCATION_H

/*
 * Where indexes are: what a user may say with `--db`.
 *
 *   DIR                       an index, or a set of shards: all of them
 *   tcp://HOST:PORT           a xapian-tcpsrv
 *   ssh://[USER@]HOST[:PORT]/DIR  an index there, by xapian-progsrv over ssh
 *   @NAME                     a group that the user's own configuration names
 *
 * Only what the user says is taken for such a name, never what a file of an
 * index says: a remote place runs a program or opens a connection.
 *
 * Groups stand in $XDG_CONFIG_HOME/hiku/indexes (else ~/.config/hiku/indexes):
 * a line [NAME], then a place a line, folders absolute or beginning with ~/;
 * lines that begin with # say nothing.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

#define HK_LOCATIONS_MAX 1000

enum hk_location_kind {
	HK_LOCATION_DIR,
	HK_LOCATION_TCP,
	HK_LOCATION_SSH,
};

struct hk_location {
	enum hk_location_kind kind;
	const char *name;     /* what messages call it; DIR: the folder */
	const char *host;     /* TCP; SSH: with the user */
	unsigned port;	      /* SSH: 0: ssh's own */
	const char *path;     /* SSH */
	size_t shard, shards; /* DIR: which one of a set; 0: none */
};

struct hk_locations {
	struct hk_arena arena; /* of the texts */
	struct hk_location *list;
	size_t count, room;
};

void hk_location_init(struct hk_locations *places);
void hk_location_release(struct hk_locations *places);

/*
 * Add what the user says. HK_EUSAGE for a word that makes no sense, a group
 * that there is not or too many places; HK_EFORMAT where the configuration
 * cannot be understood; what hk_shard_set_open() gives.
 */
enum hk_status hk_location_add(struct hk_locations *places, const char *word,
			       struct hk_error *err) HK_MUST_USE;

/* The same where only a folder can be meant, whatever its name. */
enum hk_status hk_location_add_dir(struct hk_locations *places, const char *dir,
				   struct hk_error *err) HK_MUST_USE;

/* Is the word no folder: a remote place, or a group? */
bool hk_location_is_elsewhere(const char *word);

/*
 * Append the arguments of `ssh` that serve the index there, as Xapian splits
 * them at blanks. There is no shell here; for that of the other machine the
 * path is quoted.
 */
enum hk_status hk_location_ssh(struct hk_buf *out,
			       const struct hk_location *place,
			       unsigned timeout_ms) HK_MUST_USE;

#endif
