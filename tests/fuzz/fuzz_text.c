/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text, and what a date may look like: once read, it stays as it is. */
#include "tests/fuzz/article.h"

#include "text/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char date[HK_DATE_MAX], again[HK_DATE_MAX];
	struct hk_str text = {(const char *)data, size};

	article_read(&hk_format_text, data, size);
	if (hk_date_seconds(date, text))
		FUZZ_HOLDS(hk_date_normalise(again, hk_span_cstr(date)));
	if (!hk_date_normalise(date, text))
		return 0;
	FUZZ_HOLDS(hk_date_normalise(again, hk_span_cstr(date)));
	FUZZ_HOLDS(!strcmp(date, again));
	return 0;
}
