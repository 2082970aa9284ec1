/* SPDX-License-Identifier: GPL-2.0-or-later */

/* From the scratch files of several piles to the database of a generation. */

#include <stdlib.h>

#include "base/dir.h"
#include "store/pile.h"

struct set {
	struct hk_pile *const *piles;
	size_t count;
	const char *dir;
};

struct metadata {
	const struct xap_db *db;
	struct xap_load *load;
	struct hk_buf value;
	struct hk_error *err;
};

/* A xap_key_fn. */
static enum hk_status copy_value(void *ctx, struct hk_str key)
{
	struct metadata *m = ctx;
	enum hk_status status;

	hk_buf_reset(&m->value);
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
	enum hk_status status;

	hk_buf_init(&m.value, HK_BUF_NO_MAX);
	status = xap_load_new(&m.load, to, XAP_LOAD_BEST, err);
	if (!status && db)
		status = xap_db_each_key(db, hk_span_str("", 0), copy_value, &m,
					 err);
	if (!status)
		status = hk_pile_merge(set->piles, set->count, m.load, first,
				       last, err);
	if (!status)
		status = xap_load_finish(m.load, err);
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
	const struct set set = {piles, count, dir};
	uint32_t documents = 0, first = 0, last = 0;
	struct xap_db *db = NULL;
	enum hk_status status;
	bool any = false;

	*numbers = 0;
	for (size_t i = 0; i < count; i++)
		any = any || hk_pile_documents(piles[i]) > 0;
	if (!any)
		return HK_OK;
	status = xap_db_open(&db, head, err);
	if (!status)
		status = xap_db_doc_count(db, &documents, err);
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
	return status;
}
