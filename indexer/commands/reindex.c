/* SPDX-License-Identifier: GPL-2.0-or-later */

/* reindex: rebuilds an index from its own records. */

#include <stdio.h>

#include "indexer/commands/command.h"
#include "indexer/commands/each.h"
#include "store/unread.h"
#include "base/utf8.h"

struct rebuild {
	struct hk_command_run *run;
	struct xap_writer *to;
	struct hk_article article;
	struct hk_error *err;
};

/* The title that the article itself had; empty if its id or the name of its
 * file took the place of one. */
static struct hk_str own_title(const struct hk_record *r)
{
	struct hk_str name = r->id;

	if (r->member.len)
		name = r->member;
	if (r->member.len || hk_span_same(r->id, r->path))
		for (size_t i = name.len; i-- > 0;)
			if (name.data[i] == '/') {
				name = hk_span_str(name.data + i + 1,
						   name.len - i - 1);
				break;
			}
	/* A name that is not UTF-8 was changed when it became a title. */
	return hk_span_same(r->title, name) || !hk_utf8_valid(name)
		       ? hk_span_str(NULL, 0)
		       : r->title;
}

/* Join the passages of an article again, as its reader gave it. */
static enum hk_status restore(struct hk_article *a,
			      const struct hk_each_article *from)
{
	const struct hk_record *first = &from->records[0];

	hk_article_reset(a);
	a->lines = first->lines;
	a->id = hk_span_same(first->id, first->path) ? hk_span_str(NULL, 0)
						     : first->id;
	a->title = own_title(first);
	a->date = first->date;
	a->url = first->url;
	a->author = first->author;
	a->lang = first->lang;
	a->note = first->note;
	a->title_reading = first->title_reading;
	a->author_reading = first->author_reading;
	a->member = first->member;
	a->tags = (struct hk_str *)(uintptr_t)first->tags;
	a->tag_count = first->tag_count;
	for (size_t i = 0; i < from->count; i++) {
		const struct hk_record *r = &from->records[i];
		size_t base;

		if (a->text.len && !r->continues &&
		    hk_buf_puts(&a->text, "\n\n"))
			return HK_ENOMEM;
		base = a->text.len;
		if (hk_buf_append(&a->text, r->text.data, r->text.len))
			return HK_ENOMEM;
		for (size_t k = 0; k < r->block_count; k++) {
			struct hk_block block = r->blocks[k];

			block.span.begin += base;
			block.span.end += base;
			if (k == 0 && r->continues && a->block_count)
				a->blocks[a->block_count - 1].span.end =
					block.span.end;
			else if (hk_article_add(a, block))
				return HK_ENOMEM;
		}
		for (size_t k = 0; k < r->reading_count; k++) {
			struct hk_span span = r->readings[k].span;

			span.begin += base;
			span.end += base;
			if (hk_article_reading(a, span, r->readings[k].reading))
				return HK_ENOMEM;
		}
	}
	return HK_OK;
}

static enum hk_status take_article(void *ctx,
				   const struct hk_each_article *from)
{
	struct rebuild *r = ctx;
	const struct hk_record *first = &from->records[0];
	struct hk_document_origin origin = {.path = first->path,
					    .type = first->type,
					    .encoding = first->encoding,
					    .confidence = first->confidence,
					    .replaced = first->replaced,
					    .date = first->date};
	uint64_t bytes = 0;
	enum hk_status status;

	if (*r->run->stop)
		return HK_EINTERRUPTED;
	if (restore(&r->article, from))
		return hk_error_nomem(r->err);
	status = hk_bulk_add(hk_writer_is_bulk(r->run->writer), &r->article,
			     &origin, r->err);
	for (size_t i = 0; i < from->count; i++)
		bytes += from->records[i].text.len;
	r->run->result.rebuilt++;
	hk_report_progress(&r->run->report, bytes, (unsigned)from->count);
	return status;
}

static enum hk_status copy_source(void *ctx, const struct hk_source *source)
{
	struct rebuild *r = ctx;

	return hk_source_put(r->to, source, r->err);
}

/* Copy what is known about files and roots. */
static enum hk_status copy_sources(struct rebuild *r)
{
	const struct xap_db *db = hk_writer_db(r->run->writer);
	const struct hk_root *roots;
	struct hk_arena arena;
	size_t count = 0;
	enum hk_status status = hk_source_each(db, copy_source, r, r->err);

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	if (!status)
		status = hk_source_roots(&roots, &count, &arena, db, r->err);
	for (size_t i = 0; i < count && !status; i++)
		status = hk_source_put_root(r->to, &roots[i], r->err);
	if (!status)
		status = hk_unread_copy(r->to, db, r->err);
	hk_arena_release(&arena);
	return status;
}

static void refused(void *ctx, struct hk_str id, const char *why)
{
	struct hk_command_run *run = ctx;

	hk_command_failed(run, id, why);
}

enum hk_status hk_command_rebuild(struct hk_command_run *run,
				  struct hk_error *err)
{
	struct rebuild r = {.run = run, .err = err};
	struct hk_signature sig, made = *hk_writer_signature(run->writer);
	enum hk_status status = hk_command_compile_words(run, &made, err);

	hk_article_init(&r.article);
	if (!status)
		status = hk_command_open_dict(run, &made, err);
	if (!status)
		status = hk_command_whole_signature(&sig, run, err);
	if (!status && !run->options->passage_chars)
		sig.passage_chars = made.passage_chars;
	if (status)
		goto out;
	sig.shard = hk_writer_signature(run->writer)->shard;
	sig.shards = hk_writer_signature(run->writer)->shards;
	status = hk_writer_rebuild(run->writer, &sig, &r.to, err);
	if (!status)
		status = hk_writer_bulk(run->writer, run->dict, refused, run,
					err);
	if (!status)
		status = hk_command_expect_passages(run, err);
	if (status)
		goto out;
	status = hk_each_article(hk_writer_db(run->writer),
				 hk_writer_codebooks(run->writer), false,
				 take_article, &r, err);
	if (!status)
		status = copy_sources(&r);
	if (status) {
		hk_writer_rebuild_drop(run->writer);
		if (status == HK_EINTERRUPTED)
			hk_error_set(
				err, status,
				run->shard
					? HK_MESSAGE(
						  "interrupted; this shard and "
						  "the following ones are "
						  "unchanged")
					: HK_MESSAGE(
						  "interrupted; the index is "
						  "unchanged"));
	} else {
		status = hk_writer_rebuild_publish(run->writer, err);
	}
	if (!status && run->last)
		hk_report_summary(&run->report, &run->result, &run->failed,
				  run->options->dry_run);
out:
	hk_article_release(&r.article);
	return status;
}

enum hk_status hk_command_reindex(struct hk_command_run *run,
				  struct hk_error *err)
{
	enum hk_status status = hk_writer_open(&run->writer, run->dir, NULL,
					       hk_command_wait(run), err);

	return status ? status : hk_command_rebuild(run, err);
}
