/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Morphemes: what MeCab does to careless callers does not happen here. */
#include "tests/unit/morph_fixture.h"

static void check_surface(size_t index, const char *expected)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(analyser.morph, &count);
	const char *text = analyser.norm.text.data;

	assert_true(index < count);
	m += index;
	assert_true(hk_span_same(
		hk_span_str(text + m->span.begin, m->span.end - m->span.begin),
		hk_span_cstr(expected)));
}

/* `count` bytes made of `unit`, in a block of that very size, so that the
 * sanitizers see each byte that is read behind it. */
static char *repeat(const char *unit, size_t count)
{
	size_t len = strlen(unit);
	char *text = malloc(count);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		text[i] = unit[i % len];
	return text;
}

static size_t cut_repeated(const char *unit, size_t times)
{
	size_t len = strlen(unit) * times;
	char *text = repeat(unit, len);
	size_t count = cut(hk_span_str(text, len));

	free(text);
	return count;
}

/* ---- The traps ---- */

/* A slice that ends in a blank, with more text behind it in its buffer:
 * libmecab reads and writes beyond it. */
static void test_slice_that_ends_in_a_blank(void **state)
{
	const size_t len = 12000;
	char *text = repeat("東京 ", len);

	(void)state;
	for (size_t end = 7; end <= len; end += 7 * 97)
		assert_int_equal(cut(hk_span_str(text, end)), end / 7);
	free(text);
}

static void test_leading_blanks(void **state)
{
	const size_t blanks = 70000;
	char *text = repeat(" ", blanks + 6);
	size_t count;

	(void)state;
	memcpy(text + blanks, "東京", 6);
	assert_int_equal(cut(hk_span_str(text, blanks + 6)), 1);
	assert_int_equal(hk_morph_get(analyser.morph, &count)->span.begin,
			 blanks);
	/* and in the middle */
	memcpy(text, "京都", 6);
	assert_int_equal(cut(hk_span_str(text, blanks + 6)), 2);
	free(text);
}

static void test_only_blanks(void **state)
{
	(void)state;
	assert_int_equal(cut_repeated(" ", 70000), 0);
	assert_int_equal(cut_repeated("\n ", 35000), 0);
	assert_int_equal(cut(hk_span_str(NULL, 0)), 0);
}

/* Runs of one class: quadratic in MeCab, and an overflow of its costs. */
static void test_long_runs(void **state)
{
	(void)state;
	assert_int_equal(cut_repeated("a", 200000), 1);
	assert_int_equal(cut_repeated("1", 200000), 1);
	assert_int_equal(cut_repeated("я", 100000), 1);
	assert_true(cut_repeated("あいう", 22000) > 22);
	assert_true(cut_repeated("アイウ", 22000) > 22);
	assert_true(cut_repeated("漢", 66000) > 22);
	assert_true(cut_repeated("ー", 66000) > 22);
	assert_true(cut_repeated("…", 66000) > 22);
	assert_true(cut_repeated("𠮷", 50000) > 22);
	assert_int_equal(cut_repeated("😀", 50000), 50000);
}

/* Words at every distance from where a piece must end. */
static void test_edges_of_pieces(void **state)
{
	char *text = repeat("あ", 3 * 700);
	char *whole = malloc(3 * 700 + 9);

	(void)state;
	assert_non_null(whole);
	for (size_t before = 640; before <= 700; before++) {
		memcpy(whole, text, before * 3);
		memcpy(whole + before * 3, "abc東京", 9);
		cut(hk_span_str(whole, before * 3 + 9));
	}
	free(whole);
	free(text);
}

/* CR and U+3000 are words to MeCab. */
static void test_white_space(void **state)
{
	(void)state;
	assert_int_equal(analyse(hk_span_cstr("東京\r\n\r\n京都\r")), 2);
	assert_int_equal(analyse(hk_span_cstr("東京　京都　　")), 2);
	assert_int_equal(analyse(hk_span_cstr("\t東京\v\f京都\xC2\xA0")), 2);
	/* A line that is broken inside a word. */
	assert_int_equal(analyse(hk_span_cstr("東\n京")), 1);
	check_surface(0, "東京");
}

static void test_invalid_utf8(void **state)
{
	static const char bytes[] = "東\xE4\xBA京\xFF都\x80\xF0\xA0\xAE";

	(void)state;
	assert_true(analyse(hk_span_cstr(bytes)) > 0);
	/* Not a requirement, but harmless: invalid bytes are words of their
	 * own. */
	assert_int_equal(
		hk_morph_run(analyser.morph, hk_span_cstr(bytes), NULL), HK_OK);
	for (size_t i = 0; i < 256; i++) {
		char byte = (char)i;

		assert_int_equal(hk_morph_run(analyser.morph,
					      hk_span_str(&byte, 1), NULL),
				 HK_OK);
	}
	assert_int_equal(
		hk_morph_run(analyser.morph, hk_span_str("\0東\0", 5), NULL),
		HK_OK);
}

static void test_four_byte_characters(void **state)
{
	(void)state;
	/* Known by its form in use, of three bytes. */
	analyse(hk_span_cstr("私と𠮷野と橋本𠮷郎"));
	check_surface(2, "𠮷野");
	check_surface(4, "橋本");
	check_surface(5, "𠮷郎");
	/* One class to the dictionary, three words to those who search. */
	assert_int_equal(analyse(hk_span_cstr("😀🎉𠮷")), 3);
	check_surface(1, "🎉");
	check_surface(2, "𠮷");
	assert_int_equal(analyse(hk_span_cstr("𠮷😀𩸽")), 3);
	check_surface(0, "𠮷");
	check_surface(2, "𩸽");
	assert_int_equal(analyse(hk_span_cstr("👍🏽👍")), 2);
	check_surface(0, "👍🏽");
}

/* ---- Words of letters ---- */

static void test_words_of_letters(void **state)
{
	static const char *const words[] = {"iphone15", "foo_bar", "café",
					    "한국어",	"x",	   "2024"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		char text[64];

		snprintf(text, sizeof(text), "新しい%sを", words[i]);
		assert_int_equal(analyse(hk_span_cstr(text)), 3);
		check_surface(1, words[i]);
	}
}

static void test_parts_of_a_word(void **state)
{
	size_t count;
	const struct hk_morpheme *m;

	(void)state;
	assert_int_equal(analyse(hk_span_cstr("foo_bar15")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_WORD);
	assert_int_equal(m->part_count, 3);
	assert_int_equal(analyse(hk_span_cstr("15")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_NUMBER);
	assert_int_equal(m->part_count, 0);
}

/* What was cut before, and what stands behind a word, change nothing. */
static void test_parts_depend_on_the_word(void **state)
{
	static const char *const before[] = {NULL, "チョー寒い。",
					     "お茶、超大国、第一回、三人"};
	uint64_t sums[3];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct hk_analyser fresh;

		assert_int_equal(hk_term_init(&fresh, dict, NULL), HK_OK);
		if (before[i])
			assert_int_equal(hk_morph_run(fresh.morph,
						      hk_span_cstr(before[i]),
						      NULL),
					 HK_OK);
		assert_int_equal(
			hk_morph_run(fresh.morph,
				     hk_span_cstr("シトゥチョーティン"), NULL),
			HK_OK);
		sums[i] = sum_of(fresh.morph);
		hk_term_release(&fresh);
	}
	assert_true(sums[0] == sums[1]);
	assert_true(sums[0] == sums[2]);
}

static void test_classes(void **state)
{
	static const enum hk_morph_class expected[] = {
		HK_MORPH_PRONOUN,  HK_MORPH_PARTICLE,  HK_MORPH_PROPER,
		HK_MORPH_PARTICLE, HK_MORPH_ADJECTIVE, HK_MORPH_NOUN,
		HK_MORPH_PARTICLE, HK_MORPH_VERB,      HK_MORPH_AUXILIARY,
		HK_MORPH_SYMBOL};
	size_t count;
	const struct hk_morpheme *m;

	(void)state;
	analyse(hk_span_cstr("彼は京都で古い本を買った。"));
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(count, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < count; i++)
		assert_int_equal(m[i].cls, expected[i]);
	assert_true(hk_span_same(m[7].lemma, hk_span_cstr("買う")));
	assert_true(hk_span_same(hk_morph_reading(analyser.morph, &m[2]),
				 hk_span_cstr("キョウト")));
	assert_true(m[2].known);
}

/* What no dictionary knows has fewer columns; signs it takes for nouns. */
static void test_unknown_words(void **state)
{
	size_t count;
	const struct hk_morpheme *m;

	(void)state;
	assert_int_equal(analyse(hk_span_cstr("ゴンボロメッタ")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_false(m->known);
	assert_int_equal(hk_morph_reading(analyser.morph, m).len, 0);
	assert_true(hk_span_same(m->lemma, hk_span_cstr("ゴンボロメッタ")));
	assert_int_equal(analyse(hk_span_cstr("++")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_SYMBOL);
	assert_int_equal(analyse(hk_span_cstr("♪")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_SYMBOL);
	assert_int_equal(analyse(hk_span_cstr("𩸽")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_NOUN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slice_that_ends_in_a_blank),
		cmocka_unit_test(test_leading_blanks),
		cmocka_unit_test(test_only_blanks),
		cmocka_unit_test(test_long_runs),
		cmocka_unit_test(test_edges_of_pieces),
		cmocka_unit_test(test_white_space),
		cmocka_unit_test(test_invalid_utf8),
		cmocka_unit_test(test_four_byte_characters),
		cmocka_unit_test(test_words_of_letters),
		cmocka_unit_test(test_parts_of_a_word),
		cmocka_unit_test(test_parts_depend_on_the_word),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_unknown_words),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
