/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_KANJI_H
#define HIKU_QUERY_NEAR_KANJI_H

/*
 * Which kanji sound alike, so that one is easily converted into the other: as
 * the dictionary reads each by itself.
 */

#include <stdbool.h>
#include <stdint.h>

#include "text/readings.h"

struct hk_near_sound {
	uint32_t kanji;
	struct hk_str reading; /* borrowed from the readings */
};

struct hk_near_kanji {
	struct hk_near_sound *sounds; /* ascending by kanji */
	size_t count, capacity;
};

/* Zeroed, `out` has no kanji. HK_ENOMEM. */
enum hk_status hk_near_kanji_list(struct hk_near_kanji *out,
				  const struct hk_readings *readings,
				  struct hk_error *err) HK_MUST_USE;
void hk_near_kanji_release(struct hk_near_kanji *list);
/* Have the two a reading in common? */
bool hk_near_kanji_alike(const struct hk_near_kanji *list, uint32_t a,
			 uint32_t b);

#endif
