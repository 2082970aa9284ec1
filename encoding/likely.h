/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_LIKELY_H
#define HIKU_ENCODING_LIKELY_H

/*
 * How likely a text is in a language: what it costs to write it down, in
 * quarters of a bit, if common characters and common neighbours (kana after
 * kanji) are cheap. The readings of the same bytes in several encodings are
 * compared by it: the cheaper one is the likelier one.
 *
 * The costs are rules of thumb, not trained on a corpus: the classes of
 * characters, the kanji of newspapers in three steps, and the commonest
 * characters of the languages that are told apart from Japanese.
 */

#include <stdint.h>

#include "base/span.h"
#include "encoding/likely_table.h"

#define HK_LIKELY_BIT 4 /* costs are in quarters of a bit */

struct hk_likely {
	uint8_t cost[0x10000]; /* of a code point by itself, without its
				  neighbours */
	uint8_t at_home;       /* discount for letters after other kinds */
};

/* What was added up. */
struct hk_likely_text {
	uint64_t cost;
	uint64_t wide;	   /* characters that are not ASCII */
	uint64_t broken;   /* U+FFFD among them */
	uint64_t hiragana; /* among them, too */
	uint64_t words;	   /* runs of them between ASCII */
	uint64_t controls;
	uint64_t chars;
};

/* Fill the table for a language; nothing is allocated. */
void hk_likely_init(struct hk_likely *likely, enum hk_likely_language language);

/* Lower the cost of each character of `text` to at most `cost`; for the kanji
 * of the first level of a standard. */
void hk_likely_set(struct hk_likely *likely, struct hk_str text, unsigned cost);

/* Add up `text`, which is valid UTF-8; U+FFFD stands for what is broken. */
void hk_likely_add(const struct hk_likely *likely, struct hk_str text,
		   struct hk_likely_text *sum);

/* The same for bytes that are text in an unknown encoding that includes
 * ASCII. */
void hk_likely_add_unknown(const struct hk_likely *likely, struct hk_str bytes,
			   struct hk_likely_text *sum);

#endif
