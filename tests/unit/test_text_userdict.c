/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of the user's words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/userdict.h"

static enum hk_status put(struct hk_buf *list, const char *word,
			  const char *reading)
{
	return hk_userdict_put(list, hk_span_cstr(word), hk_span_cstr(reading),
			       NULL);
}

static void test_list(void **state)
{
	struct hk_buf list;

	(void)state;
	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	assert_int_equal(put(&list, "みかん箱", "みかんばこ"), HK_OK);
	assert_int_equal(put(&list, "ＡＢ亭", "えーびーてい"), HK_OK);
	assert_int_equal(put(&list, " ｶﾓﾒ荘 ", "カモメソウ"), HK_OK);
	assert_string_equal(list.data, "ab亭\tエービーテイ\n"
				       "みかん箱\tミカンバコ\n"
				       "カモメ荘\tカモメソウ\n");
	assert_int_equal(put(&list, "みかん箱", "ミカンハコ"), HK_OK);
	assert_int_equal(hk_userdict_drop(&list, hk_span_cstr("AB亭"), NULL),
			 HK_OK);
	assert_int_equal(hk_userdict_drop(&list, hk_span_cstr("AB亭"), NULL),
			 HK_ENOTFOUND);
	assert_string_equal(list.data, "みかん箱\tミカンハコ\n"
				       "カモメ荘\tカモメソウ\n");
	assert_int_equal(hk_userdict_check(hk_buf_str(&list), NULL), HK_OK);
	hk_buf_release(&list);
}

static void test_refused(void **state)
{
	static const char *const words[] = {"",	     " ",  "あ い",
					    "あ,い", "\"", "あ\tい"};
	char longer[HK_USERDICT_WORD_MAX + 2];
	struct hk_buf list;

	(void)state;
	hk_buf_init(&list, HK_USERDICT_LIST_MAX);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		assert_int_equal(put(&list, words[i], "あ"), HK_EUSAGE);
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(put(&list, longer, "あ"), HK_EUSAGE);
	assert_int_equal(put(&list, "亜", ""), HK_EUSAGE);
	assert_int_equal(put(&list, "亜", "阿"), HK_EUSAGE);
	assert_int_equal(list.len, 0);
	hk_buf_release(&list);
}

static void test_damaged(void **state)
{
	static const char *const lists[] = {
		"b\tア\na\tア\n", "a\tア\na\tア\n", "a\tア",  "a\n",
		"a\tあ\n",	  "a b\tア\n",	    "\tア\n", "a\u202Eb\tア\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		assert_int_equal(
			hk_userdict_check(hk_span_cstr(lists[i]), NULL),
			HK_ECORRUPT);
	assert_int_equal(
		hk_userdict_check(hk_span_cstr("a\tア\nb\tイ\n"), NULL), HK_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_damaged),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
