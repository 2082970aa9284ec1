/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Latin letters as kana: the rows, and limits. */
#include "tests/unit/random.h"
#include "tests/unit/rows.h"
#include "text/romaji.h"

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/romaji.tsv", 4);
	while (rows_next(&rows)) {
		struct hk_sound sound;
		bool read = hk_romaji_read(&sound, rows.column[0]) &&
			    hk_sound_admits(&sound, rows.column[1]);

		rows_expect(&rows, 2, hk_span_cstr(read ? "yes" : "no"));
	}
	rows_close(&rows, 70);
}

/* The likeliest reading, as text. */
static void test_text(void **state)
{
	static const char *const cases[][3] = {
		{"tokyo", "ときょ", "トキョ"},
		{"ke-ki", "けーき", "ケーキ"},
		{"hattori", "はっとり", "ハットリ"},
		{"vu", "ゔ", "ヴ"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct hk_sound sound;
		char out[HK_SOUND_BYTES];

		assert_true(hk_romaji_read(&sound, hk_span_cstr(cases[i][0])));
		for (size_t k = 0; k < 2; k++) {
			size_t len = hk_sound_text(out, &sound, k > 0);

			assert_int_equal(len, strlen(cases[i][1 + k]));
			assert_memory_equal(out, cases[i][1 + k], len);
			assert_true(
				hk_sound_admits(&sound, hk_span_str(out, len)));
		}
	}
}

/* What is read from kana admits the kana. */
static void test_kana(void **state)
{
	struct hk_sound sound;

	(void)state;
	assert_true(hk_sound_kana(&sound, hk_span_cstr("けんさく")));
	assert_true(hk_sound_admits(&sound, hk_span_cstr("ケンサク")));
	assert_false(hk_sound_admits(&sound, hk_span_cstr("けんさ")));
	assert_false(hk_sound_admits(&sound, hk_span_cstr("けんさくき")));
	assert_true(hk_sound_kana(&sound, hk_span_cstr("こうひい")));
	assert_true(hk_sound_admits(&sound, hk_span_cstr("コーヒー")));
	assert_true(hk_sound_kana(&sound, hk_span_cstr("つずく")));
	assert_true(hk_sound_admits(&sound, hk_span_cstr("つづく")));
	assert_false(hk_sound_kana(&sound, hk_span_cstr("検索")));
	assert_false(hk_sound_kana(&sound, hk_span_cstr("けんsaku")));
	assert_false(hk_sound_kana(&sound, hk_span_cstr("")));
	assert_false(hk_sound_kana(&sound, hk_span_cstr("け\xE3\x82")));
}

/* What is too long is no word, whatever is in it. */
static void test_long(void **state)
{
	static char text[64 << 10];
	static const char *const parts[] = {"ka", "n", "a", "k",
					    "ō",  "-", "か"};
	struct hk_sound sound;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t n = strlen(parts[i]), len = 0;

		for (; len + n <= sizeof(text); len += n)
			memcpy(text + len, parts[i], n);
		assert_false(hk_romaji_read(&sound, hk_span_str(text, len)));
		assert_false(hk_sound_kana(&sound, hk_span_str(text, len)));
	}
}

/* Any letters: a bounded reading that its own text fits, or none. */
static void test_any(void **state)
{
	static const char letters[] = "aiueokstnhmyrwgzdbpjcflxv'-";

	uint32_t seed = 17;

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		struct hk_sound sound;
		char text[160], out[HK_SOUND_BYTES];
		size_t len = random_next(&seed) % sizeof(text);

		for (size_t k = 0; k < len; k++)
			text[k] = k % 2 ? "aiueon"[random_next(&seed) % 6]
					: letters[random_next(&seed) %
						  (sizeof(letters) - 1)];
		if (!hk_romaji_read(&sound, hk_span_str(text, len)))
			continue;
		assert_within(sound.count, 1, HK_SOUND_MAX);
		for (size_t k = 0; k < sound.count; k++)
			assert_within(sound.steps[k].count, 1, HK_SOUND_WAYS);
		len = hk_sound_text(out, &sound, false);
		assert_true(hk_sound_admits(&sound, hk_span_str(out, len)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows), cmocka_unit_test(test_text),
		cmocka_unit_test(test_kana), cmocka_unit_test(test_long),
		cmocka_unit_test(test_any),
	};

	return rows_run(tests, NULL, NULL);
}
