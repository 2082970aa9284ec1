/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"html", "htm", "xhtml", NULL};

const struct hk_format hk_format_html = {
	"html", suffixes, HK_FORMAT_TEXT, NULL, NULL, "libxml2",
};
