/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_SPOT_H
#define HIKU_QUERY_PLAN_SPOT_H

/*
 * Find the words of the query in a text by comparing characters, for
 * re-ranking. Analysing the text would take most of the time of a query;
 * without it 京都 is also found in 東京都, and an inflected word by the
 * characters that inflection does not change. Hits and marks do not depend on
 * this.
 */

#include "query/plan/plan.h"

#define HK_SPOT_MAX 32 /* occurrences; further ones are ignored */

struct hk_spots {
	struct hk_span list[HK_SPOT_MAX]; /* bytes of the normal form */
	size_t count;
};

/* The characters that all forms of the unit have in common, as far as simple
 * rules tell; empty if too few to be of use. Borrowed from the unit.
 * `own_lemmas`: the dictionary's lemmas are spelled as in the text. */
struct hk_str hk_spot_stem(const struct hk_unit *unit, bool own_lemmas);

/* Find the unit's stem, or, if it does not occur, the unit's parts. Spans are
 * ascending for the stem and for each part. */
void hk_spot_find(struct hk_spots *out, const struct hk_unit *unit,
		  struct hk_str norm);
/* Find the stem only. */
void hk_spot_find_whole(struct hk_spots *out, const struct hk_unit *unit,
			struct hk_str norm);

#endif
