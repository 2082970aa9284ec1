/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_LOCATION_H
#define HIKU_STORE_LOCATION_H

/*
 * Where indexes are, as a user may say with `--db`.
 *
 *   DIR                       an index, or a set of shards: all of them
 *   tcp://HOST:PORT           a xapian-tcpsrv
 *   ssh://[USER@]HOST[:PORT]/DIR  an index there, by xapian-progsrv over ssh
 *   @NAME[,NAME]              the user's collections (store/collection.h)
 *
 * Since a remote location runs a program or opens a connection, such a name
 * counts only where the user gives it, never where a file of an index has it.
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
	const char *name;     /* in messages; of a DIR, the folder */
	const char *host;     /* of TCP; of SSH, with the user */
	unsigned port;	      /* of TCP and SSH; 0: ssh's own */
	const char *path;     /* of SSH */
	size_t shard, shards; /* of a DIR in a shard set; 0, 0: in none */
};

struct hk_locations {
	struct hk_arena arena; /* of the texts */
	struct hk_location *list;
	size_t count, capacity;
};

void hk_location_init(struct hk_locations *locations);
void hk_location_release(struct hk_locations *locations);

/*
 * Add what the user names. HK_EUSAGE for a word that makes no sense, an
 * unknown group or too many locations; HK_EFORMAT where the file of groups
 * cannot be understood; what hk_shard_set_open() gives.
 */
enum hk_status hk_location_add(struct hk_locations *locations, const char *word,
			       struct hk_error *err) HK_MUST_USE;

/* The same where only a folder can be meant, whatever its name. */
enum hk_status hk_location_add_dir(struct hk_locations *locations,
				   const char *dir,
				   struct hk_error *err) HK_MUST_USE;

/* Does the word name a remote index or a group, not a folder? */
bool hk_location_is_elsewhere(const char *word);

/*
 * Append the arguments of `ssh` that serve the index there. Xapian splits them
 * at blanks, without a shell; for the shell of the other machine the path is
 * quoted. HK_ENOMEM.
 */
enum hk_status hk_location_ssh(struct hk_buf *out,
			       const struct hk_location *location,
			       unsigned timeout_ms) HK_MUST_USE;

#endif
