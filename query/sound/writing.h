/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_WRITING_H
#define HIKU_QUERY_SOUND_WRITING_H

#include "query/sound/vocabulary.h"
#include "text/readings.h"
#include "text/sound.h"
#include "text/term.h"

/*
 * From a reading to what may be written so, in words of the index: the
 * cheapest paths through the words of the dictionary that are read so and that
 * the index has, by MeCab's costs and by how many passages have each word.
 */

#define HK_WRITING_MAX 10 /* texts */
/* So much dearer than the best one, in MeCab's costs, no text is of use. */
#define HK_WRITING_DEARER 9000

struct hk_writing_text {
	struct hk_str text; /* in the vocabulary's arena */
	long cost;
	uint32_t documents; /* passages that have its rarest word */
	double spelled;	    /* the product of the passages that have each of its
			     * words so spelled, as a logarithm */
	unsigned words;
	bool one_word; /* the same with what it is inflected by: 行った */
	bool together; /* a passage has all of its words */
	bool typed;    /* nothing but kana, as it was typed or could be */
};

struct hk_writing {
	struct hk_writing_text texts[HK_WRITING_MAX]; /* the best first */
	size_t count;
};

/* Overwrites the text of `analyser`. HK_ENOMEM, and what the analyser and the
 * engine give. */
enum hk_status hk_writing_run(struct hk_writing *out,
			      const struct hk_readings *readings,
			      struct hk_vocabulary *vocabulary,
			      struct hk_analyser *analyser,
			      const struct hk_sound *sound,
			      struct hk_error *err) HK_MUST_USE;

#endif
