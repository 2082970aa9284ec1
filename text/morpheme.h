/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_MORPHEME_H
#define HIKU_TEXT_MORPHEME_H

/* A morpheme: what a text is cut into (text/morph.h). */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* What searching needs to know of a part of speech. The numbers are stored in
 * the record (docs/SCHEMA.md). */
enum hk_morph_class {
	HK_MORPH_NOUN,	 /* common nouns, する-nouns, adjectival stems */
	HK_MORPH_PROPER, /* names */
	HK_MORPH_NUMBER,
	HK_MORPH_WORD, /* letters and digits, cut by hiku itself */
	HK_MORPH_PREFIX,
	HK_MORPH_SUFFIX, /* of nouns; also counters */
	HK_MORPH_VERB,
	HK_MORPH_ADJECTIVE,
	HK_MORPH_ADVERB,
	HK_MORPH_ADNOMINAL, /* 連体詞 */
	HK_MORPH_PRONOUN,
	HK_MORPH_BOUND, /* 非自立: こと, もの, いる, くださる ... */
	HK_MORPH_CONJUNCTION,
	HK_MORPH_INTERJECTION, /* and fillers */
	HK_MORPH_PARTICLE,
	HK_MORPH_AUXILIARY,
	HK_MORPH_SYMBOL,
};

struct hk_morpheme {
	struct hk_span span; /* bytes of the normal form; never empty */
	struct hk_str lemma; /* dictionary form, else the surface */
	const char *feature; /* for hk_morph_reading(); NULL: no reading */
	enum hk_morph_class cls;
	bool known;	     /* to the dictionary, or cut by hiku itself */
	uint32_t parts;	     /* index of its first part: hk_morph_parts() */
	uint32_t part_count; /* 0: not a compound */
};

#endif
