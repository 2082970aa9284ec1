/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_DUMP_H
#define HIKU_TESTS_UNIT_DUMP_H

/*
 * What a reader makes of a text, written for comparison: the article's fields,
 * then its blocks, one a line (source line, kind, text; line feeds as \n),
 * then the readings. Shared by the tests of readers of formats.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats/format.h"
#include "text/utf8.h"

static inline void dump_text(struct hk_buf *out, struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] == '\n')
			assert_int_equal(hk_buf_puts(out, "\\n"), 0);
		else if (text.data[i] == '\\')
			assert_int_equal(hk_buf_puts(out, "\\\\"), 0);
		else if (text.data[i] == '\r')
			assert_int_equal(hk_buf_puts(out, "\\r"), 0);
		else
			assert_int_equal(hk_buf_putc(out, text.data[i]), 0);
}

static inline void dump_field(struct hk_buf *out, const char *name,
			      struct hk_str value)
{
	if (!value.len)
		return;
	assert_int_equal(hk_buf_printf(out, "%s: ", name), 0);
	dump_text(out, value);
	assert_int_equal(hk_buf_putc(out, '\n'), 0);
}

static inline enum hk_status dump_article(void *ctx, struct hk_article *a)
{
	static const char *const kinds[] = {"text", "head", "item", "code",
					    "title"};
	struct hk_buf *out = ctx;
	const char *text = a->text.data;
	size_t last = 0;

	assert_true(hk_utf8_valid(hk_buf_str(&a->text)));
	dump_field(out, "= title", a->title);
	dump_field(out, "= author", a->author);
	dump_field(out, "= date", a->date);
	dump_field(out, "= note", a->note);
	for (size_t i = 0; i < a->block_count; i++) {
		const struct hk_block *b = &a->blocks[i];

		assert_true(b->span.begin >= last &&
			    b->span.end > b->span.begin);
		last = b->span.end;
		assert_int_equal(
			hk_buf_printf(out, "%u %s", b->line, kinds[b->kind]),
			0);
		if (b->level)
			assert_int_equal(hk_buf_printf(out, "%u", b->level), 0);
		assert_int_equal(hk_buf_puts(out, ": "), 0);
		dump_text(out, hk_span_str(text + b->span.begin,
					   b->span.end - b->span.begin));
		assert_int_equal(hk_buf_putc(out, '\n'), 0);
	}
	assert_true(last <= a->text.len);
	for (size_t i = 0; i < a->reading_count; i++) {
		struct hk_span base = a->readings[i].span;

		assert_int_equal(hk_buf_puts(out, "= reading: "), 0);
		dump_text(out, hk_span_str(text + base.begin,
					   base.end - base.begin));
		assert_int_equal(hk_buf_puts(out, " = "), 0);
		dump_text(out, a->readings[i].reading);
		assert_int_equal(hk_buf_putc(out, '\n'), 0);
	}
	return HK_OK;
}

/* Append what the reader makes of the text, which is valid UTF-8. */
static inline void dump_read(struct hk_buf *out, const struct hk_format *format,
			     struct hk_str text)
{
	struct hk_article article;
	struct hk_error err = {HK_OK, ""};
	struct hk_format_input input = {.text = text,
					.fd = -1,
					.first_line = 1,
					.path = hk_span_cstr("/a"),
					.article = &article,
					.emit = dump_article,
					.ctx = out};

	hk_article_init(&article);
	if (format->read(&input, &err))
		print_error("%s\n", err.message);
	assert_int_equal(err.status, HK_OK);
	hk_article_release(&article);
}

/* Append the bytes of the file; false: there is none. */
static inline bool dump_file(struct hk_buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	int c;

	if (!file)
		return false;
	while ((c = getc(file)) != EOF)
		assert_int_equal(hk_buf_putc(out, (char)c), 0);
	fclose(file);
	return true;
}

/*
 * Read tests/golden/NAME and compare with tests/golden/NAME.out. What comes
 * of it is printed where it differs.
 */
static inline void dump_golden(const struct hk_format *format, const char *name)
{
	struct hk_buf in, out, wanted;
	char path[256];

	hk_buf_init(&in, HK_BUF_NO_MAX);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	hk_buf_init(&wanted, HK_BUF_NO_MAX);
	snprintf(path, sizeof(path), "tests/golden/%s", name);
	assert_true(dump_file(&in, path));
	snprintf(path, sizeof(path), "tests/golden/%s.out", name);
	assert_true(dump_file(&wanted, path));
	dump_read(&out, format, hk_buf_str(&in));
	if (!hk_span_same(hk_buf_str(&out), hk_buf_str(&wanted)))
		print_error("%s: got\n%s", name, out.len ? out.data : "");
	assert_true(hk_span_same(hk_buf_str(&out), hk_buf_str(&wanted)));
	hk_buf_release(&in);
	hk_buf_release(&out);
	hk_buf_release(&wanted);
}

#endif
