/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_COMMAND_H
#define HIKU_INDEXER_COMMANDS_COMMAND_H

/*
 * The commands of hiku-index: one function each, one file for those that
 * belong together. What they share is opened here.
 */

#include "indexer/commands/report.h"
#include "indexer/feed/feed.h"
#include "indexer/options.h"
#include "store/reader.h"
#include "store/shard_set.h"

/* A run of the program. */
struct hk_command_run {
	const struct hk_index_options *options;
	const char *const *words; /* behind the command's name */
	size_t word_count;
	const char *dir; /* the folder of the index: of the shard at hand */
	struct hk_shard_set set;
	size_t shard;  /* the one at hand; of commands that look at all: 0 */
	bool all;      /* readers are of all shards as one */
	bool last;     /* no shard comes behind this one */
	bool unsealed; /* check: the index, or a shard of it, has no seal */
	bool *found;   /* remove: what of its words some shard had; or NULL */
	struct hk_report report;
	struct hk_feed_result result;
	uint64_t failed; /* files and records, each counted once */
	struct hk_dict *dict;
	char user_hash[33];	  /* of its user dictionary; "" none */
	struct hk_writer *writer; /* NULL: dry runs, reading commands */
	struct hk_reader *reader; /* of dry runs and reading commands */
	struct hk_feed *feed;
	struct hk_filters *filters; /* add, update: the user's */
	volatile sig_atomic_t *stop;
};

struct hk_command {
	enum hk_status (*run)(struct hk_command_run *run, struct hk_error *err);
	bool each; /* of a set it runs for one shard after the other */
};

/* By enum hk_index_command; `help` has none. */
extern const struct hk_command hk_commands[HK_INDEX_COMMANDS];

enum hk_status hk_command_add(struct hk_command_run *run, struct hk_error *err);
enum hk_status hk_command_update(struct hk_command_run *run,
				 struct hk_error *err);
enum hk_status hk_command_remove(struct hk_command_run *run,
				 struct hk_error *err);
enum hk_status hk_command_reindex(struct hk_command_run *run,
				  struct hk_error *err);
enum hk_status hk_command_dict_add(struct hk_command_run *run,
				   struct hk_error *err);
enum hk_status hk_command_dict_remove(struct hk_command_run *run,
				      struct hk_error *err);
enum hk_status hk_command_dict_list(struct hk_command_run *run,
				    struct hk_error *err);
enum hk_status hk_command_list(struct hk_command_run *run,
			       struct hk_error *err);
enum hk_status hk_command_status(struct hk_command_run *run,
				 struct hk_error *err);
enum hk_status hk_command_analyze(struct hk_command_run *run,
				  struct hk_error *err);
enum hk_status hk_command_compact(struct hk_command_run *run,
				  struct hk_error *err);
enum hk_status hk_command_check(struct hk_command_run *run,
				struct hk_error *err);

/* ---- Running one (indexer/commands/run.c) ---- */

/* Run a command on the index in the folder `dir`, or on the set of shards
 * there. `run` has options, words, report and stop, and nothing else. */
enum hk_status hk_command_run_on(const struct hk_command *command,
				 struct hk_command_run *run, const char *dir,
				 struct hk_error *err) HK_MUST_USE;

/* ---- What they share (indexer/commands/command.c) ---- */

/*
 * Open what a command that writes needs: dictionary, writer (with `create`, a
 * new index where there is none), feed. In a dry run the index is only read,
 * if there is one.
 */
enum hk_status hk_command_open_writer(struct hk_command_run *run, bool create,
				      struct hk_error *err) HK_MUST_USE;
/* Open the index for reading. */
enum hk_status hk_command_open_reader(struct hk_command_run *run,
				      struct hk_error *err) HK_MUST_USE;
/* Open the dictionary that the options name, or that of an index made so, with
 * its user dictionary, or IPADIC where `made` is NULL. */
enum hk_status hk_command_open_dict(struct hk_command_run *run,
				    const struct hk_signature *made,
				    struct hk_error *err) HK_MUST_USE;
/* The same for the index in the run's folder, if there is one. */
enum hk_status hk_command_index_dict(struct hk_command_run *run,
				     struct hk_error *err) HK_MUST_USE;
/*
 * Make the words of the index's user dictionary what its signature says:
 * `sig->user_hash`, compiled (indexer/commands/dict.c).
 */
enum hk_status hk_command_compile_words(struct hk_command_run *run,
					struct hk_signature *sig,
					struct hk_error *err) HK_MUST_USE;
/* Make the index afresh, which the run has open for writing. */
enum hk_status hk_command_rebuild(struct hk_command_run *run,
				  struct hk_error *err) HK_MUST_USE;
/* The signature of an index made now, with the options given. */
enum hk_status hk_command_signature(struct hk_signature *out,
				    const struct hk_command_run *run,
				    struct hk_error *err) HK_MUST_USE;
/* Is the index at hand the shard that belongs there? HK_ENOTINDEX. */
enum hk_status hk_command_check_shard(const struct hk_command_run *run,
				      const struct hk_signature *made,
				      struct hk_error *err) HK_MUST_USE;
/* The index as it is read: the writer's or the reader's; NULL: none yet. */
const struct xap_db *hk_command_db(const struct hk_command_run *run);
/* Report a file or record that could not be read, and count it, unless that
 * was done for an earlier shard. */
void hk_command_failed(struct hk_command_run *run, struct hk_str path,
		       const char *why);
/* A hk_walk_note that reports; `ctx` is the run. */
void hk_command_note(void *ctx, const char *path, const char *why, bool failed);
/* Feed all files of a walk. A file under several roots comes once, as the
 * innermost of them, or the last one named, wants it. */
enum hk_status hk_command_feed(struct hk_command_run *run, struct hk_walk *walk,
			       const struct hk_root *roots,
			       struct hk_error *err) HK_MUST_USE;
/*
 * End a run that came to `status`: what was fed is committed also after a
 * signal, which is then told; any other failure drops the batch that it
 * happened in. Says the summary.
 */
enum hk_status hk_command_finish(struct hk_command_run *run,
				 enum hk_status status,
				 struct hk_error *err) HK_MUST_USE;
/* Close everything. */
void hk_command_close(struct hk_command_run *run);

#endif
