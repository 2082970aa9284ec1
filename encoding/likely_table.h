/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_LIKELY_TABLE_H
#define HIKU_ENCODING_LIKELY_TABLE_H

/* The most common characters of each language: data of likely.c. */

#include <stdint.h>

enum hk_likely_language {
	HK_LIKELY_JAPANESE,
	HK_LIKELY_SIMPLIFIED, /* Chinese */
	HK_LIKELY_TRADITIONAL,
	HK_LIKELY_KOREAN,
	HK_LIKELY_ALPHABET /* Latin with accents, Cyrillic, Greek, Thai, ... */
};

/* Characters of one cost, in quarters of a bit. */
struct hk_likely_common {
	const char *text;
	uint8_t cost;
};

/* One list for each language, ended by an item whose text is NULL. */
extern const struct hk_likely_common *const hk_likely_table[];

#endif
