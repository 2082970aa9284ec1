/* SPDX-License-Identifier: GPL-2.0-or-later */

/* list: prints all articles of an index. */

#include <stdio.h>
#include <unistd.h>

#include "indexer/commands/below.h"
#include "indexer/commands/command.h"
#include "indexer/commands/each.h"
#include "indexer/commands/output.h"

/* Bytes that are collected before they are printed. */
#define OUT_MAX 65536

struct list {
	struct hk_buf out;
	bool json, align;
	char path[2 * PATH_MAX]; /* list what is below it; "": everything */
	const char *word;	 /* as it was given; may be an id */
	bool found;
	struct hk_error *err;
};

static void json_number(struct hk_json *json, const char *key, uint32_t number)
{
	if (!number)
		return;
	hk_json_key(json, key);
	hk_json_uint(json, number);
}

static enum hk_status list_article(void *ctx,
				   const struct hk_each_article *article)
{
	struct list *l = ctx;
	const struct hk_record *r = &article->records[0];
	enum hk_status status = HK_OK;
	char guess[16] = "";

	if (l->word && !hk_below_is(r->path, hk_span_cstr(l->path)) &&
	    !hk_span_same(r->id, hk_span_cstr(l->word)))
		return HK_OK;
	l->found = true;
	if (r->encoding.len && r->confidence < 100)
		snprintf(guess, sizeof(guess), " %u%%", r->confidence);
	if (l->json) {
		struct hk_json json;

		hk_json_init(&json, &l->out);
		hk_json_object_begin(&json);
		hk_output_json(&json, "id", r->id);
		hk_output_json(&json, "path", r->path);
		hk_output_json(&json, "title", r->title);
		hk_output_json(&json, "type", r->type);
		hk_output_json(&json, "author", r->author);
		hk_output_json(&json, "lang", r->lang);
		hk_output_json(&json, "note", r->note);
		hk_output_json(&json, "member", r->member);
		hk_output_json(&json, "encoding", r->encoding);
		json_number(&json, "confidence",
			    r->encoding.len ? r->confidence : 0);
		json_number(&json, "replaced", r->replaced);
		hk_output_json(&json, "date", r->date);
		hk_output_json(&json, "url", r->url);
		hk_json_key(&json, "passages");
		hk_json_uint(&json, article->count);
		hk_json_object_end(&json);
		status = hk_json_status(&json);
		if (!status)
			status = hk_buf_putc(&l->out, '\n');
	} else {
		status = hk_output_clean(&l->out, r->id);
		if (!status)
			status = hk_buf_putc(&l->out, '\t');
		if (!status)
			status = hk_output_clean(&l->out, r->title);
		if (!status)
			status = hk_buf_printf(
				&l->out, "\t%.*s\t%.*s%s\t%.*s\t%zu\n",
				(int)r->type.len, r->type.data,
				(int)r->encoding.len, r->encoding.data, guess,
				(int)r->date.len,
				r->date.len ? r->date.data : "",
				article->count);
	}
	if (status)
		return hk_error_nomem(l->err);
	return l->align || l->out.len < OUT_MAX
		       ? HK_OK
		       : hk_output_flush(&l->out, l->err);
}

enum hk_status hk_command_list(struct hk_command_run *run, struct hk_error *err)
{
	struct list l = {.json = run->options->json,
			 .align = !run->options->json && isatty(STDOUT_FILENO),
			 .word = run->word_count ? run->words[0] : NULL,
			 .err = err};
	enum hk_status status = hk_command_open_reader(run, err);

	if (!status && l.word && !hk_below_absolute(l.word, l.path))
		status = hk_error_set(err, HK_EUSAGE, "'%.100s...' is too long",
				      l.word);

	hk_buf_init(&l.out, HK_BUF_NO_MAX);
	if (!status)
		status = hk_each_article(hk_command_db(run),
					 hk_command_codebooks(run), true,
					 list_article, &l, err);
	if (!status)
		status = hk_output_table(&l.out, l.align, err);
	if (!status && l.word && !l.found)
		hk_command_failed(run, hk_span_cstr(l.word),
				  "no such file, folder or id in the index");
	hk_buf_release(&l.out);
	return status;
}
