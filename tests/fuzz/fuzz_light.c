/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Light markup: any bytes make sound articles. The first one says which format
 * they are read as. */
#include "tests/fuzz/article.h"

static const struct hk_format *const formats[] = {
	&hk_format_adoc,    &hk_format_org,	&hk_format_rst,
	&hk_format_tex,	    &hk_format_texi,	&hk_format_re,
	&hk_format_rd,	    &hk_format_textile, &hk_format_mediawiki,
	&hk_format_vimhelp, &hk_format_po,	&hk_format_srt,
	&hk_format_vtt,	    &hk_format_ass,	&hk_format_ics,
	&hk_format_vcf,	    &hk_format_kindle,	&hk_format_line,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	article_read(formats[data[0] % (sizeof(formats) / sizeof(*formats))],
		     data + 1, size - 1);
	return 0;
}
