/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_LIKELY_H
#define HIKU_ENCODING_LIKELY_H

/*
 * How likely a text is in a language: what it costs to write it down, in
 * quarters of a bit, if the commoner characters are the cheaper ones, and the
 * commoner kinds of neighbours (kana behind kanji) too. What bytes mean in one
 * encoding is compared so with what they mean in another: the cheaper meaning
 * is the likelier one.
 *
 * The costs are rules of thumb, not trained on a corpus: the classes of
 * characters, the kanji of newspapers in three steps, and the commonest
 * characters of the languages that are told apart from Japanese.
 */

#include <stdint.h>

#include "base/span.h"

#define HK_LIKELY_BIT 4 /* costs are in quarters of a bit */

enum hk_likely_language {
	HK_LIKELY_JAPANESE,
	HK_LIKELY_SIMPLIFIED, /* Chinese */
	HK_LIKELY_TRADITIONAL,
	HK_LIKELY_KOREAN,
	HK_LIKELY_ALPHABET /* Latin with accents, Cyrillic, Greek, Thai, ... */
};

struct hk_likely {
	uint8_t cost[0x10000]; /* of a code point by itself */
	uint8_t at_home; /* how much less letters cost behind other things */
};

/* How much text there is. */
struct hk_likely_text {
	uint64_t cost;
	uint64_t wide;	   /* characters that are not ASCII */
	uint64_t broken;   /* U+FFFD among these */
	uint64_t hiragana; /* among these, too */
	uint64_t words;	   /* runs of these between ASCII */
	uint64_t controls;
	uint64_t chars;
};

/* Fill the table for a language; nothing is allocated. */
void hk_likely_init(struct hk_likely *likely, enum hk_likely_language language);

/* Lower the cost of each character of `text` to `cost`: those that a standard
 * has in its first level. */
void hk_likely_set(struct hk_likely *likely, struct hk_str text, unsigned cost);

/* Add up `text`, which is valid UTF-8; U+FFFD stands for what is broken. */
void hk_likely_add(const struct hk_likely *likely, struct hk_str text,
		   struct hk_likely_text *sum);

/* The same for bytes of which nothing is known but that they are text in some
 * encoding that holds ASCII. */
void hk_likely_add_unknown(const struct hk_likely *likely, struct hk_str bytes,
			   struct hk_likely_text *sum);

#endif
