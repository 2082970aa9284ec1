/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SPLIT_H
#define HIKU_TEXT_SPLIT_H

/*
 * Where compounds come apart: MeCab's lattice of a long noun alone is searched
 * once more, with a cost for length, as kuromoji's search mode does
 * (penalties: org.apache.lucene.analysis.ja.JapaneseTokenizer, 3000 for each
 * character over 2 of all-kanji words, 1700 for each over 7 of others). What
 * stands around the word is left out (which nodes a lattice has depends on
 * it), so that a word always comes apart in the same way, and the answer is
 * kept.
 *
 * A part of text/morph.c, which alone includes this.
 */

#include <mecab.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"
#include "text/feature.h"

#define HK_SPLIT_MAX 24 /* parts of one word; a longer chain is not cut */

struct hk_split; /* the answers so far */

/* All are borrowed. */
struct hk_split *hk_split_new(mecab_model_t *model, mecab_t *tagger,
			      const struct hk_feature_classes *classes)
	HK_MUST_USE;
void hk_split_free(struct hk_split *split);

/*
 * The parts of a word: their lengths in bytes go to `out`, their number to
 * `*count` (0: the word stays whole). HK_ENOMEM.
 */
enum hk_status hk_split_find(struct hk_split *split, struct hk_str word,
			     uint16_t out[HK_SPLIT_MAX],
			     size_t *count) HK_MUST_USE;

#endif
