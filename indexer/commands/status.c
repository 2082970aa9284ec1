/* SPDX-License-Identifier: GPL-2.0-or-later */

/* status: prints what an index holds, what failed, and what was not read. */

#include <stdio.h>
#include <time.h>

#include "base/clean.h"
#include "base/dir.h"
#include "base/message.h"
#include "indexer/commands/facts.h"
#include "indexer/commands/output.h"
#include "indexer/walk/rules.h"
#include "store/folder.h"

/* ---- For people ---- */

/* Append a root with its options. */
static enum hk_status put_root(struct hk_buf *line, const struct hk_root *root)
{
	enum hk_status status =
		hk_buf_append(line, root->path.data, root->path.len);

	if (!status && root->format.len)
		status = hk_buf_printf(line, " --format %s", root->format.data);
	if (!status && root->encoding.len)
		status = hk_buf_printf(line, " --encoding %s",
				       root->encoding.data);
	if (!status && root->columns.len)
		status = hk_buf_printf(line, " --columns %s",
				       root->columns.data);
	return status ? status : hk_rules_show(line, root->rules);
}

/* Print each root with its options; of those that came from lists only how
 * many there are. */
static enum hk_status print_roots(const struct hk_facts *f)
{
	static const char listed[] = "--files-from";
	const char *before = hk_message_text("added:      ");
	enum hk_status status = HK_OK;
	size_t from_lists = 0;
	struct hk_buf line;

	hk_buf_init(&line, HK_BUF_NO_MAX);
	for (size_t i = 0; i < f->root_count && !status; i++) {
		struct hk_clean_buf clean;

		if (hk_span_starts(f->roots[i].rules, listed)) {
			from_lists++;
			continue;
		}
		hk_buf_reset(&line);
		status = put_root(&line, &f->roots[i]);
		if (status)
			break;
		printf("%s%s\n", before,
		       hk_clean_line(&clean, "%s", line.data));
		before = "            ";
	}
	if (from_lists) {
		printf("%s", before);
		printf(hk_message_text("%zu from lists (%s)\n"), from_lists,
		       listed);
	}
	hk_buf_release(&line);
	return status;
}

/* "1.2 MB", or less in KB. */
static const char *size_text(char out[32], uint64_t bytes)
{
	if (bytes < 1000000)
		snprintf(out, 32, "%llu KB",
			 (unsigned long long)((bytes + 999) / 1000));
	else
		snprintf(out, 32, "%.1f MB", (double)bytes / 1e6);
	return out;
}

/* Print where the index and its shards are, and how large they are. */
static enum hk_status print_index(const struct hk_shard_set *set,
				  struct hk_error *err)
{
	struct hk_folder folder;
	enum hk_status status = HK_OK;
	char size[32];

	if (set->sharded)
		printf(hk_message_text("index:      %s (%zu shards)\n"),
		       set->dir, set->count);
	for (size_t i = 0; i < set->count && !status; i++) {
		uint64_t bytes = 0;

		status = hk_folder_open(&folder, set->shards[i], err);
		if (status)
			return status;
		status = hk_dir_size(&bytes, folder.database, err);
		if (!status)
			printf("%s%s (%s, %s)\n",
			       set->sharded ? "            "
					    : hk_message_text("index:      "),
			       folder.dir, folder.generation,
			       size_text(size, bytes));
		hk_folder_release(&folder);
	}
	return status;
}

/* When it was changed, and by whom it is being changed. */
static void print_times(const struct hk_facts *f)
{
	time_t seconds = (time_t)f->changed;
	struct tm tm;
	char text[32];

	if (f->changed && localtime_r(&seconds, &tm) &&
	    strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm))
		printf(hk_message_text("changed:    %s\n"), text);
	if (f->writer[0]) {
		const char *host = strchr(f->writer, ' ');
		int len = (int)(host ? host - f->writer
				     : (long)strlen(f->writer));

		if (host)
			printf(hk_message_text("writer:     process %.*s on %s "
					       "is at work; its changes show "
					       "when they are committed\n"),
			       len, f->writer, host + 1);
		else
			printf(hk_message_text("writer:     process %.*s is at "
					       "work; its changes show when "
					       "they are committed\n"),
			       len, f->writer);
	}
}

static void print_types(const struct hk_facts *f)
{
	for (size_t i = 0; i < f->type_count; i++)
		printf("%s%llu %s%s",
		       i ? ", " : hk_message_text("formats:    "),
		       (unsigned long long)f->types[i].articles,
		       f->types[i].name, i + 1 == f->type_count ? "\n" : "");
}

/* A line "PATH/MEMBER: REASON". */
static enum hk_status put_file(struct hk_buf *out,
			       const struct hk_facts_file *file)
{
	enum hk_status status = hk_output_clean(out, file->path);

	if (!status && file->count > 1)
		return hk_buf_printf(out,
				     hk_message_text(": and %llu more in it\n"),
				     (unsigned long long)file->count);
	if (!status && file->member.len)
		status = hk_buf_putc(out, '/');
	if (!status && file->member.len)
		status = hk_output_clean(out, file->member);
	if (!status)
		status = hk_buf_puts(out, ": ");
	if (!status)
		status = hk_output_said(out, file->reason);
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status print_files(const struct hk_facts_files *files,
				  const char *before, struct hk_error *err)
{
	struct hk_buf out;
	enum hk_status status = HK_OK;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; i < files->count && !status; i++) {
		status = hk_buf_puts(&out, before);
		if (!status)
			status = put_file(&out, &files->items[i]);
	}
	fflush(stdout);
	status = status ? hk_error_nomem(err) : hk_output_flush(&out, err);
	hk_buf_release(&out);
	return status;
}

/* The line of what was not read, with the command that names it. */
static enum hk_status print_unread(struct hk_facts *f,
				   const struct hk_command_run *run)
{
	struct hk_buf line;
	enum hk_status status;

	hk_buf_init(&line, 1u << 16);
	status = hk_report_unread(&line, &run->report, &f->tally);
	if (!status && line.len)
		printf("%s\n", line.data);
	hk_buf_release(&line);
	return status;
}

static enum hk_status print_all(struct hk_facts *f, struct hk_command_run *run,
				struct hk_error *err)
{
	const struct hk_signature *sig = hk_reader_signature(run->reader);

	if (print_index(&run->set, err))
		return err->status;
	print_times(f);
	printf(hk_message_text("articles:   %llu in %u passages of about %u "
			       "characters\n"),
	       (unsigned long long)f->articles, f->passages,
	       sig->passage_chars);
	print_types(f);
	printf(hk_message_text("dictionary: %s, version %u, %u words%s\n"),
	       sig->dictionary, sig->dictionary_version, sig->lexicon_size,
	       sig->user_hash[0] ? hk_message_text(", and a user dictionary")
				 : "");
	if (f->words_wait)
		hk_report_advise(&run->report, true,
				 "words:      some wait for `%s`", "reindex");
	printf(hk_message_text("schema:     %u, normal form %u, terms %u%s\n"),
	       sig->schema, sig->normaliser, sig->terms,
	       hk_signature_same_spellings(sig)
		       ? ""
		       : hk_message_text(
				 ", other spellings than this program"));
	if (sig->engine[0])
		printf(hk_message_text("made by:    Xapian %s\n"), sig->engine);
	if (print_roots(f))
		return hk_error_nomem(err);
	printf(hk_message_text("files:      %llu indexed, %llu skipped, %llu "
			       "failed\n"),
	       (unsigned long long)f->indexed, (unsigned long long)f->skipped,
	       (unsigned long long)f->failed);
	if (f->failures.count) {
		printf("%s\n", hk_message_text("failed:"));
		if (print_files(&f->failures, "  ", err))
			return err->status;
	}
	return print_unread(f, run) ? hk_error_nomem(err) : HK_OK;
}

/* ---- For programs ---- */

static void json_time(struct hk_json *json, int64_t at)
{
	time_t seconds = (time_t)at;
	struct tm tm;
	char text[32];

	if (!at || !gmtime_r(&seconds, &tm) ||
	    !strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm))
		return;
	hk_output_json(json, "changed", hk_span_cstr(text));
}

static void json_uint(struct hk_json *json, const char *key, uint64_t number)
{
	hk_json_key(json, key);
	hk_json_uint(json, number);
}

static void json_file(struct hk_json *json, const struct hk_facts_file *file)
{
	hk_json_object_begin(json);
	hk_output_json(json, "path", file->path);
	hk_output_json(json, "member", file->member);
	hk_output_json(json, "reason", file->reason);
	if (file->count > 1)
		json_uint(json, "count", file->count);
	hk_json_object_end(json);
}

static void json_all(struct hk_json *json, const struct hk_facts *f,
		     const struct hk_command_run *run)
{
	const struct hk_signature *sig = hk_reader_signature(run->reader);

	hk_json_object_begin(json);
	hk_output_json(json, "index", hk_span_cstr(run->set.dir));
	if (run->set.sharded)
		json_uint(json, "shards", run->set.count);
	json_time(json, f->changed);
	hk_output_json(json, "writer", hk_span_cstr(f->writer));
	json_uint(json, "articles", f->articles);
	json_uint(json, "passages", f->passages);
	json_uint(json, "passage_chars", sig->passage_chars);
	hk_json_key(json, "types");
	hk_json_object_begin(json);
	for (size_t i = 0; i < f->type_count; i++)
		json_uint(json, f->types[i].name, f->types[i].articles);
	hk_json_object_end(json);
	hk_output_json(json, "dictionary", hk_span_cstr(sig->dictionary));
	hk_output_json(json, "engine", hk_span_cstr(sig->engine));
	hk_json_key(json, "words_wait");
	hk_json_bool(json, f->words_wait);
	hk_json_key(json, "added");
	hk_json_array_begin(json);
	for (size_t i = 0; i < f->root_count; i++)
		hk_json_name(json, f->roots[i].path);
	hk_json_array_end(json);
	json_uint(json, "indexed", f->indexed);
	json_uint(json, "skipped", f->skipped);
	json_uint(json, "failed", f->failed);
	hk_json_key(json, "failures");
	hk_json_array_begin(json);
	for (size_t i = 0; i < f->failures.count; i++)
		json_file(json, &f->failures.items[i]);
	hk_json_array_end(json);
	hk_json_object_end(json);
}

/* One object, or with --skipped one a line for each file. */
static enum hk_status print_json(const struct hk_facts *f,
				 const struct hk_command_run *run,
				 struct hk_error *err)
{
	struct hk_buf out;
	struct hk_json json;
	enum hk_status status = HK_OK;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; run->options->skipped && i < f->unread.count; i++) {
		hk_json_init(&json, &out);
		json_file(&json, &f->unread.items[i]);
		if (hk_json_status(&json) || hk_buf_putc(&out, '\n'))
			status = HK_ENOMEM;
	}
	if (!run->options->skipped) {
		hk_json_init(&json, &out);
		json_all(&json, f, run);
		if (hk_json_status(&json) || hk_buf_putc(&out, '\n'))
			status = HK_ENOMEM;
	}
	status = status ? hk_error_nomem(err) : hk_output_flush(&out, err);
	hk_buf_release(&out);
	return status;
}

/* All shards know the same about sources: the reader gives what the first one
 * does. */
enum hk_status hk_command_status(struct hk_command_run *run,
				 struct hk_error *err)
{
	struct hk_facts facts;
	enum hk_status status = hk_command_open_reader(run, err);

	if (status)
		return status;
	status = hk_facts_read(&facts, run, err);
	if (!status && run->options->json)
		status = print_json(&facts, run, err);
	else if (!status && run->options->skipped)
		status = print_files(&facts.unread, "", err);
	else if (!status)
		status = print_all(&facts, run, err);
	fflush(stdout);
	hk_facts_release(&facts);
	return status;
}
