/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-8: all that is a character, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"

static void test_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		uint32_t again = 0;
		size_t n;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		n = hk_utf8_encode(bytes, c);
		assert_int_equal(n, c < 0x80	  ? 1
				    : c < 0x800	  ? 2
				    : c < 0x10000 ? 3
						  : 4);
		assert_int_equal(hk_utf8_decode(bytes, n, &again), n);
		assert_int_equal(again, c);
		/* A character that is cut is invalid. */
		assert_int_equal(hk_utf8_decode(bytes, n - 1, &again), 0);
		assert_int_equal(again, HK_UTF8_REPLACEMENT);
	}
}

/* As many byte sequences as there are characters, so no second form of any. */
static void test_nothing_else(void **state)
{
	size_t counts[5] = {0};
	uint32_t c;

	(void)state;
	for (uint32_t bits = 0; bits < 1u << 24; bits++) {
		char bytes[4] = {(char)(bits >> 16 & 0xFF),
				 (char)(bits >> 8 & 0xFF), (char)(bits & 0xFF),
				 (char)0x80};

		/* The last byte alone stands for all 64. */
		counts[hk_utf8_decode(bytes, 4, &c)]++;
	}
	assert_int_equal(counts[1], 128 * 0x10000);
	assert_int_equal(counts[2], (0x800 - 0x80) * 0x100);
	assert_int_equal(counts[3], 0x10000 - 0x800 - 0x800);
	assert_int_equal(counts[4], 0x100000 / 64);
}

static void test_encode_no_character(void **state)
{
	static const uint32_t none[] = {0xD800, 0xDFFF, 0x110000, UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		char bytes[4];

		assert_int_equal(hk_utf8_encode(bytes, none[i]), 3);
		assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
	}
}

static void test_valid(void **state)
{
	static const char good[] =
		"plain ascii, then 引く、そして𠮷野家 and on";
	size_t len = sizeof(good) - 1;
	uint32_t c;

	(void)state;
	assert_true(hk_utf8_valid(hk_span_str(NULL, 0)));
	assert_true(hk_utf8_valid(hk_span_str("a\0b", 3)));
	for (size_t i = 0; i <= len; i++) {
		bool whole = hk_utf8_boundary(hk_span_str(good, len), i) == i;

		assert_int_equal(hk_utf8_valid(hk_span_str(good, i)), whole);
	}
	/* A stray byte anywhere is found. */
	for (size_t i = 0; i < len;
	     i += hk_utf8_decode(good + i, len - i, &c)) {
		char bad[sizeof(good)];

		memcpy(bad, good, sizeof(bad));
		bad[i] = (char)0xFF;
		assert_false(hk_utf8_valid(hk_span_str(bad, len)));
	}
}

/* Of every character, in front of others and alone. */
static void test_threes(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		char bytes[16] = "";
		size_t n = hk_utf8_encode(bytes, c);
		size_t want = c >= 0x1000 && c < 0xD000 ? 3 : 0;

		strcpy(bytes + n, "a");
		assert_int_equal(hk_utf8_threes(bytes, n + 1), want);
		/* The last one may be left to others. */
		assert_true(hk_utf8_threes(bytes, n) <= want);
		memcpy(bytes, "日", 3);
		hk_utf8_encode(bytes + 3, c);
		strcpy(bytes + 3 + n, "a");
		assert_int_equal(hk_utf8_threes(bytes, n + 4), want + 3);
	}
	assert_int_equal(hk_utf8_threes("\xE3\x81\x82\xE3\x81", 5), 3);
	assert_int_equal(hk_utf8_threes("\xE3\x81\x28\xE3", 4), 0);
	assert_int_equal(hk_utf8_threes("", 0), 0);
}

static void test_boundary(void **state)
{
	/* 1, 2, 3 and 4 bytes */
	struct hk_str text = hk_span_cstr("aé引𠮷");
	static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
	struct hk_str stray = hk_span_cstr("\x80\x80\x80\x80\x80\x80");

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
		assert_int_equal(hk_utf8_boundary(text, i), expected[i]);
	assert_int_equal(hk_utf8_boundary(text, 99), text.len);
	assert_int_equal(hk_utf8_boundary(stray, 5), 2);
	assert_int_equal(hk_utf8_boundary(stray, 2), 0);
}

/* Every part of a text, from the beginning of a character: of all lengths, and
 * at all places of a word of the machine. */
static void test_count(void **state)
{
	static const char text[] = "aé引𠮷、bc。𠮷é引引abcdefgh引く";
	const size_t end = sizeof(text) - 1;
	size_t n;
	uint32_t c;

	(void)state;
	for (size_t from = 0; from < end; from += n) {
		n = hk_utf8_decode(text + from, end - from, &c);
		for (size_t at = from, chars = 0; at < end; chars++) {
			struct hk_str part =
				hk_span_str(text + from, at - from);

			assert_int_equal(hk_utf8_count(part), chars);
			at += hk_utf8_decode(text + at, end - at, &c);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_nothing_else),
		cmocka_unit_test(test_encode_no_character),
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_threes),
		cmocka_unit_test(test_boundary),
		cmocka_unit_test(test_count),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
