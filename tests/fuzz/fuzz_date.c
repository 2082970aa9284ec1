/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates: what is read as one is one, and is read the same again. */
#include <string.h>

#include "text/date.h"
#include "tests/fuzz/fuzz.h"

static void check(const char *date)
{
	struct hk_str text = {date, strnlen(date, HK_DATE_MAX)};
	char again[HK_DATE_MAX];

	FUZZ_HOLDS(text.len < HK_DATE_MAX);
	FUZZ_HOLDS(strspn(date, "0123456789-:T") == text.len);
	FUZZ_HOLDS(hk_date_normalise(again, text));
	FUZZ_HOLDS(strcmp(date, again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str text = {(const char *)data, size};
	char date[HK_DATE_MAX];

	if (hk_date_normalise(date, text))
		check(date);
	if (hk_date_seconds(date, text))
		check(date);
	return 0;
}
