/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_CANDIDATES_H
#define HIKU_QUERY_NEAR_CANDIDATES_H

/*
 * The best words that a word may be a slip of: near ones first, and of equally
 * near ones those that more passages have.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

#define HK_NEAR_KEPT 12

struct hk_near_word {
	struct hk_str text; /* in the arena of the candidates */
	unsigned distance;  /* text/slip.h */
	uint32_t documents; /* passages that have it; of several words, the
			     * rarest */
	double rank;	    /* the lower, the likelier */
};

struct hk_near_candidates {
	struct hk_arena *arena;
	struct hk_near_word words[HK_NEAR_KEPT]; /* the likeliest first */
	size_t count;
	bool failed; /* out of memory */
};

/* Offer a word, which is copied if it is kept. Of two spellings of one word
 * the likelier one is kept. */
void hk_near_offer(struct hk_near_candidates *list, struct hk_str text,
		   unsigned distance, uint32_t documents);

#endif
