/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SLIP_H
#define HIKU_TEXT_SLIP_H

/*
 * How likely one word is a slip of another: an edit distance (Damerau and
 * Levenshtein's, in its restricted form) whose steps cost less where people
 * who write Japanese often go wrong.
 *
 * A step costs HK_SLIP_STEP, and at least half of that:
 *
 * - half: small and large kana (ヤ, ャ), voiced and unvoiced ones (カ, ガ; ハ,
 *   バ, パ), those of one sound (ジ, ヂ; ズ, ヅ), ー, ッ and the second half of
 * a long vowel (ホウ, ホ) left out or put in, what loan words are written with
 * (ヴァ, バ; ティ, チ), and two kana that changed places (シュミ, シミュ);
 * - a little more: signs that look alike (シ, ツ; ー, 一), a vowel for ー, a
 *   letter twice, two letters that changed places;
 * - less than a whole step: letters of neighbouring keys; kana that share
 *   their consonant or their vowel, and so differ in one key; a kana more or
 *   less.
 *
 * Hiragana and katakana are the same letters here; two words that differ only
 * in this are 1 apart. The distance is the same both ways, and 0 only between
 * equal words. Between single letters it is a metric; between words it is
 * none, for letters that change places are one step.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

#define HK_SLIP_STEP 10
/* Characters of a word; a longer one is nobody's slip. */
#define HK_SLIP_MAX 32
/* The distance of words of which one is too long, or not UTF-8. */
#define HK_SLIP_FAR 1000

/* A word, as its letters: code points of the normal form, kana as hiragana. */
struct hk_slip_word {
	uint32_t letters[HK_SLIP_MAX];
	unsigned count;
};

/* Letters of which the costs are listed: kana by their bytes, then ASCII. */
#define HK_SLIP_LISTED 0xE0

/* The distances of a word from the beginnings of others. */
struct hk_slip {
	struct hk_slip_word word;
	uint8_t costs[HK_SLIP_MAX][HK_SLIP_LISTED]; /* of other letters */
	uint32_t other[HK_SLIP_MAX];
	uint8_t gaps[HK_SLIP_MAX]; /* of letters of the word that are too many
				    */
	bool small[HK_SLIP_MAX];   /* letters that may be half of a loan's */
	/* Cells of each row around the diagonal: those further away cost more
	 * than is asked for. */
	unsigned band;
	uint16_t rows[HK_SLIP_MAX + 1][HK_SLIP_MAX + 1];
	uint16_t least[HK_SLIP_MAX + 1]; /* of each row */
};

/* False if the text has too many characters, none, or is not UTF-8. */
bool hk_slip_read(struct hk_slip_word *out, struct hk_str text);

/* What it costs to take one letter for another; 0: they are the same. */
unsigned hk_slip_letter(uint32_t a, uint32_t b);

/* Distances above `limit` need not be told apart (HK_SLIP_FAR: all are). */
void hk_slip_begin(struct hk_slip *out, const struct hk_slip_word *word,
		   unsigned limit);
/*
 * Make `letter` number `at` of the other word (less than HK_SLIP_MAX), whose
 * letters before it were pushed. Returns what every word that begins so costs
 * at least.
 */
unsigned hk_slip_push(struct hk_slip *slip, unsigned at, uint32_t letter);
/* The distance from the first `count` letters that were pushed; above the limit
 * it may be any number above it. */
unsigned hk_slip_get(const struct hk_slip *slip, unsigned count);

/* The distance of two words in normal form; HK_SLIP_FAR as said above. */
unsigned hk_slip_distance(struct hk_str a, struct hk_str b);
/* The same, from a word that was begun with; above `limit` it may be any
 * number above it. */
unsigned hk_slip_from(struct hk_slip *slip, const struct hk_slip_word *other,
		      unsigned limit);
/* How far a word of so many letters may be from what was meant. */
unsigned hk_slip_limit(unsigned count);

#endif
