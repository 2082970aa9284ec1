/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/writer.h"

#include <assert.h>
#include <stdlib.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/build.h"
#include "store/disk_size.h"
#include "store/lock.h"
#include "store/manifest.h"

struct hk_writer {
	struct hk_folder folder;
	int lock; /* the descriptor that holds it */
	struct hk_signature signature;
	struct xap_writer *xap;	       /* of the current generation */
	bool batch;		       /* one is open */
	struct hk_disk_size disk_size; /* when it began */
	struct hk_build build;	       /* what becomes the next generation */
	struct hk_codebook_place place;
	struct hk_codebooks books;
};

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
		hk_disk_size_restore(&writer->disk_size,
				     writer->folder.database);
	writer->batch = false;
}

/* Under the lock: put the folder in order, and make an index if there is none
 * and one is wanted. */
static enum hk_status settle(struct hk_writer *writer,
			     const struct hk_signature *create,
			     struct hk_error *err)
{
	struct hk_build *build = &writer->build;
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
	status = hk_build_empty(build, &writer->folder, create, err);
	return status ? status : hk_build_publish(build, &writer->folder, err);
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
	hk_codebooks_init(&writer->books, &writer->place, 1);
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
	hk_codebooks_release(&writer->books);
	free(writer);
}

struct xap_writer *hk_writer_xap(struct hk_writer *writer)
{
	return writer->build.copied ? writer->build.xap : writer->xap;
}

const struct xap_db *hk_writer_db(struct hk_writer *writer)
{
	return xap_writer_db(hk_writer_xap(writer));
}

struct hk_codebooks *hk_writer_codebooks(struct hk_writer *writer)
{
	/* A codebook that was read is right whatever was published since. */
	writer->place.db = hk_writer_db(writer);
	writer->place.folder = writer->folder.database;
	writer->place.name = writer->folder.dir;
	return &writer->books;
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
static enum hk_status move_on(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status, cleaned;

	close_current(writer);
	status = hk_build_publish(&writer->build, &writer->folder, err);
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

	if (writer->batch || writer->build.copied)
		return HK_OK;
	status = hk_manifest_unseal(writer->folder.database, err);
	if (!status)
		status = hk_disk_size_note(&writer->disk_size, writer->xap,
					   writer->folder.database, err);
	if (!status)
		status = xap_writer_begin(writer->xap, err);
	writer->batch = !status;
	return status;
}

enum hk_status hk_writer_commit(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status;

	if (writer->build.copied)
		return move_on(writer, err);
	if (!writer->batch)
		return HK_OK;
	status = xap_writer_commit(writer->xap, err);
	if (status)
		return status;
	writer->batch = false;
	return hk_file_sync_dir(writer->folder.database, err);
}

/* ---- Moving to another generation ---- */

enum hk_status hk_writer_compact(struct hk_writer *writer, uint64_t *before,
				 uint64_t *after, struct hk_error *err)
{
	struct hk_build *build = &writer->build;
	uint64_t size_before, size_after;
	enum hk_status status;

	assert(!writer->batch && !build->scratch);
	status = hk_dir_size(&size_before, writer->folder.database, err);
	if (!status)
		status = hk_build_compact(build, &writer->folder, err);
	if (!status)
		status = hk_dir_size(&size_after, build->database, err);
	if (status)
		return status;
	if (before)
		*before = size_before;
	if (after)
		*after = size_after;
	return move_on(writer, err);
}

enum hk_status hk_writer_rebuild(struct hk_writer *writer,
				 const struct hk_signature *sig,
				 struct xap_writer **out, struct hk_error *err)
{
	enum hk_status status;

	assert(!writer->build.scratch);
	status = hk_build_empty(&writer->build, &writer->folder, sig, err);
	*out = writer->build.xap;
	return status;
}

enum hk_status hk_writer_rebuild_publish(struct hk_writer *writer,
					 struct hk_error *err)
{
	assert(!writer->batch && writer->build.scratch);
	return move_on(writer, err);
}

void hk_writer_rebuild_drop(struct hk_writer *writer)
{
	hk_build_drop(&writer->build);
}

/* ---- Bulk ---- */

enum hk_status hk_writer_bulk(struct hk_writer *writer,
			      const struct hk_dict *dict,
			      hk_bulk_refused_fn refused, void *ctx,
			      struct hk_error *err)
{
	enum hk_status status = HK_OK;

	assert(!writer->batch);
	if (!writer->build.scratch)
		status = hk_build_copy(&writer->build, &writer->folder,
				       writer->signature.passage_chars, err);
	return status ? status
		      : hk_build_bulk(&writer->build, dict, refused, ctx, err);
}

struct hk_bulk *hk_writer_is_bulk(const struct hk_writer *writer)
{
	return writer->build.bulk;
}

bool hk_writer_failed(const struct hk_writer *writer)
{
	return (writer->xap && xap_writer_dead(writer->xap)) ||
	       hk_build_failed(&writer->build);
}

enum hk_status hk_writer_supersede(struct hk_writer *writer, struct hk_str term,
				   struct hk_error *err)
{
	return hk_build_supersede(&writer->build, term, err);
}
