/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_ROMAJI_H
#define HIKU_TEXT_ROMAJI_H

#include "text/sound.h"

/*
 * Read Japanese in Latin letters, in any of the ways in use, mixed too:
 * Hepburn (shi, tsu, ō, m before b m p, tch), Kunrei-shiki and Nihon-shiki (si,
 * tu, zya, dzu), and what is typed for an input method (nn, n', ou, oo, -, xtu,
 * ltu, wi). A vowel may be long although it is not written so (tokyo,
 * konpyuta); hiragana among the letters are read as they stand (kえんさく: the
 * input method was switched on too late).
 *
 * `text` is in normal form. False if it does not read so as a whole, has no
 * letter, or is longer than HK_SOUND_MAX kana.
 */
bool hk_romaji_read(struct hk_sound *out, struct hk_str text);

#endif
