/* SPDX-License-Identifier: GPL-2.0-or-later */

/* From the scratch files of several piles to the database of a generation. */

#include <stdlib.h>

#include "base/dir.h"
#include "store/codebook_copy.h"
#include "store/pile.h"

struct set {
	struct hk_pile *const *piles;
	size_t count;
	const char *dir;
	struct hk_buf codebook; /* for the records; empty: none */
	bool is_new;		/* the codebook: `head` does not have it */
};

/* ---- Which codebook ---- */

/* Records that codebooks are tried on. */
#define TRIES 128

/* Bytes of some records of the sample, packed with the codebook. */
static enum hk_status try_book(size_t *out, const struct hk_sample *sample,
			       struct hk_str codebook, struct hk_error *err)
{
	const size_t step = sample->count / TRIES + 1;
	struct hk_codebook_packer *packer;
	struct hk_buf packed;
	enum hk_status status = hk_codebook_packer_new(&packer, codebook, err);

	*out = 0;
	hk_buf_init(&packed, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sample->count && !status; i += step) {
		struct hk_str record =
			hk_span_str(sample->bytes.data + sample->items[i].at,
				    sample->items[i].len);

		status = hk_codebook_pack(packer, &packed, record, err);
		*out += packed.len;
	}
	hk_buf_release(&packed);
	hk_codebook_packer_free(packer);
	return status;
}

static enum hk_status take(struct set *set, const struct hk_buf *codebook,
			   bool is_new, struct hk_error *err)
{
	set->is_new = is_new;
	hk_buf_reset(&set->codebook);
	return hk_buf_append(&set->codebook, codebook->data, codebook->len)
		       ? hk_error_nomem(err)
		       : HK_OK;
}

/* Take a codebook if it packs better than the one that was taken. */
static enum hk_status consider(struct set *set, size_t *least,
			       const struct hk_sample *sample,
			       const struct hk_buf *codebook, bool is_new,
			       struct hk_error *err)
{
	size_t bytes;
	enum hk_status status =
		try_book(&bytes, sample, hk_buf_str(codebook), err);

	if (status || bytes >= *least)
		return status;
	*least = bytes;
	return take(set, codebook, is_new, err);
}

static enum hk_status join_samples(const struct set *set, uint64_t *bytes,
				   struct hk_sample *out, struct hk_error *err)
{
	const struct hk_sample **samples =
		calloc(set->count + 1, sizeof(*samples));
	enum hk_status status = samples ? HK_OK : HK_ENOMEM;
	uint64_t of_pile;

	*bytes = 0;
	for (size_t i = 0; samples && i < set->count; i++) {
		samples[i] = hk_pile_sample(set->piles[i], &of_pile);
		*bytes += of_pile;
	}
	if (!status)
		status = hk_sample_join(out, samples, set->count);
	free(samples);
	return status ? hk_error_nomem(err) : HK_OK;
}

/* The best of those that `head` has, or a new one, if as much comes as is
 * there: so an index has few, whichever way it grows. */
static enum hk_status choose(struct set *set,
			     const struct hk_codebook_place *head,
			     uint32_t documents, struct hk_error *err)
{
	struct hk_codebook_ids ids = {.count = 0};
	size_t least = SIZE_MAX;
	uint64_t bytes = 0, come = 0;
	struct hk_sample sample;
	struct hk_buf book;
	enum hk_status status;

	for (size_t i = 0; i < set->count; i++)
		come += hk_pile_documents(set->piles[i]);
	hk_sample_init(&sample);
	hk_buf_init(&book, HK_CODEBOOK_MAX);
	status = join_samples(set, &bytes, &sample, err);
	if (!status)
		status = hk_codebook_copy_list(&ids, head, err);
	for (size_t i = 0; i < ids.count && !status; i++) {
		hk_buf_reset(&book);
		status = hk_codebook_copy_read(&book, ids.list[i], head, err);
		if (!status)
			status = consider(set, &least, &sample, &book, false,
					  err);
	}
	hk_buf_reset(&book);
	if (!status && come >= documents && ids.count < HK_CODEBOOK_COPY_MAX)
		status = hk_codebook_train(&book, &sample, bytes, err);
	for (size_t i = 0; i < ids.count; i++)
		if (ids.list[i] == hk_codebook_id(hk_buf_str(&book)))
			hk_buf_reset(&book);
	if (!status && book.len)
		status = ids.count ? consider(set, &least, &sample, &book, true,
					      err)
				   : take(set, &book, true, err);
	hk_sample_release(&sample);
	hk_buf_release(&book);
	return status;
}

/* ---- Loading ---- */

struct metadata {
	const struct xap_db *db;
	struct xap_load *load;
	struct hk_buf value;
	/* The codebook, until it is written. */
	char name[HK_CODEBOOK_NAME];
	struct hk_str codebook;
	struct hk_error *err;
};

/* Write the codebook, if its key comes before this one. */
static enum hk_status put_codebook(struct metadata *m, struct hk_str before)
{
	struct hk_str codebook = m->codebook;

	if (!codebook.len ||
	    (before.len && hk_span_compare(hk_span_cstr(m->name), before) > 0))
		return HK_OK;
	m->codebook.len = 0;
	return xap_load_metadata(m->load, hk_span_cstr(m->name), codebook,
				 m->err);
}

/* A xap_key_fn. */
static enum hk_status copy_value(void *ctx, struct hk_str key)
{
	struct metadata *m = ctx;
	enum hk_status status = put_codebook(m, key);

	hk_buf_reset(&m->value);
	if (!status)
		status = xap_db_metadata(m->db, key, &m->value, m->err);
	return status ? status
		      : xap_load_metadata(m->load, key, hk_buf_str(&m->value),
					  m->err);
}

/* Load what came in bulk into the empty folder `to`, with the metadata of `db`
 * unless that is NULL. */
static enum hk_status load(const struct set *set, const struct xap_db *db,
			   const char *to, uint32_t *first, uint32_t *last,
			   struct hk_error *err)
{
	struct metadata m = {.db = db, .err = err};
	struct hk_codebook_packer *packer = NULL;
	uint32_t documents = 0;
	enum hk_status status;

	for (size_t i = 0; i < set->count; i++)
		documents += hk_pile_documents(set->piles[i]);
	hk_buf_init(&m.value, HK_BUF_NO_MAX);
	if (set->is_new)
		m.codebook = hk_buf_str(&set->codebook);
	hk_codebook_copy_name(m.name, hk_codebook_id(m.codebook));
	status = xap_load_new(&m.load, to, documents, XAP_LOAD_BEST, err);
	if (!status && db)
		status = xap_db_each_key(db, hk_span_str("", 0), copy_value, &m,
					 err);
	if (!status)
		status = put_codebook(&m, hk_span_str("", 0));
	if (!status)
		status = hk_codebook_packer_new(
			&packer, hk_buf_str(&set->codebook), err);
	if (!status)
		status = hk_pile_merge(set->piles, set->count, packer, m.load,
				       first, last, err);
	if (!status)
		status = xap_load_finish(m.load, err);
	hk_codebook_packer_free(packer);
	xap_load_free(m.load);
	hk_buf_release(&m.value);
	return status;
}

/* Put what came in bulk behind the documents of `head`. */
static enum hk_status append(const struct set *set, const char *head,
			     const char *to, uint32_t *first, uint32_t *last,
			     struct hk_error *err)
{
	char *own = hk_dir_join(set->dir, "loaded");
	const char *both[] = {head, own};
	enum hk_status status =
		own ? hk_dir_make(own, err) : hk_error_nomem(err);

	if (!status)
		status = load(set, NULL, own, first, last, err);
	if (!status)
		status = xap_compact(both, 2, to, err);
	if (own)
		hk_dir_remove(own);
	free(own);
	return status;
}

enum hk_status hk_pile_load(struct hk_pile *const *piles, size_t count,
			    const char *dir, const char *head, const char *to,
			    uint32_t *numbers, struct hk_error *err)
{
	struct set set = {piles, count, dir, .is_new = false};
	struct hk_codebook_place place = {NULL, head, head};
	uint32_t documents = 0, first = 0, last = 0;
	struct xap_db *db = NULL;
	enum hk_status status;
	bool any = false;

	*numbers = 0;
	for (size_t i = 0; i < count; i++)
		any = any || hk_pile_documents(piles[i]) > 0;
	if (!any)
		return HK_OK;
	hk_buf_init(&set.codebook, HK_BUF_NO_MAX);
	status = xap_db_open(&db, head, err);
	if (!status)
		status = xap_db_doc_count(db, &documents, err);
	place.db = db;
	if (!status)
		status = choose(&set, &place, documents, err);
	if (!status && documents) {
		xap_db_free(db);
		db = NULL;
		status = append(&set, head, to, &first, &last, err);
		*numbers = last - first + 1;
	} else if (!status) {
		status = load(&set, db, to, &first, &last, err);
		*numbers = last;
	}
	xap_db_free(db);
	hk_buf_release(&set.codebook);
	return status;
}
