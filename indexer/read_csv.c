/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"csv", NULL};

const struct hk_format hk_format_csv = {
	"csv", suffixes, HK_FORMAT_TEXT, NULL, NULL, "its reader",
};

static const char *const tsv_suffixes[] = {"tsv", NULL};

const struct hk_format hk_format_tsv = {
	"tsv", tsv_suffixes, HK_FORMAT_TEXT, NULL, NULL, "its reader",
};
