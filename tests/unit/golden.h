/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_GOLDEN_H
#define HIKU_TESTS_UNIT_GOLDEN_H

/*
 * Golden extraction: a small file in tests/golden and, beside it, what its
 * reader makes of it, as text (NAME.golden). HIKU_GOLDEN=write writes these
 * afresh, to be looked at and committed.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "formats/format.h"
#include "encoding/encoding.h"

struct golden {
	struct hk_buf text; /* what the reader gave, written down */
	struct hk_article article;
	struct hk_format_input input;
};

static inline void golden_field(struct hk_buf *out, const char *name,
				struct hk_str value)
{
	if (value.len)
		assert_int_equal(hk_buf_printf(out, "%s: %.*s\n", name,
					       (int)value.len, value.data),
				 HK_OK);
}

/* "12 item| text", and each line of its text with its number. */
static inline void golden_block(struct hk_buf *out, const struct hk_article *a,
				const struct hk_block *b)
{
	static const char *const kinds[] = {"text", "head", "item", "code",
					    "title"};
	size_t at = b->span.begin;
	uint32_t line = b->line;
	char level[2] = {(char)('0' + b->level), '\0'};

	while (at <= b->span.end) {
		const char *text = a->text.data + at;
		const char *end = memchr(text, '\n', b->span.end - at);
		size_t len = end ? (size_t)(end - text) : b->span.end - at;

		assert_int_equal(
			hk_buf_printf(out, "%u %s%s| %.*s\n", line,
				      at == b->span.begin ? kinds[b->kind] : "",
				      at == b->span.begin && b->level ? level
								      : "",
				      (int)len, text),
			HK_OK);
		at += len + 1;
		line += a->lines == HK_BLOCK_LINES_PHYSICAL;
	}
}

static inline enum hk_status golden_take(void *ctx, struct hk_article *a)
{
	struct hk_buf *out = &((struct golden *)ctx)->text;

	golden_field(out, "id", a->id);
	golden_field(out, "title", a->title);
	golden_field(out, "date", a->date);
	golden_field(out, "url", a->url);
	golden_field(out, "author", a->author);
	golden_field(out, "lang", a->lang);
	golden_field(out, "note", a->note);
	for (size_t i = 0; i < a->tag_count; i++)
		golden_field(out, "tag", a->tags[i]);
	for (size_t i = 0; i < a->block_count; i++)
		golden_block(out, a, &a->blocks[i]);
	for (size_t i = 0; i < a->reading_count; i++) {
		const struct hk_reading *r = &a->readings[i];

		assert_int_equal(
			hk_buf_printf(out, "read: %.*s = %.*s\n",
				      (int)(r->span.end - r->span.begin),
				      a->text.data + r->span.begin,
				      (int)r->reading.len, r->reading.data),
			HK_OK);
	}
	assert_int_equal(hk_buf_puts(out, "----\n"), HK_OK);
	return HK_OK;
}

static inline void golden_complain(void *ctx, uint32_t line, const char *why)
{
	struct hk_buf *out = &((struct golden *)ctx)->text;

	assert_int_equal(hk_buf_printf(out, "! %u: %s\n", line, why), HK_OK);
}

static inline void golden_init(struct golden *g)
{
	memset(g, 0, sizeof(*g));
	hk_buf_init(&g->text, HK_BUF_NO_MAX);
	hk_article_init(&g->article);
	g->input.fd = -1;
	g->input.first_line = 1;
	g->input.path = hk_span_cstr("/p");
	g->input.article = &g->article;
	g->input.complain = golden_complain;
}

static inline void golden_release(struct golden *g)
{
	hk_buf_release(&g->text);
	hk_article_release(&g->article);
}

/* Read a text; what comes of it is in `g->text`. */
static inline enum hk_status golden_read(struct golden *g,
					 const struct hk_format *format,
					 struct hk_str text)
{
	struct hk_error err = {HK_OK, ""};
	enum hk_status status;

	hk_buf_reset(&g->text);
	g->input.emit = golden_take;
	g->input.ctx = g;
	g->input.text = text;
	assert_non_null(format->read);
	status = format->read(&g->input, &err);
	if (status)
		assert_int_equal(
			hk_buf_printf(&g->text, "!! %s\n", err.message), HK_OK);
	return status;
}

/* Compare tests/golden/NAME with tests/golden/NAME.golden. */
static inline void golden_check(struct golden *g,
				const struct hk_format *format,
				const char *name)
{
	const char *write = getenv("HIKU_GOLDEN");
	struct hk_buf bytes, text, wanted;
	char path[256];

	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&wanted, HK_BUF_NO_MAX);
	snprintf(path, sizeof(path), "tests/golden/%s", name);
	assert_int_equal(hk_file_read(&bytes, path, NULL), HK_OK);
	assert_int_equal(hk_encoding_decode(&text, hk_buf_str(&bytes),
					    hk_span_str(NULL, 0), NULL, NULL),
			 HK_OK);
	golden_read(g, format, hk_buf_str(&text));
	strcat(path, ".golden");
	if (write && !strcmp(write, "write")) {
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		assert_int_equal(fwrite(g->text.data, 1, g->text.len, f),
				 g->text.len);
		fclose(f);
	}
	assert_int_equal(hk_file_read(&wanted, path, NULL), HK_OK);
	if (!hk_span_same(hk_buf_str(&wanted), hk_buf_str(&g->text)))
		print_error("%s differs; it is now:\n%s", path, g->text.data);
	assert_true(hk_span_same(hk_buf_str(&wanted), hk_buf_str(&g->text)));
	hk_buf_release(&bytes);
	hk_buf_release(&text);
	hk_buf_release(&wanted);
}

#endif
