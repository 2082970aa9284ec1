/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_HTML_FIXTURE_H
#define HIKU_TESTS_UNIT_HTML_FIXTURE_H

/* What tests of the reader of HTML share: one article, read from a text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "formats/format.h"

static struct hk_article article;
static unsigned emitted;

static inline int set_up(void **state)
{
	(void)state;
	hk_article_init(&article);
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	hk_article_release(&article);
	return 0;
}

static inline enum hk_status emit(void *ctx, struct hk_article *given)
{
	(void)ctx;
	assert_ptr_equal(given, &article);
	emitted++;
	return HK_OK;
}

static inline void read_text(struct hk_str text)
{
	struct hk_format_input input = {.text = text,
					.fd = -1,
					.first_line = 1,
					.article = &article,
					.emit = emit};

	emitted = 0;
	assert_int_equal(hk_format_html.read(&input, NULL), HK_OK);
	assert_int_equal(emitted, 1);
	assert_int_equal(article.lines, HK_BLOCK_LINES_PHYSICAL);
}

static inline void read_html(const char *text)
{
	read_text(hk_span_cstr(text));
}

static inline struct hk_str text_of(size_t index)
{
	struct hk_span span = article.blocks[index].span;

	return hk_span_str(article.text.data + span.begin,
			   span.end - span.begin);
}

static inline void assert_str(struct hk_str text, const char *expected)
{
	if (!hk_span_same(text, hk_span_cstr(expected)))
		fail_msg("'%.*s' is not '%s'", (int)text.len,
			 text.data ? text.data : "", expected);
}

#endif
