/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing JSON: always well-formed, always UTF-8, whatever the bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "tests/unit/random.h"

#define ROWS(rows) (sizeof(rows) / sizeof((rows)[0]))
/* Literal bytes with NULs in them. */
/* clang-format off */
#define BYTES(text)                      \
	{                                \
		(text), sizeof(text) - 1 \
	}
/* clang-format on */

static struct hk_buf out;
static struct hk_json json;

static void start(void)
{
	hk_buf_reset(&out);
	hk_json_init(&json, &out);
}

static void wrote(const char *text)
{
	assert_int_equal(hk_json_status(&json), HK_OK);
	assert_string_equal(out.data, text);
	assert_int_equal(out.len, strlen(text));
}

static void test_nesting(void **state)
{
	(void)state;
	start();
	hk_json_object_begin(&json);
	hk_json_key(&json, "rank");
	hk_json_uint(&json, 1);
	hk_json_key(&json, "matches");
	hk_json_array_begin(&json);
	for (unsigned i = 0; i < 2; i++) {
		hk_json_array_begin(&json);
		hk_json_uint(&json, 10 * i);
		hk_json_uint(&json, 10 * i + 6);
		hk_json_array_end(&json);
	}
	hk_json_array_end(&json);
	hk_json_key(&json, "none");
	hk_json_array_begin(&json);
	hk_json_array_end(&json);
	hk_json_key(&json, "article");
	hk_json_object_begin(&json);
	hk_json_object_end(&json);
	hk_json_key(&json, "of");
	hk_json_array_begin(&json);
	hk_json_bool(&json, true);
	hk_json_bool(&json, false);
	hk_json_null(&json);
	hk_json_double(&json, .5, 2);
	hk_json_string(&json, hk_span_cstr("x"));
	hk_json_name(&json, hk_span_cstr("\xFF"));
	hk_json_object_begin(&json);
	hk_json_object_end(&json);
	hk_json_array_end(&json);
	hk_json_object_end(&json);
	wrote("{\"rank\":1,\"matches\":[[0,6],[10,16]],\"none\":[],"
	      "\"article\":{},\"of\":[true,false,null,0.5,\"x\","
	      "{\"bytes\":\"/w==\"},{}]}");
}

/* It writes behind what is there; a new writer owes no comma. */
static void test_lines(void **state)
{
	(void)state;
	start();
	hk_json_uint(&json, 1);
	assert_int_equal(hk_buf_putc(&out, '\n'), HK_OK);
	hk_json_init(&json, &out);
	hk_json_uint(&json, 2);
	wrote("1\n2");
}

static void test_strings(void **state)
{
	static const struct {
		struct hk_str given;
		const char *told;
	} rows[] = {
		{{NULL, 0}, ""},
		{BYTES("plain"), "plain"},
		{BYTES("全文検索 é 𠮷"), "全文検索 é 𠮷"},
		{BYTES("\"\\/"), "\\\"\\\\/"},
		{BYTES("\b\t\n\v\f\r"), "\\b\\t\\n\\u000b\\f\\r"},
		{BYTES("a\0b\x1F\x7F"), "a\\u0000b\\u001f\\u007f"},
		/* C1, its last and its neighbours. */
		{BYTES("\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0"),
		 "\\u0080\\u009b\\u009f\xC2\xA0"},
		/* Alone, cut, overlong, a surrogate, past U+10FFFF. */
		{BYTES("\x80|\xFF|\xC2"), "�|�|�"},
		{BYTES("\xE3\x81|\xF0\xA0\xAE|\xE3"), "��|���|�"},
		{BYTES("\xC0\x80|\xC1\xBF"), "��|��"},
		{BYTES("\xE0\x80\x80|\xE0\x9F\xBF|\xE0\xA0\x80"),
		 "���|���|\xE0\xA0\x80"},
		{BYTES("\xED\xA0\x80|\xED\xBF\xBF|\xED\x9F\xBF"),
		 "���|���|\xED\x9F\xBF"},
		{BYTES("\xF0\x8F\xBF\xBF|\xF0\x90\x80\x80"),
		 "����|\xF0\x90\x80\x80"},
		{BYTES("\xF4\x90\x80\x80|\xF4\x8F\xBF\xBF|\xF5\x80\x80\x80"),
		 "����|\xF4\x8F\xBF\xBF|����"},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char wanted[100];

		strcat(strcat(strcpy(wanted, "\""), rows[i].told), "\"");
		start();
		hk_json_string(&json, rows[i].given);
		wrote(wanted);
	}
}

/* Every byte at every offset of the eight that are read at once. */
static void test_every_byte_anywhere(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		static const char letters[] = "btn-fr";
		char told[8] = {(char)byte, '\0'};

		if (byte == '"' || byte == '\\')
			snprintf(told, sizeof(told), "\\%c", byte);
		else if (byte >= 8 && byte <= 13 && byte != 11)
			snprintf(told, sizeof(told), "\\%c", letters[byte - 8]);
		else if (byte < 0x20 || byte == 0x7F)
			snprintf(told, sizeof(told), "\\u%04x", byte);
		else if (byte > 0x7F)
			strcpy(told, "�");
		for (int at = 0; at < 18; at++) {
			char text[18], wanted[64];

			memset(text, 'a', sizeof(text));
			text[at] = (char)byte;
			snprintf(wanted, sizeof(wanted), "\"%.*s%s%.*s\"", at,
				 "aaaaaaaaaaaaaaaaaa", told, 17 - at,
				 "aaaaaaaaaaaaaaaaaa");
			start();
			hk_json_string(&json, hk_span_str(text, sizeof(text)));
			wrote(wanted);
		}
	}
}

/* Pieces whose forms are known, joined at random, give their forms joined. */
static void test_joined(void **state)
{
	static const char *const pieces[][2] = {
		{"a", "a"},
		{"to be or not", "to be or not"},
		{"検索", "検索"},
		{"𠮷", "𠮷"},
		{"\n", "\\n"},
		{"\"", "\\\""},
		{"\x01", "\\u0001"},
		{"\xC2\x85", "\\u0085"},
		{"\xFF", "�"},
		{"\xE3\x81x", "��x"},
		{"\xED\xA0\x80", "���"},
	};
	unsigned seed = 1;

	(void)state;
	for (int turn = 0; turn < 2000; turn++) {
		char text[400] = "", wanted[400] = "\"";

		for (int i = 0; i < turn % 20; i++) {
			random_next(&seed);
			strcat(text, pieces[(seed >> 16) % ROWS(pieces)][0]);
			strcat(wanted, pieces[(seed >> 16) % ROWS(pieces)][1]);
		}
		strcat(wanted, "\"");
		start();
		hk_json_string(&json, hk_span_cstr(text));
		wrote(wanted);
	}
}

static void test_uint(void **state)
{
	static const struct {
		uint64_t given;
		const char *told;
	} rows[] = {
		{0, "0"},
		{9, "9"},
		{10, "10"},
		{1234567890, "1234567890"},
		{UINT64_MAX, "18446744073709551615"},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		start();
		hk_json_uint(&json, rows[i].given);
		wrote(rows[i].told);
	}
}

static void test_double(void **state)
{
	static const struct {
		double given;
		int decimals;
		const char *told;
	} rows[] = {
		{12.34, 2, "12.34"},
		{12.345678, 3, "12.346"},
		{12.3, 6, "12.3"},
		{100, 2, "100"},
		{100, 0, "100"},
		{99.9, 0, "100"},
		{-1.5, 1, "-1.5"},
		{0, 3, "0"},
		{-0.0, 3, "0"},
		{-0.0004, 3, "0"},
		{-0.4, 0, "0"},
		{1e15, 1, "1000000000000000"},
		{0.000001, 6, "0.000001"},
		{(double)NAN, 3, "null"},
		{HUGE_VAL, 3, "null"},
		{-HUGE_VAL, 3, "null"},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		start();
		hk_json_double(&json, rows[i].given, rows[i].decimals);
		wrote(rows[i].told);
	}
	/* The longest there is, with all the digits that there are. */
	start();
	hk_json_double(&json, -DBL_MAX, 1000);
	assert_int_equal(hk_json_status(&json), HK_OK);
	assert_int_equal(out.len, 1 + DBL_MAX_10_EXP + 1);
}

static void test_names(void **state)
{
	static const struct {
		struct hk_str given;
		const char *told;
	} rows[] = {
		{{NULL, 0}, "\"\""},
		{BYTES("記事/甲.txt"), "\"記事/甲.txt\""},
		{BYTES("a\nb"), "\"a\\nb\""},
		{BYTES("\xFF"), "{\"bytes\":\"/w==\"}"},
		{BYTES("a\xFF"), "{\"bytes\":\"Yf8=\"}"},
		{BYTES("a\xFE>"), "{\"bytes\":\"Yf4+\"}"},
		{BYTES("ab\xFFz"), "{\"bytes\":\"YWL/eg==\"}"},
		{BYTES("\0\xE3\x81"), "{\"bytes\":\"AOOB\"}"},
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		start();
		hk_json_name(&json, rows[i].given);
		wrote(rows[i].told);
	}
}

static void test_failure_sticks(void **state)
{
	struct hk_buf small;

	(void)state;
	hk_buf_init(&small, 8);
	hk_json_init(&json, &small);
	hk_json_array_begin(&json);
	hk_json_string(&json, hk_span_cstr("longer than eight"));
	assert_int_equal(hk_json_status(&json), HK_ETOOBIG);
	assert_string_equal(small.data, "[\"");
	hk_json_uint(&json, 1);
	hk_json_string(&json, hk_span_cstr("\n\xFF"));
	hk_json_array_end(&json);
	assert_int_equal(hk_json_status(&json), HK_ETOOBIG);
	assert_string_equal(small.data, "[\"");
	hk_buf_release(&small);
}

static int enter(void **state)
{
	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	return 0;
}

static int leave(void **state)
{
	(void)state;
	hk_buf_release(&out);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nesting),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_every_byte_anywhere),
		cmocka_unit_test(test_joined),
		cmocka_unit_test(test_uint),
		cmocka_unit_test(test_double),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_failure_sticks),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter, leave);
}
