/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RTF: characters, groups, tables, fields. */
#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

#define HEAD                                                     \
	"{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl"             \
	"{\\f0\\fnil\\fcharset128 \\'82\\'6c\\'82\\'72;}"        \
	"{\\f1\\froman\\fcharset0 Times;}{\\f2\\fcharset204 C;}" \
	"{\\f3\\fcharset2 Symbol;}}\\f0 "

/* ---- Rows ---- */

static void put(struct hk_buf *out, const char *text, size_t len)
{
	assert_false(hk_buf_append(out, text, len));
}

/* A block with its readings in it. */
static void put_block(struct hk_buf *out, const struct hk_article *a,
		      const struct hk_block *b)
{
	size_t at = b->span.begin;

	for (unsigned i = 0; i < b->level; i++)
		put(out, i + 1 < b->level ? "#" : "# ",
		    i + 1 < b->level ? 1 : 2);
	if (b->kind == HK_BLOCK_ITEM)
		put(out, "- ", 2);
	if (b->kind == HK_BLOCK_TITLE)
		put(out, "= ", 2);
	for (size_t i = 0; i < a->reading_count; i++) {
		const struct hk_reading *r = &a->readings[i];

		if (r->span.begin < at || r->span.end > b->span.end)
			continue;
		put(out, a->text.data + at, r->span.end - at);
		at = r->span.end;
		put(out, "[", 1);
		put(out, r->reading.data, r->reading.len);
		put(out, "]", 1);
	}
	put(out, a->text.data + at, b->span.end - at);
}

static enum hk_status take_blocks(void *ctx, struct hk_article *a)
{
	for (size_t i = 0; i < a->block_count; i++) {
		if (i)
			put(ctx, " | ", 3);
		put_block(ctx, a, &a->blocks[i]);
	}
	return HK_OK;
}

static void no_complaint(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	(void)line;
	put(ctx, why, strlen(why));
}

static void test_rows(void **state)
{
	struct hk_article article;
	struct hk_buf whole, blocks;
	struct rows rows;

	(void)state;
	hk_article_init(&article);
	hk_buf_init(&whole, HK_BUF_NO_MAX);
	hk_buf_init(&blocks, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/rtf.tsv", 3);
	while (rows_next(&rows)) {
		struct hk_format_input input = {.fd = -1,
						.article = &article,
						.emit = take_blocks,
						.complain = no_complaint,
						.ctx = &blocks};

		hk_buf_reset(&whole);
		hk_buf_reset(&blocks);
		put(&whole, HEAD, strlen(HEAD));
		put(&whole, rows.column[0].data, rows.column[0].len);
		put(&whole, "}", 1);
		input.text = hk_buf_str(&whole);
		assert_false(hk_format_rtf.read(&input, NULL));
		rows_expect(&rows, 1, hk_buf_str(&blocks));
	}
	rows_close(&rows, 50);
	hk_buf_release(&whole);
	hk_buf_release(&blocks);
	hk_article_release(&article);
}

/* ---- What it says about itself ---- */

static enum hk_status read_text(const char *text)
{
	dump.input.text = hk_span_cstr(text);
	return dump_input(&dump, &hk_format_rtf);
}

static void is(const char *text, const char *wanted)
{
	read_text(text);
	assert_string_equal(dump.text.data, wanted);
}

static void test_info(void **state)
{
	(void)state;
	is(HEAD "{\\info{\\title \\'90\\'ec}{\\author \\'8e\\'52\\'93\\'63}"
		"{\\doccomm x}{\\creatim\\yr2024\\mo5\\dy3\\hr10\\min5}"
		"{\\revtim\\yr2025\\mo1\\dy1}}\\'90\\'85\\'81B\\par}",
	   "title: 川\ndate: 2024-05-03T10:05:00\nauthor: 山田\nlines: none\n"
	   "0 text| 水。\n----\n");
	is(HEAD "{\\info{\\creatim\\yr0\\mo0}{\\revtim\\yr2025\\mo1\\dy1}}"
		"\\pard\\outlinelevel0 \\'90\\'ec\\par\\pard \\'90\\'85\\par}",
	   "title: 川\ndate: 2025-01-01\nlines: none\n0 head1| 川\n"
	   "0 text| 水\n----\n");
	/* The same words outside of it mean nothing. */
	is(HEAD "{\\title x}{\\author x}\\'90\\'85\\'81B\\par}",
	   "lines: none\n0 text| xx水。\n----\n");
}

static void test_broken(void **state)
{
	(void)state;
	is(HEAD "\\'90\\'85\\'81B{\\b \\'90\\'ec",
	   "! 0: it ends inside a group; perhaps a part of it is missing\n"
	   "lines: none\n0 text| 水。川\n----\n");
	assert_int_equal(read_text("{\\rt"), HK_EFORMAT);
	assert_int_equal(read_text("text"), HK_EFORMAT);
	is("\xEF\xBB\xBF\r\n{\\rtf1 a.\\par}\r\n", "title: a.\nlines: none\n"
						   "0 title| a.\n----\n");
}

/* The encoding that the user names is tried first. */
static void test_encoding(void **state)
{
	(void)state;
	dump.input.encoding = hk_span_cstr("EUC-JP");
	is("{\\rtf1\\ansi \\'c6\\'fc\\'cb\\'dc\\'a1\\'a3\\par}",
	   "lines: none\n0 text| 日本。\n----\n");
	dump.input.encoding = hk_span_str(NULL, 0);
	/* Without \ansicpg: Japanese, if that fits, else Western. */
	is("{\\rtf1\\ansi \\'93\\'fa\\'81\\'42\\par}",
	   "lines: none\n0 text| 日。\n----\n");
	is("{\\rtf1\\ansi \\'e9t\\'e9, na\\'efve.\\par}",
	   "title: \xC3\xA9t\xC3\xA9, na\xC3\xAFve.\nlines: none\n"
	   "0 title| \xC3\xA9t\xC3\xA9, na\xC3\xAFve.\n----\n");
}

/* Depth, and sizes, cost neither memory nor time. */
static void test_bounds(void **state)
{
	const size_t depth = 300000;
	char *text = malloc(2 * depth + 64), *at = text;

	(void)state;
	at = stpcpy(at, "{\\rtf1 ");
	memset(at, '{', depth);
	at = stpcpy(at + depth, "x.");
	memset(at, '}', depth);
	stpcpy(at + depth, "y\\par}");
	is(text, "title: x.y\nlines: none\n0 title| x.y\n----\n");
	free(text);
	is("{\\rtf1\\bin999999999 x\\par}",
	   "! 0: it ends inside a group; perhaps a part of it is missing\n"
	   "lines: none\n----\n");
	is("{\\rtf1\\f99999999999\\s-5\\uc-1\\u99999999999 ?a.\\par}",
	   "title: a.\nlines: none\n0 title| a.\n----\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),   cmocka_unit_test(test_info),
		cmocka_unit_test(test_broken), cmocka_unit_test(test_encoding),
		cmocka_unit_test(test_bounds),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, dump_open, dump_close);
}
