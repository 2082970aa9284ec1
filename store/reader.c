/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/reader.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/folder.h"

/* How long writers may keep us from an answer. */
#define PATIENCE_S 10

/* So often an index may move on while the little that opening needs is read. */
#define OPEN_TRIES 5

/* One of the indexes. */
struct part {
	struct hk_folder folder;
	struct xap_db *db;
	uint64_t revision;
	struct hk_signature signature;
	int hold; /* see hk_folder_hold() */
};

struct hk_reader {
	struct part *parts; /* the first one's database is all of them */
	size_t count;
	struct timespec first; /* call of hk_reader_again(), if `called` */
	bool called;
};

/* ---- One index ---- */

static void part_release(struct part *part)
{
	xap_db_free(part->db);
	if (part->hold >= 0)
		close(part->hold);
	hk_folder_release(&part->folder);
}

/* Open the folder and hold its generation, which might be removed before we
 * hold it: then another one is the current. */
static enum hk_status hold(struct part *part, const char *dir,
			   struct hk_error *err)
{
	enum hk_status status = hk_folder_open(&part->folder, dir, err);
	bool moved = true;

	while (!status && moved) {
		if (part->hold >= 0)
			close(part->hold);
		part->hold = hk_folder_hold(&part->folder);
		status = hk_folder_refresh(&part->folder, &moved, err);
	}
	return status;
}

static enum hk_status part_try(struct part *part, const char *dir,
			       struct hk_error *err)
{
	enum hk_status status;
	uint32_t documents;

	memset(part, 0, sizeof(*part));
	part->hold = -1;
	status = hold(part, dir, err);
	if (!status)
		status = hk_folder_check(&part->folder, false, err);
	if (!status)
		status = xap_db_open(&part->db, part->folder.database, err);
	if (!status)
		status = xap_db_revision(part->db, &part->revision, err);
	if (!status)
		status = xap_db_doc_count(part->db, &documents, err);
	if (!status)
		status = hk_folder_check(&part->folder, documents > 0, err);
	if (!status)
		status = hk_signature_load(&part->signature, part->db,
					   part->folder.dir, err);
	if (status)
		part_release(part);
	return status;
}

static enum hk_status part_open(struct part *part, const char *dir,
				struct hk_error *err)
{
	enum hk_status status = HK_ESTALE;

	for (int i = 0; status == HK_ESTALE && i < OPEN_TRIES; i++)
		status = part_try(part, dir, err);
	return status;
}

/* ---- All of them ---- */

/* Join the parts to the first one. */
static enum hk_status join(struct hk_reader *reader, struct hk_error *err)
{
	const struct part *first = &reader->parts[0];
	enum hk_status status = HK_OK;

	for (size_t i = 1; !status && i < reader->count; i++) {
		const struct part *part = &reader->parts[i];

		status = hk_signature_compare(
			&first->signature, first->folder.dir, &part->signature,
			part->folder.dir, err);
		if (!status)
			status = xap_db_join(first->db, part->db, err);
	}
	return status;
}

enum hk_status hk_reader_open(struct hk_reader **out, const char *const *dirs,
			      size_t count, struct hk_error *err)
{
	struct hk_reader *reader = calloc(1, sizeof(*reader));
	enum hk_status status = HK_OK;

	assert(count);
	*out = NULL;
	if (reader)
		reader->parts = calloc(count, sizeof(*reader->parts));
	if (!reader || !reader->parts) {
		free(reader);
		return hk_error_nomem(err);
	}
	while (!status && reader->count < count) {
		status = part_open(&reader->parts[reader->count],
				   dirs[reader->count], err);
		if (!status)
			reader->count++;
	}
	if (!status)
		status = join(reader, err);
	if (status)
		hk_reader_free(reader);
	else
		*out = reader;
	return status;
}

void hk_reader_free(struct hk_reader *reader)
{
	if (!reader)
		return;
	for (size_t i = 0; i < reader->count; i++)
		part_release(&reader->parts[i]);
	free(reader->parts);
	free(reader);
}

const struct xap_db *hk_reader_db(const struct hk_reader *reader)
{
	return reader->parts[0].db;
}

const struct hk_signature *hk_reader_signature(const struct hk_reader *reader)
{
	return &reader->parts[0].signature;
}

/* ---- Again ---- */

static bool is_patient(struct hk_reader *reader)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!reader->called) {
		reader->first = now;
		reader->called = true;
	}
	return now.tv_sec - reader->first.tv_sec < PATIENCE_S ||
	       (now.tv_sec - reader->first.tv_sec == PATIENCE_S &&
		now.tv_nsec < reader->first.tv_nsec);
}

static bool has_moved(const struct hk_reader *from, const struct hk_reader *to)
{
	for (size_t i = 0; i < from->count; i++)
		if (from->parts[i].revision != to->parts[i].revision ||
		    strcmp(from->parts[i].folder.generation,
			   to->parts[i].folder.generation) != 0)
			return true;
	return false;
}

/* Open all of them anew. */
static enum hk_status open_again(struct hk_reader **out,
				 const struct hk_reader *reader,
				 struct hk_error *err)
{
	const char **dirs = calloc(reader->count, sizeof(*dirs));
	enum hk_status status;

	if (!dirs)
		return hk_error_nomem(err);
	for (size_t i = 0; i < reader->count; i++)
		dirs[i] = reader->parts[i].folder.dir;
	status = hk_reader_open(out, dirs, reader->count, err);
	free(dirs);
	return status;
}

enum hk_status hk_reader_again(struct hk_reader *reader, struct hk_error *err)
{
	struct hk_reader *fresh;
	struct part *parts;
	enum hk_status status;

	if (!is_patient(reader))
		return hk_error_set(err, HK_ETIMEOUT,
				    "the index %s changes faster than it can "
				    "be read: try again when its writer is "
				    "done",
				    reader->parts[0].folder.dir);
	status = open_again(&fresh, reader, err);
	if (status)
		return status;
	if (!has_moved(reader, fresh))
		status = hk_error_set(err, HK_ECORRUPT,
				      "the index %s is damaged: run "
				      "`hiku-index check`, or move it away and "
				      "add the articles again",
				      reader->parts[0].folder.dir);
	else if (hk_signature_compare(hk_reader_signature(reader), "",
				      hk_reader_signature(fresh), "", NULL))
		status = hk_error_set(err, HK_ESIGNATURE,
				      "the index %s was made anew with other "
				      "rules while it was read: try again",
				      reader->parts[0].folder.dir);
	if (!status) {
		parts = reader->parts;
		reader->parts = fresh->parts;
		fresh->parts = parts;
	}
	hk_reader_free(fresh);
	return status;
}
