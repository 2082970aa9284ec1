/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_VARIANTS_H
#define HIKU_TEXT_VARIANTS_H

/*
 * Tables of what is written in more than one way: forms of kanji
 * (text/kanji.txt), radicals for kanji (text/radicals.txt), and spellings of
 * words (text/variants.txt, and text/variants-own.txt for those added by hand).
 * tools/pack-tables compiles them in; they need nothing done at start.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* Hashes of the tables, which an index's signature has: 16 hexadecimal
 * digits and a NUL. */
#define HK_VARIANTS_HASH 17

/* The form in use of a kanji (國: 国), as dictionaries know it, or the code
 * point itself. */
uint32_t hk_variants_known(uint32_t c);
/* The form that stands for all forms of a kanji, also those that are in use
 * beside each other in names (渕: 淵), or the code point itself. */
uint32_t hk_variants_kanji(uint32_t c);
/* The kanji that a radical (⻑) stands for, or the code point itself. */
uint32_t hk_variants_radical(uint32_t c);

/*
 * The spelling that stands for all spellings of a word (引越: 引っ越し), whose
 * kanji and kana are folded already (text/fold.h); borrowed, for ever. False if
 * the word has one spelling only.
 */
bool hk_variants_word(struct hk_str *common, struct hk_str word);

/* A hash of the tables of kanji and radicals, and one of that of spellings; for
 * ever. */
const char *hk_variants_kanji_hash(void);
const char *hk_variants_spellings_hash(void);

#endif
