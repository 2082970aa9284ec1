/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_NODE_H
#define HIKU_QUERY_SOUND_NODE_H

/*
 * A word that a part of a reading may be, and all of them.
 */

#include "query/sound/vocabulary.h"
#include "text/readings.h"
#include "text/sound.h"
#include "text/term.h"

/* Words that are looked at, for one reading. */
#define HK_NODES_MAX 20000

struct hk_node {
	size_t begin, end; /* steps of the reading */
	struct hk_readings_word word;
	struct hk_vocabulary_word terms;
	long cost;	    /* MeCab's, and more for what is rare or unlikely */
	uint32_t documents; /* passages that have it */
	uint32_t spelled;   /* those that have it as it is spelled here */
	uint32_t first_char, last_char;
	uint64_t hash;	      /* of its text */
	bool function;	      /* it says little, and may stand anywhere */
	struct hk_str told;   /* what a text tells, that it is read so
			       * (store/told.h); empty: the dictionary does */
	struct hk_node *next; /* that begins there */
};

struct hk_nodes {
	const struct hk_readings *readings;
	struct hk_vocabulary *vocabulary;
	struct hk_analyser *analyser;
	const struct hk_sound *sound;
	struct hk_node *begins[HK_SOUND_MAX + 1];
	size_t count;
	uint32_t total;	      /* passages of the index */
	uint16_t left, right; /* context ids of a common noun */
	bool failed;	      /* out of memory */
};

/* Add a word that may be read from step `begin` to step `end`; NULL if there
 * are enough of them, or no memory. */
struct hk_node *hk_node_add(struct hk_nodes *nodes, size_t begin, size_t end,
			    const struct hk_readings_word *word, long odds);

#endif
