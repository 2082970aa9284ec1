/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folded words: the rows, and that folding twice is folding once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "tests/unit/random.h"
#include "tests/unit/rows.h"
#include "text/fold.h"
#include "text/variants.h"

/* The folded form; the word where it is that. */
static struct hk_str fold(struct hk_str word, char out[HK_FOLD_MAX])
{
	size_t len;

	return hk_fold_word(word, out, &len) ? hk_span_str(out, len) : word;
}

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/fold.tsv", 3);
	while (rows_next(&rows)) {
		char out[HK_FOLD_MAX];

		rows_expect(&rows, 1, fold(rows.column[0], out));
	}
	rows_close(&rows, 30);
}

/* It says true only where something changed. */
static void test_says_what_differs(void **state)
{
	char out[HK_FOLD_MAX];
	size_t len;

	(void)state;
	assert_false(hk_fold_word(hk_span_cstr("カードゲーム"), out, &len));
	assert_false(hk_fold_word(hk_span_cstr(""), out, &len));
	assert_true(hk_fold_word(hk_span_cstr("ウェブ"), out, &len));
	assert_int_equal(len, 9);
}

static void test_not_utf8(void **state)
{
	char out[HK_FOLD_MAX];
	size_t len;

	(void)state;
	assert_false(hk_fold_word(hk_span_cstr("ウェ\xE3\x83"), out, &len));
	assert_false(hk_fold_word(hk_span_cstr("ヴ\xFF"), out, &len));
}

/* The longest word fits; a longer one is left alone. */
static void test_long(void **state)
{
	char word[HK_FOLD_MAX + 3], out[HK_FOLD_MAX];
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(word); i += 3)
		memcpy(word + i, "ェ", 3);
	assert_true(hk_fold_word(hk_span_str(word, HK_FOLD_MAX), out, &len));
	assert_int_equal(len, HK_FOLD_MAX);
	assert_false(
		hk_fold_word(hk_span_str(word, HK_FOLD_MAX + 3), out, &len));
}

static void test_twice(void **state)
{
	/* ー never follows ー in the normal form. */
	static const char *const pieces[] = {
		"ヴ",	"ァ", "ィ", "ェ", "ォ",	  "ュ",	  "ヶ",
		"ヵ",	"ヂ", "ヅ", "ヮ", "カー", "ンー", "ヴー",
		"ァー", "々", "人", "𠮷", "か",	  "a"};
	uint32_t seed = 3;

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		char word[64] = "", once[HK_FOLD_MAX], twice[HK_FOLD_MAX];
		struct hk_str folded;

		for (unsigned k = 0; k <= i % 7; k++) {
			strcat(word,
			       pieces[random_next(&seed) %
				      (sizeof(pieces) / sizeof(*pieces))]);
		}
		folded = fold(hk_span_cstr(word), once);
		if (!hk_span_same(folded, fold(folded, twice)))
			print_error("%s\n", word);
		assert_true(hk_span_same(folded, fold(folded, twice)));
		assert_true(folded.len && hk_utf8_valid(folded));
	}
}

/* Words that stand in the table otherwise than folded would never be found. */
static void check_spellings(const char *path)
{
	FILE *in = fopen(path, "r");
	char line[4096], out[HK_FOLD_MAX], wanted[HK_FOLD_MAX];
	unsigned bad = 0;

	assert_non_null(in);
	for (unsigned n = 1; fgets(line, sizeof(line), in); n++) {
		if (line[0] == '#')
			continue;
		for (char *at = line, *word; (word = strtok(at, " \n"));) {
			struct hk_str spelling = hk_span_cstr(word), common;

			at = NULL;
			assert_true(hk_variants_word(&common, spelling));
			/* 一人, the common one, is 1人 in the end. */
			if (hk_span_same(fold(spelling, out),
					 fold(common, wanted)))
				continue;
			print_error("%s:%u: '%s' is not folded\n", path, n,
				    word);
			bad++;
		}
	}
	fclose(in);
	assert_int_equal(bad, 0);
}

static void test_spellings(void **state)
{
	(void)state;
	check_spellings("text/variants.txt");
	check_spellings("text/variants-own.txt");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_says_what_differs),
		cmocka_unit_test(test_not_utf8),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_spellings),
	};

	return rows_run(tests, NULL, NULL);
}
