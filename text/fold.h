/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_FOLD_H
#define HIKU_TEXT_FOLD_H

/*
 * The folded form of a word: what its variant spellings have in common.
 *
 * If it differs from the word, it is indexed and searched in addition to it, so
 * that the exact spelling can weigh more. Folding works on words, never on
 * text, and folding twice is the same as folding once.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* Bytes of a word; a longer one is its own folded form. */
#define HK_FOLD_MAX 240

/*
 * Write the folded form of `word`, which is in normal form, to `out`; `*len`
 * becomes its length in bytes. True if it differs from the word.
 *
 * - ー at the end of a katakana word of four characters or more is dropped
 *   (コンピューター; the floor is that of Lucene's
 *   JapaneseKatakanaStemFilter, so that ツー and スー stay);
 * - ヴァ is バ, ヴ is ブ, ヂ is ジ, ヅ is ズ, ヶ and ヵ are ケ and カ;
 * - small katakana vowels become large (ウェア, ウエア), ヰ ヱ ヲ are イ エ オ;
 * - accented Latin letters are plain ones (café, cafe);
 * - counters and names with ヶ か カ 箇 が for ケ get ケ (三か月, 霞が関),
 * ひとつ is 一つ, and so on;
 * - numbers in kanji with a counter, as the dictionary has them in one word,
 * are in digits (七月, 7月; 一つ, 1つ);
 * - 々 is the kanji before it (時々, 時時);
 * - old kanji become those in use now (國, 国);
 * - a word with several spellings becomes the commonest one (引越, 引っ越し;
 *   できる, 出来る), by the table of text/variants.h; a word in katakana also
 * if the table has it in hiragana, and the other way round.
 */
bool hk_fold_word(struct hk_str word, char out[HK_FOLD_MAX], size_t *len);

/*
 * The noun that an inflected verb of the text may be, in its common spelling
 * (申込み, from 申込む, may be 申し込み). False if the table has none, and for
 * verbs of one kanji: 話し is too common as a verb.
 */
bool hk_fold_nominal(struct hk_str surface, char out[HK_FOLD_MAX], size_t *len);

/*
 * Spellings that a query looks for in addition, and that are too rare to be
 * indexed as terms.
 *
 * swap: a word of hiragana in katakana, or the other way round; false for any
 * other word, and for a single character.
 *
 * resize: a word of katakana with its ャ ュ ョ ッ large, as old texts have
 * them; if it has none of these, with those small that can be (シヤツ: シャツ).
 * False for any other word.
 */
bool hk_fold_swap(struct hk_str word, char out[HK_FOLD_MAX], size_t *len);
bool hk_fold_resize(struct hk_str word, char out[HK_FOLD_MAX], size_t *len);

#endif
