/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Aozora Bunko: any bytes make sound articles; readings lie in the text. */
#include "tests/fuzz/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str text = hk_span_str((const char *)data, size);

	(void)hk_format_aozora.looks(text);
	article_read(&hk_format_aozora, data, size);
	return 0;
}
