/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that are safe to print. tests/unit/test_base_error.c has how they are
 * cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/clean.h"
#include "base/utf8.h"

static void test_line(void **state)
{
	struct hk_clean_buf line;

	(void)state;
	assert_string_equal(hk_clean_line(&line, "%s: %d", "a\tb\n", 7),
			    "a?b?: 7");
	assert_string_equal(hk_clean_line(&line, "%s", "港\u202Etxt.exe"),
			    "港?txt.exe");
	assert_string_equal(hk_clean_line(&line, "%s", ""), "");
	/* What is cut, or is not UTF-8. */
	assert_string_equal(hk_clean_line(&line, "%s", "\xE2\x80"), "??");
	assert_string_equal(
		hk_clean_line(&line, "%s", "港\x9B\xFF\xED\xA0\x80\xC0\x9B𠮷"),
		"港???????𠮷");
}

static bool is_unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C ||
	       c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || (c >= 0xE0000 && c <= 0xE007F);
}

static void test_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		size_t len;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		len = hk_utf8_encode(bytes, c);
		assert_int_equal(hk_clean_unsafe(hk_span_str(bytes, len)),
				 is_unsafe(c) ? len : 0);
		/* Not where its last byte is missing. */
		assert_int_equal(hk_clean_unsafe(hk_span_str(bytes, len - 1)),
				 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_every_character),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
