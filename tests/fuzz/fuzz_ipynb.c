/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notebooks: any bytes make sound articles, or none; what is wrong with them is
 * complained about and is no failure. */
#include "tests/fuzz/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FUZZ_HOLDS(article_read_any(&hk_format_ipynb, data, size) !=
		   HK_EFORMAT);
	return 0;
}
