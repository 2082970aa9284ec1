/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zstd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/leb128.h"

/* Bytes that are written at once, about. */
#define PIECE (128u << 10)
/* A packed piece has its length in bytes before it. */
#define HEAD 4
/* More effort finds little more, and takes longer than the disk. */
#define LEVEL 1

/* ---- Writing ---- */

enum hk_status hk_spill_open(struct hk_spill *spill, const char *dir,
			     const char *name, struct hk_error *err)
{
	memset(spill, 0, sizeof(*spill));
	hk_buf_init(&spill->buf, HK_BUF_NO_MAX);
	hk_buf_init(&spill->packed, HK_BUF_NO_MAX);
	spill->fd = -1;
	spill->path = hk_dir_join(dir, name);
	if (!spill->path)
		return hk_error_nomem(err);
	spill->fd =
		open(spill->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	return spill->fd < 0 ? hk_error_system(err, errno, "cannot make '%s'",
					       spill->path)
			     : HK_OK;
}

void hk_spill_release(struct hk_spill *spill)
{
	if (spill->path && spill->fd >= 0) {
		close(spill->fd);
		unlink(spill->path);
	}
	free(spill->path);
	hk_buf_release(&spill->buf);
	hk_buf_release(&spill->packed);
	ZSTD_freeCCtx(spill->packer);
	memset(spill, 0, sizeof(*spill));
	spill->fd = -1;
}

enum hk_status hk_spill_pack(struct hk_spill *spill, struct hk_error *err)
{
	spill->packer = ZSTD_createCCtx();
	return spill->packer ? HK_OK : hk_error_nomem(err);
}

/* Make spill->packed the piece at hand. */
static enum hk_status pack(struct hk_spill *spill, struct hk_error *err)
{
	const size_t bound = ZSTD_compressBound(spill->buf.len);
	struct hk_buf *out = &spill->packed;
	uint32_t head;
	size_t len;

	hk_buf_reset(out);
	if (hk_buf_reserve(out, HEAD + bound))
		return hk_error_nomem(err);
	len = ZSTD_compressCCtx(spill->packer, out->data + HEAD, bound,
				spill->buf.data, spill->buf.len, LEVEL);
	if (ZSTD_isError(len))
		return hk_error_nomem(err);
	head = (uint32_t)len;
	memcpy(out->data, &head, HEAD);
	out->len = HEAD + len;
	return HK_OK;
}

enum hk_status hk_spill_flush(struct hk_spill *spill, struct hk_error *err)
{
	const struct hk_buf *from = &spill->buf;
	enum hk_status status = HK_OK;

	if (spill->packer && spill->buf.len) {
		status = pack(spill, err);
		from = &spill->packed;
	}
	if (!status)
		status = hk_file_write_all(spill->fd, hk_buf_str(from),
					   spill->path, err);
	spill->written += from->len;
	hk_buf_reset(&spill->buf);
	return status;
}

enum hk_status hk_spill_bytes(struct hk_spill *spill, const void *bytes,
			      size_t len, struct hk_error *err)
{
	if (hk_buf_append(&spill->buf, bytes, len))
		return hk_error_nomem(err);
	return spill->buf.len < PIECE ? HK_OK : hk_spill_flush(spill, err);
}

enum hk_status hk_spill_number(struct hk_spill *spill, uint64_t number,
			       struct hk_error *err)
{
	char bytes[HK_LEB128_MAX];

	return hk_spill_bytes(spill, bytes, hk_leb128_put(bytes, number), err);
}

enum hk_status hk_spill_str(struct hk_spill *spill, struct hk_str bytes,
			    struct hk_error *err)
{
	enum hk_status status = hk_spill_number(spill, bytes.len, err);

	return status ? status
		      : hk_spill_bytes(spill, bytes.data, bytes.len, err);
}

uint64_t hk_spill_at(const struct hk_spill *spill)
{
	return spill->written + spill->buf.len;
}

/* ---- Reading ---- */

void hk_spill_read(struct hk_spill_reader *reader, const struct hk_spill *spill,
		   uint64_t begin, uint64_t end, size_t piece)
{
	memset(reader, 0, sizeof(*reader));
	reader->spill = spill;
	reader->at = begin;
	reader->end = end;
	reader->piece = piece;
	hk_buf_init(&reader->buf, HK_BUF_NO_MAX);
	hk_buf_init(&reader->packed, HK_BUF_NO_MAX);
}

void hk_spill_reader_release(struct hk_spill_reader *reader)
{
	hk_buf_release(&reader->buf);
	hk_buf_release(&reader->packed);
	ZSTD_freeDCtx(reader->unpacker);
}

bool hk_spill_at_end(const struct hk_spill_reader *reader)
{
	return reader->at == reader->end && reader->taken == reader->buf.len;
}

static enum hk_status damaged(const struct hk_spill_reader *r,
			      struct hk_error *err)
{
	return hk_error_set(err, HK_EIO, "cannot read '%s': it is damaged",
			    r->spill->path);
}

/* Append the next `len` bytes of the file. */
static enum hk_status read_bytes(struct hk_spill_reader *r, struct hk_buf *out,
				 size_t len, struct hk_error *err)
{
	if (len && hk_buf_reserve(out, len))
		return hk_error_nomem(err);
	while (len) {
		ssize_t n = pread(r->spill->fd, out->data + out->len, len,
				  (off_t)r->at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno, "cannot read '%s'",
					       r->spill->path);
		if (n == 0)
			return hk_error_set(err, HK_EIO,
					    "cannot read '%s': it has become "
					    "shorter",
					    r->spill->path);
		out->len += (size_t)n;
		r->at += (size_t)n;
		len -= (size_t)n;
	}
	return HK_OK;
}

/* Append the next piece of a packed file, unpacked. */
static enum hk_status read_piece(struct hk_spill_reader *r,
				 struct hk_error *err)
{
	unsigned long long len;
	uint32_t packed = 0;
	enum hk_status status;

	hk_buf_reset(&r->packed);
	if (r->end - r->at < HEAD)
		return damaged(r, err);
	status = read_bytes(r, &r->packed, HEAD, err);
	if (status)
		return status;
	memcpy(&packed, r->packed.data, HEAD);
	hk_buf_reset(&r->packed);
	if (packed > r->end - r->at)
		return damaged(r, err);
	status = read_bytes(r, &r->packed, packed, err);
	if (status)
		return status;
	len = ZSTD_getFrameContentSize(r->packed.data, r->packed.len);
	if (!r->unpacker)
		r->unpacker = ZSTD_createDCtx();
	/* (Errors are large numbers.) */
	if (len > SIZE_MAX / 4)
		return damaged(r, err);
	if (!r->unpacker || hk_buf_reserve(&r->buf, (size_t)len))
		return hk_error_nomem(err);
	if (ZSTD_decompressDCtx(r->unpacker, r->buf.data + r->buf.len,
				(size_t)len, r->packed.data,
				r->packed.len) != len)
		return damaged(r, err);
	r->buf.len += (size_t)len;
	return HK_OK;
}

/* Have `len` bytes behind `taken`, or as many as there are. */
static enum hk_status fill(struct hk_spill_reader *r, size_t len,
			   struct hk_error *err)
{
	size_t kept = r->buf.len - r->taken;
	size_t want = len > r->piece ? len : r->piece;

	if (kept && r->taken)
		memmove(r->buf.data, r->buf.data + r->taken, kept);
	r->buf.len = kept;
	r->taken = 0;
	while (r->spill->packer && r->buf.len < len && r->at < r->end) {
		enum hk_status status = read_piece(r, err);

		if (status)
			return status;
	}
	if (r->spill->packer)
		return HK_OK;
	if (want > r->end - r->at + kept)
		want = (size_t)(r->end - r->at) + kept;
	return want > kept ? read_bytes(r, &r->buf, want - kept, err) : HK_OK;
}

enum hk_status hk_spill_take_number(struct hk_spill_reader *r, uint64_t *out,
				    struct hk_error *err)
{
	size_t len;

	*out = 0;
	if (r->buf.len - r->taken < HK_LEB128_MAX) {
		enum hk_status status = fill(r, HK_LEB128_MAX, err);

		if (status)
			return status;
	}
	len = hk_leb128_take(out, hk_span_from(hk_buf_str(&r->buf), r->taken));
	r->taken += len;
	return len ? HK_OK : damaged(r, err);
}

enum hk_status hk_spill_take_bytes(struct hk_spill_reader *r,
				   struct hk_str *out, size_t len,
				   struct hk_error *err)
{
	if (r->buf.len - r->taken < len) {
		enum hk_status status = fill(r, len, err);

		if (status)
			return status;
		if (r->buf.len < len)
			return damaged(r, err);
	}
	*out = hk_span_str(r->buf.data + r->taken, len);
	r->taken += len;
	return HK_OK;
}

enum hk_status hk_spill_take_str(struct hk_spill_reader *r, struct hk_str *out,
				 struct hk_error *err)
{
	uint64_t len;
	enum hk_status status = hk_spill_take_number(r, &len, err);

	if (status)
		return status;
	if (len > (r->spill->packer ? SIZE_MAX / 4 : r->end))
		return damaged(r, err);
	return hk_spill_take_bytes(r, out, (size_t)len, err);
}
