/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of numbers: the rows, and that a value is its own value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/rows.h"
#include "text/number.h"

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/number.tsv", 3);
	while (rows_next(&rows)) {
		char out[HK_NUMBER_MAX], again[HK_NUMBER_MAX];
		struct hk_str value = hk_span_cstr("-");
		size_t len, same;

		if (hk_number_value(rows.column[0], out, &len)) {
			value = hk_span_str(out, len);
			assert_true(hk_number_value(value, again, &same));
			assert_int_equal(len, same);
			assert_memory_equal(out, again, len);
		}
		rows_expect(&rows, 1, value);
	}
	rows_close(&rows, 20);
}

/* Whatever the characters, a value ends in its buffer. */
static void test_any(void **state)
{
	static const char *const signs[] = {"0",  "9",	",",  ".",  "〇", "九",
					    "十", "百", "千", "万", "億", "兆"};
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[256] = "", out[HK_NUMBER_MAX];
		size_t len, signs_left = (size_t)rand_r(&seed) % 60;

		while (signs_left--)
			strcat(text, signs[(size_t)rand_r(&seed) % 12]);
		if (hk_number_value(hk_span_cstr(text), out, &len))
			assert_within(len, 1, HK_NUMBER_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_any),
	};

	return rows_run(tests, NULL, NULL);
}
