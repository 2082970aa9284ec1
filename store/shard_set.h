/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SHARD_SET_H
#define HIKU_STORE_SHARD_SET_H

/*
 * A set of shards: one collection in several indexes, so that it can outgrow
 * a disk or a machine.
 *
 *   hiku-shards  "hiku-shards 1\n3\n": the format, and how many there are
 *   shard-00/    each an index of its own (store/folder.h), which may be a
 *   shard-01/    symbolic link to another disk
 *   shard-02/
 *
 * A whole article is in the shard that its id hashes to. Each shard knows all
 * sources and takes its share of their articles; its signature says which
 * share, so that it can move to another machine and be updated there.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/span.h"
#include "store/signature.h"

#define HK_SHARD_SET_FORMAT 1
/* The most shards of a set. Each takes a few descriptors and a few KB. */
#define HK_SHARD_SET_MAX 100

struct hk_shard_set {
	char *dir;     /* as it was named; owned */
	bool sharded;  /* else `dir` itself is the one index */
	bool made;     /* its file exists */
	size_t count;  /* of indexes */
	char **shards; /* their folders; owned */
};

/*
 * Find out what the folder `dir` is: a set if the file hiku-shards is in it,
 * else one index, which need not exist and is not looked at. HK_ENOTINDEX where
 * that file is of another program, HK_EVERSION for another format, HK_EACCES,
 * HK_EIO, HK_ENOMEM. To be released only after HK_OK.
 */
enum hk_status hk_shard_set_open(struct hk_shard_set *out, const char *dir,
				 struct hk_error *err) HK_MUST_USE;
/*
 * The same for a command that may make a set of `count` shards. HK_EUSAGE
 * where `dir` is a set of another number of shards, or one index. Only
 * hk_shard_set_make() makes a new set.
 */
enum hk_status hk_shard_set_plan(struct hk_shard_set *out, const char *dir,
				 size_t count,
				 struct hk_error *err) HK_MUST_USE;
/* Make the folder and its file, unless they exist. Each shard is made later, as
 * an index. HK_ENOTINDEX where the folder holds other things. */
enum hk_status hk_shard_set_make(struct hk_shard_set *set,
				 struct hk_error *err) HK_MUST_USE;
void hk_shard_set_release(struct hk_shard_set *set);

/* HK_ENOTINDEX where the index in `dir` has the place of shard `shard` of
 * `shards`, but is signed as another one. `shards` is 0 for a place that is not
 * of a set. */
enum hk_status hk_shard_set_check(const struct hk_signature *sig,
				  const char *dir, size_t shard, size_t shards,
				  struct hk_error *err) HK_MUST_USE;
/* Does the article with this id belong to shard `shard` of `shards`? All do if
 * `shards` is less than 2. */
bool hk_shard_set_has(unsigned shard, unsigned shards, struct hk_str id);

#endif
