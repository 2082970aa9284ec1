/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_FUZZ_ARTICLE_H
#define HIKU_TESTS_FUZZ_ARTICLE_H

/* Gives any bytes to a reader of a format, and looks at what it makes of
 * them: blocks in order, passages that hold each of their bytes. */

#include "formats/format.h"
#include "tests/fuzz/fuzz.h"
#include "encoding/encoding.h"
#include "text/passage.h"
#include "base/utf8.h"

/* Small, so that small articles are cut too. */
#define ARTICLE_TARGET 60

static inline void article_check_blocks(const struct hk_article *article)
{
	struct hk_str text = hk_buf_str(&article->text);
	size_t last = 0;

	FUZZ_HOLDS(hk_utf8_valid(text));
	FUZZ_HOLDS(hk_utf8_valid(article->title));
	for (size_t i = 0; i < article->block_count; i++) {
		const struct hk_block *b = &article->blocks[i];
		bool heading = b->kind == HK_BLOCK_HEADING;

		FUZZ_HOLDS(b->span.begin >= last);
		FUZZ_HOLDS(b->span.begin < b->span.end);
		FUZZ_HOLDS(hk_utf8_boundary(text, b->span.begin) ==
			   b->span.begin);
		FUZZ_HOLDS(heading ? b->level >= 1 && b->level <= 6
				   : b->level == 0);
		last = b->span.end;
	}
	FUZZ_HOLDS(last <= text.len);
}

static inline void article_check_passages(const struct hk_article *article)
{
	struct hk_passages passages;
	size_t p = 0;

	hk_passage_init(&passages);
	FUZZ_HOLDS(!hk_passage_cut(&passages, article, ARTICLE_TARGET));
	for (size_t i = 1; i < passages.count; i++)
		FUZZ_HOLDS(passages.list[i - 1].span.end <=
			   passages.list[i].span.begin);
	for (size_t i = 0; i < article->block_count; i++) {
		struct hk_span rest = article->blocks[i].span;

		while (rest.begin < rest.end) {
			while (p < passages.count &&
			       passages.list[p].span.end <= rest.begin)
				p++;
			FUZZ_HOLDS(p < passages.count);
			FUZZ_HOLDS(passages.list[p].span.begin <= rest.begin);
			rest.begin = passages.list[p].span.end;
		}
	}
	hk_passage_release(&passages);
}

static inline enum hk_status article_take(void *ctx, struct hk_article *article)
{
	(void)ctx;
	article_check_blocks(article);
	article_check_passages(article);
	return HK_OK;
}

static inline void article_complain(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	FUZZ_HOLDS(line > 0 && why && *why);
}

/* Of a format without lines. */
static inline void article_complain_bytes(void *ctx, uint32_t line,
					  const char *why)
{
	(void)ctx;
	FUZZ_HOLDS(line == 0 && why && *why);
}

/* Read the bytes; returns what the reader says of them. */
static inline enum hk_status article_read_any(const struct hk_format *format,
					      const uint8_t *data, size_t size)
{
	enum hk_status status = HK_OK;
	struct hk_str bytes = hk_span_str((const char *)data, size);
	struct hk_str none = {NULL, 0};
	struct hk_article article;
	struct hk_buf text;
	bool raw = format->takes == HK_FORMAT_BYTES;

	hk_article_init(&article);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	/* A reader may not be built in. */
	if (format->read &&
	    (raw || !hk_encoding_decode(&text, bytes, none, NULL, NULL))) {
		struct hk_format_input input = {
			.text = raw ? bytes : hk_buf_str(&text),
			.fd = -1,
			.first_line = 1,
			.path = hk_span_cstr("/a"),
			.article = &article,
			.emit = article_take,
			.complain =
				raw ? article_complain_bytes : article_complain,
		};

		status = format->read(&input, NULL);
		FUZZ_HOLDS(status != HK_ENOMEM && status != HK_EIO);
	}
	hk_buf_release(&text);
	hk_article_release(&article);
	return status;
}

/* The same of a reader that takes all bytes. */
static inline void article_read(const struct hk_format *format,
				const uint8_t *data, size_t size)
{
	FUZZ_HOLDS(article_read_any(format, data, size) == HK_OK);
}

#endif
