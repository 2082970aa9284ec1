/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Where the packed bytes come from: a file, a pipe, or memory. */

#include "formats/archive/container.h"

#ifdef HK_HAVE_LIBARCHIVE

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "formats/archive/container_private.h"
#include "formats/archive/library.h"

#define PIECE 65536
/* Bytes of a zip file's directory, which libarchive keeps in memory in more
 * than twice the space. With a larger one, members are read in sequence, as
 * from a pipe. */
#define DIRECTORY_MAX (32u << 20)
/* Bytes of the window of an xz file, which is kept in memory: twice that of
 * `xz -9`. libarchive would allow 1 GB. */
#define WINDOW_MAX (128u << 20)
/* Bytes at the end of the file in which the directory's end is searched for. */
#define TAIL 16384

bool hk_container_rewinds(const struct hk_format_input *input)
{
	return input->fd == -1 || lseek(input->fd, 0, SEEK_CUR) >= 0;
}

enum hk_status hk_container_hold(struct hk_format_input *input,
				 struct hk_buf *bytes, struct hk_error *err)
{
	enum hk_status status =
		hk_file_read_fd(bytes, input->fd, "standard input", err);

	input->fd = -1;
	input->text = hk_buf_str(bytes);
	return status;
}

/* Read bytes at an offset without moving the position; false: not there. */
static bool peek(const struct hk_container_source *s, void *out, size_t len,
		 uint64_t at)
{
	if (!len || at > s->size || len > s->size - at)
		return false;
	if (s->input->fd == -1)
		memcpy(out, s->input->text.data + at, len);
	else if (pread(s->input->fd, out, len, (off_t)at) != (ssize_t)len)
		return false;
	return true;
}

static uint64_t number(const unsigned char *bytes, unsigned count)
{
	uint64_t n = 0;

	while (count--)
		n = n << 8 | bytes[count];
	return n;
}

/* The offset of a zip file's directory; the file's size if it has none. */
static uint64_t directory(const struct hk_container_source *s)
{
	size_t len = s->size < TAIL ? (size_t)s->size : TAIL, at = len;
	unsigned char tail[TAIL], far[56];
	uint64_t begin = s->size;

	if (!peek(s, tail, len, s->size - len))
		return s->size;
	while (at-- > 0 && begin == s->size) {
		if (len - at < 22 || memcmp(tail + at, "PK\5\6", 4) != 0)
			continue;
		begin = number(tail + at + 16, 4);
		if (begin == 0xFFFFFFFF && at >= 20 &&
		    !memcmp(tail + at - 20, "PK\6\7", 4) &&
		    peek(s, far, 56, number(tail + at - 12, 8)))
			begin = number(far + 48, 8);
	}
	return begin < s->size ? begin : s->size;
}

bool hk_container_source_init(struct hk_container_source *s,
			      const struct hk_format_input *input,
			      struct hk_container_budget *budget)
{
	struct stat st;

	memset(s, 0, sizeof(*s));
	s->input = input;
	s->budget = budget;
	s->seeks = hk_container_rewinds(input);
	if (input->fd == -1) {
		s->size = input->text.len;
	} else {
		s->piece = malloc(PIECE);
		if (!s->piece)
			return false;
		if (s->seeks && lseek(input->fd, 0, SEEK_SET) == 0 &&
		    fstat(input->fd, &st) == 0 && st.st_size > 0)
			s->size = (uint64_t)st.st_size;
	}
	if (s->size - directory(s) > DIRECTORY_MAX)
		s->seeks = false;
	return true;
}

void hk_container_source_release(struct hk_container_source *s)
{
	free(s->piece);
	s->piece = NULL;
}

/*
 * The window that the first block of an xz file needs, in bytes, by the xz file
 * format, version 1.1.0, sections 2.1.1, 3.1 and 5.3.1; 0 if it names none.
 */
static uint64_t xz_window(const unsigned char *bytes, size_t len)
{
	size_t at = 14, end;
	bool known = len > 24 && !memcmp(bytes,
					 "\xFD"
					 "7zXZ\0",
					 6);

	if (!known || !bytes[12])
		return 0;
	end = 12 + ((size_t)bytes[12] + 1) * 4;
	if (end > len)
		return 0;
	/* Sizes of the block, if they are there: 7 bits a byte. */
	for (unsigned bit = 0x40; bit <= 0x80; bit <<= 1) {
		while ((bytes[13] & bit) && at < end && (bytes[at] & 0x80))
			at++;
		at += (bytes[13] & bit) != 0;
	}
	/* Filters: a number, the length of what follows, that. */
	while (at + 2 < end && bytes[at] != 0x21)
		at += 2 + (size_t)bytes[at + 1];
	if (at + 2 >= end || bytes[at + 2] > 40)
		return 0;
	return (2 | (uint64_t)(bytes[at + 2] & 1)) << (bytes[at + 2] / 2 + 11);
}

/* ---- What libarchive calls ---- */

static la_ssize_t give(struct archive *a, void *data, const void **bytes)
{
	struct hk_container_source *s = data;
	ssize_t n;

	if (s->input->fd == -1) {
		uint64_t left = s->size - s->at;

		n = left < PIECE ? (ssize_t)left : PIECE;
		*bytes = n ? s->input->text.data + s->at : "";
		s->at += (uint64_t)n;
	} else {
		do {
			n = read(s->input->fd, s->piece, PIECE);
		} while (n < 0 && errno == EINTR);
		*bytes = s->piece;
	}
	if (n < 0) {
		s->failed = errno;
		archive_set_error(a, errno, HK_MESSAGE("cannot be read"));
		return ARCHIVE_FATAL;
	}
	if (!s->taken && xz_window(*bytes, (size_t)n) > WINDOW_MAX) {
		archive_set_error(a, ENOMEM,
				  HK_MESSAGE("its window is too large"));
		return ARCHIVE_FATAL;
	}
	s->taken += (uint64_t)n;
	if (!s->input->budget) /* the file in the folder */
		s->budget->packed =
			s->size && s->taken > s->size ? s->size : s->taken;
	return n;
}

static la_int64_t seek(struct archive *a, void *data, la_int64_t to, int whence)
{
	struct hk_container_source *s = data;

	if (s->input->fd != -1) {
		off_t at = lseek(s->input->fd, (off_t)to, whence);

		if (at < 0)
			archive_set_error(a, errno,
					  HK_MESSAGE("cannot seek in it"));
		return at < 0 ? ARCHIVE_FATAL : at;
	}
	if (whence == SEEK_CUR)
		to += (la_int64_t)s->at;
	else if (whence == SEEK_END)
		to += (la_int64_t)s->size;
	if (to < 0 || (uint64_t)to > s->size) {
		archive_set_error(a, EINVAL,
				  HK_MESSAGE("points outside the file"));
		return ARCHIVE_FATAL;
	}
	s->at = (uint64_t)to;
	return to;
}

static la_int64_t skip(struct archive *a, void *data, la_int64_t request)
{
	struct hk_container_source *s = data;
	off_t at;

	(void)a;
	if (s->input->fd == -1) {
		uint64_t left = s->size - s->at;

		if ((uint64_t)request > left)
			request = (la_int64_t)left;
		s->at += (uint64_t)request;
		return request;
	}
	at = s->seeks ? lseek(s->input->fd, 0, SEEK_CUR) : -1;
	if (at < 0 || (uint64_t)at >= s->size)
		return 0; /* it is read instead */
	if ((uint64_t)request > s->size - (uint64_t)at)
		request = (la_int64_t)(s->size - (uint64_t)at);
	return lseek(s->input->fd, (off_t)request, SEEK_CUR) < 0 ? 0 : request;
}

int hk_container_source_open(struct hk_container_source *s, struct archive *a)
{
	archive_read_set_callback_data(a, s);
	archive_read_set_read_callback(a, give);
	archive_read_set_skip_callback(a, skip);
	if (s->seeks)
		archive_read_set_seek_callback(a, seek);
	return archive_read_open1(a);
}

#endif
