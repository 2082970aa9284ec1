/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"epub", NULL};

const struct hk_format hk_format_epub = {
	"epub", suffixes, HK_FORMAT_BYTES, NULL, NULL, "libarchive",
};
