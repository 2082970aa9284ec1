/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SPLIT_H
#define HIKU_TEXT_SPLIT_H

/*
 * The parts of compounds. MeCab's lattice of a long noun is searched once more,
 * with a cost for length, as in kuromoji's search mode (penalties as in
 * org.apache.lucene.analysis.ja.JapaneseTokenizer: 3000 for each character over
 * 2 in all-kanji words, 1700 for each over 7 in others). The noun is looked at
 * without its context, on which the nodes of a lattice depend, so that a word
 * always has the same parts, and the answer can be cached. Katakana are cut
 * into nouns instead (text/cover.h), and words with ・ at each ・.
 *
 * Only for text/morph.c.
 */

#include <mecab.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "text/feature.h"

#define HK_SPLIT_MAX 24 /* parts of one word; one with more stays whole */

struct hk_split; /* with a cache; one per thread */

/* All arguments are borrowed until hk_split_free(). NULL: out of memory. */
struct hk_split *hk_split_new(mecab_model_t *model, mecab_t *tagger,
			      const struct hk_feature_classes *classes)
	HK_MUST_USE;
void hk_split_free(struct hk_split *split);

/*
 * Find the parts of a word: their lengths in bytes go to `out`, their number to
 * `*count` (0: the word stays whole). A length that covers a ・ is not a part
 * but what stands between two. HK_ENOMEM.
 */
enum hk_status hk_split_find(struct hk_split *split, struct hk_str word,
			     uint16_t out[HK_SPLIT_MAX],
			     size_t *count) HK_MUST_USE;
bool hk_split_has_dot(struct hk_str word);

#endif
