/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: any bytes make sound articles, or none. */
#include "tests/fuzz/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	article_read(&hk_format_html, data, size);
	return 0;
}
