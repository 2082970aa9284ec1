/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"roff", "man", "1", "2", "3", "4",
				       "5",    "6",   "7", "8", NULL};

const struct hk_format hk_format_roff = {
	"roff", suffixes, HK_FORMAT_TEXT, NULL, NULL, "its reader",
};
