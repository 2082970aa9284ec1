/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/writer.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/lock.h"
#include "store/disk_size.h"
#include "store/manifest.h"
#include "store/schema.h"

/* A database that is being built in a scratch folder. */
struct build {
	char *scratch;	/* the folder; NULL: nothing is being built */
	char *database; /* in it, with the rights of the umask: the scratch
			 * folder itself is for us alone */
	struct xap_writer *xap; /* or NULL */
	bool copy;		/* of the current generation, in its place */
	unsigned passage_chars;
	struct hk_bulk *bulk; /* or NULL; its databases are in `scratch` */
	hk_bulk_refused_fn refused;
	void *refused_ctx;
	struct hk_buf superseded; /* terms, each behind its length */
};

struct hk_writer {
	struct hk_folder folder;
	int lock;
	struct hk_signature signature;
	struct xap_writer *xap;
	bool batch;		  /* one is open */
	struct hk_disk_size room; /* when it began */
	struct build build;
};

/* ---- Building a generation ---- */

static void build_drop(struct build *build)
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

/* Make the folders; the database in them is made by the caller. */
static enum hk_status build_begin(struct build *build,
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
		build_drop(build);
	return status;
}

/* Xapian makes a folder itself, but says less of what hinders it. */
static enum hk_status make_folder(const char *path, struct hk_error *err)
{
	return mkdir(path, 0777)
		       ? hk_error_system(err, errno, "cannot make %s", path)
		       : HK_OK;
}

/* An empty database with a signature. */
static enum hk_status build_empty(struct build *build,
				  const struct hk_folder *folder,
				  const struct hk_signature *sig,
				  struct hk_error *err)
{
	struct hk_buf bytes;
	enum hk_status status = build_begin(build, folder, err);

	if (status)
		return status;
	build->passage_chars = sig->passage_chars;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	if (hk_signature_encode(&bytes, sig))
		status = hk_error_nomem(err);
	if (!status)
		status = make_folder(build->database, err);
	/* Publishing brings it to disk as a whole. */
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
		build_drop(build);
	return status;
}

/* A copy of the current generation, which nobody writes to. */
static enum hk_status build_copy(struct build *build,
				 const struct hk_folder *folder,
				 unsigned passage_chars, struct hk_error *err)
{
	enum hk_status status = build_begin(build, folder, err);

	if (status)
		return status;
	build->copy = true;
	build->passage_chars = passage_chars;
	status = hk_dir_copy(folder->database, build->database, err);
	if (!status)
		status = xap_writer_open(&build->xap, build->database,
					 XAP_OPEN_EXISTING | XAP_OPEN_NO_SYNC |
						 XAP_OPEN_DANGEROUS,
					 err);
	if (status)
		build_drop(build);
	return status;
}

/* ---- Publishing ---- */

/* What is superseded and comes from the bulk, which is behind `last`. */
struct old {
	struct xap_writer *xap;
	uint32_t last;
	struct hk_buf numbers; /* of 4 bytes each */
	struct hk_error *err;
};

static enum hk_status note_old(void *ctx, uint32_t number)
{
	struct old *old = ctx;

	if (number <= old->last)
		return HK_OK;
	return hk_buf_append(&old->numbers, &number, sizeof(number))
		       ? hk_error_nomem(old->err)
		       : HK_OK;
}

static enum hk_status remove_old(struct old *old, struct hk_str term)
{
	enum hk_status status;

	hk_buf_reset(&old->numbers);
	status = xap_db_each_doc(xap_writer_db(old->xap), term, note_old, old,
				 old->err);
	for (size_t at = 0; at < old->numbers.len && !status; at += 4) {
		uint32_t number;

		memcpy(&number, old->numbers.data + at, sizeof(number));
		status = xap_writer_delete(old->xap, number, old->err);
	}
	return status;
}

/* Of the articles that came twice the last version stays: it stands among the
 * documents before the last `documents`. */
static enum hk_status build_resolve(const struct build *build, const char *path,
				    uint32_t documents, struct hk_error *err)
{
	struct old old = {.err = err};
	struct hk_str rest = hk_buf_str(&build->superseded);
	enum hk_status status;

	if (!rest.len)
		return HK_OK;
	hk_buf_init(&old.numbers, HK_BUF_NO_MAX);
	status = xap_writer_open(&old.xap, path,
				 XAP_OPEN_EXISTING | XAP_OPEN_NO_SYNC, err);
	if (!status)
		status =
			xap_db_last_doc(xap_writer_db(old.xap), &old.last, err);
	old.last -= documents;
	while (rest.len && !status) {
		struct hk_str term = {rest.data + 1, (unsigned char)*rest.data};

		status = remove_old(&old, term);
		rest.data += 1 + term.len;
		rest.len -= 1 + term.len;
	}
	if (!status)
		status = xap_writer_commit(old.xap, err);
	xap_writer_free(old.xap);
	hk_buf_release(&old.numbers);
	return status;
}

/* Merge what threads wrote into the database. */
static enum hk_status build_merge(struct build *build, struct hk_error *err)
{
	char *merged = hk_dir_join(build->scratch, "merged");
	enum hk_status status = merged ? HK_OK : hk_error_nomem(err);
	uint32_t documents;

	if (!status)
		status = make_folder(merged, err);
	if (!status)
		status = hk_bulk_merge(build->bulk, build->database, merged,
				       &documents, err);
	if (!status)
		status = build_resolve(build, merged, documents, err);
	if (!status && build->refused)
		hk_bulk_refused(build->bulk, build->refused,
				build->refused_ctx);
	if (status) {
		free(merged);
		return status;
	}
	hk_dir_remove(build->database);
	free(build->database);
	build->database = merged;
	return HK_OK;
}

/* Give the database its name and publish it. What was built is dropped. */
static enum hk_status build_publish(struct build *build,
				    struct hk_folder *folder,
				    struct hk_error *err)
{
	char name[HK_FOLDER_NAME_MAX];
	enum hk_status status = HK_OK;
	char *path;

	if (build->xap)
		status = xap_writer_commit(build->xap, err);
	/* Xapian's lock and its files are known to it by the old name. */
	xap_writer_free(build->xap);
	build->xap = NULL;
	if (!status && build->bulk)
		status = build_merge(build, err);
	if (!status)
		status = hk_manifest_seal(build->database, err);
	hk_folder_next(folder, name);
	path = hk_dir_join(folder->dir, name);
	if (!status && !path)
		status = hk_error_nomem(err);
	if (!status && rename(build->database, path))
		status = hk_error_system(err, errno, "cannot make %s", path);
	if (!status)
		status = hk_folder_publish(folder, name, err);
	free(path);
	build_drop(build);
	return status;
}

/* ---- Opening ---- */

/* Open what is the current generation now. */
static enum hk_status open_current(struct hk_writer *writer,
				   struct hk_error *err)
{
	const struct hk_folder *folder = &writer->folder;
	uint32_t documents = 0;
	enum hk_status status;

	assert(!writer->xap);
	status = hk_folder_check(folder, false, err);
	if (!status)
		status = xap_writer_open(&writer->xap, folder->database,
					 XAP_OPEN_EXISTING, err);
	if (!status)
		status = xap_db_doc_count(xap_writer_db(writer->xap),
					  &documents, err);
	if (!status)
		status = hk_folder_check(folder, documents > 0, err);
	if (!status)
		status = hk_signature_load(&writer->signature,
					   xap_writer_db(writer->xap),
					   folder->dir, err);
	return status;
}

static void close_current(struct hk_writer *writer)
{
	xap_writer_free(writer->xap);
	writer->xap = NULL;
	if (writer->batch)
		hk_disk_size_restore(&writer->room, writer->folder.database);
	writer->batch = false;
}

/* Under the lock: bring the folder in order; make an index if there is none
 * and one is wanted. */
static enum hk_status settle(struct hk_writer *writer,
			     const struct hk_signature *create,
			     struct hk_error *err)
{
	struct build build;
	bool moved;
	enum hk_status status;

	status = hk_folder_refresh(&writer->folder, &moved, err);
	if (!status)
		status = hk_folder_adopt(&writer->folder, err);
	if (!status)
		status = hk_folder_clean(&writer->folder, err);
	if (status || writer->folder.generation[0])
		return status;
	assert(create);
	status = build_empty(&build, &writer->folder, create, err);
	return status ? status : build_publish(&build, &writer->folder, err);
}

enum hk_status hk_writer_open(struct hk_writer **out, const char *dir,
			      const struct hk_signature *create, long wait_ms,
			      struct hk_error *err)
{
	struct hk_writer *writer = calloc(1, sizeof(*writer));
	enum hk_status status;

	*out = NULL;
	if (!writer)
		return hk_error_nomem(err);
	writer->lock = -1;
	status = create ? hk_folder_create(&writer->folder, dir, err)
			: hk_folder_open(&writer->folder, dir, err);
	if (!status)
		status = hk_lock_take(&writer->lock, writer->folder.dir,
				      wait_ms, err);
	if (!status)
		status = settle(writer, create, err);
	if (!status)
		status = open_current(writer, err);
	if (status)
		hk_writer_free(writer);
	else
		*out = writer;
	return status;
}

void hk_writer_free(struct hk_writer *writer)
{
	if (!writer)
		return;
	hk_writer_rebuild_drop(writer);
	close_current(writer);
	hk_lock_free(writer->lock);
	hk_folder_release(&writer->folder);
	free(writer);
}

struct xap_writer *hk_writer_xap(struct hk_writer *writer)
{
	return writer->build.copy ? writer->build.xap : writer->xap;
}

const struct xap_db *hk_writer_db(struct hk_writer *writer)
{
	return xap_writer_db(hk_writer_xap(writer));
}

const struct hk_signature *hk_writer_signature(const struct hk_writer *writer)
{
	return &writer->signature;
}

const struct hk_folder *hk_writer_folder(const struct hk_writer *writer)
{
	return &writer->folder;
}

/* ---- Batches ---- */

/* Publish what was built and go on in it. */
static enum hk_status move_to(struct hk_writer *writer, struct build *build,
			      struct hk_error *err)
{
	enum hk_status status, cleaned;

	close_current(writer);
	status = build_publish(build, &writer->folder, err);
	if (!status)
		status = open_current(writer, err);
	if (status)
		return status;
	/* The old generation may as well wait for the next writer. */
	cleaned = hk_folder_clean(&writer->folder, NULL);
	(void)cleaned;
	return HK_OK;
}

enum hk_status hk_writer_begin(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status;

	if (writer->batch || writer->build.copy)
		return HK_OK;
	status = hk_manifest_unseal(writer->folder.database, err);
	if (!status)
		status = hk_disk_size_note(&writer->room, writer->xap,
					   writer->folder.database, err);
	if (!status)
		status = xap_writer_begin(writer->xap, err);
	writer->batch = !status;
	return status;
}

enum hk_status hk_writer_commit(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status;

	if (writer->build.copy)
		return move_to(writer, &writer->build, err);
	if (!writer->batch)
		return HK_OK;
	status = xap_writer_commit(writer->xap, err);
	if (status)
		return status;
	writer->batch = false;
	return hk_file_sync_dir(writer->folder.database, err);
}

enum hk_status hk_writer_recover(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status;
	bool moved;

	if (writer->build.copy)
		build_drop(&writer->build);
	if (writer->xap && !xap_writer_dead(writer->xap)) {
		if (!writer->batch)
			return HK_OK;
		status = xap_writer_cancel(writer->xap, NULL);
		writer->batch = false;
		if (!status)
			return HK_OK;
	}
	close_current(writer);
	/* A failed publication may have replaced the pointer all the same. */
	status = hk_folder_refresh(&writer->folder, &moved, err);
	if (!status && moved)
		status = hk_file_sync_dir(writer->folder.dir, err);
	return status ? status : open_current(writer, err);
}

/* ---- Moving to another generation ---- */

enum hk_status hk_writer_compact(struct hk_writer *writer, uint64_t *before,
				 uint64_t *after, struct hk_error *err)
{
	const char *source = writer->folder.database;
	uint64_t size_before, size_after;
	struct build build;
	enum hk_status status;

	assert(!writer->batch && !writer->build.scratch);
	status = hk_dir_size(&size_before, source, err);
	if (!status)
		status = build_begin(&build, &writer->folder, err);
	if (status)
		return status;
	status = make_folder(build.database, err);
	if (!status)
		status = xap_compact(&source, 1, build.database, err);
	if (!status)
		status = hk_dir_size(&size_after, build.database, err);
	if (status) {
		build_drop(&build);
		return status;
	}
	if (before)
		*before = size_before;
	if (after)
		*after = size_after;
	return move_to(writer, &build, err);
}

enum hk_status hk_writer_rebuild(struct hk_writer *writer,
				 const struct hk_signature *sig,
				 struct xap_writer **out, struct hk_error *err)
{
	enum hk_status status;

	assert(!writer->build.scratch);
	status = build_empty(&writer->build, &writer->folder, sig, err);
	*out = writer->build.xap;
	return status;
}

enum hk_status hk_writer_rebuild_publish(struct hk_writer *writer,
					 struct hk_error *err)
{
	assert(!writer->batch && writer->build.scratch);
	return move_to(writer, &writer->build, err);
}

void hk_writer_rebuild_drop(struct hk_writer *writer)
{
	build_drop(&writer->build);
}

/* ---- Bulk ---- */

enum hk_status hk_writer_bulk(struct hk_writer *writer,
			      const struct hk_dict *dict,
			      hk_bulk_refused_fn refused, void *ctx,
			      struct hk_error *err)
{
	struct build *build = &writer->build;
	enum hk_status status = HK_OK;

	assert(!writer->batch && !build->bulk);
	if (!build->scratch)
		status = build_copy(build, &writer->folder,
				    writer->signature.passage_chars, err);
	if (status)
		return status;
	build->refused = refused;
	build->refused_ctx = ctx;
	status = hk_bulk_new(&build->bulk, build->scratch, dict,
			     build->passage_chars, err);
	if (status)
		build_drop(build);
	return status;
}

struct hk_bulk *hk_writer_is_bulk(const struct hk_writer *writer)
{
	return writer->build.bulk;
}

bool hk_writer_failed(const struct hk_writer *writer)
{
	const struct build *build = &writer->build;

	return (writer->xap && xap_writer_dead(writer->xap)) ||
	       (build->xap && xap_writer_dead(build->xap)) ||
	       (build->bulk && hk_bulk_failed(build->bulk));
}

enum hk_status hk_writer_supersede(struct hk_writer *writer, struct hk_str term,
				   struct hk_error *err)
{
	struct hk_buf *terms = &writer->build.superseded;

	assert(term.len <= XAP_TERM_MAX);
	if (hk_buf_putc(terms, (char)term.len) ||
	    hk_buf_append(terms, term.data, term.len))
		return hk_error_nomem(err);
	return HK_OK;
}
