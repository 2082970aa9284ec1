/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_LIKELY_TABLE_H
#define HIKU_ENCODING_LIKELY_TABLE_H

/* The commonest characters of languages. Data of likely.c. */

#include <stdint.h>

#include "encoding/likely.h"

/* Characters of one cost, in quarters of a bit. */
struct hk_likely_common {
	const char *text;
	uint8_t cost;
};

/* Of each language; a NULL text ends a list. */
extern const struct hk_likely_common *const hk_likely_table[];

#endif
