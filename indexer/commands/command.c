/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/commands/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clean.h"
#include "store/words.h"
#include "text/passage.h"

/* Seconds, more than eleven days. */
#define WAIT_MAX 1000000

/* The folder of the current index, or of the first shard. */
static const char *index_dir(const struct hk_command_run *run)
{
	return run->all ? run->set.shards[0] : run->dir;
}

enum hk_status hk_command_open_dict(struct hk_command_run *run,
				    const struct hk_signature *made,
				    struct hk_error *err)
{
	const char *named = run->options->dictionary;
	bool is_dir = named && strchr(named, '/');
	const char *kind = made ? made->dictionary : NULL;
	struct hk_buf user;
	enum hk_status status = HK_OK;

	if (run->dict)
		return HK_OK;
	hk_buf_init(&user, 1u << 16);
	if (made)
		status = hk_words_file(&user, index_dir(run), made->user_hash,
				       err);
	if (!status)
		status = hk_dict_open(&run->dict, is_dir ? named : NULL,
				      named && !is_dir ? named : kind,
				      user.len ? user.data : NULL, err);
	if (!status && made)
		memcpy(run->user_hash, made->user_hash,
		       sizeof(made->user_hash));
	hk_buf_release(&user);
	return status;
}

enum hk_status hk_command_signature(struct hk_signature *out,
				    const struct hk_command_run *run,
				    struct hk_error *err)
{
	const struct hk_dict_info *info = hk_dict_about(run->dict);
	uint64_t chars = run->options->passage_chars;

	memset(out, 0, sizeof(*out));
	if (chars &&
	    (chars < HK_PASSAGE_CHARS_MIN || chars > HK_PASSAGE_CHARS_MAX))
		return hk_error_set(err, HK_EUSAGE,
				    "--passage-chars takes a number from %d to "
				    "%d",
				    HK_PASSAGE_CHARS_MIN, HK_PASSAGE_CHARS_MAX);
	hk_signature_set_rules(out);
	out->passage_chars = chars ? (unsigned)chars : HK_PASSAGE_CHARS;
	snprintf(out->dictionary, sizeof(out->dictionary), "%s", info->kind);
	snprintf(out->charset, sizeof(out->charset), "%s", info->charset);
	out->dictionary_version = info->version;
	out->lexicon_size = info->lexicon_size;
	memcpy(out->user_hash, run->user_hash, sizeof(out->user_hash));
	if (run->set.sharded) {
		out->shard = (unsigned)run->shard;
		out->shards = (unsigned)run->set.count;
	}
	return HK_OK;
}

enum hk_status hk_command_whole_signature(struct hk_signature *out,
					  const struct hk_command_run *run,
					  struct hk_error *err)
{
	enum hk_status status = hk_command_signature(out, run, err);

	return status ? status
		      : hk_dict_fingerprint(run->dict, out->dictionary_hash,
					    err);
}

const struct xap_db *hk_command_db(const struct hk_command_run *run)
{
	if (run->writer)
		return hk_writer_db(run->writer);
	return run->reader ? hk_reader_db(run->reader) : NULL;
}

struct hk_codebooks *hk_command_codebooks(const struct hk_command_run *run)
{
	if (run->writer)
		return hk_writer_codebooks(run->writer);
	return run->reader ? hk_reader_codebooks(run->reader) : NULL;
}

enum hk_status hk_command_check_shard(const struct hk_command_run *run,
				      const struct hk_signature *made,
				      struct hk_error *err)
{
	return hk_shard_set_check(made, run->dir, run->shard,
				  run->set.sharded ? run->set.count : 0, err);
}

/* Was the index made with what this program would use now? */
static enum hk_status check_signature(struct hk_command_run *run,
				      const struct hk_signature *made,
				      const struct hk_signature *now,
				      struct hk_error *err)
{
	struct hk_signature wanted = *now;

	if (run->options->passage_chars == 0)
		wanted.passage_chars = made->passage_chars;
	/* It may have been computed for an index that was there after all. */
	wanted.dictionary_hash[0] = '\0';
	return hk_signature_compare(made, run->dir, &wanted, "this program",
				    err);
}

/* It failed before, for the same reason, and has not changed since. */
static void failed_again(struct hk_command_run *run, struct hk_str path,
			 const char *why)
{
	bool hushed = run->hush_old && !run->options->verbose;

	if (hushed ? hk_report_is_new(&run->report, path, why)
		   : hk_report_failed(&run->report, path, why)) {
		run->failed.all++;
		run->failed.again++;
	}
}

static void tell(void *ctx, enum hk_feed_news news, struct hk_str path,
		 const char *what)
{
	struct hk_command_run *run = ctx;

	switch (news) {
	case HK_FEED_FAILED:
		hk_command_failed(run, path, what);
		break;
	case HK_FEED_FAILED_AGAIN:
		failed_again(run, path, what);
		break;
	case HK_FEED_WARNING:
		hk_report_warning(&run->report, path, what);
		break;
	case HK_FEED_NOTE:
		hk_report_note(&run->report, path, what);
		break;
	case HK_FEED_SAME:
		if (run->options->verbose > 1)
			hk_report_note(&run->report, path, what);
		break;
	}
}

static void progress(void *ctx, uint64_t bytes, unsigned files)
{
	struct hk_command_run *run = ctx;

	hk_report_progress(&run->report, bytes, files);
}

/* What was not read is counted with the first shard: each looks at all files.
 */
static void skipped(void *ctx, struct hk_str path, struct hk_str member,
		    struct hk_str why, uint64_t count)
{
	struct hk_command_run *run = ctx;
	struct hk_clean_buf line;

	if (run->shard)
		return;
	/* Out of memory, the count is short; nothing else is. */
	if (hk_skipped_add(&run->unread, member.len ? member : path, why,
			   count))
		return;
	if (!run->options->verbose)
		return;
	if (member.len)
		hk_clean_line(&line, "%.*s: %.*s",
			      (int)(member.len < 400 ? member.len : 400),
			      member.data, (int)(why.len < 400 ? why.len : 400),
			      why.data);
	else
		hk_clean_line(&line, "%.*s",
			      (int)(why.len < 400 ? why.len : 400), why.data);
	hk_report_note(&run->report, path, line.text);
}

static enum hk_status open_feed(struct hk_command_run *run,
				const struct hk_signature *sig,
				struct hk_error *err)
{
	struct hk_feed_setup setup = {
		.writer = run->writer,
		.known = hk_command_db(run),
		.books = hk_command_codebooks(run),
		.dict = run->dict,
		.listener = {tell, progress, skipped, run},
		.result = &run->result,
		.passage_chars = sig->passage_chars,
		.shard = sig->shard,
		.shards = sig->shards,
		.filters = run->filters,
		.bulk = true,
		.stop = run->stop};

	return hk_feed_new(&run->feed, &setup, err);
}

/* What the index in the folder was made with; NULL if there is none. */
static const struct hk_signature *made_with(const char *dir,
					    struct hk_signature *out)
{
	struct hk_reader *reader;

	if (hk_reader_open(&reader, &dir, 1, NULL))
		return NULL;
	*out = *hk_reader_signature(reader);
	hk_reader_free(reader);
	return out;
}

enum hk_status hk_command_index_dict(struct hk_command_run *run,
				     struct hk_error *err)
{
	struct hk_signature sig;

	return hk_command_open_dict(run, made_with(index_dir(run), &sig), err);
}

long hk_command_wait(const struct hk_command_run *run)
{
	uint64_t seconds = run->options->wait;

	return (long)(seconds < WAIT_MAX ? seconds : WAIT_MAX) * 1000;
}

/* Make an index. Somebody else may have made it by now, with words of his
 * own. */
static enum hk_status make_index(struct hk_command_run *run,
				 struct hk_error *err)
{
	struct hk_signature now;
	enum hk_status status = hk_command_index_dict(run, err);

	/* Only an index that is made now needs the dictionary's hash, for which
	 * 50 MB are read. */
	if (!status)
		status = hk_command_whole_signature(&now, run, err);
	if (!status)
		status = hk_shard_set_make(&run->set, err);
	if (!status)
		status = hk_writer_open(&run->writer, run->dir, &now,
					hk_command_wait(run), err);
	if (!status && strcmp(run->user_hash,
			      hk_writer_signature(run->writer)->user_hash)) {
		hk_dict_close(run->dict);
		run->dict = NULL;
	}
	return status;
}

/* What the index was made with is read under its lock: another writer may add
 * words to it until then. */
static enum hk_status open_locked(struct hk_command_run *run, bool create,
				  struct hk_error *err)
{
	const struct hk_signature *made;
	enum hk_status status = hk_writer_open(&run->writer, run->dir, NULL,
					       hk_command_wait(run), err);

	if (create && (status == HK_ENOTFOUND || status == HK_ENOTINDEX))
		status = make_index(run, err);
	if (status)
		return status;
	made = hk_writer_signature(run->writer);
	status = hk_signature_check_rules(made, run->dir, err);
	return status ? status : hk_command_open_dict(run, made, err);
}

/* Nothing will be written, so there is no lock. `*made` becomes NULL if there
 * is no index and one would be made. */
static enum hk_status open_dry(struct hk_command_run *run, bool create,
			       const struct hk_signature **made,
			       struct hk_error *err)
{
	enum hk_status status = hk_command_open_reader(run, err);

	*made = status ? NULL : hk_reader_signature(run->reader);
	if (status == HK_ENOTFOUND && create)
		status = HK_OK;
	return status ? status : hk_command_open_dict(run, *made, err);
}

enum hk_status hk_command_open_writer(struct hk_command_run *run, bool create,
				      struct hk_error *err)
{
	const struct hk_signature *made = NULL;
	struct hk_signature now;
	enum hk_status status;

	if (run->options->dry_run)
		status = open_dry(run, create, &made, err);
	else
		status = open_locked(run, create, err);
	if (!status)
		status = hk_command_signature(&now, run, err);
	if (status)
		return status;
	if (run->writer)
		made = hk_writer_signature(run->writer);
	if (!made)
		return open_feed(run, &now, err);
	status = hk_command_check_shard(run, made, err);
	if (!status)
		status = check_signature(run, made, &now, err);
	return status ? status : open_feed(run, made, err);
}

enum hk_status hk_command_open_reader(struct hk_command_run *run,
				      struct hk_error *err)
{
	if (!run->all)
		return hk_reader_open(&run->reader, &run->dir, 1, err);
	return hk_reader_open(&run->reader,
			      (const char *const *)run->set.shards,
			      run->set.count, err);
}

enum hk_status hk_command_expect_passages(struct hk_command_run *run,
					  struct hk_error *err)
{
	uint32_t count = 0;
	enum hk_status status =
		xap_db_doc_count(hk_command_db(run), &count, err);

	run->report.unit = HK_MESSAGE("passages");
	hk_report_expect(&run->report, count, 0);
	return status;
}

/* ---- Feeding ---- */

void hk_command_failed(struct hk_command_run *run, struct hk_str path,
		       const char *why)
{
	run->failed.all += hk_report_failed(&run->report, path, why);
}

void hk_command_note(void *ctx, const char *path, const char *why, bool failed)
{
	struct hk_command_run *run = ctx;
	struct hk_command_fault *fault;

	if (!failed) {
		hk_report_note(&run->report, hk_span_cstr(path), why);
		return;
	}
	if (HK_ARRAY_RESERVE(run->faults, run->fault_capacity,
			     run->fault_count + 1)) {
		fault = &run->faults[run->fault_count];
		fault->path =
			hk_arena_copy(&run->fault_texts, path, strlen(path));
		fault->why = hk_arena_copy(&run->fault_texts, why, strlen(why));
		if (fault->path && fault->why) {
			run->fault_count++;
			return;
		}
	}
	/* Out of memory, it is at least told. */
	hk_command_failed(run, hk_span_cstr(path), why);
}

static enum hk_status feed_faults(struct hk_command_run *run,
				  struct hk_error *err)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < run->fault_count && !status; i++)
		status = hk_feed_fault(run->feed,
				       hk_span_cstr(run->faults[i].path),
				       run->faults[i].why, err);
	run->fault_count = 0;
	return status;
}

enum hk_status hk_command_feed(struct hk_command_run *run, struct hk_walk *walk,
			       const struct hk_root *roots,
			       struct hk_error *err)
{
	enum hk_status status = feed_faults(run, err);

	hk_walk_unique(walk);
	hk_report_expect(&run->report, walk->count, walk->bytes);
	hk_feed_expect(run->feed, walk->bytes);
	for (size_t i = 0; i < walk->count && !status; i++) {
		if (*run->stop)
			return HK_EINTERRUPTED;
		status = hk_feed_file(run->feed, &walk->files[i],
				      &roots[walk->files[i].root], err);
	}
	return status;
}

static enum hk_status say_unread(struct hk_command_run *run)
{
	struct hk_buf line;
	enum hk_status status;

	hk_buf_init(&line, 1u << 16);
	status = hk_report_unread(&line, &run->report, &run->unread);
	if (!status && line.len)
		hk_report_say(&run->report, line.data);
	hk_buf_release(&line);
	return status;
}

enum hk_status hk_command_finish(struct hk_command_run *run,
				 enum hk_status status, struct hk_error *err)
{
	if (status && status != HK_EINTERRUPTED)
		return status;
	if (run->feed && hk_feed_commit(run->feed, err))
		return err->status;
	if (run->last || status) {
		hk_report_summary(&run->report, &run->result, &run->failed,
				  run->options->dry_run);
		if (say_unread(run))
			return hk_error_nomem(err);
	}
	if (status == HK_EINTERRUPTED)
		return hk_error_set(err, status,
				    "interrupted; the files counted above are "
				    "indexed; run the command again to "
				    "continue");
	return HK_OK;
}

bool hk_command_did(const struct hk_command_run *run)
{
	const struct hk_feed_result *result = &run->result;

	return result->fresh || result->changed || result->removed ||
	       result->rebuilt || run->failed.all > run->failed.again;
}

void hk_command_close(struct hk_command_run *run)
{
	hk_feed_free(run->feed);
	hk_filter_free(run->filters);
	hk_writer_free(run->writer);
	hk_reader_free(run->reader);
	hk_dict_close(run->dict);
	free(run->faults);
	hk_arena_release(&run->fault_texts);
	run->faults = NULL;
	run->fault_count = run->fault_capacity = 0;
	run->feed = NULL;
	run->filters = NULL;
	run->writer = NULL;
	run->reader = NULL;
	run->dict = NULL;
}
