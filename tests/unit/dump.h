/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_DUMP_H
#define HIKU_TESTS_UNIT_DUMP_H

/*
 * What a reader of a format gives, written down as text, for all tests of
 * readers. Each article is its fields ("title: ..."), then its blocks, then its
 * readings ("read: base = reading"), then "----". A block is its line number,
 * its kind and its text ("12 head2| ..."); its further lines follow with
 * their own numbers and no kind. "lines: record" (or page, none) says that the
 * numbers do not count line feeds. A member of a container begins with
 * "inside: "; a complaint is "! LINE: WHY"; an error "!! WHY".
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "encoding/encoding.h"
#include "formats/format.h"
#include "base/utf8.h"

struct dump {
	struct hk_buf text; /* what the reader gave */
	struct hk_article article;
	struct hk_format_input input; /* a test may set columns and the like */
};

static inline void dump_printf(struct dump *d, const char *format, ...)
	HK_PRINTF(2, 3);
static inline void dump_printf(struct dump *d, const char *format, ...)
{
	char *line = NULL;
	va_list args;

	va_start(args, format);
	assert_true(vasprintf(&line, format, args) >= 0);
	va_end(args);
	assert_int_equal(hk_buf_puts(&d->text, line), HK_OK);
	free(line);
}

/* One line, whatever the value has in it; none if it is empty. */
static inline void dump_field(struct dump *d, const char *name,
			      struct hk_str value)
{
	if (!value.len)
		return;
	dump_printf(d, "%s: ", name);
	for (size_t i = 0; i < value.len; i++) {
		char c = value.data[i];
		const char *escape = c == '\n'	 ? "\\n"
				     : c == '\\' ? "\\\\"
						 : NULL;

		if (escape)
			dump_printf(d, "%s", escape);
		else
			assert_int_equal(hk_buf_putc(&d->text, c), HK_OK);
	}
	dump_printf(d, "\n");
}

static inline void dump_block(struct dump *d, const struct hk_article *a,
			      const struct hk_block *b)
{
	static const char *const kinds[] = {"text", "head",  "item",
					    "code", "title", "lines"};
	size_t at = b->span.begin;
	uint32_t line = b->line;

	dump_printf(d, "%u %s", line, kinds[b->kind]);
	if (b->level)
		dump_printf(d, "%u", b->level);
	for (;;) {
		const char *text = a->text.data + at;
		const char *end = memchr(text, '\n', b->span.end - at);
		size_t len = end ? (size_t)(end - text) : b->span.end - at;

		dump_printf(d, "| %.*s\n", (int)len, text);
		at += len + 1;
		if (at > b->span.end)
			return;
		line += a->lines == HK_BLOCK_LINES_PHYSICAL;
		dump_printf(d, "%u ", line);
	}
}

static inline void dump_blocks(struct dump *d, const struct hk_article *a)
{
	size_t last = 0;

	for (size_t i = 0; i < a->block_count; i++) {
		struct hk_span span = a->blocks[i].span;

		assert_true(span.begin >= last && span.end > span.begin);
		last = span.end;
		dump_block(d, a, &a->blocks[i]);
	}
	assert_true(last <= a->text.len);
}

static inline enum hk_status dump_article(void *ctx, struct hk_article *a)
{
	static const char *const lines[] = {"none", "", "record", "page"};
	struct dump *d = ctx;

	assert_true(hk_utf8_valid(hk_buf_str(&a->text)));
	dump_field(d, "member", a->member);
	dump_field(d, "id", a->id);
	dump_field(d, "title", a->title);
	dump_field(d, "date", a->date);
	dump_field(d, "url", a->url);
	dump_field(d, "author", a->author);
	dump_field(d, "title is read", a->title_reading);
	dump_field(d, "author is read", a->author_reading);
	dump_field(d, "lang", a->lang);
	dump_field(d, "note", a->note);
	for (size_t i = 0; i < a->tag_count; i++)
		dump_field(d, "tag", a->tags[i]);
	dump_field(d, "lines", hk_span_cstr(lines[a->lines]));
	dump_blocks(d, a);
	for (size_t i = 0; i < a->reading_count; i++) {
		const struct hk_reading *r = &a->readings[i];

		dump_printf(d, "read: %.*s = %.*s\n",
			    (int)(r->span.end - r->span.begin),
			    a->text.data + r->span.begin, (int)r->reading.len,
			    r->reading.data);
	}
	dump_printf(d, "----\n");
	return HK_OK;
}

static inline enum hk_status dump_member(void *ctx,
					 const struct hk_format_member *m)
{
	struct dump *d = ctx;

	assert_int_equal(m->depth, d->input.depth + 1);
	/* Members are read into the same article while they are given. */
	hk_article_reset(&d->article);
	dump_field(d, "inside", m->name);
	dump_field(d, "file", m->file);
	dump_field(d, "of", m->date);
	dump_field(d, "bytes", m->bytes);
	if (m->unwanted)
		dump_printf(d, "only named\n");
	dump_printf(d, "----\n");
	return HK_OK;
}

static inline void dump_complaint(void *ctx, uint32_t line, const char *why)
{
	dump_printf(ctx, "! %u: %s\n", line, why);
}

static inline void dump_init(struct dump *d)
{
	memset(d, 0, sizeof(*d));
	hk_buf_init(&d->text, HK_BUF_NO_MAX);
	hk_article_init(&d->article);
	d->input.fd = -1;
	d->input.first_line = 1;
	d->input.path = hk_span_cstr("/p");
	d->input.article = &d->article;
	d->input.emit = dump_article;
	d->input.inside = dump_member;
	d->input.complain = dump_complaint;
}

static inline void dump_release(struct dump *d)
{
	hk_buf_release(&d->text);
	hk_article_release(&d->article);
}

static struct dump dump;

static inline int dump_open(void **state)
{
	(void)state;
	dump_init(&dump);
	return 0;
}

static inline int dump_close(void **state)
{
	(void)state;
	dump_release(&dump);
	return 0;
}

/* Read what `d->input` has; what comes of it is in `d->text`. */
static inline enum hk_status dump_input(struct dump *d,
					const struct hk_format *format)
{
	struct hk_error err = {HK_OK, ""};
	enum hk_status status;

	hk_buf_reset(&d->text);
	assert_int_equal(hk_buf_puts(&d->text, ""), HK_OK);
	d->input.ctx = d;
	assert_non_null(format->read);
	status = format->read(&d->input, &err);
	assert_int_equal(status, err.status);
	if (status)
		dump_printf(d, "!! %s\n", err.message);
	return status;
}

/* Read a text. */
static inline enum hk_status dump_read(struct dump *d,
				       const struct hk_format *format,
				       struct hk_str text)
{
	d->input.text = text;
	d->input.fd = -1;
	return dump_input(d, format);
}

/* Read a text, of which this must come. */
static inline void dump_expect(struct dump *d, const struct hk_format *format,
			       const char *text, const char *wanted)
{
	dump_read(d, format, hk_span_cstr(text));
	assert_string_equal(d->text.data, wanted);
}

#endif
