/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/words.h"

#include <stdio.h>

#include "base/json.h"
#include "cli/typed.h"

#define TYPED_MAX (16u << 20) /* bytes; more than a command line takes */

static enum hk_status put_json(struct hk_buf *out, struct hiku_text word,
			       uint64_t passages)
{
	struct hk_json json;

	hk_json_init(&json, out);
	hk_json_object_begin(&json);
	hk_json_key(&json, "word");
	hk_json_string(&json, hk_ask_str(word));
	hk_json_key(&json, "passages");
	hk_json_uint(&json, passages);
	hk_json_object_end(&json);
	return hk_json_status(&json) ? hk_json_status(&json)
				     : hk_buf_putc(out, '\n');
}

static enum hk_status put_line(struct hk_buf *out, struct hiku_text word,
			       uint64_t passages)
{
	if (hiku_text_safe(word.data, word.len, hk_buf_collect, out, NULL))
		return HK_ENOMEM;
	return hk_buf_printf(out, "\t%llu\n", (unsigned long long)passages);
}

static enum hk_status print(const struct hiku_words *words, bool json,
			    struct hk_error *err)
{
	enum hk_status status = HK_OK;
	struct hiku_text word;
	uint64_t passages;
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	for (size_t i = 0; !status; i++) {
		word = hiku_word(words, i, &passages);
		if (!word.data)
			break;
		status = json ? put_json(&out, word, passages)
			      : put_line(&out, word, passages);
	}
	if (status)
		hk_error_nomem(err);
	else if (hk_buf_write(&out, stdout))
		status = hk_error_set(err, HK_EIO,
				      "cannot write standard output");
	hk_buf_release(&out);
	return status;
}

static enum hk_status find(struct hiku_words **out,
			   const struct hk_query_options *o,
			   struct hiku_index *index, struct hk_str typed,
			   struct hk_error *err)
{
	const struct hiku_query_options how = hk_ask_query(o);
	enum hiku_status status;
	struct hiku_error why;

	if (o->complete)
		status = hiku_complete(out, index, typed.data, typed.len, &how,
				       &why);
	else
		status = hiku_suggest(out, index, typed.data, typed.len, &how,
				      &why);
	return status ? hk_ask_fail(err, &why) : HK_OK;
}

enum hk_status hk_words_run(bool *found, const struct hk_query_options *o,
			    struct hiku_index *index, struct hk_error *err)
{
	const char *text = o->complete ? o->complete : o->suggest, *note;
	struct hk_opt_list list = {.items = &text, .count = 1};
	struct hiku_words *words = NULL;
	enum hk_status status;
	struct hk_buf typed;

	*found = false;
	if (!*text && o->complete)
		return hk_error_set(err, HK_EUSAGE,
				    "--complete needs the beginning of a word");
	if (!*text)
		return hk_error_set(err, HK_EUSAGE, "--suggest needs a word");
	hk_buf_init(&typed, TYPED_MAX);
	status = hk_typed_query(&typed, &list, err);
	if (!status)
		status = find(&words, o, index, hk_buf_str(&typed), err);
	hk_buf_release(&typed);
	if (status)
		return status;
	*found = hiku_word(words, 0, NULL).data != NULL;
	status = print(words, o->json, err);
	note = hiku_words_note(words);
	if (!status && note)
		fprintf(stderr, "hiku: %s\n", note);
	hiku_words_free(words);
	return status;
}
