/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages: nothing is lost, headings divide, sentences stay whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/range.h"
#include "text/passage.h"
#include "base/utf8.h"

static struct hk_article article;
static struct hk_passages passages;

static int set_up(void **state)
{
	(void)state;
	hk_article_init(&article);
	hk_passage_init(&passages);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_passage_release(&passages);
	hk_article_release(&article);
	return 0;
}

/* ---- Articles ---- */

/* Add a block that repeats `text`. */
static void add(enum hk_block_kind kind, unsigned level, const char *text,
		unsigned times)
{
	struct hk_block block = {.kind = kind, .level = level};

	if (article.text.len)
		assert_int_equal(hk_buf_puts(&article.text, "\n\n"), HK_OK);
	block.span.begin = article.text.len;
	while (times-- > 0)
		assert_int_equal(hk_buf_puts(&article.text, text), HK_OK);
	block.span.end = article.text.len;
	assert_int_equal(hk_article_add(&article, block), HK_OK);
}

static void paragraph(const char *text, unsigned times)
{
	add(HK_BLOCK_PARAGRAPH, 0, text, times);
}

static void heading(unsigned level, const char *text)
{
	add(HK_BLOCK_HEADING, level, text, 1);
}

/* ---- What holds of every article ---- */

static size_t chars_of(struct hk_span span)
{
	size_t chars = 0;

	for (size_t at = span.begin; at < span.end; at++)
		chars += ((unsigned char)article.text.data[at] & 0xC0) != 0x80;
	return chars;
}

static struct hk_str text_of(size_t index)
{
	struct hk_span span = passages.list[index].span;

	return hk_span_str(article.text.data + span.begin,
			   span.end - span.begin);
}

static bool is_inside(size_t offset)
{
	for (size_t i = 0; i < passages.count; i++)
		if (offset >= passages.list[i].span.begin &&
		    offset < passages.list[i].span.end)
			return true;
	return false;
}

/* One passage against its blocks. */
static void check_blocks(const struct hk_passage *p)
{
	const struct hk_block *blocks = article.blocks;
	bool body = false;

	assert_true(p->first_block < p->end_block);
	assert_true(p->end_block <= article.block_count);
	assert_true(p->span.begin < blocks[p->first_block].span.end);
	assert_true(p->span.begin >= blocks[p->first_block].span.begin);
	assert_true(p->span.end > blocks[p->end_block - 1].span.begin);
	assert_true(p->span.end <= blocks[p->end_block - 1].span.end);
	assert_int_equal(p->continues,
			 p->span.begin > blocks[p->first_block].span.begin);
	/* A heading stands before all of the body. */
	for (size_t i = p->first_block; i < p->end_block; i++) {
		bool head = blocks[i].kind == HK_BLOCK_HEADING;

		assert_false(head && body);
		body = body || !head;
	}
}

static void cut(unsigned target)
{
	struct hk_str text = hk_buf_str(&article.text);
	size_t last = 0;

	assert_int_equal(hk_passage_cut(&passages, &article, target), HK_OK);
	for (size_t i = 0; i < passages.count; i++) {
		const struct hk_passage *p = &passages.list[i];

		assert_true(p->span.begin >= last);
		assert_true(p->span.end > p->span.begin);
		assert_int_equal(hk_utf8_boundary(text, p->span.begin),
				 p->span.begin);
		check_blocks(p);
		last = p->span.end;
	}
	assert_true(last <= text.len);
	for (size_t i = 0; i < article.block_count; i++)
		for (size_t at = article.blocks[i].span.begin;
		     at < article.blocks[i].span.end; at++)
			assert_true(is_inside(at));
}

static void check_text(size_t index, const char *expected)
{
	assert_true(index < passages.count);
	if (!hk_span_same(text_of(index), hk_span_cstr(expected)))
		print_error("passage %zu: %.*s\n", index,
			    (int)text_of(index).len, text_of(index).data);
	assert_true(hk_span_same(text_of(index), hk_span_cstr(expected)));
}

/* ---- Merging ---- */

static void test_nothing(void **state)
{
	(void)state;
	cut(100);
	assert_int_equal(passages.count, 0);
}

static void test_short_blocks_are_merged(void **state)
{
	(void)state;
	paragraph("朝の市。", 10); /* 40 characters */
	paragraph("昼の市。", 10);
	paragraph("夜の市。", 10);
	cut(100);
	assert_int_equal(passages.count, 2);
	assert_int_equal(passages.list[0].first_block, 0);
	assert_int_equal(passages.list[0].end_block, 2);
	assert_false(passages.list[1].continues);
	cut(120);
	assert_int_equal(passages.count, 1);
	cut(50);
	assert_int_equal(passages.count, 3);
}

/* What was there before is replaced. */
static void test_again(void **state)
{
	(void)state;
	paragraph("川。", 200);
	cut(50);
	assert_true(passages.count > 5);
	hk_article_reset(&article);
	paragraph("川。", 1);
	cut(50);
	assert_int_equal(passages.count, 1);
}

/* ---- Headings ---- */

static void test_headings_divide(void **state)
{
	(void)state;
	paragraph("前書き。", 1);
	heading(1, "春");
	paragraph("梅。", 1);
	heading(1, "夏");
	paragraph("蝉。", 1);
	cut(1000);
	assert_int_equal(passages.count, 3);
	check_text(0, "前書き。");
	assert_int_equal(passages.list[0].heading, HK_PASSAGE_NONE);
	check_text(1, "春\n\n梅。");
	assert_int_equal(passages.list[1].heading, 1);
	check_text(2, "夏\n\n蝉。");
	assert_int_equal(passages.list[2].heading, 3);
}

static void test_headings_stay_together(void **state)
{
	(void)state;
	heading(1, "四季");
	heading(2, "秋");
	paragraph("月。", 1);
	heading(2, "冬"); /* with nothing behind it */
	cut(1000);
	assert_int_equal(passages.count, 2);
	check_text(0, "四季\n\n秋\n\n月。");
	check_text(1, "冬");
}

/* Text of headings alone is cut as well; a very long heading is a paragraph. */
static void test_many_headings(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++)
		heading(1, "春夏秋冬");
	cut(1000);
	assert_within(passages.count, 3, 10);
	add(HK_BLOCK_HEADING, 1, "春夏秋冬。", 10000);
	cut(1000);
	assert_within(passages.count, 50, 70);
}

/* 1 / 2 / 3, then up again. */
static void test_headings_chain(void **state)
{
	static const unsigned levels[] = {1, 2, 3, 3, 2, 1, 4, 3};
	static const size_t outer[] = {HK_PASSAGE_NONE, 0,  2, 2, 0,
				       HK_PASSAGE_NONE, 10, 10};

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		heading(levels[i], "見出し");
		paragraph("本文。", 1);
	}
	cut(1000);
	assert_int_equal(passages.count, 8);
	for (size_t i = 0; i < 8; i++) {
		assert_int_equal(passages.list[i].heading, 2 * i);
		assert_int_equal(passages.outer[2 * i], outer[i]);
	}
}

/* A heading that is followed by a long block keeps its first piece. */
static void test_heading_before_long_block(void **state)
{
	(void)state;
	heading(1, "海");
	paragraph("波が寄せる。", 40); /* 240 characters */
	cut(100);
	assert_true(passages.count >= 2);
	assert_int_equal(passages.list[0].span.begin, 0);
	assert_true(chars_of(passages.list[0].span) > 50);
	for (size_t i = 0; i < passages.count; i++)
		assert_int_equal(passages.list[i].heading, 0);
	assert_true(passages.list[1].continues);
}

static void test_title(void **state)
{
	(void)state;
	add(HK_BLOCK_TITLE, 0, "題名", 1);
	paragraph("本文。", 1);
	cut(1000);
	assert_int_equal(passages.count, 1);
	assert_int_equal(passages.list[0].heading, HK_PASSAGE_NONE);
}

/* ---- Long blocks ---- */

static void test_cut_at_sentences(void **state)
{
	(void)state;
	paragraph("雨が降る日は本を読む。", 60); /* 11 characters each */
	cut(100);
	assert_true(passages.count >= 6);
	for (size_t i = 0; i < passages.count; i++) {
		size_t chars = chars_of(passages.list[i].span);

		assert_int_equal(chars % 11, 0);
		assert_true(chars <= 125 && chars >= 25);
		assert_int_equal(passages.list[i].continues, i > 0);
	}
}

/* Speech of several sentences is not torn. */
static void test_not_inside_brackets(void **state)
{
	static const char speech[] =
		"彼女は「もう行くの。まだ早い！座って。」と言った。";
	size_t each = sizeof(speech) - 1;

	(void)state;
	paragraph(speech, 30);
	cut(60);
	assert_true(passages.count >= 10);
	for (size_t i = 0; i < passages.count; i++)
		assert_int_equal(passages.list[i].span.begin % each, 0);
}

/* A bracket that is never closed does not hold the rest of the text. */
static void test_open_bracket(void **state)
{
	(void)state;
	paragraph("彼は「言いかけた。", 1);
	paragraph("風が吹いた。", 100);
	cut(60);
	for (size_t i = 0; i < passages.count; i++)
		assert_true(chars_of(passages.list[i].span) <= 75);
}

/* One sentence without an end: at a comma, else where a word may begin. */
static void test_giant_sentence(void **state)
{
	(void)state;
	paragraph("山を越え谷を越え、", 400);
	cut(100);
	for (size_t i = 0; i + 1 < passages.count; i++) {
		struct hk_str text = text_of(i);

		assert_true(chars_of(passages.list[i].span) <= 100);
		assert_true(chars_of(passages.list[i].span) >= 25);
		assert_memory_equal(text.data + text.len - 3, "、", 3);
	}
	hk_article_reset(&article);
	paragraph("歩いて", 2000);
	cut(100);
	for (size_t i = 0; i + 1 < passages.count; i++) {
		assert_true(chars_of(passages.list[i].span) <= 100);
		assert_memory_equal(text_of(i).data, "歩", 3);
	}
}

/* Cutting a piece takes no longer in a longer text. */
static void test_megabytes_of_a_sentence(void **state)
{
	(void)state;
	paragraph("走って", 300000);
	paragraph("走って", 300000);
	article.blocks[1].kind = HK_BLOCK_CODE;
	assert_int_equal(hk_passage_cut(&passages, &article, 100), HK_OK);
	assert_true(passages.count > 18000);
	assert_int_equal(passages.list[passages.count - 1].span.end,
			 article.text.len);
}

/* Without a good point to cut at: between any two characters. */
static void test_one_word(void **state)
{
	static const char *const words[] = {"a", "漢", "ー", "𠮷", "。」"};

	(void)state;
	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++) {
		hk_article_reset(&article);
		paragraph(words[k], 20000);
		cut(100);
		assert_true(passages.count > 190);
		for (size_t i = 0; i + 1 < passages.count; i++)
			assert_true(chars_of(passages.list[i].span) <= 100);
		/* The last takes a short rest, and up to twice the target. */
		assert_true(chars_of(passages.list[passages.count - 1].span) <=
			    225);
	}
}

static void test_lines_that_are_kept_are_not_cut(void **state)
{
	static const enum hk_block_kind kinds[] = {HK_BLOCK_CODE,
						   HK_BLOCK_VERBATIM};

	(void)state;
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
		hk_article_reset(&article);
		add(kinds[k], 0, "\tx = a[i]. + 1; /* ! */\n", 40);
		cut(100);
		assert_true(passages.count > 5);
		for (size_t i = 0; i < passages.count; i++) {
			assert_memory_equal(text_of(i).data, "\tx", 2);
			assert_true(chars_of(passages.list[i].span) <= 125);
		}
	}
}

/* ---- Any article ---- */

static void test_any_blocks(void **state)
{
	static const char *const pieces[] = {
		"雨。",	  "風が", "「晴れ。", "」",   "（注）", "、", "\n",
		"Hello ", "!",	  "𠮷",	      "カナ", "?",	" ",  "\n\n"};
	uint32_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		hk_article_reset(&article);
		for (unsigned b = 0; b < round % 9; b++) {
			char text[512] = "x";

			for (unsigned k = 0; k < 30; k++) {
				strcat(text, pieces[random_next(&seed) %
						    (sizeof(pieces) /
						     sizeof(*pieces))]);
			}
			random_next(&seed);
			if ((seed >> 16) % 4 == 0)
				heading(1 + (seed >> 20) % 6, "題");
			else
				add((seed >> 16) % 4 == 1 ? HK_BLOCK_CODE
							  : HK_BLOCK_PARAGRAPH,
				    0, text, 1 + (seed >> 20) % 9);
		}
		cut(HK_PASSAGE_CHARS_MIN + round % 100);
	}
}

/* ---- Sentences ---- */

/* The first sentence of the text. */
static void check_sentence(const char *text, const char *expected)
{
	size_t end = hk_passage_sentence(text, 0, strlen(text));

	assert_true(
		hk_span_same(hk_span_str(text, end), hk_span_cstr(expected)));
}

static void test_sentence(void **state)
{
	(void)state;
	check_sentence("晴れ。雨。", "晴れ。");
	check_sentence("本当？！そう。", "本当？！");
	check_sentence("「はい。」次。", "「はい。」次。");
	check_sentence("晴れ（たぶん。）。雨。", "晴れ（たぶん。）。");
	check_sentence("晴れ。）雨。", "晴れ。）");
	check_sentence("「開いたまま。\n次。後。", "「開いたまま。\n次。");
	check_sentence("Really? Yes.", "Really?");
	check_sentence("a.b?c=d 次", "a.b?c=d 次");
	check_sentence("終わらない", "終わらない");
	check_sentence("ﾊﾝｶｸ｡次", "ﾊﾝｶｸ｡");
	assert_int_equal(hk_passage_sentence("晴れ。雨。", 9, 15), 15);
	assert_int_equal(hk_passage_sentence("", 0, 0), 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nothing),
		TEST(test_short_blocks_are_merged),
		TEST(test_again),
		TEST(test_headings_divide),
		TEST(test_headings_stay_together),
		TEST(test_many_headings),
		TEST(test_headings_chain),
		TEST(test_heading_before_long_block),
		TEST(test_title),
		TEST(test_cut_at_sentences),
		TEST(test_not_inside_brackets),
		TEST(test_open_bracket),
		TEST(test_giant_sentence),
		TEST(test_megabytes_of_a_sentence),
		TEST(test_one_word),
		TEST(test_lines_that_are_kept_are_not_cut),
		TEST(test_any_blocks),
		TEST(test_sentence),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
