/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_DASH_H
#define HIKU_TEXT_NORM_DASH_H

/*
 * Dashes and minus signs that stand for ー in a word of katakana (デ−タ,
 * サ－バ－). One is ー between katakana, and at the end of a word of two
 * characters or more, except
 *
 * - behind ン and ッ, which are never long, and beside another dash;
 * - between the first and the last character of a row (ア-ン, カ-コ);
 * - between two words of three characters or more (プリンタ-ドライバ, but not
 *   シミュレ-ション), unless it is − or －, which nobody writes there;
 * - before a digit or a letter.
 */

#include "text/norm_out.h"

/*
 * Where the dash at `*at` of the text stands for ー, write that, and `*at`
 * becomes the byte after it; else nothing happens. Errors as in
 * text/norm_out.h.
 */
enum hk_status hk_norm_dash_put(struct hk_norm_out *out,
				size_t *at) HK_MUST_USE;

#endif
