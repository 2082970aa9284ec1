/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"
#include "base/leb128.h"

/* Bytes that are written at once, about. */
#define PIECE (128u << 10)

/* ---- Writing ---- */

enum hk_status hk_spill_open(struct hk_spill *spill, const char *dir,
			     const char *name, struct hk_error *err)
{
	memset(spill, 0, sizeof(*spill));
	hk_buf_init(&spill->buf, HK_BUF_NO_MAX);
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
	memset(spill, 0, sizeof(*spill));
	spill->fd = -1;
}

enum hk_status hk_spill_flush(struct hk_spill *spill, struct hk_error *err)
{
	enum hk_status status = hk_file_write_all(
		spill->fd, hk_buf_str(&spill->buf), spill->path, err);

	spill->written += spill->buf.len;
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
}

void hk_spill_reader_release(struct hk_spill_reader *reader)
{
	hk_buf_release(&reader->buf);
}

bool hk_spill_at_end(const struct hk_spill_reader *reader)
{
	return reader->at == reader->end && reader->taken == reader->buf.len;
}

/* Have `len` bytes behind `taken`, or as many as there are. */
static enum hk_status fill(struct hk_spill_reader *r, size_t len,
			   struct hk_error *err)
{
	size_t kept = r->buf.len - r->taken;
	size_t want = len > r->piece ? len : r->piece;

	if (want > r->end - r->at + kept)
		want = (size_t)(r->end - r->at) + kept;
	if (kept && r->taken)
		memmove(r->buf.data, r->buf.data + r->taken, kept);
	r->buf.len = kept;
	r->taken = 0;
	if (want > kept && hk_buf_reserve(&r->buf, want - kept))
		return hk_error_nomem(err);
	while (r->buf.len < want) {
		ssize_t n = pread(r->spill->fd, r->buf.data + r->buf.len,
				  want - r->buf.len, (off_t)r->at);

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
		r->buf.len += (size_t)n;
		r->at += (size_t)n;
	}
	return HK_OK;
}

static enum hk_status damaged(const struct hk_spill_reader *r,
			      struct hk_error *err)
{
	return hk_error_set(err, HK_EIO, "cannot read '%s': it is damaged",
			    r->spill->path);
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
	if (len > r->end)
		return damaged(r, err);
	return hk_spill_take_bytes(r, out, (size_t)len, err);
}
