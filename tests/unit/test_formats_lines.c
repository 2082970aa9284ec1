/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "formats/lines.h"

/* The line of each byte, in whatever order they are asked for. */
static void lines(const char *text, const char *wanted)
{
	struct hk_str source = hk_span_cstr(text);
	struct hk_lines l;

	for (size_t first = 0; first < source.len; first++)
		for (size_t next = 0; next < source.len; next++) {
			hk_lines_init(&l, source, 7);
			assert_int_equal(hk_lines_at(&l, first),
					 wanted[first] - '0');
			assert_int_equal(hk_lines_at(&l, next),
					 wanted[next] - '0');
		}
	assert_int_equal(hk_lines_count(source),
			 source.len ? wanted[source.len - 1] - '0' - 6 : 0);
}

static void test_lines(void **state)
{
	(void)state;
	lines("", "");
	lines("a\nb\n\nc", "77889:");
	lines("a\rb\r\rc", "77889:");
	lines("a\r\nb\r\n", "777888");
	lines("a\r\n\r\nb\n\rc\r", "7778899:;;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
