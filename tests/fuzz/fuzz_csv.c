/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables: any bytes make sound articles, or none. The first byte says how
 * they are read. */
#include "formats/records/columns.h"
#include "tests/fuzz/article.h"

/* Any text is a good --columns, or is refused. */
static void check_columns(struct hk_str spec)
{
	FUZZ_HOLDS(hk_columns_check(spec, NULL) != HK_ENOMEM);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	check_columns(hk_span_str((const char *)data + 1, size - 1));
	article_read_any(data[0] % 2 ? &hk_format_tsv : &hk_format_csv,
			 data + 1, size - 1);
	return 0;
}
