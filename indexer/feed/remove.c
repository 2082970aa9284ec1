/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Taking files and articles out of the index. */

#include <stdlib.h>

#include "base/array.h"
#include "indexer/feed/private.h"

/* The passages of a file whose articles are not in its new version. */
struct sweep {
	struct hk_feed *feed;
	struct hk_str path;
	uint32_t *numbers; /* their documents */
	size_t count, capacity;
	struct hk_keyset gone; /* their articles */
	struct hk_buf value, record;
	struct hk_error *err;
};

/* The term of a path is also that of a folder. Where a folder took the place
 * of a file, what is below it has the term, but is not of the file. */
static enum hk_status is_of_file(struct sweep *s, uint32_t number, bool *is)
{
	struct hk_record record = {.number = 0};
	struct hk_arena arena;
	enum hk_status status;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_reset(&s->record);
	status = xap_db_record(hk_feed_known(s->feed), number, &s->record,
			       s->err);
	if (!status)
		status = hk_record_read(&record, &arena,
					hk_feed_codebooks(s->feed),
					hk_buf_str(&s->record), s->err);
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
	status = xap_db_value(hk_feed_known(s->feed), number,
			      HK_SCHEMA_SLOT_ARTICLE, &s->value, s->err);
	if (status || s->value.len != 16 ||
	    hk_keyset_has(&s->feed->of_file, s->value.data))
		return status;
	status = is_of_file(s, number, &is);
	if (status || !is)
		return status;
	if (!HK_ARRAY_RESERVE(s->numbers, s->capacity, s->count + 1) ||
	    hk_keyset_add(&s->gone, s->value.data, NULL))
		return hk_error_nomem(s->err);
	s->numbers[s->count++] = number;
	return HK_OK;
}

enum hk_status hk_feed_sweep(struct hk_feed *f, struct hk_str path,
			     struct hk_error *err)
{
	struct sweep s = {.feed = f, .path = path, .err = err};
	struct hk_buf term;
	enum hk_status status = hk_feed_term(&term, HK_SCHEMA_PATH, path, err);

	if (status)
		return status;
	hk_keyset_init(&s.gone);
	hk_buf_init(&s.value, 1024);
	hk_buf_init(&s.record, XAP_RECORD_MAX);
	if (hk_feed_known(f))
		status = xap_db_each_doc(hk_feed_known(f), hk_buf_str(&term),
					 sweep_doc, &s, err);
	for (size_t i = 0; i < s.count && !status; i++)
		if (!hk_feed_is_dry(f))
			status = xap_writer_delete(hk_feed_engine(f),
						   s.numbers[i], err);
	if (!status)
		f->set.result->removed += s.gone.count;
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
	uint64_t before = f->set.result->removed;
	enum hk_status status;

	hk_keyset_reset(&f->of_file);
	status = hk_feed_begin(f, err);
	if (!status)
		status = hk_feed_sweep(f, path, err);
	if (f->set.result->removed > before)
		hk_feed_tell(f, HK_FEED_NOTE, path, "removed");
	if (status || hk_feed_is_dry(f))
		return status;
	status = hk_source_remove(hk_feed_engine(f), path, err);
	return status ? status
		      : hk_unread_put(hk_feed_engine(f), path, NULL, 0, err);
}

enum hk_status hk_feed_remove_article(struct hk_feed *f, struct hk_str id,
				      bool *found, struct hk_error *err)
{
	uint32_t passages;
	enum hk_status status = hk_feed_count(f, id, &passages, err);

	*found = passages > 0;
	if (status || !passages)
		return status;
	f->set.result->removed++;
	hk_feed_tell(f, HK_FEED_NOTE, id, "removed");
	if (hk_feed_is_dry(f))
		return HK_OK;
	status = hk_feed_begin(f, err);
	return status ? status : hk_feed_delete(f, id, err);
}
