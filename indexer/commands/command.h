/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_COMMANDS_COMMAND_H
#define HIKU_INDEXER_COMMANDS_COMMAND_H

/*
 * The commands of hiku-index, one function each, and what they share: opening
 * an index and its dictionary, and ending a run.
 */

#include "indexer/commands/report.h"
#include "indexer/commands/skipped.h"
#include "indexer/feed/feed.h"
#include "indexer/options.h"
#include "indexer/walk/changed.h"
#include "store/reader.h"
#include "store/shard_set.h"

/* A folder that could not be read. */
struct hk_command_fault {
	const char *path, *why;
};

/*
 * A run of the program. All that is open belongs to the run and is closed by
 * hk_command_close(), after each shard of a set.
 */
struct hk_command_run {
	const struct hk_index_options *options;
	const char *const *words; /* after the name of the command */
	size_t word_count;
	const char *dir; /* the folder of the index, or of the current shard */
	struct hk_shard_set set;
	size_t shard;	/* the current one, from 0 */
	bool all;	/* readers read all shards as one index */
	bool last;	/* the current shard is the last one */
	bool unsealed;	/* check: the index, or a shard of it, has no seal, */
	bool read_only; /* nor may be written, as the engine's check wants */
	bool *found;	/* remove: for each word, did some shard have it? */
	struct hk_report report;
	struct hk_feed_result result;
	struct hk_report_failures failed; /* each counted once */
	bool hush_old; /* update: what failed before is not named again */
	struct hk_skipped unread;	 /* what was not read */
	struct hk_command_fault *faults; /* of the walk, not told yet */
	size_t fault_count, fault_capacity;
	struct hk_arena fault_texts;
	struct hk_dict *dict;
	char user_hash[33];	  /* of its user dictionary; "": none */
	struct hk_writer *writer; /* NULL in dry runs and commands that read */
	struct hk_reader *reader; /* of dry runs and commands that read */
	struct hk_feed *feed;
	struct hk_filters *filters; /* add, update: the user's table */
	/* update: what alone is looked at; NULL: everything. And who is told
	 * of each folder (indexer/walk/walk.h). */
	const struct hk_changed *changed;
	enum hk_status (*folder)(void *ctx, const char *path);
	void *folder_ctx;
	volatile sig_atomic_t *stop;
};

struct hk_command {
	enum hk_status (*run)(struct hk_command_run *run, struct hk_error *err);
	bool each;     /* it runs for one shard of a set after the other */
	bool no_index; /* it works on no index */
};

/* By enum hk_index_command. `help` has no function. */
extern const struct hk_command hk_commands[HK_INDEX_COMMANDS];

enum hk_status hk_command_add(struct hk_command_run *run, struct hk_error *err);
enum hk_status hk_command_update(struct hk_command_run *run,
				 struct hk_error *err);
enum hk_status hk_command_watch(struct hk_command_run *run,
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
enum hk_status hk_command_synonyms_add(struct hk_command_run *run,
				       struct hk_error *err);
enum hk_status hk_command_synonyms_remove(struct hk_command_run *run,
					  struct hk_error *err);
enum hk_status hk_command_synonyms_list(struct hk_command_run *run,
					struct hk_error *err);
enum hk_status hk_command_synonyms_show(struct hk_command_run *run,
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

enum hk_status hk_command_collections(struct hk_command_run *run,
				      struct hk_error *err);

/* ---- Running one (indexer/commands/run.c) ---- */

/* Run a command on the index in the folder `dir`, or on the set of shards
 * there. `run` has options, words, report and stop, for `update` also `changed`
 * and `folder`, and nothing else. */
enum hk_status hk_command_run_on(const struct hk_command *command,
				 struct hk_command_run *run, const char *dir,
				 struct hk_error *err) HK_MUST_USE;

/* ---- What they share (indexer/commands/command.c) ---- */

/*
 * Open what a command that writes needs: dictionary, writer (with `create`, a
 * new index if there is none) and feed. In a dry run the index, if there is
 * one, is only read.
 */
enum hk_status hk_command_open_writer(struct hk_command_run *run, bool create,
				      struct hk_error *err) HK_MUST_USE;
/* Open the index for reading. */
enum hk_status hk_command_open_reader(struct hk_command_run *run,
				      struct hk_error *err) HK_MUST_USE;
/* Open the dictionary that the options name, or the one that an index with the
 * signature `made` needs, with its user dictionary; IPADIC if that is NULL. */
enum hk_status hk_command_open_dict(struct hk_command_run *run,
				    const struct hk_signature *made,
				    struct hk_error *err) HK_MUST_USE;
/* The same for the index in the run's folder, if there is one. */
enum hk_status hk_command_index_dict(struct hk_command_run *run,
				     struct hk_error *err) HK_MUST_USE;
/* How long to wait for another writer, in milliseconds. */
long hk_command_wait(const struct hk_command_run *run);
/* Read the words that were added to the dictionary of the index in `dir`, and
 * check them. HK_ECORRUPT. */
enum hk_status hk_command_load_words(struct hk_buf *list, const char *dir,
				     struct hk_error *err) HK_MUST_USE;
/* Compile these words, and set `sig->user_hash` to what was compiled. Both are
 * in indexer/commands/words.c. */
enum hk_status hk_command_compile_words(struct hk_command_run *run,
					struct hk_signature *sig,
					struct hk_error *err) HK_MUST_USE;
/* Rebuild the index, which the run has open for writing, from its records. */
enum hk_status hk_command_rebuild(struct hk_command_run *run,
				  struct hk_error *err) HK_MUST_USE;
/* The signature that an index would have if it were made now, with the options
 * given, but for the hash of the dictionary. */
enum hk_status hk_command_signature(struct hk_signature *out,
				    const struct hk_command_run *run,
				    struct hk_error *err) HK_MUST_USE;
/* With the hash, too: reads the dictionary whole. HK_EIO. */
enum hk_status hk_command_whole_signature(struct hk_signature *out,
					  const struct hk_command_run *run,
					  struct hk_error *err) HK_MUST_USE;
/* Is the current index the shard that belongs there? HK_ENOTINDEX. */
enum hk_status hk_command_check_shard(const struct hk_command_run *run,
				      const struct hk_signature *made,
				      struct hk_error *err) HK_MUST_USE;
/* The database that is read: the writer's or the reader's; NULL: there is none
 * yet. Borrowed until the next commit. */
const struct xap_db *hk_command_db(const struct hk_command_run *run);
/* What unpacks its records. */
struct hk_codebooks *hk_command_codebooks(const struct hk_command_run *run);
/* Report a file or record that could not be read, and count it, unless that
 * was done for an earlier shard. */
void hk_command_failed(struct hk_command_run *run, struct hk_str path,
		       const char *why);
/* A hk_walk_note; `ctx` is the run. What could not be read is told and
 * remembered by hk_command_feed(). */
void hk_command_note(void *ctx, const char *path, const char *why, bool failed);
/* All passages of the index are about to be read: count these as progress. */
enum hk_status hk_command_expect_passages(struct hk_command_run *run,
					  struct hk_error *err) HK_MUST_USE;
/* Feed all files of a walk. A file below several roots is fed once, as the
 * innermost of them says, or the one named last. */
enum hk_status hk_command_feed(struct hk_command_run *run, struct hk_walk *walk,
			       const struct hk_root *roots,
			       struct hk_error *err) HK_MUST_USE;
/*
 * End a run whose status is `status`, and print the summary. After a signal,
 * too, what was fed is committed, and `err` says so; any other failure drops
 * the batch in which it happened.
 */
enum hk_status hk_command_finish(struct hk_command_run *run,
				 enum hk_status status,
				 struct hk_error *err) HK_MUST_USE;
/* Did the run do, or fail at, anything that an earlier one did not? */
bool hk_command_did(const struct hk_command_run *run);
/* Close everything. */
void hk_command_close(struct hk_command_run *run);

#endif
