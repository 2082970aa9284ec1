/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_LINE_H
#define HIKU_TEXT_NORM_LINE_H

/*
 * What the lines of a text tell of the blanks in it: letters with blanks
 * between (会 議 資 料, as OCR and typesetters give them), and running text
 * whose lines were wrapped and begin with an indent or a sign (「> 」, 「# 」).
 */

#include "text/norm_out.h"

/*
 * Do the letters of the line around byte `at` of the text stand apart? Then
 * every border of two Japanese letters in it is a blank, or at least half of
 * five and more: more than in words with blanks between (東京 大阪 京都). In a
 * query, fewer than five are words. `at` must not go back from call to call.
 */
bool hk_norm_line_spaced(struct hk_norm_out *out, size_t at);

/*
 * Does the line that ends at byte `end` of the text go on in the next one,
 * which begins at `next`? Both must begin in the same way, with blanks or with
 * signs and blanks, and the lines up to the next end of a sentence must be
 * about as wide. Returns where the words of the next line begin, 0 if it is a
 * line of its own.
 */
size_t hk_norm_line_goes_on(const struct hk_norm_out *out, size_t end,
			    size_t next);

#endif
