/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/reader_index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "store/shard_set.h"

/* How often an index may move on while the little that opening needs is read,
 * before that is a failure. */
#define OPEN_TRIES 5

void hk_reader_index_release(struct hk_reader_index *index)
{
	xap_db_free(index->db);
	if (index->hold >= 0)
		close(index->hold);
	hk_folder_release(&index->folder);
}

/* What the names of the index point to now. */
static void take_stamps(struct hk_reader_index_stamp out[2],
			const struct hk_reader_index *index)
{
	const char *const dirs[] = {index->folder.dir, index->folder.database};
	const char *const names[] = {HK_FOLDER_POINTER, "iamglass"};

	memset(out, 0, 2 * sizeof(*out));
	for (size_t i = 0; i < 2; i++) {
		char *path = hk_dir_join(dirs[i], names[i]);
		struct stat st;

		if (path && !stat(path, &st)) {
			out[i].inode = st.st_ino;
			out[i].seconds = st.st_mtim.tv_sec;
			out[i].nanoseconds = st.st_mtim.tv_nsec;
		}
		free(path);
	}
}

bool hk_reader_index_moved(const struct hk_reader_index *index)
{
	struct hk_reader_index_stamp now[2];

	if (index->location->kind != HK_LOCATION_DIR)
		return false;
	take_stamps(now, index);
	for (size_t i = 0; i < 2; i++)
		if (now[i].inode != index->stamps[i].inode ||
		    now[i].seconds != index->stamps[i].seconds ||
		    now[i].nanoseconds != index->stamps[i].nanoseconds)
			return true;
	return false;
}

/* Open the folder and hold its generation. Where that is removed before we
 * hold it, another one is current, and is tried. */
static enum hk_status hold(struct hk_reader_index *index, const char *dir,
			   struct hk_error *err)
{
	enum hk_status status = hk_folder_open(&index->folder, dir, err);
	bool moved = true;

	while (!status && moved) {
		if (index->hold >= 0)
			close(index->hold);
		index->hold = hk_folder_hold(&index->folder);
		take_stamps(index->stamps, index);
		status = hk_folder_refresh(&index->folder, &moved, err);
	}
	return status;
}

static enum hk_status try_folder(struct hk_reader_index *index, const char *dir,
				 struct hk_error *err)
{
	enum hk_status status;
	uint32_t documents;

	status = hold(index, dir, err);
	if (!status)
		status = hk_folder_check(&index->folder, false, err);
	if (!status)
		status = xap_db_open(&index->db, index->folder.database, err);
	if (!status)
		status = xap_db_revision(index->db, &index->revision, err);
	if (!status)
		status = xap_db_doc_count(index->db, &documents, err);
	if (!status)
		status = hk_folder_check(&index->folder, documents > 0, err);
	if (!status)
		status = hk_signature_load(&index->signature, index->db,
					   index->folder.dir, err);
	return status;
}

enum hk_status hk_reader_index_blame(const struct hk_location *location,
				     unsigned timeout_ms, enum hk_status status,
				     const char *why, struct hk_error *err)
{
	if (status == HK_ETIMEOUT)
		return hk_error_set(err, status,
				    "'%s' did not answer within %u s",
				    location->name, timeout_ms / 1000);
	if (status == HK_ENETWORK && location->kind == HK_LOCATION_SSH)
		return hk_error_set(err, status,
				    "'%s' did not answer; check that `ssh %s "
				    "xapian-progsrv --version` does",
				    location->name, location->host);
	if (status == HK_ENETWORK)
		return hk_error_set(err, status, "'%s' did not answer: %s",
				    location->name, why);
	return hk_error_set(err, status, "%s: %s", location->name, why);
}

static enum hk_status connect_ssh(struct hk_reader_index *index,
				  unsigned timeout_ms, struct hk_error *err)
{
	struct hk_buf arguments;
	enum hk_status status;

	hk_buf_init(&arguments, 1u << 16);
	if (hk_location_ssh(&arguments, index->location, timeout_ms))
		status = hk_error_nomem(err);
	else
		status = xap_db_open_program(&index->db, "ssh", arguments.data,
					     timeout_ms, err);
	hk_buf_release(&arguments);
	return status;
}

static enum hk_status connect_to(struct hk_reader_index *index,
				 unsigned timeout_ms, struct hk_error *err)
{
	const struct hk_location *location = index->location;
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;

	if (location->kind == HK_LOCATION_SSH)
		status = connect_ssh(index, timeout_ms, &why);
	else
		status = xap_db_open_tcp(&index->db, location->host,
					 location->port, timeout_ms, &why);
	if (!status)
		status = hk_signature_load(&index->signature, index->db,
					   "its signature", &why);
	return status ? hk_reader_index_blame(location, timeout_ms, status,
					      why.message, err)
		      : HK_OK;
}

enum hk_status hk_reader_index_open(struct hk_reader_index *index,
				    const struct hk_location *location,
				    unsigned timeout_ms, struct hk_error *err)
{
	enum hk_status status = HK_ESTALE;

	for (int i = 0; status == HK_ESTALE && i < OPEN_TRIES; i++) {
		memset(index, 0, sizeof(*index));
		index->location = location;
		index->hold = -1;
		if (location->kind == HK_LOCATION_DIR)
			status = try_folder(index, location->name, err);
		else
			status = connect_to(index, timeout_ms, err);
		if (!status)
			status = hk_shard_set_check(
				&index->signature, location->name,
				location->shard, location->shards, err);
		if (status)
			hk_reader_index_release(index);
	}
	return status;
}
