/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/keyset.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

void hk_keyset_init(struct hk_keyset *set)
{
	memset(set, 0, sizeof(*set));
}

void hk_keyset_release(struct hk_keyset *set)
{
	free(set->keys);
	hk_hashmap_release(&set->map);
	hk_keyset_init(set);
}

void hk_keyset_reset(struct hk_keyset *set)
{
	set->count = 0;
	hk_hashmap_reset(&set->map);
}

struct wanted {
	const struct hk_keyset *set;
	const char *key;
};

static bool is_wanted(const void *ctx, size_t item)
{
	const struct wanted *wanted = ctx;

	return memcmp(wanted->set->keys[item], wanted->key, 16) == 0;
}

/* Both halves count: the first of an identity of a file is its inode alone. */
static uint64_t hash_of(const char key[16])
{
	uint64_t halves[2];

	memcpy(halves, key, sizeof(halves));
	return halves[0] ^ (halves[1] << 32 | halves[1] >> 32);
}

bool hk_keyset_has(const struct hk_keyset *set, const char key[16])
{
	struct wanted wanted = {set, key};

	return hk_hashmap_find(&set->map, hash_of(key), is_wanted, &wanted) !=
	       HK_HASHMAP_NONE;
}

enum hk_status hk_keyset_add(struct hk_keyset *set, const char key[16],
			     bool *was_there)
{
	bool there = hk_keyset_has(set, key);

	if (was_there)
		*was_there = there;
	if (there)
		return HK_OK;
	if (!HK_ARRAY_RESERVE(set->keys, set->capacity, set->count + 1) ||
	    hk_hashmap_add(&set->map, hash_of(key), set->count))
		return HK_ENOMEM;
	memcpy(set->keys[set->count++], key, 16);
	return HK_OK;
}
