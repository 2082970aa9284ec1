/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SYNONYMS_PRIVATE_H
#define HIKU_TEXT_SYNONYMS_PRIVATE_H

/*
 * A compiled table, in the byte order of the machine: the header, the slots,
 * the keys, the groups of the keys, the groups, the texts of the groups, and
 * the bytes of all of these.
 *
 * A key is found by its hash: slots[hash % slots] is 1 + its number, or 0; if
 * it is another one, the next slot is tried. Its groups are
 * links[first, next key's first); the texts of a group
 * members[first, next group's first).
 */

#include <stdint.h>

#define HK_SYNONYMS_MAGIC   "hiku syn"
#define HK_SYNONYMS_VERSION 1u

struct hk_synonyms_header {
	char magic[8]; /* without a NUL */
	uint32_t version;
	uint32_t slots; /* a power of two */
	uint32_t keys, links, groups, members;
	uint32_t bytes;
	uint32_t zero;
};

/* Of the last key and the last group there is one more, for the end. */
struct hk_synonyms_key_row {
	uint32_t text, len;
	uint32_t links; /* the first one */
};

struct hk_synonyms_member {
	uint32_t text;
	uint16_t len, role;
};

#endif
