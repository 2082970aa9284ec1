/* SPDX-License-Identifier: GPL-2.0-or-later */

/* dict: words that users add to the dictionary of an index. */

#include <stdio.h>
#include <string.h>

#include "indexer/commands/command.h"
#include "store/words.h"
#include "text/userdict.h"

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
	status = hk_command_load_words(&list, run->set.shards[0], err);
	if (!status) {
		if (hk_buf_write(&list, stdout))
			status = hk_error_set(err, HK_EIO,
					      "cannot write standard output");
		if (is_waiting(hk_buf_str(&list),
			       hk_reader_signature(run->reader)))
			hk_report_advise(&run->report, false,
					 "the index does not use all of these "
					 "words yet; run `%s`",
					 "reindex");
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
	/* The rebuild opens these itself. */
	hk_feed_free(run->feed);
	run->feed = NULL;
	hk_dict_close(run->dict);
	run->dict = NULL;
	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	status = hk_command_load_words(&list, run->dir, err);
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
		hk_report_advise(&run->report, false,
				 "saved; the index will use the words after "
				 "`%s`",
				 "reindex");
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
