/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_FACTS_H
#define HIKU_INDEXER_COMMANDS_FACTS_H

/*
 * What `hiku-index status` knows of an index, for people and for programs.
 */

#include "base/arena.h"
#include "indexer/commands/command.h"
#include "indexer/commands/skipped.h"
#include "store/source.h"

/* A file, or a member of one, with the reason why it failed or was skipped. */
struct hk_facts_file {
	struct hk_str path, member, reason;
	uint64_t count; /* not 1: so many members whose names are not known */
};

struct hk_facts_files {
	struct hk_facts_file *items; /* by path, then as they were read */
	size_t count, capacity;
};

struct hk_facts_type {
	const char *name;
	uint64_t articles;
};

struct hk_facts {
	uint64_t articles;
	uint32_t passages;
	struct hk_facts_type *types; /* most articles first */
	size_t type_count, type_capacity;
	int64_t changed;  /* seconds since 1970: the last commit; 0: unknown */
	char writer[128]; /* "pid host" of one at work; "": there is none */
	bool words_wait;  /* words of the user wait for a reindex */
	const struct hk_root *roots;
	size_t root_count;
	uint64_t indexed, failed, skipped;	/* files */
	struct hk_facts_files failures, unread; /* `unread` with members */
	struct hk_skipped tally;		/* of `unread` */
	struct hk_arena arena;
};

/*
 * Read it from the index that the run has open. What reading the index gives;
 * HK_ENOMEM. hk_facts_release() in any case.
 */
enum hk_status hk_facts_read(struct hk_facts *out, struct hk_command_run *run,
			     struct hk_error *err) HK_MUST_USE;
void hk_facts_release(struct hk_facts *facts);

#endif
