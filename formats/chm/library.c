/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/chm/library.h"

#ifdef HK_HAVE_CHM

#include <chm_lib.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "formats/chm/check.h"

/* Bytes that are asked for at a time. */
#define PIECE 65536

struct place {
	LONGUINT64 start;
	int space;
};

struct hk_chm_library {
	struct chmFile *chm;
	struct hk_chm_check about;
	struct hk_arena names;
	struct hk_chm_library_file *files;
	struct place *places;
	size_t count, capacity, place_capacity;
	bool full, no_memory;
};

static int take(struct chmFile *chm, struct chmUnitInfo *unit, void *context)
{
	struct hk_chm_library *library = context;
	struct hk_chm_library_file *file;
	size_t len = strlen(unit->path), n = library->count;

	(void)chm;
	library->full = n >= HK_CHM_LIBRARY_FILES;
	if (library->full)
		return CHM_ENUMERATOR_SUCCESS;
	if (!HK_ARRAY_RESERVE(library->files, library->capacity, n + 1) ||
	    !HK_ARRAY_RESERVE(library->places, library->place_capacity,
			      n + 1)) {
		library->no_memory = true;
		return CHM_ENUMERATOR_FAILURE;
	}
	file = &library->files[n];
	file->name.data = hk_arena_copy(&library->names, unit->path, len);
	file->name.len = len;
	file->size = unit->length;
	if (!file->name.data) {
		library->no_memory = true;
		return CHM_ENUMERATOR_FAILURE;
	}
	library->places[n].start = unit->start;
	library->places[n].space = unit->space;
	library->count++;
	return CHM_ENUMERATOR_CONTINUE;
}

static enum hk_status open_library(struct hk_chm_library *library, int fd,
				   struct hk_error *err)
{
	enum hk_status status = hk_chm_check(&library->about, fd, err);
	char path[32];

	if (status)
		return status;
	/* It wants a name, and gets one that cannot be another file's. */
	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	library->chm = chm_open(path);
	if (!library->chm)
		return hk_error_set(err, HK_EFORMAT,
				    "damaged: libchm cannot open it");
	/* What it cannot list further was lost behind a damaged place, which
	 * hk_chm_check() would have refused. */
	chm_enumerate(library->chm,
		      CHM_ENUMERATE_NORMAL | CHM_ENUMERATE_SPECIAL |
			      CHM_ENUMERATE_FILES,
		      take, library);
	return library->no_memory ? hk_error_nomem(err) : HK_OK;
}

enum hk_status hk_chm_library_open(struct hk_chm_library **out, int fd,
				   struct hk_error *err)
{
	struct hk_chm_library *library = calloc(1, sizeof(*library));
	enum hk_status status;

	*out = NULL;
	if (!library)
		return hk_error_nomem(err);
	hk_arena_init(&library->names, HK_BUF_NO_MAX);
	status = open_library(library, fd, err);
	if (status)
		hk_chm_library_close(library);
	else
		*out = library;
	return status;
}

void hk_chm_library_close(struct hk_chm_library *library)
{
	if (!library)
		return;
	chm_close(library->chm);
	hk_arena_release(&library->names);
	free(library->files);
	free(library->places);
	free(library);
}

size_t hk_chm_library_count(const struct hk_chm_library *library)
{
	return library->count;
}

bool hk_chm_library_is_full(const struct hk_chm_library *library)
{
	return library->full;
}

uint32_t hk_chm_library_lcid(const struct hk_chm_library *library)
{
	return library->about.lcid;
}

const struct hk_chm_library_file *hk_chm_library_file(
	const struct hk_chm_library *library, size_t index)
{
	return &library->files[index];
}

enum hk_status hk_chm_library_read(struct hk_buf *out,
				   struct hk_chm_library *library, size_t index,
				   struct hk_error *err)
{
	uint64_t size = library->files[index].size;
	struct chmUnitInfo unit = {.start = library->places[index].start,
				   .length = size,
				   .space = library->places[index].space};

	hk_buf_reset(out);
	if (size > out->max)
		return hk_error_set(err, HK_ETOOBIG, "larger than %zu MB",
				    out->max >> 20);
	while (out->len < size) {
		size_t len = size - out->len < PIECE ? (size_t)(size - out->len)
						     : PIECE;
		LONGINT64 n;

		/* Not by `size`, which may be a lie. */
		if (hk_buf_reserve(out, len))
			return hk_error_nomem(err);
		n = chm_retrieve_object(library->chm, &unit,
					(unsigned char *)out->data + out->len,
					out->len, (LONGINT64)len);
		if (n <= 0 || (size_t)n > len)
			return hk_error_set(err, HK_EFORMAT,
					    "damaged: what follows is lost");
		out->len += (size_t)n;
	}
	return HK_OK;
}

#endif
