/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/span.h"

static struct hk_str s(const char *text)
{
	return hk_span_cstr(text);
}

static bool same(struct hk_str a, const char *b)
{
	return hk_span_same(a, s(b));
}

static void test_compare(void **state)
{
	(void)state;
	assert_true(hk_span_compare(s(""), s("")) == 0);
	assert_true(hk_span_compare(s("a"), s("")) > 0);
	assert_true(hk_span_compare(s("a"), s("ab")) < 0);
	assert_true(hk_span_compare(s("b"), s("ab")) > 0);
	assert_true(hk_span_compare(s("z"), s("\xE3")) < 0);
}

static void test_trim(void **state)
{
	(void)state;
	assert_true(same(hk_span_trim(s(" \t\r\n\v\fa b\n ")), "a b"));
	assert_true(same(hk_span_trim(s("\x1B$B")), "\x1B$B"));
	assert_true(same(hk_span_trim(s(" \n")), ""));
	assert_true(same(hk_span_trim(hk_span_str(NULL, 0)), ""));
}

static void test_basename(void **state)
{
	(void)state;
	assert_true(same(hk_span_basename(s("/a/b.c")), "b.c"));
	assert_true(same(hk_span_basename(s("b")), "b"));
	assert_true(same(hk_span_basename(s("a/")), ""));
}

static void test_hex(void **state)
{
	(void)state;
	assert_int_equal(hk_span_hex('9'), 9);
	assert_int_equal(hk_span_hex('a'), 10);
	assert_int_equal(hk_span_hex('F'), 15);
	assert_int_equal(hk_span_hex('g'), -1);
	assert_int_equal(hk_span_hex('\0'), -1);
	assert_int_equal(hk_span_hex_byte(s("e3")), 0xE3);
	assert_int_equal(hk_span_hex_byte(s("00x")), 0);
	assert_int_equal(hk_span_hex_byte(s("E")), -1);
	assert_int_equal(hk_span_hex_byte(s("Ex")), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_basename),
		cmocka_unit_test(test_hex),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
