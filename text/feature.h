/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_FEATURE_H
#define HIKU_TEXT_FEATURE_H

/*
 * Features: the columns of CSV that a MeCab dictionary has for each word, and
 * what they mean to hiku. Only for files that call MeCab.
 */

#include <mecab.h>
#include <stdbool.h>

#include "base/span.h"
#include "text/morpheme.h"

/* How a kind of dictionary lays out its features. */
struct hk_feature_format {
	/* Columns of a known word, from 0; unknown words have fewer. */
	unsigned lemma;
	unsigned reading;
	unsigned spoken;   /* the reading of the form that stands there */
	bool strip_suffix; /* UniDic: コンピューター-computer */
	/* IPADIC as published: a word's left context tells its class, and a
	 * word that does not inflect is its own lemma. */
	bool published;
};

/* Left contexts whose class is kept; IPADIC has 1,316. */
#define HK_FEATURE_LEFT_MAX 2048
/* Words whose features are kept: those that inflect are few, but frequent. */
#define HK_FEATURE_WORDS 256

/* What was read from features. */
struct hk_feature_read {
	const char *feature; /* NULL: nothing yet */
	struct hk_str lemma; /* borrowed from it; NULL: it has none; empty: it
			      * has one that is not to be used */
	enum hk_morph_class cls;
	bool uninflected; /* as are all words of this part of speech */
};

/*
 * For a published dictionary: the class of uninflected words by left context,
 * plus 1; 0: not seen yet. Reading it from the features of each word would
 * touch a page of the dictionary for nearly every word. Zeroed, it is empty.
 */
struct hk_feature_classes {
	unsigned char of[HK_FEATURE_LEFT_MAX];
	/* Is it such a dictionary? Then the answer never depends on what has
	 * been seen. */
	bool published;
	/* Features that were read last, by where they stand in the dictionary,
	 * which stays there. */
	struct hk_feature_read words[HK_FEATURE_WORDS];
};

/* The class of a node's word, if it does not inflect and its left context has
 * been seen, or the dictionary is a published one; else false, and its features
 * must be read. */
bool hk_feature_class(const struct hk_feature_classes *classes,
		      const mecab_node_t *node, enum hk_morph_class *out);
/*
 * Fill in `feature`, `cls` and `lemma` of `out` from a node. The lemma is
 * borrowed from the dictionary, or is `surface` if the dictionary has none.
 */
void hk_feature_word(const struct hk_feature_format *format,
		     struct hk_feature_classes *classes,
		     const mecab_node_t *node, struct hk_str surface,
		     struct hk_morpheme *out);
/* The reading, borrowed from `feature`; empty if there is none. */
struct hk_str hk_feature_reading(const struct hk_feature_format *format,
				 const char *feature);
/* The same of the word in the form in which it stands there: UniDic's readings
 * are of the dictionary form, and how a form is pronounced is in another
 * column. */
struct hk_str hk_feature_spoken(const struct hk_feature_format *format,
				const char *feature);
/* The number of columns, up to 64. An empty one at the end does not count
 * (NAIST-jdic has one). */
unsigned hk_feature_count(const char *feature);

#endif
