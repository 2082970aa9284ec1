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
#include "store/schema.h"

/* A database that is being built in a scratch folder. */
struct build {
	char *scratch;	/* the folder; NULL: nothing is being built */
	char *database; /* in it, with the rights of the umask: the scratch
			 * folder itself is for us alone */
	struct xap_writer *xap; /* or NULL */
};

struct hk_writer {
	struct hk_folder folder;
	int lock;
	struct hk_signature signature;
	struct xap_writer *xap;
	bool batch; /* one is open */
	struct build rebuild;
};

/* ---- Building a generation ---- */

static void build_drop(struct build *build)
{
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
	status = hk_folder_scratch(folder, &build->scratch, err);
	if (status)
		return status;
	build->database = hk_dir_join(build->scratch, "database");
	if (!build->database)
		status = hk_error_nomem(err);
	else if (mkdir(build->database, 0777))
		status = hk_error_system(err, errno, "cannot make %s",
					 build->database);
	if (status)
		build_drop(build);
	return status;
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
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	if (hk_signature_encode(&bytes, sig))
		status = hk_error_nomem(err);
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
	return writer->xap;
}

const struct xap_db *hk_writer_db(struct hk_writer *writer)
{
	return xap_writer_db(writer->xap);
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

enum hk_status hk_writer_begin(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status;

	if (writer->batch)
		return HK_OK;
	status = xap_writer_begin(writer->xap, err);
	writer->batch = !status;
	return status;
}

enum hk_status hk_writer_commit(struct hk_writer *writer, struct hk_error *err)
{
	enum hk_status status;

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

enum hk_status hk_writer_compact(struct hk_writer *writer, uint64_t *before,
				 uint64_t *after, struct hk_error *err)
{
	const char *source = writer->folder.database;
	uint64_t size_before, size_after;
	struct build build;
	enum hk_status status;

	assert(!writer->batch && !writer->rebuild.scratch);
	status = hk_dir_size(&size_before, source, err);
	if (!status)
		status = build_begin(&build, &writer->folder, err);
	if (status)
		return status;
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

	assert(!writer->rebuild.scratch);
	status = build_empty(&writer->rebuild, &writer->folder, sig, err);
	*out = writer->rebuild.xap;
	return status;
}

enum hk_status hk_writer_rebuild_publish(struct hk_writer *writer,
					 struct hk_error *err)
{
	assert(!writer->batch && writer->rebuild.scratch);
	return move_to(writer, &writer->rebuild, err);
}

void hk_writer_rebuild_drop(struct hk_writer *writer)
{
	build_drop(&writer->rebuild);
}
