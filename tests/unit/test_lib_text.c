/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The library's texts: excerpts, characters, and words of the index. */
#include "tests/unit/lib_fixture.h"

static void test_excerpt(void **state)
{
	struct hiku_format_options f = HIKU_FORMAT_OPTIONS_INIT;
	struct hiku_answer *answer = ask("灯り", NULL);
	struct hiku_range marks[2] = {{3, 6}, {6, 9}};
	struct hiku_excerpt excerpt;
	struct written w = {.len = 0};
	struct hiku_text text = hiku_hit_text(answer, 0, HIKU_PASSAGE);

	(void)state;
	f.open = "<";
	f.close = ">";
	f.columns = 24;
	f.lines = 1;
	assert_int_equal(hiku_hit_excerpt(answer, 0, &f, &excerpt,
					  sizeof(excerpt), collect, &w, &why),
			 HIKU_OK);
	assert_non_null(strstr(w.text, "<灯り>"));
	assert_int_equal(w.text[w.len - 1], '\n');
	assert_true(excerpt.range.end <= text.len);
	assert_memory_equal(text.data + excerpt.at, "灯り", strlen("灯り"));
	assert_int_equal(excerpt.line, 1);
	assert_int_equal(hiku_hit_excerpt(answer, 1, &f, &excerpt,
					  sizeof(excerpt), NULL, NULL, &why),
			 HIKU_EUSAGE);
	hiku_answer_free(answer);

	w.len = 0;
	f.lines = 0;
	f.columns = 4;
	assert_int_equal(hiku_text_wrap("あい\033う", strlen("あい\033う"),
					marks, 1, &f, collect, &w, &why),
			 HIKU_OK);
	assert_null(strchr(w.text, '\033'));
	assert_non_null(strstr(w.text, "<い>"));
	marks[1].begin = 5;
	assert_int_equal(
		hiku_text_wrap("あい", 6, marks, 2, &f, collect, &w, &why),
		HIKU_EUSAGE);
	assert_int_equal(hiku_text_cells("あa", 4, 0), 3);
}

static void test_characters(void **state)
{
	static const char family[] = "\U0001F468\u200D\U0001F469x";
	char escape[32];
	size_t cells;

	(void)state;
	assert_int_equal(hiku_text_char("か\u3099き", 9, 0, &cells), 6);
	assert_int_equal(cells, 2);
	assert_int_equal(hiku_text_char("○a", 4, 1, &cells), 3);
	assert_int_equal(cells, 2);
	assert_int_equal(hiku_text_char(family, sizeof(family) - 1, 0, NULL),
			 sizeof(family) - 2);
	assert_int_equal(hiku_text_char("\xFF\xFF", 2, 0, NULL), 1);
	assert_int_equal(hiku_text_char("", 0, 0, &cells), 0);
	hiku_format_color(escape, sizeof(escape), "path=4", "path");
	assert_string_equal(escape, "\033[4m");
	hiku_format_color(escape, sizeof(escape), NULL, "mark");
	assert_memory_equal(escape, "\033[", 2);
	hiku_format_color(escape, sizeof(escape), NULL, "rest");
	assert_string_equal(escape, "");
}

static void test_texts(void **state)
{
	static const char sjis[] = "\x8b\xf3\x8d\x60"; /* 空港 */
	struct written w = {.len = 0};
	const char *value = NULL, *help = NULL;

	(void)state;
	assert_int_equal(hiku_text_safe("a\033b", 3, collect, &w, &why),
			 HIKU_OK);
	assert_string_equal(w.text, "a\u241bb");
	w.len = 0;
	assert_int_equal(
		hiku_text_decode(sjis, 4, "Shift_JIS", collect, &w, &why),
		HIKU_OK);
	assert_string_equal(w.text, "空港");
	assert_int_equal(hiku_text_decode(sjis, 4, "UTF-8", collect, &w, &why),
			 HIKU_EENCODING);
	assert_true(hiku_text_is_blank(" \t　", 5));
	assert_false(hiku_text_is_blank(" あ", 4));
	assert_string_equal(hiku_field(0, &value, &help), "title");
	assert_true(value && help);
	assert_null(hiku_field(99, &value, &help));
	w.len = 0;
	assert_int_equal(hiku_about("x", collect, &w, &why), HIKU_OK);
	assert_memory_equal(w.text, "x ", 2);
	assert_memory_equal(w.text + 2, hiku_version(), strlen(hiku_version()));
}

static void test_words(void **state)
{
	struct hiku_words *words;
	uint64_t passages;

	(void)state;
	assert_int_equal(hiku_complete(&words, hiku, "kens", 4, NULL, &why),
			 HIKU_OK);
	check_text(hiku_word(words, 0, &passages), "検索");
	assert_int_equal(passages, 2);
	check_text(hiku_word(words, 99, &passages), "");
	assert_null(hiku_words_note(words));
	hiku_words_free(words);
	assert_int_equal(hiku_suggest(&words, hiku, "検察", 6, NULL, &why),
			 HIKU_OK);
	hiku_words_free(words);
	assert_int_equal(hiku_complete(&words, hiku, " ", 1, NULL, &why),
			 HIKU_EUSAGE);
	assert_null(words);
	assert_int_equal(hiku_suggest(&words, hiku, "\xFF", 1, NULL, NULL),
			 HIKU_EUSAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_excerpt),
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_words),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, open_index, close_index);
}
