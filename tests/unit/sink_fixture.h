/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_SINK_FIXTURE_H
#define HIKU_TESTS_UNIT_SINK_FIXTURE_H

/* What the tests of the output formats share: an answer made by hand. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/show/sink.h"

#define HITS_MAX  8
#define MARKS_MAX 8

struct answer {
	struct hk_result result;
	struct hk_hit hits[HITS_MAX];
	struct hk_span marks[HITS_MAX][MARKS_MAX];
	struct hk_span title_marks[HITS_MAX][MARKS_MAX];
	struct hk_block blocks[HITS_MAX][1];
	char texts[HITS_MAX][1024], titles[HITS_MAX][256];
};

static struct answer answer;

/* Copy a text without the {braces} around what is marked in it. */
static inline struct hk_str take_marks(char *to, size_t capacity,
				       const char *text, struct hk_span *marks,
				       size_t *count)
{
	size_t len = 0;

	for (*count = 0; *text; text++) {
		assert_true(len < capacity && *count < MARKS_MAX);
		if (*text == '{')
			marks[*count].begin = len;
		else if (*text == '}')
			marks[(*count)++].end = len;
		else
			to[len++] = *text;
	}
	return hk_span_str(to, len);
}

static inline void clear(void)
{
	memset(&answer, 0, sizeof(answer));
	answer.result.hits = answer.hits;
}

/* A passage of one block that begins on a line; 0: of a format without. */
static inline struct hk_hit *add(const char *path, const char *title,
				 uint32_t line, const char *text)
{
	size_t i = answer.result.count++;
	struct hk_hit *hit = &answer.hits[i];
	struct hk_record *r = &hit->record;

	assert_true(i < HITS_MAX);
	hit->rank = i + 1;
	hit->score = 12.34;
	r->id = r->path = hk_span_cstr(path);
	r->title = take_marks(answer.titles[i], sizeof(answer.titles[i]), title,
			      answer.title_marks[i], &hit->title_mark_count);
	r->text = take_marks(answer.texts[i], sizeof(answer.texts[i]), text,
			     answer.marks[i], &hit->mark_count);
	hit->marks = answer.marks[i];
	hit->title_marks = answer.title_marks[i];
	r->number = 3;
	r->encoding = hk_span_cstr("utf-8");
	if (line) {
		r->lines = HK_BLOCK_LINES_PHYSICAL;
		answer.blocks[i][0] =
			(struct hk_block){.kind = HK_BLOCK_PARAGRAPH,
					  .level = 0,
					  .span = {0, r->text.len},
					  .line = line};
		r->blocks = answer.blocks[i];
		r->block_count = 1;
		r->line_begin = line;
		r->line_end = hk_record_line(r, r->text.len - 1);
	}
	return hit;
}

static inline struct hk_sink_options plain(void)
{
	return (struct hk_sink_options){.columns = 40, .here = "/home/u"};
}

/* The colours that there are if nothing is said. */
static inline const struct hk_style *colours(void)
{
	static struct hk_style style;

	assert_int_equal(hk_style_colors(&style, NULL, NULL), HK_OK);
	return &style;
}

static inline void check_bytes(const struct hk_sink_format *format,
			       const struct hk_sink_options *options,
			       const char *shown, size_t len)
{
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_sink_write(&out, format, options, &answer.result),
			 HK_OK);
	assert_string_equal(out.data ? out.data : "", shown);
	assert_int_equal(out.len, len);
	hk_buf_release(&out);
}

static inline void check(const struct hk_sink_format *format,
			 const struct hk_sink_options *options,
			 const char *shown)
{
	check_bytes(format, options, shown, strlen(shown));
}

/* Text from the index must not control the terminal. */
#define ATTACK "赤\033[31m{逆}\xE2\x80\xAE"

/* Two articles; the first with a second passage, ranked last. */
static inline void fill(void)
{
	clear();
	add("/home/u/notes/a.txt", "{検索}の話", 12,
	    "日本語を{検索}する。\n全文を{探し}た。");
	add("/home/u/b.txt", "b.txt", 1, "B text\nwith {words}");
	add("/home/u/notes/a.txt", "{検索}の話", 40, "{検索}は続く。");
}

#endif
