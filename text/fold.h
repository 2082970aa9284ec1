/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_FOLD_H
#define HIKU_TEXT_FOLD_H

/*
 * The folded form of a word: what its variant spellings have in common.
 *
 * Indexed beside the word where it differs from it, and looked for beside it,
 * so that the exact spelling can weigh more. Folding works on words, never on
 * text, and folding twice is folding once.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* A longer word is folded to itself. */
#define HK_FOLD_MAX 240

/*
 * Write the folded form of `word` (normal form) to `out`; `*len` becomes its
 * length in bytes. True where it differs from the word.
 *
 * - ー at the end of a katakana word of four characters or more goes
 *   (コンピューター; the floor is that of Lucene's
 *   JapaneseKatakanaStemFilter, so that ツー and スー stay);
 * - ヴァ is バ, ヴ is ブ, ヂ is ジ, ヅ is ズ, ヶ and ヵ are ケ and カ;
 * - small katakana vowels are large ones (ウェア, ウエア), ヰ ヱ ヲ are イ エ
 * オ;
 * - accented Latin letters are plain ones (café, cafe);
 * - counters and names with ヶ か カ 箇 が for ケ are those with ケ (三か月,
 * 霞が関), ひとつ is 一つ, and so on;
 * - 々 is the kanji before it (時々, 時時);
 * - old kanji are those in use now (國, 国);
 * - words with several spellings are the commonest one (引越, 引っ越し; できる,
 *   出来る): text/variants.txt; a word in katakana also where the table has it
 *   in hiragana, and the other way round.
 */
bool hk_fold_word(struct hk_str word, char out[HK_FOLD_MAX], size_t *len);

/*
 * What a query also looks for, and what is not worth a term of its own:
 *
 * swap: a word of hiragana in katakana, or the other way round; false for any
 * other word, and for a single character.
 *
 * resize: a word of katakana with its ャ ュ ョ ッ large, as old texts have
 * them; where it has none, with those small that can be (シヤツ: シャツ). False
 * for any other word.
 */
bool hk_fold_swap(struct hk_str word, char out[HK_FOLD_MAX], size_t *len);
/*
 * The noun that an inflected verb may be, as it stands in the text (申込み of
 * 申込む: 申し込み): false where the table has none. Verbs of one kanji are
 * left out: 話し is said too often.
 */
bool hk_fold_nominal(struct hk_str surface, char out[HK_FOLD_MAX], size_t *len);
bool hk_fold_resize(struct hk_str word, char out[HK_FOLD_MAX], size_t *len);

#endif
