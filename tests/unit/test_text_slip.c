/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The distance of slips: what text/slip.h promises of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/random.h"
#include "text/slip.h"
#include "base/utf8.h"

static unsigned distance(const char *a, const char *b)
{
	return hk_slip_distance(hk_span_cstr(a), hk_span_cstr(b));
}

/* Kana, letters, digits, signs and kanji that some rule speaks of, and some
 * that none does. */
static size_t list_letters(uint32_t *out)
{
	static const uint32_t others[] = {0x30FC, 0x4E00, 0x529B, 0x53E3,
					  0x516B, 0x691C, 0x7D22, '-',
					  0xE9,	  0x20000};
	size_t count = 0;

	for (uint32_t c = 0x3041; c <= 0x3096; c++)
		out[count++] = c;
	for (uint32_t c = 'a'; c <= 'z'; c++)
		out[count++] = c;
	for (uint32_t c = '0'; c <= '9'; c++)
		out[count++] = c;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		out[count++] = others[i];
	return count;
}

static void test_letters_are_a_metric(void **state)
{
	uint32_t letters[200];
	size_t n = list_letters(letters);

	(void)state;
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			unsigned d = hk_slip_letter(letters[a], letters[b]);

			assert_int_equal(
				d, hk_slip_letter(letters[b], letters[a]));
			assert_int_equal(d == 0, a == b);
			assert_true(d <= HK_SLIP_STEP);
			for (size_t c = 0; c < n; c++)
				assert_true(
					d <=
					hk_slip_letter(letters[a], letters[c]) +
						hk_slip_letter(letters[c],
							       letters[b]));
		}
}

static size_t make_word(char out[256], uint32_t *seed)
{
	static const char *const letters[] = {
		"し", "み", "ゅ", "ゆ", "ー", "う", "っ", "ゔ", "ぁ",
		"ば", "シ", "ン", "検", "一", "a",  "s",  "l",	"1"};
	size_t count = 1 + random_next(seed) % 8, len = 0;

	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(
			out + len, 256 - len, "%s",
			letters[random_next(seed) %
				(sizeof(letters) / sizeof(*letters))]);
	return len;
}

/* The plain edit distance, without transpositions. */
static unsigned count_edits(const struct hk_slip_word *a,
			    const struct hk_slip_word *b)
{
	unsigned rows[HK_SLIP_MAX + 1][HK_SLIP_MAX + 1];

	for (unsigned i = 0; i <= a->count; i++)
		for (unsigned k = 0; k <= b->count; k++) {
			unsigned best = i && k ? rows[i - 1][k - 1] +
							 (a->letters[i - 1] !=
							  b->letters[k - 1])
					       : i + k;

			if (i && rows[i - 1][k] + 1 < best)
				best = rows[i - 1][k] + 1;
			if (k && rows[i][k - 1] + 1 < best)
				best = rows[i][k - 1] + 1;
			rows[i][k] = best;
		}
	return rows[a->count][b->count];
}

static void test_words(void **state)
{
	uint32_t seed = 17;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		char a[256], b[256];
		struct hk_slip_word x, y;
		struct hk_slip slip;
		unsigned d, edits;

		make_word(a, &seed);
		make_word(b, &seed);
		d = distance(a, b);
		assert_int_equal(d, distance(b, a));
		assert_int_equal(d == 0, !strcmp(a, b));
		assert_true(hk_slip_read(&x, hk_span_cstr(a)));
		assert_true(hk_slip_read(&y, hk_span_cstr(b)));
		edits = count_edits(&x, &y);
		assert_true(d <= HK_SLIP_STEP * edits + 1);
		/* What is given up early was indeed too far. */
		hk_slip_begin(&slip, &x, HK_SLIP_STEP);
		if (hk_slip_from(&slip, &y, HK_SLIP_STEP) > HK_SLIP_STEP)
			assert_true(d > HK_SLIP_STEP);
		else
			assert_int_equal(hk_slip_from(&slip, &y, HK_SLIP_STEP),
					 d > 1 ? d
					       : hk_slip_get(&slip, y.count));
	}
}

static void test_likely_steps_cost_less(void **state)
{
	static const char *const half[][2] = {
		{"シュミレーション", "シミュレーション"},
		{"ふいんき", "ふんいき"},
		{"ギブス", "ギプス"},
		{"サーバ", "サーバー"},
		{"ヴァイオリン", "バイオリン"},
		{"ティーム", "チーム"},
		{"ソフトウエア", "ソフトウェア"},
		{"デ一タ", "データ"},
		{"ほんと", "ほんとう"},
		{"きつと", "きっと"},
		{"つずく", "つづく"},
		{"せんたっき", "せんたくき"}};

	(void)state;
	for (size_t i = 0; i < sizeof(half) / sizeof(*half); i++)
		assert_int_equal(distance(half[i][0], half[i][1]),
				 HK_SLIP_STEP / 2);
	assert_int_equal(distance("カナ", "かな"), 1);
	assert_int_equal(distance("検索", "検討"), HK_SLIP_STEP);
	assert_int_equal(distance("さめ", "さp"), HK_SLIP_STEP);
	assert_true(distance("linux", "linix") < HK_SLIP_STEP);
	assert_int_equal(distance("linux", "linpx"), HK_SLIP_STEP);
}

static void test_what_is_no_word(void **state)
{
	char text[4 * HK_SLIP_MAX];
	struct hk_slip_word word;

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_true(hk_slip_read(&word, hk_span_str(text, HK_SLIP_MAX)));
	assert_false(hk_slip_read(&word, hk_span_str(text, HK_SLIP_MAX + 1)));
	assert_false(hk_slip_read(&word, hk_span_str("", 0)));
	assert_false(hk_slip_read(&word, hk_span_str("a\xFF", 2)));
	assert_true(hk_slip_read(&word, hk_span_str("a\0b", 3)));
	assert_int_equal(word.count, 3);
	assert_int_equal(
		hk_slip_distance(hk_span_str("\xFF", 1), hk_span_cstr("a")),
		HK_SLIP_FAR);
	assert_int_equal(hk_slip_distance(hk_span_str("\xFF", 1),
					  hk_span_str("\xFF", 1)),
			 0);
	assert_int_equal(hk_slip_distance(hk_span_str("a\0b", 3),
					  hk_span_str("a\0b", 3)),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters_are_a_metric),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_likely_steps_cost_less),
		cmocka_unit_test(test_what_is_no_word),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
