/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_AOZORA_ACCENT_H
#define HIKU_FORMATS_AOZORA_ACCENT_H

/*
 * Accents as Aozora Bunko writes them in 〔〕: a letter and a sign after it,
 * e' for é (アクセント分解, http://www.aozora.gr.jp/accent_separation.html).
 */

#include <stdbool.h>

#include "base/span.h"

/*
 * Set `*to` to the letter with its accent that is written at text[at], as UTF-8
 * (a constant); returns the bytes of text that were read, 0 if there is no
 * accent. An apostrophe that elides a vowel (qu'on, l'air, don't) is not one.
 */
size_t hk_accent_at(struct hk_str text, size_t at, const char **to);

/*
 * The offset of the 〕 that ends the accented text at `begin` of the line,
 * which follows a 〔. 0 if it is not such a text: not Latin letters, or no
 * accent.
 */
size_t hk_accent_group(struct hk_str line, size_t begin);

#endif
