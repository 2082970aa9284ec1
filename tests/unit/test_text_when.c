/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stretches of time, as people ask for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/when.h"

static const struct {
	const char *text, *low, *high;
} rows[] = {
	{"今日", "2024-03-31", "2024-03-31"},
	{"昨日", "2024-03-30", "2024-03-30"},
	{"yesterday", "2024-03-30", "2024-03-30"},
	{"明日", "2024-04-01", "2024-04-01"},
	{"今週", "2024-03-25", "2024-03-31"},
	{"先週", "2024-03-18", "2024-03-24"},
	{"先月", "2024-02", "2024-02"},
	{"先々月", "2024-01", "2024-01"},
	{"去年", "2023", "2023"},
	{"7d", "2024-03-24", ""},
	{"７日", "2024-03-24", ""},
	{"2w", "2024-03-17", ""},
	{"2週間前", "2024-03-17", ""},
	{"1m", "2024-02-28", ""},
	{"4か月", "2023-11-28", ""},
	{"1y", "2023-03-28", ""},
	{"2023年4月", "2023-04", "2023-04"},
	{"令和5年(2023年)4月8日", "2023-04-08", "2023-04-08"},
	{"2023", "2023", "2023"},
};

static const struct tm today = {
	.tm_year = 124, .tm_mon = 2, .tm_mday = 31, .tm_wday = 0};

static void test_read(void **state)
{
	struct hk_when when;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(hk_when_read(&when, hk_span_cstr(rows[i].text),
					 &today));
		assert_string_equal(when.low, rows[i].low);
		assert_string_equal(when.high, rows[i].high);
	}
}

static void test_none(void **state)
{
	static const char *const texts[] = {
		"", "d", "昨", "7", "7x", "12345d", "きのう食べた", "2023-13"};
	struct hk_when when;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(
			hk_when_read(&when, hk_span_cstr(texts[i]), &today));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_none),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
