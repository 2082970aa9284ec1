/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_VARIANTS_H
#define HIKU_TEXT_VARIANTS_H

/*
 * Tables of what is written in more than one way: old and new kanji
 * (text/kanji.txt), and spellings of words (text/variants.txt). Both are
 * compiled in and need nothing done at start.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* The form in use of a kanji (國: 国), or the code point itself. */
uint32_t hk_variants_kanji(uint32_t c);

/*
 * The spelling that stands for all spellings of a word (引越: 引っ越し), whose
 * kanji and kana are folded already; borrowed, for ever. False where the word
 * is spelt in one way only.
 */
bool hk_variants_word(struct hk_str *common, struct hk_str word);

/* Have other characters this form in use? */
bool hk_variants_in_use(uint32_t c);

#endif
