/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Bringing text to the readers of formats. */

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/feed_private.h"
#include "text/encoding.h"

/* Files of records are read in pieces of about this size; */
#define PIECE (4u << 20)
/* a record that is longer than this is broken. */
#define RECORD_MAX (64u << 20)

static enum hk_status read_articles(struct hk_feed *f,
				    const struct hk_format *format,
				    struct hk_str text, uint32_t first_line)
{
	struct hk_format_input input = {.text = text,
					.first_line = first_line,
					.path = f->origin.path,
					.article = &f->article,
					.emit = hk_feed_take,
					.complain = hk_feed_complain,
					.ctx = f};

	return format->read(&input, f->err);
}

/* Lines in a piece of text. */
static uint32_t count_lines(struct hk_str text)
{
	uint32_t lines = 0;

	for (const char *p = text.data, *end = p + text.len;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	return lines;
}

/* Read on until `bytes` holds as many bytes as wanted; `*end` at the end. */
static enum hk_status read_piece(struct hk_feed *f, int fd, const char *name,
				 size_t wanted, bool *end)
{
	while (f->bytes.len < wanted && !*end) {
		ssize_t n;

		if (hk_buf_reserve(&f->bytes, PIECE))
			return hk_error_nomem(f->err);
		n = read(fd, f->bytes.data + f->bytes.len, PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(f->err, errno,
					       "%s cannot be read", name);
		*end = n == 0;
		f->bytes.len += (size_t)n;
	}
	return HK_OK;
}

/* The length of what `bytes` holds up to its last line feed. */
static size_t whole_lines(const struct hk_buf *bytes)
{
	const char *last = memrchr(bytes->data, '\n', bytes->len);

	return last ? (size_t)(last - bytes->data) + 1 : 0;
}

/*
 * A file of records, piece by piece, so that its size does not matter. The
 * bytes are given as they are: each record is checked by itself.
 */
enum hk_status hk_feed_stream(struct hk_feed *f, const struct hk_format *format,
			      int fd, const char *name)
{
	enum hk_status status = HK_OK;
	size_t wanted = PIECE;
	uint32_t line = 1;
	bool end = false;

	hk_buf_reset(&f->bytes);
	while (!status && !(end && !f->bytes.len)) {
		struct hk_str piece;
		size_t len;

		status = read_piece(f, fd, name, wanted, &end);
		if (status)
			break;
		len = end ? f->bytes.len : whole_lines(&f->bytes);
		wanted = PIECE;
		if (!len && f->bytes.len < RECORD_MAX) {
			wanted = f->bytes.len * 2; /* one long record */
			continue;
		}
		if (!len) /* too long: the reader says that it is broken */
			len = f->bytes.len;
		piece = hk_span_str(f->bytes.data, len);
		if (line == 1 && hk_span_starts(piece, "\xEF\xBB\xBF")) {
			piece.data += 3;
			piece.len -= 3;
		}
		status = read_articles(f, format, piece, line);
		line += count_lines(piece);
		if (!status)
			status = hk_feed_fed(f, len, f->err);
		if (!status)
			status = hk_feed_begin(f, f->err);
		hk_report_progress(f->set.report, len, 0);
		memmove(f->bytes.data, f->bytes.data + len, f->bytes.len - len);
		f->bytes.len -= len;
	}
	return status;
}

/* Decode what `bytes` holds and read it as articles. */
enum hk_status hk_feed_whole(struct hk_feed *f, const struct hk_format *format,
			     struct hk_str encoding)
{
	enum hk_status status;

	hk_buf_reset(&f->text);
	status = hk_encoding_decode(&f->text, hk_buf_str(&f->bytes), encoding,
				    &f->origin.encoding, f->err);
	if (!status)
		status = hk_feed_begin(f, f->err);
	if (!status)
		status = read_articles(f, format, hk_buf_str(&f->text), 1);
	return status;
}

enum hk_status hk_feed_stdin(struct hk_feed *f, const struct hk_format *format,
			     struct hk_str encoding, struct hk_str id,
			     struct hk_str title, struct hk_error *err)
{
	enum hk_status status;

	f->err = err;
	f->articles = f->broken = 0;
	memset(&f->origin, 0, sizeof(f->origin));
	f->origin.type = hk_span_cstr(format->name);
	f->origin.encoding = hk_span_cstr("utf-8");
	hk_arena_reset(&f->arena);
	hk_ids_reset(&f->of_file);
	status = hk_feed_begin(f, err);
	if (status)
		return status;
	if (format->records && !encoding.len)
		return hk_feed_stream(f, format, STDIN_FILENO,
				      "standard input");
	hk_buf_reset(&f->bytes);
	status =
		hk_file_read_fd(&f->bytes, STDIN_FILENO, "standard input", err);
	if (status)
		return status;
	f->given_id = id;
	f->given_title = title;
	status = hk_feed_whole(f, format, encoding);
	f->given_id = f->given_title = hk_span_str(NULL, 0);
	return status;
}
