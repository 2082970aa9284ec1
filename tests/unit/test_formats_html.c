/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: what is text, and on which line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/html_fixture.h"
#include "tests/unit/random.h"
#include "tests/unit/rows.h"

/* ---- Rows ---- */

static void add(struct hk_buf *out, struct hk_str text)
{
	assert_int_equal(hk_buf_append(out, text.data, text.len), HK_OK);
}

static void test_rows(void **state)
{
	struct hk_buf got;
	struct rows rows;

	(void)state;
	hk_buf_init(&got, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/html.tsv", 3);
	while (rows_next(&rows)) {
		hk_buf_reset(&got);
		read_text(rows.column[0]);
		for (size_t i = 0; i < article.block_count; i++) {
			if (i)
				add(&got, hk_span_cstr("|"));
			add(&got, text_of(i));
		}
		rows_expect(&rows, 1, hk_buf_str(&got));
	}
	rows_close(&rows, 50);
	hk_buf_release(&got);
}

/* ---- Lines ---- */

static uint32_t line_of(const char *word)
{
	struct hk_str text = hk_buf_str(&article.text);
	const char *at = memmem(text.data, text.len, word, strlen(word));

	if (!at)
		fail_msg("%s is lost", word);
	return hk_article_line(text.data, article.blocks, article.block_count,
			       article.lines, (size_t)(at - text.data));
}

static void test_lines(void **state)
{
	(void)state;
	read_html("<p>一\n二<b\nclass=x>三</"
		  "b>\n\n四<!--\n-->五\r\n六\r七&#10;八");
	assert_int_equal(line_of("一"), 1);
	assert_int_equal(line_of("二"), 2);
	assert_int_equal(line_of("三"), 3);
	assert_int_equal(line_of("四"), 5);
	assert_int_equal(line_of("五"), 6);
	assert_int_equal(line_of("六"), 7);
	assert_int_equal(line_of("七"), 8);
	assert_int_equal(line_of("八"), 8);
	/* A word stays whole: the line comes with the next white space. */
	read_html("<p>foo<b\n>bar</b> baz<i\n\n>qux。<b\n\n>一");
	assert_int_equal(line_of("foobar"), 1);
	assert_int_equal(line_of("bazqux"), 2);
	assert_int_equal(line_of("一"), 6);
	/* Or with the next Japanese character. */
	read_html("<p>東<b\n\n\n>京</b>都庁舎");
	assert_int_equal(line_of("京"), 2);
	assert_int_equal(line_of("都"), 3);
	assert_int_equal(line_of("庁"), 4);
	assert_int_equal(line_of("舎"), 4);
}

/* What may stand between two words that white space parts. */
static const char *const between[] = {
	"\n",
	" ",
	"\r\n",
	"\r",
	"<b\n>",
	"</b>",
	"<!--\n-->",
	"<br>\n",
	"</p>\n<p>",
	"</div>",
	"<td\n>",
	"<script>\n</script>",
	"<h1>",
	"</h1>",
	"<img alt='絵\nと絵'>",
	"<li>",
	"<pre>",
	"</pre>",
	"</li\n>",
	"<ruby>漢<rt>\nか</rt></ruby>",
	"<tr>",
	"<nav>\n</nav>",
	"&#10;",
	"<p\n hidden>\n</p>",
	"。",
	"字",
	"<a href='\n\n'>",
	"<![CDATA[\n]]>",
	"<br><br>",
	"\t",
	"　",
	"<?x\n>",
};
#define BETWEEN_COUNT (sizeof(between) / sizeof(*between))

static uint32_t count_lines(struct hk_str text)
{
	uint32_t lines = 1;

	for (size_t i = 0; i < text.len; i++)
		lines += text.data[i] == '\n' ||
			 (text.data[i] == '\r' &&
			  (i + 1 == text.len || text.data[i + 1] != '\n'));
	return lines;
}

/* Every word stands on its line, whatever stands between. */
static void test_lines_of_any(void **state)
{
	uint32_t lines[40];
	unsigned seed = 1;
	struct hk_buf source;
	char word[32];

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	for (unsigned round = 0; round < 2000; round++) {
		hk_buf_reset(&source);
		for (unsigned i = 0; i < 40; i++) {
			for (unsigned k = round % 4; k-- > 0;) {
				add(&source,
				    hk_span_cstr(between[random_next(&seed) %
							 BETWEEN_COUNT]));
			}
			add(&source, hk_span_cstr(i % 2 ? "\n" : " "));
			lines[i] = count_lines(hk_buf_str(&source));
			snprintf(word, sizeof(word), "語%u番", i);
			add(&source, hk_span_cstr(word));
		}
		read_text(hk_buf_str(&source));
		for (unsigned i = 0; i < 40; i++) {
			snprintf(word, sizeof(word), "語%u番", i);
			if (line_of(word) != lines[i])
				fail_msg("%s is not on line %u of:\n%s", word,
					 lines[i], source.data);
		}
	}
	hk_buf_release(&source);
}

static void test_first_line(void **state)
{
	struct hk_format_input input = {.text = hk_span_cstr("\n<p>一"),
					.first_line = 10,
					.article = &article,
					.emit = emit};

	(void)state;
	assert_int_equal(hk_format_html.read(&input, NULL), HK_OK);
	assert_int_equal(article.blocks[0].line, 11);
}

/* ---- Hostile ---- */

static void repeat(struct hk_buf *out, const char *text, size_t times)
{
	while (times--)
		add(out, hk_span_cstr(text));
}

/* The last word is found, however much stands before it. */
static void test_hostile(void **state)
{
	static const char *const tags[] = {
		"<div>",       "</p>",
		"<b>",	       "<nav>",
		"<p hidden>",  "<a x=\"",
		"<!--",	       "<![CDATA[",
		"<!",	       "<script>",
		"<title>",     "<ruby><rt>",
		"<rt>",	       "<table><tr><td>",
		"&",	       "&#",
		"<x hidden>",  "<header>",
		"<a x='\"'",   "<pre>",
		"<li>",	       "<h1>",
		"<!DOCTYPE [", "<aside><div>",
		"<a b=",
	};
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		hk_buf_reset(&source);
		repeat(&source, tags[i], 100000);
		add(&source, hk_span_cstr("> <p>最後の語"));
		read_text(hk_buf_str(&source));
		if (!article.block_count ||
		    !memmem(article.text.data, article.text.len, "最後の語",
			    strlen("最後の語")))
			fail_msg("lost behind %s", tags[i]);
	}
	/* None of them looks for its end again. */
	hk_buf_reset(&source);
	repeat(&source, "<div><nav></div>", 100000);
	repeat(&source, "<div><x-a hidden></div><div><x-b hidden></div>",
	       100000);
	add(&source, hk_span_cstr("</nav></x-a></x-b>最後の語"));
	read_text(hk_buf_str(&source));
	assert_str(text_of(article.block_count - 1), "最後の語");
	hk_buf_release(&source);
}

/* ---- Ruby ---- */

static void assert_reading(size_t index, const char *base, const char *reading)
{
	const struct hk_reading *r = &article.readings[index];

	assert_true(index < article.reading_count);
	assert_str(hk_span_str(article.text.data + r->span.begin,
			       r->span.end - r->span.begin),
		   base);
	assert_str(r->reading, reading);
}

static void test_ruby(void **state)
{
	(void)state;
	read_html(
		"<p>高い<ruby> 灯<b>台</b> <rp>(<rt>とう\nだい<rp>)</ruby>へ");
	assert_str(text_of(0), "高い灯台\nへ");
	assert_int_equal(article.reading_count, 1);
	assert_reading(0, "灯台", "とうだい");
	read_html("<ruby><rb>東<rb>京<rb>都<rt>とう<rt>きょう</ruby>"
		  "<ruby>山<rt>やま<rtc><rt>mountain</rtc></ruby>"
		  "<ruby><ruby>川<rt>かわ</rt></ruby><rt>river</rt></ruby>");
	assert_str(text_of(0), "東京都山川");
	assert_int_equal(article.reading_count, 4);
	assert_reading(0, "東", "とう");
	assert_reading(1, "京", "きょう");
	assert_reading(2, "山", "やま");
	assert_reading(3, "川", "かわ");
	read_html("<ruby>谷<rtc>たに</rtc></ruby><ruby>森<rtc><rt>もり</ruby>");
	assert_int_equal(article.reading_count, 2);
	assert_reading(0, "谷", "たに");
	assert_reading(1, "森", "もり");
	read_html("<ruby><rb>甲<rb>乙<rt>こう<rtc><rt>B</rtc></ruby>");
	assert_int_equal(article.reading_count, 1);
	assert_reading(0, "甲", "こう");
	read_html("<ruby><rt>無</rt></ruby><ruby>空<rt></rt></ruby>"
		  "<ruby>林<p>一</p><rt>はやし</rt></ruby>");
	assert_int_equal(article.reading_count, 0);
	assert_str(text_of(article.block_count - 1), "はやし");
}

/* ---- What looks like it ---- */

static void test_looks(void **state)
{
	static const char *const yes[] = {
		"<!DOCTYPE html>",
		"<!doctype HTML PUBLIC",
		"\xEF\xBB\xBF\r\n <HTML lang=ja>",
		"<?xml version='1.0'?>\n<!-- a > b -->\n<html>",
		"<head><title>",
		"<body>",
	};
	static const char *const no[] = {
		"",
		"<",
		"<html",
		"<htmlx>",
		"html>",
		"<p>",
		"<!-- <html>",
		"<?xml version='1.0'?><feed>",
		"# <html>",
		"<!doctype xml>",
	};
	static const char wide[] = "\xFF\xFE<\0h\0t\0m\0l\0>\0";
	static const char big[] = "\xFE\xFF\0<\0h\0t\0m\0l\0>";

	(void)state;
	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		if (!hk_format_html.looks(hk_span_cstr(yes[i])))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (hk_format_html.looks(hk_span_cstr(no[i])))
			fail_msg("%s", no[i]);
	assert_true(hk_format_html.looks(hk_span_str(wide, sizeof(wide) - 1)));
	assert_true(hk_format_html.looks(hk_span_str(big, sizeof(big) - 1)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_lines_of_any),
		cmocka_unit_test(test_first_line),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_ruby),
		cmocka_unit_test(test_looks),
	};

	return rows_run(tests, set_up, tear_down);
}
