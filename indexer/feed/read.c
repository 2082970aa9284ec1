/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Bringing files and standard input to the readers of formats. */

#include <errno.h>
#include <unistd.h>

#include "base/clean.h"
#include "base/file.h"
#include "encoding/encoding.h"
#include "formats/child/child.h"
#include "formats/foreign.h"
#include "indexer/feed/private.h"

/* Bytes in which files of records are read, about. */
#define PIECE (4u << 20)
/* Of a file of more bytes these are not kept while its text is read, nor its
 * text while its article is. */
#define LARGE (1u << 20)
/* A record of more bytes than this is broken. */
#define RECORD_MAX (64u << 20)

void hk_feed_input_init(struct hk_feed_input *in, struct hk_feed *feed,
			struct hk_error *err)
{
	memset(in, 0, sizeof(*in));
	in->feed = feed;
	in->err = err;
	hk_arena_reset(&feed->arena);
	hk_keyset_reset(&feed->of_file);
	feed->unread_count = 0;
}

/* While the threads work on a large article, nothing else of it is kept. */
static void text_read(void *ctx)
{
	struct hk_feed_input *in = ctx;

	if (in->feed->text.len > LARGE)
		hk_buf_release(&in->feed->text);
}

struct hk_format_input hk_feed_format_input(struct hk_feed_input *in)
{
	struct hk_format_input input = {.fd = -1,
					.first_line = 1,
					.path = in->origin.path,
					.encoding = in->encoding,
					.columns = in->columns,
					.child = in->feed->child,
					.article = &in->feed->article,
					.emit = hk_feed_take,
					.inside = hk_feed_inside,
					.complain = hk_feed_complain,
					.ctx = in};

	return input;
}

enum hk_status hk_feed_readable(const struct hk_format *format,
				const char *file, struct hk_error *err)
{
	if (!format)
		return hk_error_set(err, HK_ENOTTEXT, "%s",
				    hk_foreign_reason(file));
	if (!format->read)
		return hk_error_set(err, HK_ENOTTEXT,
				    "not built in: reading %s needs %s",
				    hk_format_name(format), format->needs);
	return HK_OK;
}

/* ---- Records ---- */

static uint32_t count_lines(struct hk_str text)
{
	uint32_t lines = 0;

	for (const char *p = text.data, *end = p + text.len;
	     p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines++;
	return lines;
}

/* Read on until `bytes` holds `wanted` bytes; `*end` at the end of the file. */
static enum hk_status read_piece(struct hk_buf *bytes, int fd, const char *name,
				 size_t wanted, bool *end, struct hk_error *err)
{
	while (bytes->len < wanted && !*end) {
		ssize_t n;

		if (hk_buf_reserve(bytes, PIECE))
			return hk_error_nomem(err);
		n = read(fd, bytes->data + bytes->len, PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return hk_error_system(err, errno, "cannot read %s",
					       name);
		*end = n == 0;
		bytes->len += (size_t)n;
	}
	return HK_OK;
}

/* The length of what `bytes` holds up to its last line feed. */
static size_t whole_lines(const struct hk_buf *bytes)
{
	const char *last = memrchr(bytes->data, '\n', bytes->len);

	return last ? (size_t)(last - bytes->data) + 1 : 0;
}

/* Give the first `len` bytes, which are whole records, to the reader. */
static enum hk_status give_records(struct hk_feed_input *in,
				   const struct hk_format *format,
				   struct hk_format_input *input, size_t len)
{
	struct hk_feed *f = in->feed;
	struct hk_buf *bytes = &f->bytes;
	struct hk_str piece = hk_span_str(bytes->data, len);
	enum hk_status status;

	if (input->first_line == 1 && hk_span_starts(piece, "\xEF\xBB\xBF")) {
		piece.data += 3;
		piece.len -= 3;
	}
	input->text = piece;
	status = hk_child_read(format, input, in->err);
	input->first_line += count_lines(piece);
	if (!status)
		status = hk_feed_fed(f, len, in->err);
	if (!status)
		status = hk_feed_begin(f, in->err);
	hk_feed_progress(f, len, 0);
	memmove(bytes->data, bytes->data + len, bytes->len - len);
	bytes->len -= len;
	return status;
}

/*
 * A file of records, piece by piece, so that its size does not matter. The
 * bytes are given as they are: each record is checked by itself.
 */
static enum hk_status read_records(struct hk_feed_input *in,
				   const struct hk_format *format, int fd,
				   const char *name)
{
	struct hk_buf *bytes = &in->feed->bytes;
	struct hk_format_input input = hk_feed_format_input(in);
	enum hk_status status = HK_OK;
	size_t wanted = PIECE;
	bool end = false;

	hk_buf_reset(bytes);
	while (!status && !(end && !bytes->len)) {
		size_t len;

		status = read_piece(bytes, fd, name, wanted, &end, in->err);
		if (status)
			break;
		len = end ? bytes->len : whole_lines(bytes);
		wanted = PIECE;
		if (!len && bytes->len < RECORD_MAX) {
			wanted = bytes->len * 2; /* one long record */
			continue;
		}
		/* The reader says that one which is too long is broken. */
		status = give_records(in, format, &input,
				      len ? len : bytes->len);
	}
	return status;
}

/* ---- Text ---- */

/* What is said of bytes that are no text, by the name of their file. */
static enum hk_status not_text(const struct hk_feed_input *in,
			       struct hk_str member)
{
	struct hk_str path = member.len ? member : in->origin.path;
	char name[256];
	size_t len = path.len < sizeof(name) ? path.len : sizeof(name) - 1;

	if (len)
		memcpy(name, path.data + path.len - len, len);
	name[len] = '\0';
	return hk_error_set(in->err, HK_ENOTTEXT, "%s",
			    hk_foreign_reason(name));
}

static void tell_replaced(const struct hk_feed_input *in, struct hk_str member)
{
	const struct hk_document_origin *origin = &in->origin;
	struct hk_clean_buf line;

	hk_clean_line(
		&line,
		HK_MESSAGE("%.*s%s%u byte sequences are not text in %.*s and "
			   "became "
			   "U+FFFD; use --encoding if the encoding is wrong"),
		(int)(member.len < HK_FEED_NAME_SHOWN ? member.len
						      : HK_FEED_NAME_SHOWN),
		member.len ? member.data : "", member.len ? ": " : "",
		(unsigned)origin->replaced, (int)origin->encoding.len,
		origin->encoding.data);
	hk_feed_tell(in->feed, HK_FEED_WARNING, origin->path, line.text);
}

enum hk_status hk_feed_read_text(struct hk_feed_input *in,
				 const struct hk_format *format,
				 struct hk_str bytes,
				 struct hk_format_input *input)
{
	struct hk_document_origin *origin = &in->origin;
	struct hk_buf *text = &in->feed->text;
	struct hk_encoding_result how;
	enum hk_status status;

	hk_buf_reset(text);
	status = hk_encoding_decode(text, bytes, in->encoding, &how, in->err);
	if (status == HK_ENOTTEXT)
		return not_text(in, input->member);
	if (status)
		return status;
	/* Of a large file there are copies enough: its text, and its article.
	 */
	if (bytes.len > LARGE && bytes.data == in->feed->bytes.data) {
		hk_buf_release(&in->feed->bytes);
		in->held = false;
	}
	origin->encoding = how.name;
	origin->confidence = how.confidence;
	origin->replaced =
		how.replaced < UINT32_MAX ? (uint32_t)how.replaced : UINT32_MAX;
	if (origin->replaced)
		tell_replaced(in, input->member);
	input->text = hk_buf_str(text);
	format = hk_format_of_text(
		format, input->member.len ? input->member : input->path,
		input->text);
	origin->type = hk_span_cstr(in->filter ? in->filter->suffix
					       : hk_format_name(format));
	return hk_child_read(format, input, in->err);
}

/* ---- Anything ---- */

enum hk_status hk_feed_read(struct hk_feed_input *in,
			    const struct hk_format *format, int fd,
			    const char *name)
{
	struct hk_format_input input = hk_feed_format_input(in);
	struct hk_buf *bytes = &in->feed->bytes;
	enum hk_status status = hk_feed_begin(in->feed, in->err);

	if (status)
		return status;
	in->origin.type = hk_span_cstr(in->filter ? in->filter->suffix
						  : hk_format_name(format));
	if (format->takes == HK_FORMAT_RECORDS && !in->encoding.len) {
		in->origin.encoding = hk_span_cstr("utf-8");
		in->origin.confidence = 100;
		return read_records(in, format, fd, name);
	}
	if (format->takes == HK_FORMAT_BYTES) {
		if (in->held)
			input.text = hk_buf_str(bytes);
		else
			input.fd = fd;
		return hk_child_read(format, &input, in->err);
	}
	if (!in->held) {
		hk_buf_reset(bytes);
		status = hk_file_read_fd(bytes, fd, name, in->err);
	}
	input.text_read = text_read;
	return status ? status
		      : hk_feed_read_text(in, format, hk_buf_str(bytes),
					  &input);
}

enum hk_status hk_feed_stdin(struct hk_feed *f, const struct hk_format *format,
			     struct hk_str encoding, struct hk_str columns,
			     struct hk_str id, struct hk_str title,
			     struct hk_error *err)
{
	struct hk_feed_input in;
	enum hk_status status;

	hk_feed_input_init(&in, f, err);
	in.encoding = encoding;
	in.columns = columns;
	in.id = id;
	in.title = title;
	status = hk_feed_read(&in, format, STDIN_FILENO, "standard input");
	if (!status && !in.articles && !in.broken)
		hk_feed_tell(f, HK_FEED_WARNING, in.origin.path,
			     "there is no text in it");
	return status;
}
