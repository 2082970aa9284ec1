/* SPDX-License-Identifier: GPL-2.0-or-later */

/* dict: words of the user's own. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/process.h"
#include "indexer/commands/command.h"
#include "store/words.h"
#include "text/userdict.h"

/* Compiling ten thousand words takes a second. */
#define COMPILE_MS (5 * 60 * 1000)

/* ---- Compiling ---- */

/* MeCab's own tool; packages keep it out of PATH. */
static const char *const tools[] = {
	HIKU_DICT_INDEX,
	"/usr/lib/mecab/mecab-dict-index",
	"/usr/libexec/mecab/mecab-dict-index",
	"/usr/local/libexec/mecab/mecab-dict-index",
	"/opt/homebrew/libexec/mecab/mecab-dict-index",
};

/* Run it in the folder `scratch`, from `rows` there to `compiled`. */
static enum hk_status run_tool(const struct hk_command_run *run,
			       const char *dict_dir, const char *rows,
			       const char *compiled, struct hk_error *err)
{
	const char *tool = "mecab-dict-index";
	struct hk_process process = {
		.input = -1, .milliseconds = COMPILE_MS, .stop = run->stop};
	struct hk_buf said;
	enum hk_status status;

	for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++)
		if (access(tools[i], X_OK) == 0) {
			tool = tools[i];
			break;
		}
	{
		const char *const argv[] = {tool,     "-d", dict_dir, "-u",
					    compiled, "-f", "utf-8",  "-t",
					    "utf-8",  rows, NULL};

		process.argv = (char *const *)(uintptr_t)argv;
		hk_buf_init(&said, 1u << 20);
		status = hk_process_run(&said, &process, err);
		hk_buf_release(&said);
	}
	if (status == HK_ENOTFOUND)
		return hk_error_set(err, HK_EDICT,
				    "mecab-dict-index, which compiles words, "
				    "is not there: install it (Debian: "
				    "mecab-utils)");
	if (!status && access(compiled, R_OK) != 0)
		return hk_error_set(err, HK_EDICT,
				    "%s compiled nothing for the dictionary "
				    "in %s",
				    tool, dict_dir);
	return status;
}

/* Compile the rows in `scratch`, and move what comes of it to `path`. */
static enum hk_status compile_rows(const struct hk_command_run *run,
				   const char *dict_dir, struct hk_str rows,
				   const char *scratch, const char *path,
				   struct hk_error *err)
{
	char *from = hk_dir_join(scratch, "words.csv");
	char *to = hk_dir_join(scratch, "words.dic");
	enum hk_status status = from && to ? HK_OK : hk_error_nomem(err);

	if (!status)
		status = hk_file_replace(scratch, "words.csv", rows, err);
	if (!status)
		status = run_tool(run, dict_dir, from, to, err);
	if (!status)
		status = hk_dir_sync(scratch, err);
	if (!status && rename(to, path) != 0)
		status =
			hk_error_set(err, HK_EIO, "%s cannot be written", path);
	if (!status)
		status = hk_file_sync_dir(run->dir, err);
	free(from);
	free(to);
	return status;
}

static enum hk_status compile(struct hk_command_run *run,
			      const struct hk_signature *made,
			      struct hk_str list, const char *path,
			      struct hk_error *err)
{
	struct hk_signature bare = *made;
	struct hk_buf rows;
	char *scratch = NULL;
	enum hk_status status;

	/* What words cost depends on the dictionary without them. */
	bare.user_hash[0] = '\0';
	hk_buf_init(&rows, HK_BUF_NO_MAX);
	status = hk_command_open_dict(run, &bare, err);
	if (!status)
		status = hk_userdict_rows(&rows, run->dict, list, err);
	if (!status)
		status = hk_folder_scratch(hk_writer_folder(run->writer),
					   &scratch, err);
	if (!status)
		status = compile_rows(run, hk_dict_dir(run->dict),
				      hk_buf_str(&rows), scratch, path, err);
	if (scratch)
		hk_dir_remove(scratch);
	free(scratch);
	hk_buf_release(&rows);
	hk_dict_close(run->dict);
	run->dict = NULL;
	return status;
}

/* The words that are wanted, as a list that can be believed. */
static enum hk_status load(struct hk_buf *list, const char *dir,
			   struct hk_error *err)
{
	struct hk_error why;
	enum hk_status status = hk_words_load(list, dir, err);

	if (!status && hk_userdict_check(hk_buf_str(list), &why))
		status = hk_error_set(err, HK_ECORRUPT,
				      "%s/words.tsv is damaged: %s", dir,
				      why.message);
	return status;
}

enum hk_status hk_command_compile_words(struct hk_command_run *run,
					struct hk_signature *sig,
					struct hk_error *err)
{
	const struct hk_signature *made = hk_writer_signature(run->writer);
	struct hk_buf list, path;
	enum hk_status status;

	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	hk_buf_init(&path, 1u << 16);
	status = load(&list, run->dir, err);
	if (!status) {
		hk_words_hash(sig->user_hash, hk_buf_str(&list));
		status = hk_words_path(&path, run->dir, sig->user_hash, err);
	}
	if (!status && list.len)
		status = compile(run, made, hk_buf_str(&list), path.data, err);
	if (!status && list.len)
		status = hk_words_seal(run->dir, sig->user_hash, err);
	/* Readers of the old generation may still want theirs. */
	if (!status)
		status = hk_words_clean(run->dir, sig->user_hash,
					made->user_hash, err);
	hk_buf_release(&list);
	hk_buf_release(&path);
	return status;
}

/* ---- The commands ---- */

static bool is_waiting(struct hk_str list, const struct hk_signature *made)
{
	char hash[33];

	hk_words_hash(hash, list);
	return strcmp(hash, made->user_hash) != 0;
}

enum hk_status hk_command_dict_list(struct hk_command_run *run,
				    struct hk_error *err)
{
	struct hk_buf list;
	enum hk_status status = hk_command_open_reader(run, err);

	if (status)
		return status;
	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	/* All shards of a set have the same words. */
	status = load(&list, run->set.shards[0], err);
	if (!status) {
		fwrite(list.data, 1, list.len, stdout);
		if (is_waiting(hk_buf_str(&list),
			       hk_reader_signature(run->reader)))
			fprintf(stderr,
				"hiku-index: the index was made with other "
				"words; `hiku-index reindex` brings these "
				"in\n");
	}
	hk_buf_release(&list);
	return status;
}

static enum hk_status edit(struct hk_command_run *run, struct hk_buf *list,
			   bool adding, struct hk_error *err)
{
	const char *const *words = run->words;
	size_t count = run->word_count;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < count && !status; i += adding ? 2 : 1) {
		struct hk_str word = hk_span_cstr(words[i]);

		status = adding ? hk_userdict_put(list, word,
						  hk_span_cstr(words[i + 1]),
						  err)
				: hk_userdict_drop(list, word, err);
	}
	return status;
}

static enum hk_status change(struct hk_command_run *run, bool adding,
			     struct hk_error *err)
{
	bool waiting;
	struct hk_buf list;
	enum hk_status status = hk_command_open_writer(run, adding, err);

	if (status)
		return status;
	/* Making the index afresh opens these for itself. */
	hk_feed_free(run->feed);
	run->feed = NULL;
	hk_dict_close(run->dict);
	run->dict = NULL;
	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	status = load(&list, run->dir, err);
	if (!status)
		status = edit(run, &list, adding, err);
	if (!status)
		status = hk_words_save(run->dir, hk_buf_str(&list), err);
	waiting = !status && is_waiting(hk_buf_str(&list),
					hk_writer_signature(run->writer));
	hk_buf_release(&list);
	if (!waiting)
		return status;
	if (!run->options->no_reindex)
		return hk_command_rebuild(run, err);
	if (!run->options->quiet && run->last)
		fprintf(stderr, "hiku-index: the index is as it was; "
				"`hiku-index reindex` brings the words in\n");
	return HK_OK;
}

enum hk_status hk_command_dict_add(struct hk_command_run *run,
				   struct hk_error *err)
{
	if (run->word_count % 2)
		return hk_error_set(err, HK_EUSAGE,
				    "the reading of '%s' is missing; usage: "
				    "dict add WORD READING...",
				    run->words[run->word_count - 1]);
	return change(run, true, err);
}

enum hk_status hk_command_dict_remove(struct hk_command_run *run,
				      struct hk_error *err)
{
	return change(run, false, err);
}
