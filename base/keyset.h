/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_KEYSET_H
#define HIKU_BASE_KEYSET_H

/*
 * A set of 16-byte keys: hashes of articles or of lines, identities of files.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/hashmap.h"

struct hk_keyset {
	char (*keys)[16];
	size_t count, capacity;
	struct hk_hashmap map;
};

void hk_keyset_init(struct hk_keyset *set);
void hk_keyset_release(struct hk_keyset *set);
/* Empty the set, keep its memory. */
void hk_keyset_reset(struct hk_keyset *set);
bool hk_keyset_has(const struct hk_keyset *set, const char key[16]);
/* `*was_there`, unless NULL, says whether the key was in the set. HK_ENOMEM:
 * the set is as it was. */
enum hk_status hk_keyset_add(struct hk_keyset *set, const char key[16],
			     bool *was_there) HK_MUST_USE;

#endif
