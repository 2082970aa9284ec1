/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manual pages: any bytes make sound articles, or none. */
#include "tests/fuzz/article.h"

/* A page that only names another one is passed over. */
static enum hk_status read_page(const struct hk_format_input *input,
				struct hk_error *err)
{
	enum hk_status status = hk_format_roff.read(input, err);

	return status == HK_ENOTTEXT ? HK_OK : status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct hk_format page = {.takes = HK_FORMAT_TEXT,
					      .read = read_page};

	(void)hk_format_roff.looks(hk_span_str((const char *)data, size));
	article_read(&page, data, size);
	return 0;
}
