/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_CHAIN_H
#define HIKU_TEXT_CHAIN_H

/*
 * Chains: neighbouring morphemes that are also one word, since it is written
 * with a sign inside or without.
 *
 * - Words of katakana with ・ or one blank between them: データ・ベース is also
 *   データベース. The dictionary may know one with ・ as one morpheme.
 * - Words of letters with a sign between them that touch: e-mail is email,
 *   node.js nodejs, U.S.A. USA, AT&T att. No options, dates, versions, ranges
 *   of letters, paths or host names.
 * - A number and what it counts, of which the dictionary has many as one word:
 *   7月 is 七月 (text/number.h).
 */

#include "base/span.h"
#include "text/fold.h"
#include "text/morpheme.h"

/* May a chain begin with the morpheme? With a number, a letter, a digit or a
 * katakana; most begin with none. */
static inline bool hk_chain_may_begin(struct hk_str text,
				      const struct hk_morpheme *m)
{
	const unsigned char *p =
		(const unsigned char *)text.data + m->span.begin;

	return m->cls == HK_MORPH_NUMBER || *p < 0x80 ||
	       (*p == 0xE3 && m->span.end - m->span.begin >= 3 &&
		(p[1] > 0x82 || (p[1] == 0x82 && p[2] > 0xA0)));
}

/*
 * The folded form of the chain that begins with morpheme `first` of the
 * `count` of `list` goes to `out`, its length in bytes to `*len`. Returns the
 * number of its morphemes, or 0 if no chain begins there.
 */
size_t hk_chain_find(char out[HK_FOLD_MAX], size_t *len, struct hk_str text,
		     const struct hk_morpheme *list, size_t count,
		     size_t first);

#endif
