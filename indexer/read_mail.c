/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"eml", NULL};

const struct hk_format hk_format_mail = {
	"mail", suffixes, HK_FORMAT_BYTES, NULL, NULL, "GMime",
};

static const char *const mbox_suffixes[] = {"mbox", NULL};

const struct hk_format hk_format_mbox = {
	"mbox", mbox_suffixes, HK_FORMAT_BYTES, NULL, NULL, "GMime",
};
