/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/feed/private.h"

#include <stdlib.h>

#include "base/dir.h"
#include "store/schema.h"
#include "store/shard_set.h"

/* A batch is committed after this many bytes of text, */
#define BATCH_BYTES (32u << 20)
/* and one in bulk, which a kill loses as a whole, after these. */
#define BULK_BYTES ((uint64_t)1 << 30)
/* Bulk pays where there is so much text: in a new index, */
#define NEW_MIN (1u << 20)
/* and in one that has some, where it is also an eighth of that, which is
 * about so many times as large on disk. */
#define MORE_MIN  (8u << 20)
#define MORE_PART (8 * 5 / 2)

enum hk_status hk_feed_new(struct hk_feed **out,
			   const struct hk_feed_setup *setup,
			   struct hk_error *err)
{
	struct hk_feed *f = calloc(1, sizeof(*f));
	enum hk_status status;
	uint32_t count = 0;

	*out = NULL;
	if (!f)
		return hk_error_nomem(err);
	f->set = *setup;
	hk_article_init(&f->article);
	hk_passage_init(&f->passages);
	hk_buf_init(&f->bytes, HK_FEED_FILE_MAX);
	hk_buf_init(&f->text, HK_FEED_FILE_MAX * 2);
	hk_keyset_init(&f->ids);
	hk_keyset_init(&f->of_file);
	hk_arena_init(&f->arena, HK_BUF_NO_MAX);
	status = hk_document_new(&f->doc, setup->dict, err);
	if (!status && setup->known)
		status = xap_db_doc_count(setup->known, &count, err);
	f->was_empty = count == 0;
	if (status) {
		hk_feed_free(f);
		return status;
	}
	*out = f;
	return HK_OK;
}

void hk_feed_free(struct hk_feed *f)
{
	if (!f)
		return;
	hk_document_free(f->doc);
	hk_article_release(&f->article);
	hk_passage_release(&f->passages);
	hk_buf_release(&f->bytes);
	hk_buf_release(&f->text);
	hk_keyset_release(&f->ids);
	hk_keyset_release(&f->of_file);
	hk_arena_release(&f->arena);
	free(f);
}

struct xap_writer *hk_feed_engine(const struct hk_feed *f)
{
	return hk_writer_xap(f->set.writer);
}

/* What is in the index now, this run's own changes included. */
const struct xap_db *hk_feed_known(const struct hk_feed *f)
{
	return f->set.writer ? hk_writer_db(f->set.writer) : f->set.known;
}

/* ---- Articles ---- */

static enum hk_status term_of(struct hk_buf *out, enum hk_schema_prefix prefix,
			      struct hk_str text, struct hk_error *err)
{
	enum hk_status status;

	hk_buf_init(out, 1u << 20);
	status = hk_schema_term(out, prefix, text);
	if (status)
		hk_buf_release(out);
	return status ? hk_error_set(err, status,
				     "an empty name cannot be indexed")
		      : HK_OK;
}

/* Passages with this id. */
static enum hk_status count_id(struct hk_feed *f, struct hk_str id,
			       uint32_t *count, struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status = term_of(&term, HK_SCHEMA_ID, id, err);

	*count = 0;
	if (status)
		return status;
	if (hk_feed_known(f))
		status = xap_db_term_freq(hk_feed_known(f), hk_buf_str(&term),
					  count, err);
	hk_buf_release(&term);
	return status;
}

static enum hk_status delete_term(struct hk_feed *f,
				  enum hk_schema_prefix prefix,
				  struct hk_str text, struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status = term_of(&term, prefix, text, err);

	if (status)
		return status;
	status = xap_writer_delete_term(hk_feed_engine(f), hk_buf_str(&term),
					err);
	hk_buf_release(&term);
	return status;
}

/*
 * Write an article: by threads, where much is written. One that came before
 * in this run is written here and now, so that which of the two is later
 * stays known.
 */
static enum hk_status write_article(struct hk_feed *f,
				    struct hk_article *article, bool again)
{
	struct hk_bulk *bulk = hk_writer_is_bulk(f->set.writer);
	enum hk_status status;

	if (bulk && !again)
		return hk_bulk_add(bulk, article, &f->origin, f->err);
	if (hk_passage_cut(&f->passages, article, f->set.passage_chars))
		return hk_error_nomem(f->err);
	status = hk_document_article(f->doc, article, &f->passages, &f->origin,
				     f->err);
	for (size_t i = 0; i < f->passages.count && !status; i++) {
		const struct xap_doc *doc;

		status = hk_document_passage(f->doc, i, &doc, f->err);
		if (!status)
			status = xap_writer_add(hk_feed_engine(f), doc, NULL,
						f->err);
	}
	return status;
}

/* Take out the passages with this id. What is under way in bulk cannot be
 * taken out any more, so it is noted. */
static enum hk_status take_out(struct hk_feed *f, struct hk_str id, bool again)
{
	struct hk_buf term;
	enum hk_status status = delete_term(f, HK_SCHEMA_ID, id, f->err);

	if (status || !again || !hk_writer_is_bulk(f->set.writer))
		return status;
	status = term_of(&term, HK_SCHEMA_ID, id, f->err);
	if (!status)
		status = hk_writer_supersede(f->set.writer, hk_buf_str(&term),
					     f->err);
	hk_buf_release(&term);
	return status;
}

/* Count the article, and take out what it replaces. `*again` says whether it
 * came in this run already. */
static enum hk_status replace(struct hk_feed *f, struct hk_str id, bool *again)
{
	enum hk_status status;
	uint32_t passages = 0;
	char key[16];

	hk_schema_article(key, id);
	if (hk_keyset_add(&f->ids, key, again) ||
	    hk_keyset_add(&f->of_file, key, NULL))
		return hk_error_nomem(f->err);
	if (!*again && f->was_empty) {
		f->set.report->fresh++;
		return HK_OK;
	}
	status = count_id(f, id, &passages, f->err);
	if (status)
		return status;
	if (*again)
		f->set.report->duplicates++;
	else if (passages)
		f->set.report->changed++;
	else
		f->set.report->fresh++;
	if ((!passages && !*again) || f->set.report->dry_run)
		return HK_OK;
	return take_out(f, id, *again);
}

/* The id of what lies inside a file: the file's path, '/', its name there. */
static enum hk_status name_member(struct hk_feed *f, struct hk_article *article)
{
	struct hk_str path = f->given_id.len ? f->given_id : f->origin.path;
	struct hk_str member = article->member;
	char *id = hk_arena_alloc(&article->arena, path.len + member.len + 1);

	if (!id)
		return hk_error_nomem(f->err);
	memcpy(id, path.data, path.len);
	id[path.len] = '/';
	memcpy(id + path.len + 1, member.data, member.len);
	article->id = hk_span_str(id, path.len + 1 + member.len);
	return HK_OK;
}

/* The lines of what a filter made are none of the file. */
static void forget_lines(struct hk_article *article)
{
	article->lines = HK_BLOCK_LINES_NONE;
	for (size_t i = 0; i < article->block_count; i++)
		article->blocks[i].line = 0;
}

enum hk_status hk_feed_take(void *ctx, struct hk_article *article)
{
	struct hk_feed *f = ctx;
	enum hk_status status = HK_OK;
	bool again = false;

	if (f->set.stop && *f->set.stop)
		return HK_EINTERRUPTED;
	if (!article->block_count)
		return HK_OK; /* an article of no text */
	if (f->given_id.len && !article->member.len)
		article->id = f->given_id;
	if (f->given_title.len && !article->member.len)
		article->title = f->given_title;
	if (f->filter)
		forget_lines(article);
	if (article->member.len && !article->id.len)
		status = name_member(f, article);
	if (!status &&
	    !hk_shard_set_has(f->set.shard, f->set.shards,
			      article->id.len ? article->id : f->origin.path)) {
		f->articles++; /* of another shard */
		return HK_OK;
	}
	if (!status)
		status = replace(f,
				 article->id.len ? article->id : f->origin.path,
				 &again);
	if (!status && !f->set.report->dry_run)
		status = write_article(f, article, again);
	f->articles += !status;
	return status;
}

void hk_feed_complain(void *ctx, uint32_t line, const char *why)
{
	struct hk_feed *f = ctx;
	struct hk_error text;

	if (line)
		hk_error_set(&text, HK_EFORMAT, "line %u: %s", line, why);
	else
		hk_error_set(&text, HK_EFORMAT, "%s", why);
	hk_report_failed(f->set.report, f->origin.path, text.message);
	if (!f->broken++) {
		size_t len = strlen(text.message);
		char *copy = hk_arena_copy(&f->arena, text.message, len);
		f->complaint = hk_span_str(copy, copy ? len : 0);
	}
}

/* ---- Batches ---- */

/* Is there so much to write, or was there already, that bulk pays? */
static enum hk_status pays(const struct hk_feed *f, bool *bulk,
			   struct hk_error *err)
{
	const struct hk_report *r = f->set.report;
	const struct hk_folder *folder = hk_writer_folder(f->set.writer);
	uint64_t size;
	enum hk_status status;

	*bulk = false;
	if (!f->set.bulk)
		return HK_OK;
	if (f->was_empty) {
		*bulk = f->fed >= NEW_MIN ||
			(r->bytes_all > r->bytes &&
			 r->bytes_all - r->bytes >= NEW_MIN);
		return HK_OK;
	}
	if (f->fed < MORE_MIN)
		return HK_OK;
	status = hk_dir_size(&size, folder->database, err);
	*bulk = f->fed >= size / MORE_PART;
	return status;
}

static void tell_refused(void *ctx, struct hk_str id, const char *why)
{
	struct hk_feed *f = ctx;

	hk_report_failed(f->set.report, id, why);
}

enum hk_status hk_feed_begin(struct hk_feed *f, struct hk_error *err)
{
	struct hk_writer *writer = f->set.writer;
	enum hk_status status;
	bool bulk;

	if (f->set.report->dry_run || hk_writer_is_bulk(writer))
		return HK_OK;
	status = pays(f, &bulk, err);
	if (status)
		return status;
	if (!bulk)
		return hk_writer_begin(writer, err);
	status = hk_writer_commit(writer, err);
	f->batch = 0;
	return status ? status
		      : hk_writer_bulk(writer, f->set.dict, tell_refused, f,
				       err);
}

enum hk_status hk_feed_commit(struct hk_feed *f, struct hk_error *err)
{
	f->batch = 0;
	return f->set.report->dry_run ? HK_OK
				      : hk_writer_commit(f->set.writer, err);
}

enum hk_status hk_feed_fed(struct hk_feed *f, uint64_t bytes,
			   struct hk_error *err)
{
	bool bulk = f->set.writer && hk_writer_is_bulk(f->set.writer);

	f->batch += bytes;
	f->fed += bytes;
	return f->batch >= (bulk ? BULK_BYTES : BATCH_BYTES)
		       ? hk_feed_commit(f, err)
		       : HK_OK;
}

/* ---- Removing ---- */

/* Take out the articles of the file that are not in its new version. */
struct sweep {
	struct hk_feed *f;
	uint32_t *numbers;
	size_t count, room;
	struct hk_keyset gone;
	struct hk_buf value, record;
	struct hk_str path;
};

/* The term of a path is also that of a folder. Where a file became one, what
 * is below it has the term, but is not of the file. */
static enum hk_status is_of_file(struct sweep *s, uint32_t number, bool *is)
{
	struct hk_record record = {.number = 0};
	struct hk_arena arena;
	enum hk_status status;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_reset(&s->record);
	status = xap_db_record(hk_feed_known(s->f), number, &s->record,
			       s->f->err);
	if (!status)
		status = hk_record_decode(&record, &arena,
					  hk_buf_str(&s->record), s->f->err);
	*is = !status && hk_span_same(record.path, s->path);
	hk_arena_release(&arena);
	return status;
}

static enum hk_status sweep_doc(void *ctx, uint32_t number)
{
	struct sweep *s = ctx;
	enum hk_status status;
	bool is;

	hk_buf_reset(&s->value);
	status = xap_db_value(hk_feed_known(s->f), number,
			      HK_SCHEMA_SLOT_ARTICLE, &s->value, s->f->err);
	if (status || s->value.len != 16 ||
	    hk_keyset_has(&s->f->of_file, s->value.data))
		return status;
	status = is_of_file(s, number, &is);
	if (status || !is)
		return status;
	if (s->count == s->room) {
		size_t room = s->room ? s->room * 2 : 64;
		void *numbers = realloc(s->numbers, room * sizeof(uint32_t));
		if (!numbers)
			return hk_error_nomem(s->f->err);
		s->numbers = numbers;
		s->room = room;
	}
	s->numbers[s->count++] = number;
	return hk_keyset_add(&s->gone, s->value.data, NULL)
		       ? hk_error_nomem(s->f->err)
		       : HK_OK;
}

enum hk_status hk_feed_sweep(struct hk_feed *f, struct hk_str path)
{
	struct sweep s = {.f = f, .path = path};
	struct hk_buf term;
	enum hk_status status = term_of(&term, HK_SCHEMA_PATH, path, f->err);

	if (status)
		return status;
	hk_keyset_init(&s.gone);
	hk_buf_init(&s.value, 1024);
	hk_buf_init(&s.record, XAP_RECORD_MAX);
	if (hk_feed_known(f))
		status = xap_db_each_doc(hk_feed_known(f), hk_buf_str(&term),
					 sweep_doc, &s, f->err);
	for (size_t i = 0; i < s.count && !status; i++)
		if (!f->set.report->dry_run)
			status = xap_writer_delete(hk_feed_engine(f),
						   s.numbers[i], f->err);
	if (!status)
		f->set.report->removed += s.gone.count;
	hk_keyset_release(&s.gone);
	hk_buf_release(&s.value);
	hk_buf_release(&s.record);
	hk_buf_release(&term);
	free(s.numbers);
	return status;
}

enum hk_status hk_feed_remove(struct hk_feed *f, struct hk_str path,
			      struct hk_error *err)
{
	enum hk_status status;

	f->err = err;
	hk_keyset_reset(&f->of_file);
	status = hk_feed_begin(f, err);
	if (!status)
		status = hk_feed_sweep(f, path);
	hk_report_note(f->set.report, path, "removed");
	if (status || f->set.report->dry_run)
		return status;
	return hk_source_remove(hk_feed_engine(f), path, err);
}

enum hk_status hk_feed_remove_article(struct hk_feed *f, struct hk_str id,
				      bool *found, struct hk_error *err)
{
	uint32_t passages;
	enum hk_status status = count_id(f, id, &passages, err);

	*found = passages > 0;
	if (status || !passages)
		return status;
	f->set.report->removed++;
	hk_report_note(f->set.report, id, "removed");
	if (f->set.report->dry_run)
		return HK_OK;
	status = hk_feed_begin(f, err);
	return status ? status : delete_term(f, HK_SCHEMA_ID, id, err);
}
