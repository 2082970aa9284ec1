/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_KEYSET_H
#define HIKU_BASE_KEYSET_H

/*
 * A set of articles, each known by the 16 bytes of its article slot.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct hk_keyset {
	char (*slots)[16];
	bool *used;
	size_t count, room; /* room: a power of two */
};

void hk_keyset_init(struct hk_keyset *ids);
void hk_keyset_release(struct hk_keyset *ids);
void hk_keyset_reset(struct hk_keyset *ids);
bool hk_keyset_has(const struct hk_keyset *ids, const char key[16]);
/* `*was_there`, unless NULL, says whether the key was in the set. HK_ENOMEM. */
enum hk_status hk_keyset_add(struct hk_keyset *ids, const char key[16],
			     bool *was_there) HK_MUST_USE;

#endif
