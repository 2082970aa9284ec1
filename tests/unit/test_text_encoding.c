/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door that texts come through: UTF-8, and what the user names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/encoding.h"
#include "text/utf8.h"

static struct hk_buf out;
static struct hk_error err;
static struct hk_encoding_result result;

static int set_up(void **state)
{
	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	memset(&err, 0, sizeof(err));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_buf_release(&out);
	return 0;
}

static enum hk_status decode(struct hk_str bytes, const char *name)
{
	hk_buf_reset(&out);
	return hk_encoding_decode(&out, bytes, hk_span_cstr(name), &result,
				  &err);
}

static void check(const char *text)
{
	assert_true(hk_span_same(hk_buf_str(&out), hk_span_cstr(text)));
}

static void test_utf8(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("検索\r\n𠮷"), ""), HK_OK);
	check("検索\r\n𠮷");
	assert_true(hk_span_same(result.name, hk_span_cstr("utf-8")));
	assert_int_equal(decode(hk_span_cstr(""), ""), HK_OK);
	assert_int_equal(out.len, 0);
	/* Behind what is there already. */
	assert_int_equal(decode(hk_span_cstr("前"), ""), HK_OK);
	assert_int_equal(hk_encoding_decode(&out, hk_span_cstr("後"),
					    hk_span_cstr(""), NULL, NULL),
			 HK_OK);
	check("前後");
}

static void test_byte_order_mark(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("\xEF\xBB\xBF題"), ""), HK_OK);
	check("題");
	assert_int_equal(decode(hk_span_cstr("\xEF\xBB\xBF"), ""), HK_OK);
	assert_int_equal(out.len, 0);
	/* Only the first is one. */
	assert_int_equal(decode(hk_span_cstr("題\xEF\xBB\xBF"), ""), HK_OK);
	check("題\xEF\xBB\xBF");
	/* It counts where bytes are told. */
	assert_int_equal(decode(hk_span_cstr("\xEF\xBB\xBF題\xFF"), ""),
			 HK_EENCODING);
	assert_non_null(strstr(err.message, "line 1, byte 7"));
}

static void test_byte_order_mark_by_name(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("\xEF\xBB\xBF題"), "UTF-8"),
			 HK_OK);
	check("題");
	assert_int_equal(decode(hk_span_str("\xFF\xFE\x4C\x98", 4), "UTF-16LE"),
			 HK_OK);
	check("題");
	assert_int_equal(decode(hk_span_str("\xFE\xFF\x98\x4C", 4), "UTF-16"),
			 HK_OK);
	check("題");
}

/* The message leads to the byte: it counts both from 1. */
static void test_invalid(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("一\n二\n三\xFF四"), ""),
			 HK_EENCODING);
	assert_int_equal(out.len, 0);
	assert_non_null(strstr(err.message, "UTF-8"));
	assert_non_null(strstr(err.message, "line 3, byte 12"));
	assert_int_equal(decode(hk_span_cstr("\x93\xFA\x96\x7B"), ""),
			 HK_EENCODING);
	assert_non_null(strstr(err.message, "line 1, byte 1"));
	/* cut in the last character */
	assert_int_equal(decode(hk_span_str("一二", 5), ""), HK_EENCODING);
	assert_non_null(strstr(err.message, "byte 4"));
}

static void test_cp932(void **state)
{
	/* 髙 ① and half-width ｱ are CP932's own; \ is what it is. */
	static const char bytes[] =
		"\x93\xFA\x96\x7B\x8C\xEA\n\xFB\xFC\x87\x40\xB1\\";

	(void)state;
	assert_int_equal(decode(hk_span_cstr(bytes), "CP932"), HK_OK);
	check("日本語\n髙①ｱ\\");
	assert_true(hk_span_same(result.name, hk_span_cstr("CP932")));
}

static void test_other_encodings(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("\xC6\xFC\xCB\xDC"), "EUC-JP"),
			 HK_OK);
	check("日本");
	assert_int_equal(
		decode(hk_span_cstr("\x1B$BF|K\\\x1B(B"), "ISO-2022-JP"),
		HK_OK);
	check("日本");
	assert_int_equal(decode(hk_span_str("\x65\xE5\x67\x2C", 4), "UTF-16BE"),
			 HK_OK);
	check("日本");
	assert_int_equal(decode(hk_span_cstr(""), "CP932"), HK_OK);
	assert_int_equal(out.len, 0);
}

/* Longer than any piece that is converted at once. */
static void test_long(void **state)
{
	struct hk_buf bytes;

	(void)state;
	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 20001; i++)
		assert_int_equal(hk_buf_puts(&bytes, "\x93\xFA"), HK_OK);
	assert_int_equal(decode(hk_buf_str(&bytes), "CP932"), HK_OK);
	assert_int_equal(out.len, 20001 * 3);
	assert_true(hk_utf8_valid(hk_buf_str(&out)));
	assert_memory_equal(out.data + out.len - 6, "日日", 6);
	hk_buf_release(&bytes);
}

static void test_invalid_cp932(void **state)
{
	(void)state;
	assert_int_equal(decode(hk_span_cstr("a\n\x93\xFA\n\x81\x20"), "CP932"),
			 HK_EENCODING);
	assert_non_null(strstr(err.message, "CP932"));
	assert_non_null(strstr(err.message, "line 3, byte 6"));
	/* A cut character at the end is not lost in silence. */
	assert_int_equal(decode(hk_span_cstr("a\x93"), "CP932"), HK_EENCODING);
	assert_non_null(strstr(err.message, "line 1, byte 2"));
}

static void test_unknown_name(void **state)
{
	char name[200];

	(void)state;
	assert_int_equal(decode(hk_span_cstr("a"), "no-such-code"), HK_EUSAGE);
	assert_non_null(strstr(err.message, "no-such-code"));
	memset(name, 'x', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(decode(hk_span_cstr("a"), name), HK_EUSAGE);
}

static void test_cap(void **state)
{
	struct hk_buf small;

	(void)state;
	hk_buf_init(&small, 5);
	assert_int_equal(hk_encoding_decode(&small, hk_span_cstr("日本"),
					    hk_span_cstr(""), NULL, &err),
			 HK_ETOOBIG);
	assert_int_equal(hk_encoding_decode(&small,
					    hk_span_cstr("\x93\xFA\x96\x7B"),
					    hk_span_cstr("CP932"), NULL, &err),
			 HK_ETOOBIG);
	hk_buf_release(&small);
}

static void test_binary(void **state)
{
	static const char utf16[] = "\x65\xE5\x00\x0A";
	char bytes[1000];

	(void)state;
	assert_false(hk_encoding_binary(hk_span_cstr("")));
	assert_false(hk_encoding_binary(hk_span_cstr("日本\r\n\t\f")));
	assert_false(hk_encoding_binary(hk_span_cstr("\x93\xFA\x96\x7B")));
	assert_false(hk_encoding_binary(hk_span_cstr("\x1B$BF|\x1B(B")));
	assert_true(hk_encoding_binary(hk_span_str(utf16, 4)));
	assert_true(hk_encoding_binary(hk_span_cstr("\x7F"
						    "ELF\x02\x01\x01")));
	/* A stray control or two in a long text are no reason. */
	memset(bytes, 'a', sizeof(bytes));
	bytes[10] = bytes[700] = '\b';
	assert_false(hk_encoding_binary(hk_span_str(bytes, sizeof(bytes))));
	memset(bytes, '\b', 100);
	assert_true(hk_encoding_binary(hk_span_str(bytes, sizeof(bytes))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_byte_order_mark),
		cmocka_unit_test(test_byte_order_mark_by_name),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_cp932),
		cmocka_unit_test(test_other_encodings),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_invalid_cp932),
		cmocka_unit_test(test_unknown_name),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_binary),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
