/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which encoding bytes are in, where tables of rows do not reach: pieces cut
 * anywhere, binaries, declarations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "encoding/detect.h"
#include "encoding/hint.h"
#include "encoding/jis.h"

static struct hk_detect_result result;
static struct hk_error err;

static enum hk_charset guess(struct hk_str bytes)
{
	assert_int_equal(hk_detect_guess(&result, bytes, &err), HK_OK);
	return result.charset;
}

/* An article that repeats nothing for longer than a piece. */
static const char article[] =
	"　坂の途中に古い時計屋がある。主人は毎朝八時に店を開け、壁の時計を"
	"ひとつずつ合わせていく。急ぐ様子はない。\n"
	"「どれが正しいのですか」と客に聞かれると、主人は少し考えてから"
	"「止まっている時計です。一日に二度、必ず合いますから」と答えた。\n"
	"ラジオの時報が鳴る。ガラスケースの奥で、小さなオルゴールが回りはじめ、"
	"金属の歯がかすかな音をたてる。３０年前に仕入れた品だという。\n"
	"夕方になると、学校帰りの子供たちが窓をのぞきこみ、振り子の数を数えて"
	"帰っていく。雨の日は客がない。それでも店は閉めない。\n";

static size_t encode(const char *codec, char *to, size_t capacity)
{
	char *in = (char *)(uintptr_t)article, *at = to;
	size_t left = sizeof(article) - 1;
	iconv_t converter = iconv_open(codec, "UTF-8");

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &in, &left, &at, &capacity), 0);
	iconv_close(converter);
	return (size_t)(at - to);
}

/* Pieces from anywhere, characters cut at both ends or not. */
static void test_pieces(void **state)
{
	static const struct {
		const char *codec;
		enum hk_charset charset;
		size_t step;
	} cases[] = {
		{"UTF-8", HK_CHARSET_UTF8, 1},
		{"CP932", HK_CHARSET_CP932, 1},
		{"EUC-JP-MS", HK_CHARSET_EUCJP, 1},
		{"UTF-16LE", HK_CHARSET_UTF16LE, 2},
		{"UTF-16BE", HK_CHARSET_UTF16BE, 2},
	};
	static const size_t lengths[] = {20, 50, 100, 500};
	char bytes[4096];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t len = encode(cases[i].codec, bytes, sizeof(bytes));

		for (size_t j = 0; j < 4; j++) {
			for (size_t at = 0; at + lengths[j] <= len;
			     at += cases[i].step * 7) {
				struct hk_str piece =
					hk_span_str(bytes + at, lengths[j]);

				if (guess(piece) != cases[i].charset)
					print_error("%s: %zu bytes at %zu\n",
						    cases[i].codec, lengths[j],
						    at);
				assert_int_equal(result.charset,
						 cases[i].charset);
			}
		}
	}
}

static uint32_t seed = 1;

static unsigned char random_byte(void)
{
	seed = seed * 1664525u + 1013904223u;
	return (unsigned char)(seed >> 24);
}

/* Noise is not text: compressed data, encrypted data, tables of numbers. */
static void test_noise(void **state)
{
	char bytes[400];

	(void)state;
	for (unsigned round = 0; round < 200; round++) {
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (char)random_byte();
		/* Not what a mark begins. */
		bytes[0] = 'x';
		assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
				 HK_CHARSET_NONE);
		assert_true(result.binary);
	}
	for (size_t i = 0; i < sizeof(bytes); i += 4) {
		memset(bytes + i, 0, 4);
		bytes[i] = (char)(i / 4);
	}
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_NONE);
	assert_true(result.binary);
	/* Behind a mark, too. */
	memcpy(bytes, "\xFE\xFF", 2);
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_NONE);
	assert_true(result.binary);
}

/* A stray control character or two do not make it binary; many do. */
static void test_controls(void **state)
{
	char bytes[1000];

	(void)state;
	memset(bytes, 'a', sizeof(bytes));
	bytes[10] = bytes[700] = '\a';
	bytes[999] = 0x1A; /* as DOS ended a text */
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_UTF8);
	assert_int_equal(result.confidence, 100);
	memset(bytes, '\a', 100);
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_NONE);
	assert_true(result.binary);
	/* ASCII with a NUL is not text. */
	memset(bytes, 'a', sizeof(bytes));
	bytes[500] = '\0';
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_NONE);
}

/* A stray byte does not make a long text of ASCII another language. */
static void test_strays(void **state)
{
	char bytes[6000];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = "stray bytes \n"[i % 13];
	bytes[3000] = '\xA9';
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_UTF8);
	assert_true(result.confidence < 50);
	for (size_t i = 0; i < sizeof(bytes); i += 100)
		bytes[i + 50] = '\xE9';
	assert_int_equal(guess(hk_span_str(bytes, sizeof(bytes))),
			 HK_CHARSET_NONE);
	assert_false(result.binary);
}

/* More evidence, more confidence; never quite sure by plausibility. */
static void test_confidence(void **state)
{
	char bytes[4096];
	size_t len = encode("CP932", bytes, sizeof(bytes));
	unsigned little;

	(void)state;
	assert_int_equal(guess(hk_span_str(bytes + 2, 4)), HK_CHARSET_CP932);
	little = result.confidence;
	assert_int_equal(guess(hk_span_str(bytes, len)), HK_CHARSET_CP932);
	assert_true(result.confidence > little);
	assert_int_equal(result.confidence, 99);
}

/* The same four bytes are two kanji in EUC and four half-width kana in CP932:
 * what the text says of itself decides, unless it is nonsense. */
static void test_declared(void **state)
{
	(void)state;
	assert_int_equal(guess(hk_span_cstr("; -*- coding: shift_jis -*-\n"
					    "(\xC9\xB9\xB1\xAB)\n")),
			 HK_CHARSET_CP932);
	assert_true(hk_span_same(result.declared, hk_span_cstr("shift_jis")));
	assert_int_equal(guess(hk_span_cstr("; -*- coding: euc-jp -*-\n"
					    "(\xC9\xB9\xB1\xAB)\n")),
			 HK_CHARSET_EUCJP);
	assert_int_equal(guess(hk_span_cstr("; -*- coding: shift_jis -*-\n"
					    "(\xBA\xF7\xB0\xFA)\n")),
			 HK_CHARSET_EUCJP);
}

/* A stray sign at the top, Japanese only far behind it. */
static void test_behind_the_middle(void **state)
{
	size_t half = 100000, len;
	char *bytes = malloc(2 * half);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < 2 * half; i++)
		bytes[i] = "all rights reserved\n"[i % 20];
	bytes[0] = '\xA9';
	for (size_t at = half; at + 2048 < 2 * half; at += len)
		len = encode("EUC-JP-MS", bytes + at, 2048);
	assert_int_equal(guess(hk_span_str(bytes, 2 * half)), HK_CHARSET_EUCJP);
	free(bytes);
}

static void check_hint(const char *text, const char *name)
{
	struct hk_str found = hk_hint_find(hk_span_cstr(text));

	if (!hk_span_same(found, hk_span_cstr(name)))
		print_error("%s\n", text);
	assert_true(hk_span_same(found, hk_span_cstr(name)));
}

static void test_hints(void **state)
{
	(void)state;
	check_hint("<meta charset=\"Shift_JIS\">", "Shift_JIS");
	check_hint("<META HTTP-EQUIV='Content-Type' "
		   "CONTENT='text/html; CHARSET = euc-jp'>",
		   "euc-jp");
	check_hint("<?xml version=\"1.0\" encoding='ISO-2022-JP'?>",
		   "ISO-2022-JP");
	check_hint("@charset \"utf-8\";", "utf-8");
	check_hint("Content-Transfer-Encoding: 7bit\n"
		   "Content-Type: text/plain;\n\tcharset=\"iso-2022-jp\"\n",
		   "iso-2022-jp");
	check_hint("# -*- mode: ruby; coding: euc-jp-unix -*-", "euc-jp-unix");
	check_hint("/* vim: set ts=8 fileencoding=cp932 : */", "cp932");
	check_hint("vim:fenc=sjis", "sjis");
	check_hint("", "");
	check_hint("charset", "");
	check_hint("charset=", "");
	check_hint("the charset of it; encoding is hard: see below", "");
	check_hint("decoding: none", "");
	assert_int_equal(hk_charset_named(hk_span_cstr("euc-jp-unix")),
			 HK_CHARSET_EUCJP);
	assert_int_equal(hk_charset_named(hk_span_cstr("X-SJIS")),
			 HK_CHARSET_CP932);
	assert_int_equal(hk_charset_named(hk_span_cstr("klingon")),
			 HK_CHARSET_NONE);
}

/* Emacs' local variables and Vim's mode lines stand at the end. */
static void test_hint_at_end(void **state)
{
	static const char end[] = "\n% vim: fileencoding=euc-jp\n";
	char text[20000];

	(void)state;
	memset(text, '\n', sizeof(text));
	memcpy(text + sizeof(text) - sizeof(end) + 1, end, sizeof(end) - 1);
	assert_true(hk_span_same(hk_hint_find(hk_span_str(text, sizeof(text))),
				 hk_span_cstr("euc-jp")));
	/* In the middle it is text. */
	memmove(text + 8000, text + sizeof(text) - 100, 100);
	memset(text + sizeof(text) - 100, '\n', 100);
	assert_int_equal(hk_hint_find(hk_span_str(text, sizeof(text))).len, 0);
}

static void test_escapes(void **state)
{
	(void)state;
	assert_int_equal(hk_jis_find_escape(hk_span_cstr("ab\x1B$B8!\x1B(B")),
			 2);
	assert_int_equal(hk_jis_find_escape(hk_span_cstr("\x1B[1m\x1B(B")), 7);
	assert_int_equal(hk_jis_find_escape(hk_span_cstr("")), 0);
	assert_int_equal(hk_jis_find_escape(hk_span_str(NULL, 0)), 0);
	assert_int_equal(hk_jis_find_escape(hk_span_cstr("\x1B")), 1);
	assert_int_equal(hk_jis_find_escape(hk_span_cstr("\x1B$")), 2);
	assert_int_equal(hk_jis_find_escape(hk_span_cstr("\x1B\x1B$@")), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_strays),
		cmocka_unit_test(test_confidence),
		cmocka_unit_test(test_declared),
		cmocka_unit_test(test_behind_the_middle),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_hint_at_end),
		cmocka_unit_test(test_escapes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
