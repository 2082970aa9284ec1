/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/codebook_copy.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dir.h"
#include "base/file.h"
#include "store/codebook.h"
#include "store/schema.h"

#define DIGITS 8

void hk_codebook_copy_name(char out[HK_CODEBOOK_NAME], uint32_t id)
{
	snprintf(out, HK_CODEBOOK_NAME, HK_SCHEMA_KEY_CODEBOOK "%08" PRIx32,
		 id);
}

/* The number in a name; 0: it is none of a codebook. */
static uint32_t number_in(struct hk_str name)
{
	const size_t head = strlen(HK_SCHEMA_KEY_CODEBOOK);
	uint32_t id = 0;

	if (name.len != head + DIGITS ||
	    !hk_span_starts(name, HK_SCHEMA_KEY_CODEBOOK))
		return 0;
	for (size_t i = head; i < name.len; i++) {
		int digit = hk_span_hex(name.data[i]);

		if (digit < 0 || (name.data[i] >= 'A' && name.data[i] <= 'F'))
			return 0;
		id = id << 4 | (uint32_t)digit;
	}
	return id;
}

bool hk_codebook_copy_is(const char *name)
{
	return number_in(hk_span_cstr(name)) != 0;
}

/* ---- One copy ---- */

enum state {
	SOUND,
	LOST,
	DAMAGED
};

static enum state judge(const struct hk_buf *bytes, uint32_t id)
{
	if (!bytes->len)
		return LOST;
	return hk_codebook_id(hk_buf_str(bytes)) == id ? SOUND : DAMAGED;
}

/* Make `out` what the file holds. HK_ENOMEM. */
static enum hk_status read_file(struct hk_buf *out, enum state *state,
				const char *folder, uint32_t id,
				struct hk_error *err)
{
	char name[HK_CODEBOOK_NAME], *path;
	enum hk_status status;

	hk_buf_reset(out);
	hk_codebook_copy_name(name, id);
	path = hk_dir_join(folder, name);
	if (!path)
		return hk_error_nomem(err);
	status = hk_file_read(out, path, NULL);
	free(path);
	if (status == HK_ENOMEM)
		return hk_error_nomem(err);
	*state = status == HK_ENOTFOUND ? LOST
		 : status		? DAMAGED
					: judge(out, id);
	if (*state == LOST && !status)
		*state = DAMAGED; /* it is there, and empty */
	return HK_OK;
}

static enum hk_status read_key(struct hk_buf *out, enum state *state,
			       const struct xap_db *db, uint32_t id,
			       struct hk_error *err)
{
	char name[HK_CODEBOOK_NAME];
	enum hk_status status;

	hk_buf_reset(out);
	hk_codebook_copy_name(name, id);
	status = xap_db_metadata(db, hk_span_cstr(name), out, err);
	if (status == HK_ETOOBIG) {
		*state = DAMAGED;
		return HK_OK;
	}
	*state = judge(out, id);
	return status;
}

enum hk_status hk_codebook_copy_read(struct hk_buf *out, uint32_t id,
				     const struct hk_codebook_place *place,
				     struct hk_error *err)
{
	char name[HK_CODEBOOK_NAME];
	enum state file = LOST, key;
	enum hk_status status = HK_OK;

	if (place->folder)
		status = read_file(out, &file, place->folder, id, err);
	if (status || (place->folder && file == SOUND))
		return status;
	status = read_key(out, &key, place->db, id, err);
	if (status || key == SOUND)
		return status;
	hk_codebook_copy_name(name, id);
	if (key == LOST && file == LOST)
		return hk_error_set(err, HK_ENOTFOUND, "there is no '%s'",
				    name);
	return hk_error_set(
		err, HK_ECORRUPT,
		"both copies of '%s' are damaged, without which passages of "
		"the index '%s' cannot be read: put the file back from a copy "
		"of the index, or add the articles again",
		name, place->name);
}

/* ---- All of an index ---- */

struct listing {
	struct hk_codebook_ids *ids;
	struct hk_error *err;
};

static enum hk_status note(struct listing *l, struct hk_str name)
{
	struct hk_codebook_ids *ids = l->ids;
	uint32_t id = number_in(name);
	size_t at = 0;

	if (!id)
		return HK_OK;
	while (at < ids->count && ids->list[at] < id)
		at++;
	if (at < ids->count && ids->list[at] == id)
		return HK_OK;
	if (ids->count == HK_CODEBOOK_COPY_MAX)
		return hk_error_set(l->err, HK_ETOOBIG,
				    "the index has too many codebooks");
	memmove(&ids->list[at + 1], &ids->list[at],
		(ids->count - at) * sizeof(*ids->list));
	ids->list[at] = id;
	ids->count++;
	return HK_OK;
}

static enum hk_status note_key(void *ctx, struct hk_str key)
{
	return note(ctx, key);
}

static enum hk_status note_file(void *ctx, const char *name,
				struct hk_error *err)
{
	(void)err;
	return note(ctx, hk_span_cstr(name));
}

enum hk_status hk_codebook_copy_list(struct hk_codebook_ids *out,
				     const struct hk_codebook_place *place,
				     struct hk_error *err)
{
	struct listing l = {out, err};
	enum hk_status status = HK_OK;

	if (place->db)
		status = xap_db_each_key(place->db,
					 hk_span_cstr(HK_SCHEMA_KEY_CODEBOOK),
					 note_key, &l, err);
	if (!status && place->folder)
		status = hk_dir_each(place->folder, note_file, &l, err);
	return status;
}

enum hk_status hk_codebook_copy_check(const struct hk_codebook_place *place,
				      bool with_files, hk_codebook_copy_fn fn,
				      void *ctx, struct hk_error *err)
{
	struct hk_codebook_ids ids = {.count = 0};
	enum hk_status status = hk_codebook_copy_list(&ids, place, err);
	struct hk_buf bytes;

	hk_buf_init(&bytes, HK_CODEBOOK_MAX);
	for (size_t i = 0; i < ids.count && !status; i++) {
		char name[HK_CODEBOOK_NAME];
		enum state file = SOUND, key = SOUND;

		hk_codebook_copy_name(name, ids.list[i]);
		if (with_files && place->folder)
			status = read_file(&bytes, &file, place->folder,
					   ids.list[i], err);
		if (!status)
			status = read_key(&bytes, &key, place->db, ids.list[i],
					  err);
		if (status)
			break;
		if (file != SOUND)
			fn(ctx, name,
			   file == LOST ? HK_MESSAGE("its file is missing")
					: HK_MESSAGE("its file is damaged"));
		if (key != SOUND)
			fn(ctx, name,
			   key == LOST ? HK_MESSAGE("its copy in the database "
						    "is missing")
				       : HK_MESSAGE("its copy in the database "
						    "is damaged"));
	}
	hk_buf_release(&bytes);
	return status;
}

/* ---- Into a new generation ---- */

/* Which copies of `fresh` lack, and bytes that are sound. */
static enum hk_status find_sound(struct hk_buf *out, bool *no_file,
				 bool *no_key, uint32_t id,
				 const struct hk_codebook_place *fresh,
				 const char *before, struct hk_error *err)
{
	enum state file, key, old = LOST;
	enum hk_status status = read_file(out, &file, fresh->folder, id, err);
	char name[HK_CODEBOOK_NAME];

	if (!status)
		status = read_key(out, &key, fresh->db, id, err);
	if (status)
		return status;
	*no_file = file != SOUND;
	*no_key = key != SOUND;
	if (key != SOUND && file == SOUND)
		return read_file(out, &file, fresh->folder, id, err);
	if (key != SOUND && before)
		status = read_file(out, &old, before, id, err);
	if (status || key == SOUND || old == SOUND)
		return status;
	hk_codebook_copy_name(name, id);
	return hk_error_set(
		err, HK_ECORRUPT,
		"both copies of '%s' are damaged, without which passages of "
		"the index '%s' cannot be read: put the file back from a copy "
		"of the index, or add the articles again",
		name, fresh->name);
}

static enum hk_status mend_key(const char *folder, uint32_t id,
			       const struct hk_buf *bytes, struct hk_error *err)
{
	char name[HK_CODEBOOK_NAME];
	struct xap_writer *to = NULL;
	enum hk_status status = xap_writer_open(
		&to, folder, XAP_OPEN_EXISTING | XAP_OPEN_NO_SYNC, err);

	hk_codebook_copy_name(name, id);
	if (!status)
		status = xap_writer_set_metadata(to, hk_span_cstr(name),
						 hk_buf_str(bytes), err);
	if (!status)
		status = xap_writer_commit(to, err);
	xap_writer_free(to);
	return status;
}

static enum hk_status keep_one(struct hk_codebook_place *fresh, uint32_t id,
			       const char *before, struct hk_error *err)
{
	bool no_file = false, no_key = false;
	char name[HK_CODEBOOK_NAME];
	struct hk_buf bytes;
	struct xap_db *db = NULL;
	enum hk_status status = xap_db_open(&db, fresh->folder, err);

	hk_codebook_copy_name(name, id);
	hk_buf_init(&bytes, HK_CODEBOOK_MAX);
	fresh->db = db;
	if (!status)
		status = find_sound(&bytes, &no_file, &no_key, id, fresh,
				    before, err);
	fresh->db = NULL;
	xap_db_free(db);
	if (!status && no_file)
		status = hk_file_replace(fresh->folder, name,
					 hk_buf_str(&bytes), err);
	if (!status && no_key)
		status = mend_key(fresh->folder, id, &bytes, err);
	hk_buf_release(&bytes);
	return status;
}

enum hk_status hk_codebook_copy_keep(const char *fresh, const char *before,
				     const char *name, struct hk_error *err)
{
	struct hk_codebook_place place = {NULL, fresh, name};
	const struct hk_codebook_place old = {NULL, before, name};
	struct hk_codebook_ids ids = {.count = 0};
	struct xap_db *db = NULL;
	enum hk_status status = xap_db_open(&db, fresh, err);

	place.db = db;
	if (!status)
		status = hk_codebook_copy_list(&ids, &place, err);
	if (!status && before)
		status = hk_codebook_copy_list(&ids, &old, err);
	xap_db_free(db);
	place.db = NULL;
	for (size_t i = 0; i < ids.count && !status; i++)
		status = keep_one(&place, ids.list[i], before, err);
	return status;
}
