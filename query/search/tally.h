/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_TALLY_H
#define HIKU_QUERY_SEARCH_TALLY_H

/*
 * A number for each article: how many of its passages were let through.
 */

#include <stdint.h>

#include "base/hashmap.h"
#include "base/span.h"

struct hk_tally_item {
	uint64_t high; /* the half of the id's hash that the map lacks */
	uint32_t number;
};

struct hk_tally {
	struct hk_hashmap map;
	struct hk_tally_item *items;
	size_t count, capacity; /* articles */
};

void hk_tally_init(struct hk_tally *tally);
void hk_tally_release(struct hk_tally *tally);
/* The number of the article with this id, 0 if it is new; valid until the next
 * call. NULL: out of memory. */
uint32_t *hk_tally_find(struct hk_tally *tally, struct hk_str id);

#endif
