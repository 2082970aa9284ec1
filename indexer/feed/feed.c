/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/feed/private.h"

#include <stdlib.h>
#include <time.h>

#include "base/dir.h"
#include "formats/child/child.h"
#include "store/schema.h"

/* Bytes of text after which a batch is committed. */
#define BATCH_BYTES (32u << 20)
/* The same in bulk, where a kill loses the batch as a whole. */
#define BULK_BYTES ((uint64_t)1 << 30)
/*
 * Seconds after which it is committed anyway, so that a window that is closed
 * keeps what was done, and what was done is found. In bulk a commit writes all
 * of the index again: it may take a fifth of the time at most.
 */
#define COMMIT_SECONDS 60
#define COMMIT_SHARE   5

/*
 * Bulk loading pays for at least BULK_NEW_MIN bytes of text into a new index,
 * or for BULK_OLD_MIN bytes and an eighth of the text that an older index
 * holds. An index is about 2.5 times as large as its text.
 */
#define BULK_NEW_MIN	     (1u << 20)
#define BULK_OLD_MIN	     (8u << 20)
#define BULK_OLD_SIZE_FACTOR (8 * 5 / 2) /* bytes on disk per byte fed */

/* Bytes of a term's buffer. A longer id is shortened to far less. */
#define TERM_MAX (1u << 20)

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

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
	f->committed = now();
	hk_article_init(&f->article);
	hk_buf_init(&f->bytes, HK_FEED_FILE_MAX);
	/* Two-byte encodings can grow by half in UTF-8, U+FFFD by more. */
	hk_buf_init(&f->text, HK_FEED_FILE_MAX * 2);
	hk_keyset_init(&f->articles);
	hk_keyset_init(&f->of_file);
	hk_arena_init(&f->arena, HK_BUF_NO_MAX);
	f->child = hk_child_new(setup->stop);
	f->unread = calloc(HK_UNREAD_NAMES_MAX, sizeof(*f->unread));
	if (!f->child || !f->unread) {
		hk_feed_free(f);
		return hk_error_nomem(err);
	}
	status = hk_document_new(&f->doc, setup->dict, setup->passage_chars,
				 err);
	if (!status && hk_feed_known(f))
		status = xap_db_doc_count(hk_feed_known(f), &count, err);
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
	hk_child_free(f->child);
	hk_document_free(f->doc);
	hk_article_release(&f->article);
	hk_buf_release(&f->bytes);
	hk_buf_release(&f->text);
	hk_keyset_release(&f->articles);
	hk_keyset_release(&f->of_file);
	free(f->unread);
	hk_arena_release(&f->arena);
	free(f);
}

void hk_feed_expect(struct hk_feed *f, uint64_t bytes)
{
	f->expected = f->done + bytes;
}

struct xap_writer *hk_feed_engine(const struct hk_feed *f)
{
	return hk_writer_xap(f->set.writer);
}

const struct xap_db *hk_feed_known(const struct hk_feed *f)
{
	return f->set.writer ? hk_writer_db(f->set.writer) : f->set.known;
}

struct hk_codebooks *hk_feed_codebooks(const struct hk_feed *f)
{
	return f->set.writer ? hk_writer_codebooks(f->set.writer)
			     : f->set.books;
}

void hk_feed_tell(const struct hk_feed *f, enum hk_feed_news news,
		  struct hk_str path, const char *what)
{
	f->set.listener.tell(f->set.listener.ctx, news, path, what);
}

void hk_feed_skipped(const struct hk_feed *f, struct hk_str path,
		     struct hk_str member, struct hk_str why)
{
	f->set.listener.skipped(f->set.listener.ctx, path, member, why, 1);
}

void hk_feed_progress(struct hk_feed *f, uint64_t bytes, unsigned files)
{
	f->done += bytes;
	f->set.listener.progress(f->set.listener.ctx, bytes, files);
}

/* ---- Articles by their ids ---- */

enum hk_status hk_feed_term(struct hk_buf *out, enum hk_schema_prefix prefix,
			    struct hk_str text, struct hk_error *err)
{
	enum hk_status status;

	hk_buf_init(out, TERM_MAX);
	status = hk_schema_term(out, prefix, text);
	if (status)
		hk_buf_release(out);
	return status ? hk_error_set(err, status,
				     "an empty name cannot be indexed")
		      : HK_OK;
}

enum hk_status hk_feed_count(const struct hk_feed *f, struct hk_str id,
			     uint32_t *passages, struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status = hk_feed_term(&term, HK_SCHEMA_ID, id, err);

	*passages = 0;
	if (status)
		return status;
	if (hk_feed_known(f))
		status = xap_db_term_freq(hk_feed_known(f), hk_buf_str(&term),
					  passages, err);
	hk_buf_release(&term);
	return status;
}

enum hk_status hk_feed_delete(const struct hk_feed *f, struct hk_str id,
			      struct hk_error *err)
{
	struct hk_buf term;
	enum hk_status status = hk_feed_term(&term, HK_SCHEMA_ID, id, err);

	if (status)
		return status;
	status = xap_writer_delete_term(hk_feed_engine(f), hk_buf_str(&term),
					err);
	hk_buf_release(&term);
	return status;
}

/* ---- Batches ---- */

/* Was enough fed, or is enough still to come, for bulk to pay? */
static enum hk_status pays(const struct hk_feed *f, bool *bulk,
			   struct hk_error *err)
{
	const struct hk_folder *folder = hk_writer_folder(f->set.writer);
	uint64_t size;
	enum hk_status status;

	*bulk = false;
	if (!f->set.bulk)
		return HK_OK;
	if (f->was_empty) {
		*bulk = f->fed >= BULK_NEW_MIN ||
			(f->expected > f->done &&
			 f->expected - f->done >= BULK_NEW_MIN);
		return HK_OK;
	}
	if (f->fed < BULK_OLD_MIN)
		return HK_OK;
	status = hk_dir_size(&size, folder->database, err);
	*bulk = f->fed >= size / BULK_OLD_SIZE_FACTOR;
	return status;
}

static void tell_refused(void *ctx, struct hk_str id, const char *why)
{
	const struct hk_feed *f = ctx;

	hk_feed_tell(f, HK_FEED_FAILED, id, why);
}

enum hk_status hk_feed_begin(struct hk_feed *f, struct hk_error *err)
{
	struct hk_writer *writer = f->set.writer;
	enum hk_status status;
	bool bulk;

	if (hk_feed_is_dry(f) || hk_writer_is_bulk(writer))
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
	enum hk_status status;
	double begun = now();

	f->batch = 0;
	if (hk_feed_is_dry(f))
		return HK_OK;
	status = hk_writer_commit(f->set.writer, err);
	f->committed = now();
	f->commit_took = f->committed - begun;
	return status;
}

static bool is_time(const struct hk_feed *f)
{
	double every = f->set.commit_seconds > 0 ? f->set.commit_seconds
						 : COMMIT_SECONDS;

	if (every < COMMIT_SHARE * f->commit_took)
		every = COMMIT_SHARE * f->commit_took;
	return now() - f->committed >= every;
}

enum hk_status hk_feed_fed(struct hk_feed *f, uint64_t bytes,
			   struct hk_error *err)
{
	bool bulk = !hk_feed_is_dry(f) && hk_writer_is_bulk(f->set.writer);

	f->batch += bytes;
	f->fed += bytes;
	return f->batch >= (bulk ? BULK_BYTES : BATCH_BYTES) || is_time(f)
		       ? hk_feed_commit(f, err)
		       : HK_OK;
}
