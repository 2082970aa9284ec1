/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: what a page says of itself, and the names of characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats/html/entity.h"
#include "formats/html/meta.h"
#include "tests/unit/html_fixture.h"

/* ---- What a page says of itself ---- */

/* Dates from more reliable elements win. */
static void test_date_places(void **state)
{
	(void)state;
	read_html("<meta name=date content='Wed, 07 Feb 2024 10:20:30 +0900'>"
		  "一");
	assert_str(article.date, "2024-02-07T10:20:30");
	read_html("<meta http-equiv=Last-Modified content='7 Feb 2024'>一");
	assert_str(article.date, "2024-02-07");
	read_html("<meta name=DC.date content=2020-01-02>"
		  "<time datetime=2021-01-01>一</time>");
	assert_str(article.date, "2020-01-02");
	read_html("<meta name=dcterms.modified content=2022-02-02>"
		  "<p><time datetime=2021-01-01>一</time>"
		  "<time datetime=2021-01-02>二</time>");
	assert_str(article.date, "2021-01-01");
	read_html("<script type=application/ld+json>{\"datePublished\" : "
		  "\"2019-05-06T01:02:03Z\"}</script>"
		  "<meta name=date content=2020-01-02>一");
	assert_str(article.date, "2019-05-06T01:02:03");
	read_html("<meta name=date content=昨日>一");
	assert_str(article.date, "");
}

static void test_title(void **state)
{
	(void)state;
	read_html("<title> 東京\n 都の\n a &amp; b </title><h1>都の話</h1>");
	assert_str(article.title, "東京都の a & b");
	assert_int_equal(article.blocks[0].kind, HK_BLOCK_HEADING);
	read_html("<title>都の話 | "
		  "頁</title><h1>頁の<h1>都の<b>話</b></h1><h1>頁</h1>一");
	assert_str(article.title, "都の話 | 頁");
	assert_int_equal(article.blocks[0].kind, HK_BLOCK_HEADING);
	assert_int_equal(article.blocks[1].kind, HK_BLOCK_TITLE);
	assert_int_equal(article.blocks[1].level, 0);
	assert_int_equal(article.blocks[2].kind, HK_BLOCK_TITLE);
	read_html("<h2>小</h2><h1>大\nきい</h1><h1>次</h1>");
	assert_str(article.title, "大きい");
	assert_int_equal(article.blocks[0].level, 2);
	assert_int_equal(article.blocks[1].kind, HK_BLOCK_TITLE);
	assert_int_equal(article.blocks[2].level, 1);
	read_html("<svg><title>絵</title></svg><title></title>一");
	assert_str(article.title, "");
}

static void test_meta(void **state)
{
	(void)state;
	read_html("<html lang=ja-JP><meta name=Author content='a &lt; b'>"
		  "<meta name=keywords content='甲,,乙、 丙，甲 '>"
		  "<meta property=article:tag content=丁>"
		  "<meta property=og:url content=http://a/>"
		  "<link rel=canonical href='http://b/?x=1&copy=2'>");
	assert_str(article.lang, "ja-JP");
	assert_str(article.author, "a < b");
	assert_int_equal(article.tag_count, 4);
	assert_str(article.tags[2], "丙");
	assert_str(article.tags[3], "丁");
	assert_str(article.url, "http://b/?x=1&copy=2");
	read_html("<html lang='日本'><link rel=canonical href=/here>");
	assert_str(article.lang, "");
	assert_str(article.url, "");
}

/* Several tags of one kind are taken, up to the limit. */
static void test_many_tags(void **state)
{
	struct hk_buf source;

	(void)state;
	hk_buf_init(&source, HK_BUF_NO_MAX);
	assert_int_equal(hk_buf_puts(&source, "<meta name=keywords content='"),
			 HK_OK);
	for (unsigned i = 0; i < 1500; i++)
		assert_int_equal(hk_buf_printf(&source, "語%u,", i), HK_OK);
	assert_int_equal(hk_buf_puts(&source, "'>"), HK_OK);
	read_text(hk_buf_str(&source));
	assert_int_equal(article.tag_count, 1000);
	assert_str(article.tags[999], "語999");
	hk_buf_release(&source);
}

/* ---- References ---- */

static void assert_entity(const char *name, uint32_t first, uint32_t second,
			  bool bare)
{
	uint32_t points[2];
	bool is_bare;

	if (!hk_html_entity_find(hk_span_cstr(name), points, &is_bare))
		fail_msg("%s", name);
	assert_int_equal(points[0], first);
	assert_int_equal(points[1], second);
	assert_int_equal(is_bare, bare);
}

static void test_entities(void **state)
{
	static const char *const none[] = {"",	  "A",	"amps",
					   "zzz", "am", "AEli"};
	uint32_t points[2];
	bool bare;

	(void)state;
	assert_entity("AElig", 0xC6, 0, true);
	assert_entity("amp", '&', 0, true);
	assert_entity("yen", 0xA5, 0, true);
	assert_entity("zwnj", 0x200C, 0, false);
	assert_entity("CounterClockwiseContourIntegral", 0x2233, 0, false);
	assert_entity("bne", '=', 0x20E5, false);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(hk_html_entity_find(hk_span_cstr(none[i]), points,
						 &bare));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_date_places),
		cmocka_unit_test(test_title),
		cmocka_unit_test(test_meta),
		cmocka_unit_test(test_many_tags),
		cmocka_unit_test(test_entities),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
