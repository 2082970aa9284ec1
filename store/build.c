/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/build.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/dir.h"
#include "store/codebook_copy.h"
#include "store/manifest.h"
#include "store/schema.h"

/* ---- Beginning ---- */

void hk_build_drop(struct hk_build *build)
{
	hk_bulk_free(build->bulk);
	hk_buf_release(&build->superseded);
	xap_writer_free(build->xap);
	if (build->scratch)
		hk_dir_remove(build->scratch);
	free(build->database);
	free(build->scratch);
	memset(build, 0, sizeof(*build));
}

/* Make the scratch folder. The caller makes the database in it. */
static enum hk_status begin(struct hk_build *build,
			    const struct hk_folder *folder,
			    struct hk_error *err)
{
	enum hk_status status;

	memset(build, 0, sizeof(*build));
	hk_buf_init(&build->superseded, HK_BUF_NO_MAX);
	status = hk_folder_scratch(folder, &build->scratch, err);
	if (status)
		return status;
	build->database = hk_dir_join(build->scratch, "database");
	if (!build->database)
		status = hk_error_nomem(err);
	if (status)
		hk_build_drop(build);
	return status;
}

/* Xapian makes folders itself, but says less about what prevents it. */
static enum hk_status make_folder(const char *path, struct hk_error *err)
{
	return mkdir(path, 0777)
		       ? hk_error_system(err, errno, "cannot make '%s'", path)
		       : HK_OK;
}

enum hk_status hk_build_empty(struct hk_build *build,
			      const struct hk_folder *folder,
			      const struct hk_signature *sig,
			      struct hk_error *err)
{
	struct hk_buf bytes;
	enum hk_status status = begin(build, folder, err);

	if (status)
		return status;
	build->passage_chars = sig->passage_chars;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	if (hk_signature_encode(&bytes, sig))
		status = hk_error_nomem(err);
	if (!status)
		status = make_folder(build->database, err);
	/* Publishing syncs it as a whole. */
	if (!status)
		status = xap_writer_open(&build->xap, build->database,
					 XAP_OPEN_CREATE | XAP_OPEN_NO_SYNC,
					 err);
	if (!status)
		status = xap_writer_set_metadata(
			build->xap, hk_span_cstr(HK_SCHEMA_KEY_SIGNATURE),
			hk_buf_str(&bytes), err);
	if (!status)
		status = xap_writer_commit(build->xap, err);
	hk_buf_release(&bytes);
	if (status)
		hk_build_drop(build);
	return status;
}

enum hk_status hk_build_copy(struct hk_build *build,
			     const struct hk_folder *folder,
			     unsigned passage_chars, struct hk_error *err)
{
	enum hk_status status = begin(build, folder, err);

	if (status)
		return status;
	build->copied = build->goes_on = true;
	build->passage_chars = passage_chars;
	status = hk_dir_copy(folder->database, build->database, err);
	if (!status)
		status = xap_writer_open(&build->xap, build->database,
					 XAP_OPEN_EXISTING | XAP_OPEN_NO_SYNC |
						 XAP_OPEN_DANGEROUS,
					 err);
	if (status)
		hk_build_drop(build);
	return status;
}

enum hk_status hk_build_compact(struct hk_build *build,
				const struct hk_folder *folder,
				struct hk_error *err)
{
	const char *source = folder->database;
	enum hk_status status = begin(build, folder, err);

	if (status)
		return status;
	build->goes_on = true;
	status = make_folder(build->database, err);
	if (!status)
		status = xap_compact(&source, 1, build->database, err);
	if (status)
		hk_build_drop(build);
	return status;
}

/* ---- Bulk ---- */

enum hk_status hk_build_bulk(struct hk_build *build, const struct hk_dict *dict,
			     hk_bulk_refused_fn refused, void *ctx,
			     struct hk_error *err)
{
	enum hk_status status;

	assert(build->scratch && !build->bulk);
	build->refused = refused;
	build->refused_ctx = ctx;
	status = hk_bulk_new(&build->bulk, build->scratch, dict,
			     build->passage_chars, err);
	if (status)
		hk_build_drop(build);
	return status;
}

enum hk_status hk_build_supersede(struct hk_build *build, struct hk_str term,
				  struct hk_error *err)
{
	struct hk_buf *terms = &build->superseded;

	assert(term.len <= XAP_TERM_MAX);
	if (hk_buf_putc(terms, (char)term.len) ||
	    hk_buf_append(terms, term.data, term.len))
		return hk_error_nomem(err);
	return HK_OK;
}

bool hk_build_failed(const struct hk_build *build)
{
	return (build->xap && xap_writer_dead(build->xap)) ||
	       (build->bulk && hk_bulk_failed(build->bulk));
}

/* ---- Articles that came twice ---- */

/* Documents of an older version. */
struct old {
	struct xap_writer *xap;
	uint32_t last; /* documents behind this one came in bulk */
	uint32_t *numbers;
	size_t count, capacity;
	struct hk_error *err;
};

static enum hk_status note_old(void *ctx, uint32_t number)
{
	struct old *old = ctx;

	if (number <= old->last)
		return HK_OK;
	if (!HK_ARRAY_RESERVE(old->numbers, old->capacity, old->count + 1))
		return hk_error_nomem(old->err);
	old->numbers[old->count++] = number;
	return HK_OK;
}

static enum hk_status remove_old(struct old *old, struct hk_str term)
{
	enum hk_status status;

	old->count = 0;
	status = xap_db_each_doc(xap_writer_db(old->xap), term, note_old, old,
				 old->err);
	for (size_t i = 0; i < old->count && !status; i++)
		status = xap_writer_delete(old->xap, old->numbers[i], old->err);
	return status;
}

/* Of an article that came twice the last version stays, which stands before
 * the last `numbers` numbers of the database in the folder `path`. */
static enum hk_status resolve(const struct hk_build *build, const char *path,
			      uint32_t numbers, struct hk_error *err)
{
	struct old old = {.err = err};
	struct hk_str rest = hk_buf_str(&build->superseded);
	enum hk_status status;

	if (!rest.len)
		return HK_OK;
	status = xap_writer_open(&old.xap, path,
				 XAP_OPEN_EXISTING | XAP_OPEN_NO_SYNC, err);
	if (!status)
		status =
			xap_db_last_doc(xap_writer_db(old.xap), &old.last, err);
	old.last -= numbers;
	while (rest.len && !status) {
		struct hk_str term = {rest.data + 1, (unsigned char)*rest.data};

		status = remove_old(&old, term);
		rest.data += 1 + term.len;
		rest.len -= 1 + term.len;
	}
	if (!status)
		status = xap_writer_commit(old.xap, err);
	xap_writer_free(old.xap);
	free(old.numbers);
	return status;
}

/* ---- Publishing ---- */

/* Merge what threads wrote into the database. */
static enum hk_status merge(struct hk_build *build, struct hk_error *err)
{
	char *merged = hk_dir_join(build->scratch, "merged");
	enum hk_status status = merged ? HK_OK : hk_error_nomem(err);
	uint32_t numbers = 0;

	if (!status)
		status = make_folder(merged, err);
	if (!status)
		status = hk_bulk_merge(build->bulk, build->database, merged,
				       &numbers, err);
	if (!status && numbers)
		status = resolve(build, merged, numbers, err);
	if (!status && build->refused)
		hk_bulk_refused(build->bulk, build->refused,
				build->refused_ctx);
	if (status || !numbers) {
		free(merged);
		return status;
	}
	hk_dir_remove(build->database);
	free(build->database);
	build->database = merged;
	return HK_OK;
}

enum hk_status hk_build_publish(struct hk_build *build,
				struct hk_folder *folder, struct hk_error *err)
{
	char name[HK_FOLDER_NAME_MAX];
	enum hk_status status = HK_OK;
	char *path;

	if (build->xap)
		status = xap_writer_commit(build->xap, err);
	/* Xapian knows its lock and its files by the old name. */
	xap_writer_free(build->xap);
	build->xap = NULL;
	if (!status && build->bulk)
		status = merge(build, err);
	if (!status)
		status = hk_codebook_copy_keep(build->database,
					       build->goes_on ? folder->database
							      : NULL,
					       folder->dir, err);
	if (!status)
		status = hk_manifest_seal(build->database, err);
	hk_folder_next(folder, name);
	path = hk_dir_join(folder->dir, name);
	if (!status && !path)
		status = hk_error_nomem(err);
	if (!status && rename(build->database, path))
		status = hk_error_system(err, errno, "cannot make '%s'", path);
	if (!status)
		status = hk_folder_publish(folder, name, err);
	free(path);
	hk_build_drop(build);
	return status;
}
