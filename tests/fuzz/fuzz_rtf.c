/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RTF: any bytes make sound articles, or none. They are read as they are, and
 * as what stands inside a document. */
#include "tests/fuzz/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char head[] = "{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl"
				   "{\\f0\\fcharset128 G;}{\\f1\\fcharset0 T;}"
				   "{\\f3\\fcharset2 S;}}";
	struct hk_buf whole;

	article_read_any(&hk_format_rtf, data, size);
	hk_buf_init(&whole, HK_BUF_NO_MAX);
	if (!hk_buf_puts(&whole, head) &&
	    !hk_buf_append(&whole, (const char *)data, size))
		article_read_any(&hk_format_rtf, (const uint8_t *)whole.data,
				 whole.len);
	hk_buf_release(&whole);
	return 0;
}
