/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Articles that readers of formats give: into the index, each in the place of
 * its older version. */

#include "base/clean.h"
#include "indexer/feed/private.h"
#include "store/shard_set.h"

/*
 * In bulk an article is written by a thread, some time. One that came before
 * in this run is written here and now, so that it stays known which of the two
 * is the later one.
 */
static enum hk_status write_article(struct hk_feed_input *in,
				    const struct hk_article *article,
				    bool again)
{
	const struct hk_feed *f = in->feed;
	struct hk_bulk *bulk = hk_writer_is_bulk(f->set.writer);

	if (bulk && !again)
		return hk_bulk_add(bulk, article, &in->origin, in->err);
	return hk_document_write(f->doc, article, &in->origin,
				 hk_feed_engine(f), in->err);
}

/* Take out the passages with this id. Those that are on their way through a
 * bulk load cannot be taken out yet, so that is noted for its end. */
static enum hk_status take_out(struct hk_feed_input *in, struct hk_str id,
			       bool again)
{
	struct hk_writer *writer = in->feed->set.writer;
	enum hk_status status = hk_feed_delete(in->feed, id, in->err);
	struct hk_buf term;

	if (status || !again || !hk_writer_is_bulk(writer))
		return status;
	status = hk_feed_term(&term, HK_SCHEMA_ID, id, in->err);
	if (status)
		return status;
	status = hk_writer_supersede(writer, hk_buf_str(&term), in->err);
	hk_buf_release(&term);
	return status;
}

/* Count the article, and take out what it replaces. `*again` says whether it
 * came before in this run. */
static enum hk_status replace(struct hk_feed_input *in, struct hk_str id,
			      bool *again)
{
	struct hk_feed *f = in->feed;
	enum hk_status status;
	uint32_t passages = 0;
	char key[16];

	hk_schema_article(key, id);
	if (hk_keyset_add(&f->articles, key, again) ||
	    hk_keyset_add(&f->of_file, key, NULL))
		return hk_error_nomem(in->err);
	if (!*again && f->was_empty) {
		f->set.result->fresh++;
		return HK_OK;
	}
	status = hk_feed_count(f, id, &passages, in->err);
	if (status)
		return status;
	if (*again)
		f->set.result->duplicates++;
	else if (passages)
		f->set.result->changed++;
	else
		f->set.result->fresh++;
	if ((!passages && !*again) || hk_feed_is_dry(f))
		return HK_OK;
	return take_out(in, id, *again);
}

/* The id of an article inside a file: the file's id, '/', its name there. */
static enum hk_status name_member(struct hk_feed_input *in,
				  struct hk_article *article)
{
	struct hk_str path = in->id.len ? in->id : in->origin.path;
	struct hk_str member = article->member;
	char *id = hk_arena_alloc(&article->arena, path.len + member.len + 1);

	if (!id)
		return hk_error_nomem(in->err);
	if (path.len)
		memcpy(id, path.data, path.len);
	id[path.len] = '/';
	memcpy(id + path.len + 1, member.data, member.len);
	article->id = hk_span_str(id, path.len + 1 + member.len);
	return HK_OK;
}

/* Lines of the output of a filter say nothing about the file. */
static void forget_lines(struct hk_article *article)
{
	article->lines = HK_BLOCK_LINES_NONE;
	for (size_t i = 0; i < article->block_count; i++)
		article->blocks[i].line = article->blocks[i].column = 0;
}

enum hk_status hk_feed_take(void *ctx, struct hk_article *article)
{
	struct hk_feed_input *in = ctx;
	const struct hk_feed_setup *set = &in->feed->set;
	enum hk_status status = HK_OK;
	bool again = false;
	struct hk_str id;

	if (set->stop && *set->stop)
		return HK_EINTERRUPTED;
	if (!article->block_count)
		return HK_OK; /* it has no text */
	if (in->id.len && !article->member.len)
		article->id = in->id;
	if (in->title.len && !article->member.len)
		article->title = in->title;
	if (in->filter)
		forget_lines(article);
	if (article->member.len && !article->id.len)
		status = name_member(in, article);
	if (status)
		return status;
	id = hk_document_id(article, &in->origin);
	if (!hk_shard_set_has(set->shard, set->shards, id)) {
		in->articles++; /* of another shard */
		return HK_OK;
	}
	status = replace(in, id, &again);
	if (!status && !hk_feed_is_dry(in->feed))
		status = write_article(in, article, again);
	in->articles += !status;
	return status;
}

void hk_feed_complain(void *ctx, uint32_t line, const char *why)
{
	struct hk_feed_input *in = ctx;
	struct hk_clean_buf text;
	struct hk_str said;

	said = hk_span_cstr(
		line ? hk_clean_line(&text, "line %u: %s", line, why)
		     : hk_clean_line(&text, "%s", why));
	if (!in->broken)
		in->again = in->failed_before.len &&
			    hk_span_same(said, in->failed_before);
	hk_feed_tell(in->feed,
		     in->again ? HK_FEED_FAILED_AGAIN : HK_FEED_FAILED,
		     in->origin.path, said.data);
	if (!in->broken++) {
		said.data =
			hk_arena_copy(&in->feed->arena, said.data, said.len);
		in->complaint = said.data ? said : hk_span_str(NULL, 0);
	}
}
