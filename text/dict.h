/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_DICT_H
#define HIKU_TEXT_DICT_H

/*
 * An open MeCab dictionary, and how its feature columns map to ours. For
 * text/morph.c and text/userdict.c only; the public face is text/morph.h.
 */

#include <mecab.h>

#include "text/morph.h"

/* Columns of a known word's features, from 0; unknown words have fewer. */
struct hk_dict_columns {
	unsigned lemma;
	unsigned reading;
	bool strip_suffix; /* UniDic: コンピューター-computer */
};

struct hk_morph_dict {
	mecab_model_t *model;
	char *dir;
	char *user;
	struct hk_morph_info info;
	struct hk_dict_columns columns;
	/* It is IPADIC as published, where the left context of a word tells
	 * its class, and what does not inflect is its own lemma. */
	bool published;
};

/* Left contexts (IPADIC has 1,316) whose class is kept. */
#define HK_DICT_LEFT_MAX 2048

/* Of a published dictionary: the class of uninflected words by their left
 * context, + 1; 0: not met yet. Reading it from the word's own features costs a
 * page of the dictionary for nearly each word. */
struct hk_dict_classes {
	unsigned char of[HK_DICT_LEFT_MAX];
};

/* The class of a node that does not inflect, as far as it was met; false where
 * its features must be read. */
bool hk_dict_class(const struct hk_dict_classes *classes,
		   const mecab_node_t *node, enum hk_morph_class *out);
/* Class and lemma of a node's word; see hk_dict_read(). */
void hk_dict_word(const struct hk_morph_dict *dict,
		  struct hk_dict_classes *classes, const mecab_node_t *node,
		  struct hk_str surface, struct hk_morpheme *out);
/* Class and lemma out of a node's features; the lemma is borrowed from the
 * dictionary. `surface` is the lemma where the dictionary has none. True where
 * IPADIC's words of this part of speech do not inflect. */
bool hk_dict_read(const struct hk_morph_dict *dict, const char *feature,
		  struct hk_str surface, struct hk_morpheme *out);
/* The reading in a node's features; empty where there is none. */
struct hk_str hk_dict_reading(const struct hk_morph_dict *dict,
			      const char *feature);

#endif
