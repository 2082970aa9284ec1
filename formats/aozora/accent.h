/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_AOZORA_ACCENT_H
#define HIKU_FORMATS_AOZORA_ACCENT_H

/*
 * Accents as Aozora Bunko writes them in 〔〕: a letter and a sign behind it,
 * e' for é (アクセント分解, http://www.aozora.gr.jp/accent_separation.html).
 */

#include <stdbool.h>

#include "base/span.h"

/*
 * The letter with its accent that text[at] begins, as UTF-8 in `*to`
 * (borrowed from a constant); returns the bytes of text that it takes, 0
 * where no accent is written there. An apostrophe that elides a vowel (qu'on,
 * l'air, don't) is none.
 */
size_t hk_accent_at(struct hk_str text, size_t at, const char **to);

/*
 * The end of the accented text that begins at `begin` of the line, behind a
 * 〔: where its 〕 stands. 0 where it is none: not Latin letters, or without
 * an accent.
 */
size_t hk_accent_group(struct hk_str line, size_t begin);

#endif
