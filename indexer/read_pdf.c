/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"pdf", NULL};

const struct hk_format hk_format_pdf = {
	"pdf", suffixes, HK_FORMAT_BYTES, NULL, NULL, "poppler-glib",
};
