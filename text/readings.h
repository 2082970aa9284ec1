/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_READINGS_H
#define HIKU_TEXT_READINGS_H

/*
 * The words of a MeCab dictionary by their readings: the same words, costs and
 * connections, looked up the other way round. They are made once of the open
 * dictionary itself, user dictionary included, whatever its kind, and kept in a
 * file of the user's cache, $XDG_CACHE_HOME/hiku or ~/.cache/hiku; from then on
 * they are mapped into memory. One may be shared between threads.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "text/dict.h"
#include "text/morpheme.h"

struct hk_readings;

/* Words whose readings begin with what was looked up so far. */
struct hk_readings_range {
	uint32_t first, last; /* [first, last) */
	uint32_t depth;	      /* kana looked up */
};

struct hk_readings_word {
	struct hk_str surface; /* borrowed from the readings */
	struct hk_str lemma;
	enum hk_morph_class cls;
	uint16_t left, right; /* context ids: hk_readings_cost() */
	int16_t cost;	      /* MeCab's */
};

/* Where the readings came from. */
enum hk_readings_from {
	HK_READINGS_KEPT, /* the cache has them */
	HK_READINGS_MADE, /* they were made, and the cache has them now */
	HK_READINGS_LOST, /* they were made, and cannot be kept */
};

/*
 * Open the words of `dict`, which must outlive them, by their readings. They
 * are made first if the cache does not have them, which takes about a second.
 * A file of another user, one that others may write, a link, and one that is
 * not as it was written are not used, but replaced; without a folder that only
 * the user may write they are made each time. HK_EDICT if the dictionary's
 * files are not as MeCab writes them; HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_readings_open(struct hk_readings **out,
				const struct hk_dict *dict,
				enum hk_readings_from *from,
				struct hk_error *err) HK_MUST_USE;
/* That they had to be made first, as a line for the user (HK_MESSAGE); NULL:
 * they had not. */
const char *hk_readings_note(enum hk_readings_from from);
void hk_readings_free(struct hk_readings *readings);

/* The range of all words. */
struct hk_readings_range hk_readings_all(const struct hk_readings *readings);
/* Look up one more kana (text/sound.h). False, with `range` unchanged, if no
 * reading goes on so. */
bool hk_readings_step(struct hk_readings_range *range,
		      const struct hk_readings *readings, uint8_t kana);
/*
 * Word number `i` of those whose reading is what was looked up, from 0 on;
 * false behind the last one.
 */
bool hk_readings_word(struct hk_readings_word *out,
		      const struct hk_readings *readings,
		      const struct hk_readings_range *range, uint32_t i);
/*
 * All words, ascending by reading: how many there are; number `i` and its
 * reading, as bytes (text/sound.h), false where the file is not as it was
 * written; and the first word behind number `i` whose reading does not begin
 * with the first `depth` kana of that one's.
 */
uint32_t hk_readings_count(const struct hk_readings *readings);
bool hk_readings_get(struct hk_readings_word *out, struct hk_str *reading,
		     const struct hk_readings *readings, uint32_t i);
uint32_t hk_readings_past(const struct hk_readings *readings, uint32_t i,
			  uint32_t depth);
/* What it costs that a word with left context `left` follows one with right
 * context `right`; context 0 is the beginning and the end. */
int hk_readings_cost(const struct hk_readings *readings, uint16_t right,
		     uint16_t left);

#endif
