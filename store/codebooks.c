/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/codebooks.h"

#include <stdlib.h>
#include <string.h>

#include <zstd.h>

#include "base/array.h"
#include "store/codebook.h"

#define MAGIC_LEN (HK_CODEBOOK_HEAD - 1)

struct hk_codebook_open {
	uint32_t id;
	ZSTD_DDict *zstd;
};

void hk_codebooks_init(struct hk_codebooks *books,
		       const struct hk_codebook_place *places, size_t count)
{
	*books = (struct hk_codebooks){.places = places, .place_count = count};
	hk_buf_init(&books->frame, HK_BUF_NO_MAX);
}

void hk_codebooks_release(struct hk_codebooks *books)
{
	for (size_t i = 0; i < books->count; i++)
		ZSTD_freeDDict(books->list[i].zstd);
	free(books->list);
	ZSTD_freeDCtx(books->context);
	hk_buf_release(&books->frame);
	hk_codebooks_init(books, NULL, 0);
}

/* From the first index that has it. */
static enum hk_status read_any(struct hk_buf *out,
			       const struct hk_codebooks *books, uint32_t id,
			       struct hk_error *err)
{
	char name[HK_CODEBOOK_NAME];

	for (size_t i = 0; i < books->place_count; i++) {
		enum hk_status status =
			hk_codebook_copy_read(out, id, &books->places[i], err);

		if (status != HK_ENOTFOUND)
			return status;
	}
	hk_codebook_copy_name(name, id);
	return hk_error_set(
		err, HK_ECORRUPT,
		"both copies of '%s' are lost, without which passages of the "
		"index '%s' cannot be read: put the file back from a copy of "
		"the index, or add the articles again",
		name, books->place_count ? books->places[0].name : "");
}

static enum hk_status open_book(struct hk_codebooks *books, uint32_t id,
				struct hk_error *err)
{
	struct hk_codebook_open *book;
	struct hk_buf bytes;
	enum hk_status status;

	if (!HK_ARRAY_RESERVE(books->list, books->capacity, books->count + 1))
		return hk_error_nomem(err);
	hk_buf_init(&bytes, HK_CODEBOOK_MAX);
	status = read_any(&bytes, books, id, err);
	book = &books->list[books->count];
	book->id = id;
	if (!status) {
		book->zstd = ZSTD_createDDict(bytes.data, bytes.len);
		if (!book->zstd)
			status = hk_error_nomem(err);
	}
	hk_buf_release(&bytes);
	books->count += !status;
	return status;
}

static enum hk_status find(struct hk_codebooks *books, const ZSTD_DDict **out,
			   uint32_t id, struct hk_error *err)
{
	enum hk_status status;

	*out = NULL;
	if (!id)
		return HK_OK;
	for (size_t i = 0; i < books->count; i++)
		if (books->list[i].id == id) {
			*out = books->list[i].zstd;
			return HK_OK;
		}
	status = open_book(books, id, err);
	if (!status)
		*out = books->list[books->count - 1].zstd;
	return status;
}

static enum hk_status damaged(struct hk_error *err)
{
	return hk_error_set(err, HK_ECORRUPT,
			    "a passage in the index is damaged (it cannot be "
			    "unpacked)");
}

/* Unpack the frame at hand. */
static enum hk_status unpack(struct hk_codebooks *books, struct hk_str *record,
			     struct hk_arena *arena, const ZSTD_DDict *book,
			     struct hk_error *err)
{
	const struct hk_buf *frame = &books->frame;
	unsigned long long len =
		ZSTD_getFrameContentSize(frame->data, frame->len);
	char *out;

	/* (Errors are large numbers.) */
	if (len > XAP_RECORD_MAX)
		return damaged(err);
	out = hk_arena_alloc(arena, (size_t)len);
	if (!out)
		return hk_error_nomem(err);
	if (ZSTD_decompress_usingDDict(books->context, out, (size_t)len,
				       frame->data, frame->len, book) != len)
		return damaged(err);
	*record = hk_span_str(out, (size_t)len);
	return HK_OK;
}

enum hk_status hk_codebooks_unpack(struct hk_codebooks *books,
				   struct hk_str *record,
				   struct hk_arena *arena, struct hk_str bytes,
				   struct hk_error *err)
{
	const ZSTD_DDict *book;
	uint32_t id = 0;
	enum hk_status status;

	*record = bytes;
	if (!bytes.len || (unsigned char)bytes.data[0] != HK_CODEBOOK_PACKED)
		return HK_OK;
	if (!books || bytes.len <= HK_CODEBOOK_HEAD)
		return damaged(err);
	for (size_t i = 1; i < HK_CODEBOOK_HEAD; i++)
		id = id << 8 | (unsigned char)bytes.data[i];
	if (!books->context)
		books->context = ZSTD_createDCtx();
	hk_buf_reset(&books->frame);
	if (!books->context ||
	    hk_buf_append(&books->frame, HK_CODEBOOK_MAGIC, MAGIC_LEN) ||
	    hk_buf_append(&books->frame, bytes.data + HK_CODEBOOK_HEAD,
			  bytes.len - HK_CODEBOOK_HEAD))
		return hk_error_nomem(err);
	status = find(books, &book, id, err);
	return status ? status : unpack(books, record, arena, book, err);
}
