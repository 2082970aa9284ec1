/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles: blocks, and the lines that bytes of the text came from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/article.h"

/* A heading on line 3, a paragraph on 5 and 6, a list item on 9. */
static const char text[] = "Heading\n\nfirst\nsecond\n\n- item";
static const struct hk_block blocks[] = {
	{.kind = HK_BLOCK_HEADING, .level = 1, .span = {0, 7}, .line = 3},
	{.kind = HK_BLOCK_PARAGRAPH, .level = 0, .span = {9, 21}, .line = 5},
	{.kind = HK_BLOCK_ITEM, .level = 0, .span = {23, 29}, .line = 9},
};

static uint32_t line(enum hk_block_lines lines, size_t offset)
{
	return hk_article_line(text, blocks, 3, lines, offset);
}

static void test_physical_lines(void **state)
{
	const enum hk_block_lines lines = HK_BLOCK_LINES_PHYSICAL;

	(void)state;
	assert_int_equal(line(lines, 0), 3);
	assert_int_equal(line(lines, 6), 3);
	assert_int_equal(line(lines, 9), 5);
	assert_int_equal(line(lines, 14), 5); /* the line feed itself */
	assert_int_equal(line(lines, 15), 6);
	assert_int_equal(line(lines, 20), 6);
	assert_int_equal(line(lines, 23), 9);
	assert_int_equal(line(lines, 28), 9);
}

static void test_between_blocks(void **state)
{
	(void)state;
	assert_int_equal(line(HK_BLOCK_LINES_PHYSICAL, 8), 3);
	assert_int_equal(line(HK_BLOCK_LINES_PHYSICAL, 22), 6);
	assert_int_equal(line(HK_BLOCK_LINES_PHYSICAL, sizeof(text) - 1), 9);
	assert_int_equal(hk_article_line(text, blocks + 1, 2,
					 HK_BLOCK_LINES_PHYSICAL, 0),
			 5);
}

static void test_other_lines(void **state)
{
	struct hk_block unknown = blocks[1];

	(void)state;
	assert_int_equal(line(HK_BLOCK_LINES_RECORD, 20), 5);
	assert_int_equal(line(HK_BLOCK_LINES_NONE, 20), 0);
	assert_int_equal(
		hk_article_line("", NULL, 0, HK_BLOCK_LINES_PHYSICAL, 0), 0);
	unknown.line = 0;
	assert_int_equal(
		hk_article_line(text, &unknown, 1, HK_BLOCK_LINES_PHYSICAL, 20),
		0);
}

static void test_article(void **state)
{
	struct hk_article article;

	(void)state;
	hk_article_init(&article);
	for (int round = 0; round < 2; round++) {
		assert_int_equal(article.block_count, 0);
		assert_int_equal(article.text.len, 0);
		assert_int_equal(article.title.len, 0);
		assert_int_equal(article.tag_count, 0);
		assert_int_equal(article.lines, HK_BLOCK_LINES_NONE);
		for (uint32_t i = 0; i < 1000; i++) {
			struct hk_block block = {.kind = HK_BLOCK_PARAGRAPH,
						 .level = 0,
						 .span = {i, i + 1},
						 .line = i + 1};

			assert_int_equal(hk_buf_puts(&article.text, "x"), 0);
			assert_int_equal(hk_article_add(&article, block),
					 HK_OK);
		}
		article.lines = HK_BLOCK_LINES_PHYSICAL;
		article.title =
			hk_span_cstr(hk_arena_copy(&article.arena, "title", 5));
		article.tags = hk_arena_array(&article.arena, 1,
					      sizeof(*article.tags));
		article.tag_count = 1;
		for (uint32_t i = 0; i < 1000; i++)
			assert_int_equal(article.blocks[i].line, i + 1);
		hk_article_reset(&article);
	}
	hk_article_release(&article);
	hk_article_release(&article);
}

/* A long block becomes several; every line keeps its number. */
static void test_long(void **state)
{
	struct hk_article article;
	struct hk_block block = {.kind = HK_BLOCK_PARAGRAPH,
				 .level = 0,
				 .span = {0, 0},
				 .line = 7};
	size_t most = 0;

	(void)state;
	hk_article_init(&article);
	article.lines = HK_BLOCK_LINES_PHYSICAL;
	for (int i = 0; i < 100000; i++)
		assert_int_equal(hk_buf_puts(&article.text, "ab\n"), HK_OK);
	block.span.end = article.text.len;
	assert_int_equal(hk_article_add(&article, block), HK_OK);
	assert_true(article.block_count > 1);
	for (size_t i = 0; i < article.block_count; i++) {
		struct hk_span span = article.blocks[i].span;

		if (span.end - span.begin > most)
			most = span.end - span.begin;
	}
	assert_true(most <= 64 << 10);
	for (size_t i = 0; i < 100000; i += 77)
		assert_int_equal(
			hk_article_line(article.text.data, article.blocks,
					article.block_count,
					HK_BLOCK_LINES_PHYSICAL, 3 * i + 1),
			7 + i);
	hk_article_release(&article);
}

/* Far too many blocks are put together; all text stays in one of them. */
static void test_many(void **state)
{
	struct hk_article article;
	size_t end = 0;

	(void)state;
	hk_article_init(&article);
	article.lines = HK_BLOCK_LINES_PHYSICAL;
	for (uint32_t i = 0; i < 1000000; i++) {
		struct hk_block block = {.kind = HK_BLOCK_PARAGRAPH,
					 .level = 0,
					 .span = {2 * i, 2 * i + 1},
					 .line = i + 1};

		assert_int_equal(hk_buf_puts(&article.text, "x\n"), HK_OK);
		assert_int_equal(hk_article_add(&article, block), HK_OK);
	}
	assert_true(article.block_count < 510000);
	for (size_t i = 0; i < article.block_count; i++) {
		assert_true(article.blocks[i].span.begin <= end + 1);
		end = article.blocks[i].span.end;
	}
	assert_int_equal(end, article.text.len - 1);
	assert_int_equal(hk_article_line(article.text.data, article.blocks,
					 article.block_count,
					 HK_BLOCK_LINES_PHYSICAL, 2 * 700000),
			 700001);
	hk_article_release(&article);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_physical_lines),
		cmocka_unit_test(test_between_blocks),
		cmocka_unit_test(test_other_lines),
		cmocka_unit_test(test_article),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_many),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
