/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_COVER_H
#define HIKU_TEXT_COVER_H

/*
 * Katakana compounds come apart into nouns of the dictionary: メールアドレス is
 * メール and アドレス. MeCab's costs do not tell where, since an unknown run
 * costs the same however long it is; so a word is covered with as few nouns
 * as possible.
 *
 * Part of text/split.c, which alone includes this.
 */

#include <mecab.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "text/feature.h"

/* True if the word is katakana throughout and long enough to be a compound. */
bool hk_cover_applies(struct hk_str word);

/*
 * The parts of a word of katakana, of which `lattice` is the parsed lattice:
 * their lengths in bytes go to `out`, at most `max`. Returns how many there
 * are; 0 if the word stays whole.
 *
 * - A known word of 5 characters or fewer is never cut. One of 6 or 7 must be
 *   nouns of 3 characters or more throughout, a longer one may have nouns of
 *   2 among them.
 * - An unknown word needs one noun of 3 characters; what remains has 2 or more
 *   and need not be known.
 * - No part begins with ー, ン or a small letter.
 */
size_t hk_cover_find(uint16_t *out, size_t max, mecab_lattice_t *lattice,
		     const struct hk_feature_classes *classes,
		     struct hk_str word);

#endif
