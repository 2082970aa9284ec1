/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates, as tests/rows/dates.tsv has them. */
#include "tests/unit/rows.h"

#include "formats/date.h"

static void test_rows(void **state)
{
	struct rows rows;
	struct hk_str columns[3];

	(void)state;
	rows_open(&rows, "tests/rows/dates.tsv");
	while (rows_next(&rows, columns, 3)) {
		char date[HK_DATE_MAX] = "";

		if (!hk_date_normalise(date, columns[0]))
			date[0] = '\0';
		rows_expect(&rows, columns[1], hk_span_cstr(date), columns[2]);
	}
	rows_close(&rows, 50);
}

/* What is kept is a date, and stays as it is. */
static void test_again(void **state)
{
	struct rows rows;
	struct hk_str columns[3];

	(void)state;
	rows_open(&rows, "tests/rows/dates.tsv");
	while (rows_next(&rows, columns, 3)) {
		char date[HK_DATE_MAX];

		if (!columns[1].len)
			continue;
		assert_true(hk_date_normalise(date, columns[1]));
		rows_expect(&rows, columns[1], hk_span_cstr(date), columns[2]);
	}
	rows_close(&rows, 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
