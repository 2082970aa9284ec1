/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates, as tests/rows/dates.tsv has them. */
#include "tests/unit/rows.h"

#include "text/date.h"

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/dates.tsv", 3);
	while (rows_next(&rows)) {
		char date[HK_DATE_MAX] = "";

		if (!hk_date_normalise(date, rows.column[0]))
			date[0] = '\0';
		rows_expect(&rows, 1, hk_span_cstr(date));
	}
	rows_close(&rows, 50);
}

/* What is kept is a date, and stays as it is. */
static void test_rows_again(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/dates.tsv", 3);
	while (rows_next(&rows)) {
		char date[HK_DATE_MAX];

		if (!rows.column[1].len)
			continue;
		assert_true(hk_date_normalise(date, rows.column[1]));
		rows_expect(&rows, 1, hk_span_cstr(date));
	}
	rows_close(&rows, 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_rows_again),
	};

	return rows_run(tests, NULL, NULL);
}
