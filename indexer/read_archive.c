/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

static const char *const suffixes[] = {"zip", "tar", "tgz", "gz", "xz",
				       "bz2", "zst", "7z",  NULL};

const struct hk_format hk_format_archive = {
	"archive", suffixes, HK_FORMAT_BYTES, NULL, NULL, "libarchive",
};
