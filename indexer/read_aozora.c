/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {NULL};

const struct hk_format hk_format_aozora = {
	"aozora", suffixes, HK_FORMAT_TEXT, NULL, NULL, "its reader",
};
