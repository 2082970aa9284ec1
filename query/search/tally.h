/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_TALLY_H
#define HIKU_QUERY_SEARCH_TALLY_H

/*
 * How many passages of each article were let through.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/span.h"

/* Zeroed at first. */
struct hk_tally {
	struct hk_hash *ids;
	uint32_t *counts;
	size_t count, room; /* articles; room is a power of two */
};

/* The count of an article, 0 where it is new; until the next call. NULL: out
 * of memory. */
uint32_t *hk_tally_find(struct hk_tally *tally, struct hk_str id);
void hk_tally_release(struct hk_tally *tally);

#endif
