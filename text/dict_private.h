/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_DICT_PRIVATE_H
#define HIKU_TEXT_DICT_PRIVATE_H

/* An open dictionary from within, for what calls MeCab: text/morph.c and
 * text/userdict.c. */

#include <mecab.h>

#include "text/dict.h"
#include "text/feature.h"

struct hk_dict {
	mecab_model_t *model;
	char *dir;
	char *user; /* NULL: no user dictionary */
	struct hk_dict_info info;
	struct hk_feature_format format;
};

#endif
