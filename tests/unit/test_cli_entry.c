/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line that is typed in `hiku -i`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/utf8.h"
#include "cli/tui/entry.h"
#include "tests/unit/random.h"

static struct hk_entry e;

static void fresh(const char *text)
{
	hk_entry_release(&e);
	hk_entry_init(&e);
	assert_int_equal(hk_entry_set(&e, hk_span_cstr(text)), HK_OK);
}

/* The line with a '|' where the cursor is. */
static void has(const char *shown)
{
	char got[512];

	snprintf(got, sizeof(got), "%.*s|%s", (int)e.cursor,
		 e.text.data ? e.text.data : "",
		 e.text.data ? e.text.data + e.cursor : "");
	assert_string_equal(got, shown);
}

static void test_typing(void **state)
{
	(void)state;
	fresh("");
	has("|");
	hk_entry_erase(&e);
	hk_entry_delete(&e);
	hk_entry_left(&e);
	hk_entry_right(&e);
	has("|");
	assert_int_equal(hk_entry_type(&e, 0x6F22), HK_OK);
	assert_int_equal(hk_entry_insert(&e, hk_span_cstr("字\tと\nカナ\033")),
			 HK_OK);
	has("漢字 と カナ|");
	hk_entry_left(&e);
	hk_entry_erase(&e);
	has("漢字 と |ナ");
	hk_entry_delete(&e);
	has("漢字 と |");
	/* Control characters and marks of direction are never in a line. */
	assert_int_equal(hk_entry_type(&e, 0x1B), HK_OK);
	assert_int_equal(hk_entry_type(&e, 0x202E), HK_OK);
	has("漢字 と |");
}

static void test_characters(void **state)
{
	(void)state;
	/* What is one character to see is one to move over. */
	fresh("か\u3099\U0001F468\u200D\U0001F469z");
	hk_entry_left(&e);
	hk_entry_left(&e);
	has("か\u3099|\U0001F468\u200D\U0001F469z");
	hk_entry_erase(&e);
	has("|\U0001F468\u200D\U0001F469z");
	hk_entry_right(&e);
	has("\U0001F468\u200D\U0001F469|z");
}

static void test_words(void **state)
{
	(void)state;
	fresh("全文検索 type:html カナとひら");
	hk_entry_word_left(&e);
	has("全文検索 type:html カナ|とひら");
	hk_entry_word_left(&e);
	has("全文検索 type:html |カナとひら");
	assert_int_equal(hk_entry_cut_to(&e, hk_entry_word_before(&e)), HK_OK);
	has("全文検索 type:|カナとひら");
	assert_int_equal(hk_entry_cut_to(&e, hk_entry_word_behind(&e)), HK_OK);
	has("全文検索 type:|とひら");
	assert_int_equal(hk_entry_put_back(&e), HK_OK);
	assert_int_equal(hk_entry_put_back(&e), HK_OK);
	has("全文検索 type:カナカナ|とひら");
	assert_int_equal(hk_entry_cut_to(&e, 0), HK_OK);
	has("|とひら");
	hk_entry_word_right(&e);
	has("とひら|");
	assert_int_equal(hk_entry_cut_to(&e, e.text.len), HK_OK);
	assert_int_equal(hk_entry_put_back(&e), HK_OK);
	has("とひら全文検索 type:カナカナ|");
}

static void test_past(void **state)
{
	(void)state;
	fresh("いま");
	assert_false(hk_entry_older(&e));
	assert_int_equal(hk_entry_keep(&e, hk_span_cstr(" 一 ")), HK_OK);
	assert_int_equal(hk_entry_keep(&e, hk_span_cstr("二")), HK_OK);
	assert_int_equal(hk_entry_keep(&e, hk_span_cstr("二")), HK_OK);
	assert_int_equal(hk_entry_keep(&e, hk_span_cstr("  ")), HK_OK);
	assert_true(hk_entry_older(&e));
	has("二|");
	assert_true(hk_entry_older(&e));
	has("一|");
	assert_false(hk_entry_older(&e));
	assert_true(hk_entry_newer(&e));
	assert_true(hk_entry_newer(&e));
	has("いま|");
	assert_false(hk_entry_newer(&e));
	for (int i = 0; i < HK_ENTRY_PAST + 10; i++) {
		char line[16];

		snprintf(line, sizeof(line), "%d", i);
		assert_int_equal(hk_entry_keep(&e, hk_span_cstr(line)), HK_OK);
	}
	assert_int_equal(e.past_count, HK_ENTRY_PAST);
	assert_string_equal(e.past[0], "10");
}

static void test_limit(void **state)
{
	(void)state;
	fresh("");
	for (size_t i = 0; i < HK_ENTRY_MAX; i++)
		assert_int_equal(hk_entry_type(&e, 0x3042), HK_OK);
	assert_true(e.text.len <= HK_ENTRY_MAX);
	assert_true(hk_utf8_valid(hk_buf_str(&e.text)));
}

/* Whatever is done, the line is UTF-8 and the cursor between characters. */
static void test_anything(void **state)
{
	static const uint32_t chars[] = {'a',	 ' ',	  0x3042, 0x3099,
					 0x200D, 0x1F468, 0x6F22, 0xE9,
					 0x301,	 0xFF21};

	uint32_t seed = 7;

	(void)state;
	fresh("");
	for (int i = 0; i < 4000; i++) {
		switch (random_next(&seed) % 12) {
		case 0:
			hk_entry_left(&e);
			break;
		case 1:
			hk_entry_right(&e);
			break;
		case 2:
			hk_entry_word_left(&e);
			break;
		case 3:
			hk_entry_word_right(&e);
			break;
		case 4:
			hk_entry_erase(&e);
			break;
		case 5:
			hk_entry_delete(&e);
			break;
		case 6:
			assert_int_equal(
				hk_entry_cut_to(&e, hk_entry_word_before(&e)),
				HK_OK);
			break;
		case 7:
			assert_int_equal(hk_entry_put_back(&e), HK_OK);
			break;
		default:
			assert_int_equal(
				hk_entry_type(&e,
					      chars[random_next(&seed) % 10]),
				HK_OK);
		}
		assert_true(e.cursor <= e.text.len);
		assert_true(hk_utf8_valid(hk_buf_str(&e.text)));
		assert_true(hk_utf8_valid(
			hk_span_str(e.text.data, e.text.data ? e.cursor : 0)));
		if (e.text.len > 200)
			assert_int_equal(hk_entry_set(&e, hk_span_cstr("字")),
					 HK_OK);
	}
	hk_entry_release(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing),
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_past),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_anything),
	};

	hk_entry_init(&e);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
