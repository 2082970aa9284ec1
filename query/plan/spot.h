/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_SPOT_H
#define HIKU_QUERY_PLAN_SPOT_H

/*
 * Where a word of the query stands in a text by its letters: what re-ranking
 * asks of a passage. The text is not analysed, which would take most of the
 * time of a query; so 京都 is seen in 東京都 too, and an inflected word by the
 * letters that inflection leaves. Nothing is found or marked by this.
 */

#include "query/plan/plan.h"

/* More are not looked for. */
#define HK_SPOT_MAX 32

struct hk_spots {
	struct hk_span list[HK_SPOT_MAX]; /* bytes of the normal form */
	size_t count;
};

/* The letters of the unit that every form of it has, as far as rules tell;
 * empty where they would say too little. `own_lemmas`: the dictionary writes
 * lemmas as the text does. */
struct hk_str hk_spot_stem(const struct hk_unit *unit, bool own_lemmas);

/* Where the unit's stem stands, or where that is nowhere, its parts. Ascending
 * for the stem and for each part. */
void hk_spot_find(struct hk_spots *out, const struct hk_unit *unit,
		  struct hk_str norm);
/* The stem alone. */
void hk_spot_find_whole(struct hk_spots *out, const struct hk_unit *unit,
			struct hk_str norm);

#endif
