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
};

/* Class, lemma and reading out of a node's features; texts are borrowed from
 * the dictionary. `surface` is the lemma where the dictionary has none. */
void hk_dict_read(const struct hk_morph_dict *dict, const char *feature,
		  struct hk_str surface, struct hk_morpheme *out);

#endif
