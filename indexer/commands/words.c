/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The words that users add to the dictionary of an index, compiled for MeCab.
 */

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

/* Milliseconds; compiling ten thousand words takes one second. */
#define COMPILE_MS (5 * 60 * 1000)

/* MeCab's own compiler, which packages do not install in PATH. */
static const char *const tools[] = {
	HIKU_DICT_INDEX,
	"/usr/lib/mecab/mecab-dict-index",
	"/usr/libexec/mecab/mecab-dict-index",
	"/usr/local/libexec/mecab/mecab-dict-index",
	"/opt/homebrew/libexec/mecab/mecab-dict-index",
};

/* Compile the file `rows` to the file `compiled`. */
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
				    "cannot find 'mecab-dict-index', which "
				    "compiles words; install it (Debian: "
				    "mecab-utils)");
	if (!status && access(compiled, R_OK) != 0)
		return hk_error_set(err, HK_EDICT,
				    "'%s' compiled nothing for the dictionary "
				    "in '%s'",
				    tool, dict_dir);
	return status;
}

/* Compile the rows in the folder `scratch`, and move the result to `path`. */
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
		status = hk_error_set(err, HK_EIO, "cannot write '%s'", path);
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

	/* The costs of words are computed from the dictionary without them. */
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

enum hk_status hk_command_load_words(struct hk_buf *list, const char *dir,
				     struct hk_error *err)
{
	struct hk_error why;
	enum hk_status status = hk_words_load(list, dir, err);

	if (!status && hk_userdict_check(hk_buf_str(list), &why))
		status = hk_error_set(err, HK_ECORRUPT,
				      "'%s/words.tsv' is damaged: %s", dir,
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
	status = hk_command_load_words(&list, run->dir, err);
	if (!status) {
		hk_words_hash(sig->user_hash, hk_buf_str(&list));
		status = hk_words_path(&path, run->dir, sig->user_hash, err);
	}
	if (!status && list.len)
		status = compile(run, made, hk_buf_str(&list), path.data, err);
	if (!status && list.len)
		status = hk_words_seal(run->dir, sig->user_hash, err);
	/* Readers of the old generation may still need its words. */
	if (!status)
		status = hk_words_clean(run->dir, sig->user_hash,
					made->user_hash, err);
	hk_buf_release(&list);
	hk_buf_release(&path);
	return status;
}
