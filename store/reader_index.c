/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/reader_index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"
#include "store/shard_set.h"

/* So often an index may move on while the little that opening needs is read. */
#define OPEN_TRIES 5

void hk_reader_index_release(struct hk_reader_index *part)
{
	xap_db_free(part->db);
	if (part->hold >= 0)
		close(part->hold);
	hk_folder_release(&part->folder);
}

/* What the names of the index point to now; nothing is 0. */
static void take_stamps(struct hk_reader_index_stamp out[2],
			const struct hk_reader_index *part)
{
	const char *const dirs[] = {part->folder.dir, part->folder.database};
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

bool hk_reader_index_moved(const struct hk_reader_index *part)
{
	struct hk_reader_index_stamp now[2];

	if (part->place->kind != HK_LOCATION_DIR)
		return false;
	take_stamps(now, part);
	for (size_t i = 0; i < 2; i++)
		if (now[i].inode != part->stamps[i].inode ||
		    now[i].seconds != part->stamps[i].seconds ||
		    now[i].nanoseconds != part->stamps[i].nanoseconds)
			return true;
	return false;
}

/* Open the folder and hold its generation, which might be removed before we
 * hold it: then another one is the current. */
static enum hk_status hold(struct hk_reader_index *part, const char *dir,
			   struct hk_error *err)
{
	enum hk_status status = hk_folder_open(&part->folder, dir, err);
	bool moved = true;

	while (!status && moved) {
		if (part->hold >= 0)
			close(part->hold);
		part->hold = hk_folder_hold(&part->folder);
		take_stamps(part->stamps, part);
		status = hk_folder_refresh(&part->folder, &moved, err);
	}
	return status;
}

static enum hk_status part_try(struct hk_reader_index *part, const char *dir,
			       struct hk_error *err)
{
	enum hk_status status;
	uint32_t documents;

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
	return status;
}

enum hk_status hk_reader_index_blame(const struct hk_location *place,
				     const struct hk_reader_options *options,
				     enum hk_status status, const char *why,
				     struct hk_error *err)
{
	const char *hint =
		options->partial ? "" : " (--partial goes on without it)";

	if (status == HK_ETIMEOUT)
		return hk_error_set(
			err, status, "%s gives no answer within %u s%s",
			place->name, options->timeout_ms / 1000, hint);
	if (status == HK_ENETWORK && place->kind == HK_LOCATION_SSH)
		return hk_error_set(err, status,
				    "%s cannot be asked: look whether `ssh %s "
				    "xapian-progsrv --version` answers%s",
				    place->name, place->host, hint);
	if (status == HK_ENETWORK)
		return hk_error_set(err, status, "%s cannot be asked: %s%s",
				    place->name, why, hint);
	return hk_error_set(err, status, "%s: %s", place->name, why);
}

static enum hk_status connect_ssh(struct hk_reader_index *part,
				  unsigned timeout_ms, struct hk_error *err)
{
	struct hk_buf arguments;
	enum hk_status status;

	hk_buf_init(&arguments, 1u << 16);
	if (hk_location_ssh(&arguments, part->place, timeout_ms))
		status = hk_error_nomem(err);
	else
		status = xap_db_open_program(&part->db, "ssh", arguments.data,
					     timeout_ms, err);
	hk_buf_release(&arguments);
	return status;
}

static enum hk_status part_connect(struct hk_reader_index *part,
				   const struct hk_reader_options *options,
				   struct hk_error *err)
{
	const struct hk_location *place = part->place;
	struct hk_error why = {HK_OK, ""};
	enum hk_status status;

	if (place->kind == HK_LOCATION_SSH)
		status = connect_ssh(part, options->timeout_ms, &why);
	else
		status = xap_db_open_tcp(&part->db, place->host, place->port,
					 options->timeout_ms, &why);
	if (!status)
		status = hk_signature_load(&part->signature, part->db,
					   "its signature", &why);
	return status ? hk_reader_index_blame(place, options, status,
					      why.message, err)
		      : HK_OK;
}

enum hk_status hk_reader_index_open(struct hk_reader_index *part,
				    const struct hk_location *place,
				    const struct hk_reader_options *options,
				    struct hk_error *err)
{
	enum hk_status status = HK_ESTALE;

	for (int i = 0; status == HK_ESTALE && i < OPEN_TRIES; i++) {
		memset(part, 0, sizeof(*part));
		part->place = place;
		part->hold = -1;
		if (place->kind == HK_LOCATION_DIR)
			status = part_try(part, place->name, err);
		else
			status = part_connect(part, options, err);
		if (!status)
			status = hk_shard_set_check(&part->signature,
						    place->name, place->shard,
						    place->shards, err);
		if (status)
			hk_reader_index_release(part);
	}
	return status;
}
