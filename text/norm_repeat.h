/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_REPEAT_H
#define HIKU_TEXT_NORM_REPEAT_H

/*
 * Iteration marks: those that repeat characters are written out (こゝろ is
 * こころ, 馬鹿々々 is 馬鹿馬鹿). A single 々 stays, since 時々 is a word and
 * 時時 is not (but 古々々 is 古古古); marks that have nothing to repeat stay
 * too.
 */

#include "text/norm_out.h"

/* The voiced kana of a kana (と: ど), or the code point itself. */
uint32_t hk_norm_repeat_voiced(uint32_t c);
/* Write the run of marks that begins at `*at` of the text; `*at` becomes the
 * byte after them. Errors as in text/norm_out.h. */
enum hk_status hk_norm_repeat_put(struct hk_norm_out *out,
				  size_t *at) HK_MUST_USE;

#endif
