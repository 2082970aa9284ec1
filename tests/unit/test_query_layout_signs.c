/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a layout shows that is not of the text, and how wide things are. */
#include "tests/unit/layout_fixture.h"

/* Paragraphs on one line are apart, and count. */
static void test_flat(void **state)
{
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	sample_set(&s, "一。\n\n二{二}。\n・三\n四。");
	lay_out(&l, &s);
	hk_layout_flatten(&l);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_line(&out, &l, &brackets), HK_OK);
	assert_string_equal(out.data, "一。 ¶ 二<二>。 ¶ ・三四。");
	hk_buf_reset(&out);
	hk_excerpt_choose(&l, &s.source, 17, 1);
	assert_int_equal(hk_layout_line(&out, &l, &brackets), HK_OK);
	assert_string_equal(out.data, "一。 ¶ 二<二>。…");
	assert_int_equal(hk_layout_shown(&l).begin, 0);
	assert_int_equal(hk_layout_shown(&l).end, strlen("一。\n\n二二。"));
	hk_buf_release(&out);
	hk_layout_release(&l);
}

/* An item of a list is told from a paragraph. */
static void test_items(void **state)
{
	static const struct hk_block blocks[] = {
		{.kind = HK_BLOCK_PARAGRAPH,
		 .level = 0,
		 .span = {0, 6},
		 .line = 1},
		{.kind = HK_BLOCK_ITEM, .level = 0, .span = {8, 14}, .line = 3},
		{.kind = HK_BLOCK_ITEM,
		 .level = 0,
		 .span = {16, 22},
		 .line = 4},
	};
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	sample_set(&s, "序文\n\n{一}一\n\n・二");
	s.source.blocks = blocks;
	s.source.block_count = 3;
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_wrap(&out, &l, 40, &brackets), HK_OK);
	assert_string_equal(out.data, "序文\n・<一>一\n・二\n");
	/* The mark of an item is not of the text. */
	l.first = 2;
	assert_int_equal(hk_layout_shown(&l).begin, 8);
	hk_buf_release(&out);
	hk_layout_release(&l);
}

/* Numbers, check boxes and lists in lists, cells of a table, and the indent of
 * code, which also "…" keeps. */
static void test_structure(void **state)
{
	static const struct hk_block blocks[] = {
		{.kind = HK_BLOCK_ITEM,
		 .span = {0, 3},
		 .item = {.mark = HK_ITEM_DONE}},
		{.kind = HK_BLOCK_ITEM,
		 .span = {5, 8},
		 .item = {.mark = HK_ITEM_OPEN, .depth = 1}},
		{.kind = HK_BLOCK_ITEM,
		 .span = {10, 13},
		 .item = {.mark = HK_ITEM_NUMBER, .number = 12}},
		{.kind = HK_BLOCK_PARAGRAPH, .span = {15, 22}},
		{.kind = HK_BLOCK_CODE, .span = {24, 33}},
	};
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	sample_set(&s, "一\n\n二\n\n三\n\n甲\t乙\n\nif\n\tx\n  y");
	s.source.blocks = blocks;
	s.source.block_count = 5;
	s.source.cells = true;
	s.source.indent = 6;
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_wrap(&out, &l, 40, &brackets), HK_OK);
	assert_string_equal(out.data, "☑ 一\n  ☐ 二\n12. 三\n甲 | 乙\n"
				      "if\n      x\n  y\n");
	s.source.indent = 0;
	s.source.cells = false;
	hk_layout_release(&l);
	lay_out(&l, &s);
	hk_layout_flatten(&l);
	hk_buf_reset(&out);
	assert_int_equal(hk_layout_line(&out, &l, &brackets), HK_OK);
	assert_string_equal(out.data,
			    "☑ 一 ¶ ☐ 二 ¶ 12. 三 ¶ 甲 乙 ¶ if ¶ x ¶ y");
	hk_buf_release(&out);
	hk_layout_release(&l);
}

/* Words go on over the end of a long line, also if the next one is indented;
 * short lines stay lines. */
static void test_wrapped(void **state)
{
	static const struct hk_block block = {.kind = HK_BLOCK_PARAGRAPH,
					      .span = {0, 1000}};
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	sample_set(&s,
		   "この行は折り返された長い行であって、このとおり、そのユ\n"
		   "     ーザーが読む。\n     別の行\n     次の行");
	s.source.blocks = &block;
	s.source.block_count = 1;
	lay_out(&l, &s);
	hk_layout_flatten(&l);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_line(&out, &l, &brackets), HK_OK);
	assert_string_equal(out.data,
			    "この行は折り返された長い行であって、このとおり、"
			    "そのユーザーが読む。 ¶ 別の行 ¶ 次の行");
	hk_buf_release(&out);
	hk_layout_release(&l);
}

/* Signs around marks take cells, and are not repeated at a line's end. */
static void test_signs(void **state)
{
	const struct hk_layout_style style = {.indent = "",
					      .on = "",
					      .off = "",
					      .mark_on = "",
					      .mark_off = "",
					      .open = "[",
					      .close = "]"};
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	sample_set(&s, "い{ろはにほ}へ");
	s.source.open = s.source.close = 1;
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_wrap(&out, &l, 6, &style), HK_OK);
	assert_string_equal(out.data, "い[ろ\nはに\nほ]へ\n");
	hk_buf_release(&out);
	hk_layout_release(&l);
}

static void test_ambiguous(void **state)
{
	struct hk_layout l;
	struct sample s;
	struct hk_buf out;

	(void)state;
	assert_int_equal(hk_layout_cells(hk_span_cstr("①α…→aあ"), false), 7);
	assert_int_equal(hk_layout_cells(hk_span_cstr("①α…→aあ"), true), 11);
	sample_set(&s, "○○○○");
	s.source.wide = true;
	lay_out(&l, &s);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_layout_wrap(&out, &l, 5, &brackets), HK_OK);
	assert_string_equal(out.data, "○○\n○○\n");
	hk_buf_release(&out);
	hk_layout_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flat),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_ambiguous),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
