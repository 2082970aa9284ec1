/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_INFLECT_H
#define HIKU_TEXT_INFLECT_H

/*
 * Verbs and the nouns made of them: 落ち込む and 落ち込み, 待つ and お待ち. A
 * dictionary has each as a word of its own, and which of them MeCab takes
 * depends on the sentence, so a query looks for both. The rules are those of
 * conjugation; what they give need not be a word.
 *
 * Words of one kanji are left out, except with お: 話し is the noun of nearly
 * every text.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "text/fold.h"

/* Forms of one word that are looked for at most. */
#define HK_INFLECT_MAX 2

/* The folded forms of the other words, `len` in bytes. */
struct hk_inflect {
	char text[HK_INFLECT_MAX][HK_FOLD_MAX];
	size_t len[HK_INFLECT_MAX];
	size_t count;
};

/* The nouns of a verb, given in its dictionary form (受け取る: 受け取り and
 * お受け取り). */
void hk_inflect_nouns(struct hk_inflect *out, struct hk_str verb);
/* The verbs that a noun may come from (受け取り: 受け取る and 受け取りる;
 * お待ち: 待つ and 待ちる). */
void hk_inflect_verbs(struct hk_inflect *out, struct hk_str noun);

#endif
