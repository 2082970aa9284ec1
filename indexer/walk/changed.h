/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_INDEXER_WALK_CHANGED_H
#define HIKU_INDEXER_WALK_CHANGED_H

/*
 * Paths at which something changed since the index was brought up to date, so
 * that only these need be looked at.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hashmap.h"
#include "base/span.h"

struct hk_changed_path {
	struct hk_str path; /* with a NUL behind it */
	bool below;	    /* what was below it may be gone */
};

/* Zeroed by hk_changed_init(). */
struct hk_changed {
	struct hk_arena arena;
	struct hk_changed_path *items;
	size_t count, capacity;
	struct hk_hashmap map; /* of items by their path */
};

void hk_changed_init(struct hk_changed *changed);
void hk_changed_release(struct hk_changed *changed);
/* Forget all of them. */
void hk_changed_reset(struct hk_changed *changed);
/* Add a copy of the path, unless it is there. HK_ENOMEM. */
enum hk_status hk_changed_add(struct hk_changed *changed, struct hk_str path,
			      bool below) HK_MUST_USE;
/* Was what was at `path` perhaps taken away with a folder: is it, or is it
 * below, one of those whose `below` is set? */
bool hk_changed_took(const struct hk_changed *changed, struct hk_str path);

#endif
