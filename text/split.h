/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SPLIT_H
#define HIKU_TEXT_SPLIT_H

/*
 * Where compounds come apart: MeCab's own lattice is searched once more inside
 * a long noun, with a cost for length, as kuromoji's search mode does
 * (penalties: org.apache.lucene.analysis.ja.JapaneseTokenizer, 3000 for each
 * character over 2 of all-kanji words, 1700 for each over 7 of others). The
 * context outside the word is left out, so that a word always comes apart in
 * the same way, and the answer is kept.
 *
 * A part of text/morph.c, which alone includes this.
 */

#include <mecab.h>
#include <stdint.h>

#include "base/error.h"
#include "base/span.h"

#define HK_SPLIT_MAX 24 /* parts of one word; a longer chain is not cut */

struct hk_split; /* the answers so far */

struct hk_split *hk_split_new(const mecab_model_t *model) HK_MUST_USE;
void hk_split_free(struct hk_split *split);

/*
 * The parts of the `len` bytes at `begin` of the lattice's sentence: their
 * lengths in bytes go to `out`, their number to `*count` (0: the word stays
 * whole). HK_ENOMEM.
 */
enum hk_status hk_split_find(struct hk_split *split, mecab_lattice_t *lattice,
			     size_t begin, size_t len,
			     uint16_t out[HK_SPLIT_MAX],
			     size_t *count) HK_MUST_USE;

#endif
