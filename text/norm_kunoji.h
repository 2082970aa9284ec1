/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_KUNOJI_H
#define HIKU_TEXT_NORM_KUNOJI_H

/*
 * The repetition marks in the shape of く (〳〵, voiced 〴〵, also 〱 and 〲),
 * which repeat a word of two characters or more: いろ〳〵 is いろいろ, それ〴〵
 * is それぞれ. The mark does not say how many characters; they are
 *
 * - a kanji and the one kana behind it (思ひ〳〵);
 * - two kanji, or one that stands alone (一人〳〵);
 * - two kana, but three of words that are known to repeat so (ところ〴〵).
 */

#include "text/norm_out.h"

/*
 * Write out the mark at `*at` of the text; `*at` becomes the byte after it. One
 * that has nothing to repeat is left: nothing happens. Errors as in
 * text/norm_out.h.
 */
enum hk_status hk_norm_kunoji_put(struct hk_norm_out *out,
				  size_t *at) HK_MUST_USE;

#endif
