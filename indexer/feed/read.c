/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Bringing files, and files inside files, to the readers of formats. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "indexer/feed/private.h"
#include "encoding/encoding.h"

/* Files of records are read in pieces of about this size; */
#define PIECE (4u << 20)
/* a record that is longer than this is broken. */
#define RECORD_MAX (64u << 20)

static struct hk_format_input input_of(struct hk_feed *f)
{
	struct hk_format_input input = {.fd = -1,
					.first_line = 1,
					.path = f->origin.path,
					.encoding = f->encoding,
					.columns = f->columns,
					.article = &f->article,
					.emit = hk_feed_take,
					.inside = hk_feed_inside,
					.complain = hk_feed_complain,
					.ctx = f};

	return input;
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
static enum hk_status read_records(struct hk_feed *f,
				   const struct hk_format *format, int fd,
				   const char *name)
{
	struct hk_format_input input = input_of(f);
	enum hk_status status = HK_OK;
	size_t wanted = PIECE;
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
		if (input.first_line == 1 &&
		    hk_span_starts(piece, "\xEF\xBB\xBF")) {
			piece.data += 3;
			piece.len -= 3;
		}
		input.text = piece;
		status = format->read(&input, f->err);
		input.first_line += count_lines(piece);
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

static void tell_replaced(struct hk_feed *f, struct hk_str member)
{
	struct hk_error text;

	hk_error_set(&text, HK_OK,
		     "%.*s%s%u sequences of bytes are not %.*s and became "
		     "U+FFFD; --encoding names another encoding",
		     (int)(member.len < 200 ? member.len : 200),
		     member.len ? member.data : "", member.len ? ": " : "",
		     (unsigned)f->origin.replaced, (int)f->origin.encoding.len,
		     f->origin.encoding.data);
	hk_report_warning(f->set.report, f->origin.path, text.message);
}

/* Decode bytes and read them as articles. */
static enum hk_status read_text(struct hk_feed *f,
				const struct hk_format *format,
				struct hk_str bytes,
				struct hk_format_input *input)
{
	struct hk_encoding_result how;
	enum hk_status status;

	hk_buf_reset(&f->text);
	status = hk_encoding_decode(&f->text, bytes, f->encoding, &how, f->err);
	if (status)
		return status;
	f->origin.encoding = how.name;
	f->origin.confidence = how.confidence;
	f->origin.replaced =
		how.replaced < UINT32_MAX ? (uint32_t)how.replaced : UINT32_MAX;
	input->text = hk_buf_str(&f->text);
	if (f->origin.replaced)
		tell_replaced(f, input->member);
	format = hk_format_of_text(format, input->text);
	f->origin.type = hk_span_cstr(f->filter ? f->filter->suffix
						: hk_format_name(format));
	return format->read(input, f->err);
}

enum hk_status hk_feed_read(struct hk_feed *f, const struct hk_format *format,
			    int fd, const char *name, struct hk_str encoding)
{
	struct hk_format_input input = input_of(f);
	enum hk_status status = hk_feed_begin(f, f->err);

	if (status)
		return status;
	f->encoding = input.encoding = encoding;
	f->origin.type = hk_span_cstr(hk_format_name(format));
	f->origin.encoding = hk_span_str(NULL, 0);
	f->origin.confidence = f->origin.replaced = 0;
	if (format->takes == HK_FORMAT_RECORDS && !encoding.len) {
		f->origin.encoding = hk_span_cstr("utf-8");
		f->origin.confidence = 100;
		return read_records(f, format, fd, name);
	}
	if (format->takes == HK_FORMAT_BYTES) {
		input.fd = fd;
		return format->read(&input, f->err);
	}
	if (!f->held) {
		hk_buf_reset(&f->bytes);
		status = hk_file_read_fd(&f->bytes, fd, name, f->err);
	}
	return status ? status
		      : read_text(f, format, hk_buf_str(&f->bytes), &input);
}

enum hk_status hk_feed_readable(const struct hk_format *format,
				const char *foreign, struct hk_error *err)
{
	if (!format)
		return hk_error_set(err, HK_ENOTTEXT, "no reader for %s",
				    foreign);
	if (!format->read)
		return hk_error_set(err, HK_ENOTTEXT,
				    "%s is not built in (%s was missing)",
				    hk_format_name(format), format->needs);
	return HK_OK;
}

/* ---- Files inside files ---- */

/* How deep containers may stand in each other. */
#define DEPTH_MAX 4

/* "member: why" */
static void name_it(struct hk_error *text, struct hk_str name, const char *why)
{
	hk_error_set(text, HK_EFORMAT, "%.*s: %s",
		     (int)(name.len < 200 ? name.len : 200), name.data, why);
}

static void note_of(struct hk_feed *f, struct hk_str name, const char *why)
{
	struct hk_error text;

	name_it(&text, name, why);
	hk_report_note(f->set.report, f->origin.path, text.message);
}

static void complain_of(struct hk_feed *f, struct hk_str name, const char *why)
{
	struct hk_error text;

	name_it(&text, name, why);
	hk_feed_complain(f, 0, text.message);
}

/* An article of the member: its name is the member's. */
struct inside {
	struct hk_feed *f;
	const struct hk_format_member *member;
};

static enum hk_status take_inside(void *ctx, struct hk_article *article)
{
	struct inside *in = ctx;
	const struct hk_format_member *m = in->member;
	struct hk_arena *arena = &article->arena;
	struct hk_str name = m->name;

	if (name.len && article->member.len) {
		struct hk_str own = article->member;
		char *both = hk_arena_alloc(arena, name.len + own.len + 1);

		if (!both)
			return hk_error_nomem(in->f->err);
		memcpy(both, name.data, name.len);
		both[name.len] = '/';
		memcpy(both + name.len + 1, own.data, own.len);
		article->member = hk_span_str(both, name.len + own.len + 1);
	} else if (name.len) {
		article->member = name;
	}
	if (!article->date.len)
		article->date = m->date;
	return hk_feed_take(in->f, article);
}

static enum hk_status inside_inside(void *ctx,
				    const struct hk_format_member *member)
{
	struct inside *in = ctx;
	struct hk_format_member inner = *member;
	struct hk_str outer = in->member->name;
	enum hk_status status;
	char *name = NULL;

	if (outer.len) {
		size_t len = outer.len + (member->name.len ? 1 : 0) +
			     member->name.len;

		name = malloc(len + 1);
		if (!name)
			return hk_error_nomem(in->f->err);
		memcpy(name, outer.data, outer.len);
		if (member->name.len) {
			name[outer.len] = '/';
			memcpy(name + outer.len + 1, member->name.data,
			       member->name.len);
		}
		inner.name = hk_span_str(name, len);
	}
	status = hk_feed_inside(in->f, &inner);
	free(name);
	return status;
}

static void complain_inside(void *ctx, uint32_t line, const char *why)
{
	struct inside *in = ctx;
	struct hk_error text;

	if (!line) {
		hk_feed_complain(in->f, 0, why);
		return;
	}
	hk_error_set(&text, HK_EFORMAT, "line %u: %s", line, why);
	complain_of(in->f, in->member->name, text.message);
}

/* The format of a member, or NULL after saying why it is passed over. */
static const struct hk_format *format_inside(struct hk_feed *f,
					     const struct hk_format_member *m,
					     struct hk_str shown)
{
	struct hk_str head = m->bytes;
	const struct hk_format *format;
	struct hk_error text;
	const char *why;
	char file[256];

	if (head.len > HK_FORMAT_HEAD)
		head.len = HK_FORMAT_HEAD;
	snprintf(file, sizeof(file), "%.*s",
		 (int)(m->file.len < 255 ? m->file.len : 255), m->file.data);
	format = hk_format_of(file, head, &why);
	if (hk_feed_readable(format, why, &text)) {
		note_of(f, shown, text.message);
		return NULL;
	}
	if (format->takes == HK_FORMAT_BYTES && m->depth >= DEPTH_MAX) {
		complain_of(f, shown, "containers inside containers, too deep");
		return NULL;
	}
	return format;
}

enum hk_status hk_feed_inside(void *ctx, const struct hk_format_member *m)
{
	struct hk_feed *f = ctx;
	struct hk_str shown = m->name.len ? m->name : m->file;
	const struct hk_format *format = format_inside(f, m, shown);
	struct inside in = {f, m};
	struct hk_document_origin outer = f->origin;
	struct hk_format_input input = input_of(f);
	struct hk_error own = {HK_OK, ""}, *err = f->err;
	enum hk_status status;

	if (!format)
		return HK_OK;
	f->origin.type = hk_span_cstr(hk_format_name(format));
	f->err = &own;
	input.member = m->name;
	input.depth = m->depth;
	input.budget = m->budget;
	input.emit = take_inside;
	input.inside = inside_inside;
	input.complain = complain_inside;
	input.ctx = &in;
	if (format->takes == HK_FORMAT_TEXT) {
		status = read_text(f, format, m->bytes, &input);
	} else {
		input.text = m->bytes;
		f->origin.encoding = hk_span_str(NULL, 0);
		status = format->read(&input, &own);
	}
	f->err = err;
	f->origin = outer;
	if (status == HK_ENOTTEXT) {
		note_of(f, shown, own.message);
		return HK_OK;
	}
	if (status == HK_EFORMAT || status == HK_EENCODING ||
	    status == HK_ETOOBIG) {
		complain_of(f, shown, own.message);
		return HK_OK;
	}
	if (status && err)
		*err = own;
	return status;
}

enum hk_status hk_feed_stdin(struct hk_feed *f, const struct hk_format *format,
			     struct hk_str encoding, struct hk_str columns,
			     struct hk_str id, struct hk_str title,
			     struct hk_error *err)
{
	enum hk_status status;

	f->err = err;
	f->articles = f->broken = 0;
	f->held = false;
	f->filter = NULL;
	memset(&f->origin, 0, sizeof(f->origin));
	hk_arena_reset(&f->arena);
	hk_keyset_reset(&f->of_file);
	f->columns = columns;
	f->given_id = id;
	f->given_title = title;
	status = hk_feed_read(f, format, STDIN_FILENO, "standard input",
			      encoding);
	f->given_id = f->given_title = hk_span_str(NULL, 0);
	return status;
}
