/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_H
#define HIKU_TEXT_NORM_H

/*
 * The normal form: what indexing and querying compare, and the way back from
 * it to the text.
 *
 * - NFKC and case folding, one grapheme cluster at a time (utf8proc), so that
 *   ｶﾞ, か + U+3099, ㌔ and Ａ each lead back to all of what they came from;
 *   default-ignorable characters (ZWJ, variation selectors) belong to the
 *   cluster before them;
 * - a table of our own for what NFKC keeps apart (〜 and ～, dashes, quotes),
 * and radicals as the kanji that they stand for (⻑: text/radicals.txt);
 * - iteration marks of kana (こゝろ) and several 々 in a row (馬鹿々々) are
 *   written out; a single 々 stays, since 時々 is a word and 時時 is not;
 * - so are 〳〵 and 〴〵 (いろ〳〵: text/norm_kunoji.h says how much they
 * repeat);
 * - readings inside words are left out (日本[にほん]語: text/norm_reading.h),
 * and follow behind the text, each after an empty line;
 * - several ー in a row become one, and a dash in a word of katakana becomes ー
 *   (デ−タ, サ－バ－: text/norm_dash.h);
 * - any amount of white space is one blank, or one line feed where a line must
 *   not be joined to the next: after a sentence, before an indent, a bullet or
 *   an empty line. A line break between two Japanese characters is dropped.
 *
 * Normalising the normal form of one line again changes nothing, unless
 * readings were left out of it, or 〳〵 written out: its letters may stand
 * apart then where they did not. Offsets are in bytes.
 */

#include "base/error.h"
#include "base/span.h"
#include "text/norm_out.h"

/* Part of an index's signature: raise it with any change that gives any text
 * another normal form. */
#define HK_NORM_VERSION 5

/* Bytes of a text, and of its normal form. */
#define HK_NORM_MAX (1u << 30)

void hk_norm_init(struct hk_norm *norm);
void hk_norm_release(struct hk_norm *norm);

/*
 * Normalise `text`, replacing what `norm` held. Each byte that is not UTF-8
 * becomes U+FFFD. HK_ENOMEM or HK_ETOOBIG.
 */
enum hk_status hk_norm_run(struct hk_norm *norm,
			   struct hk_str text) HK_MUST_USE;
/* The same for a query that a person typed, in which a few blanks are meant. */
enum hk_status hk_norm_query(struct hk_norm *norm,
			     struct hk_str text) HK_MUST_USE;

/*
 * The bytes of the text that a range of the normal form came from: from the
 * first byte of what became its first character to the last byte of what became
 * its last. An empty range gives an empty one.
 */
struct hk_span hk_norm_source(const struct hk_norm *norm, struct hk_span range);

#endif
