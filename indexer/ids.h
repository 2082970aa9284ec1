/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_IDS_H
#define HIKU_INDEXER_IDS_H

/*
 * A set of articles, each known by the 16 bytes of its article slot.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct hk_ids {
	char (*slots)[16];
	bool *used;
	size_t count, room; /* room: a power of two */
};

void hk_ids_init(struct hk_ids *ids);
void hk_ids_release(struct hk_ids *ids);
void hk_ids_reset(struct hk_ids *ids);
bool hk_ids_has(const struct hk_ids *ids, const char key[16]);
/* `*was_there`, unless NULL, says whether the key was in the set. HK_ENOMEM. */
enum hk_status hk_ids_add(struct hk_ids *ids, const char key[16],
			  bool *was_there) HK_MUST_USE;

#endif
