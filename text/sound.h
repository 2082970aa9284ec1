/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_SOUND_H
#define HIKU_TEXT_SOUND_H

/*
 * How a word may be read: kana, one after the other, some of which may be
 * another one, or be left out. `tokyo` is と, perhaps う, きょ, perhaps う; a
 * long vowel may be ー or a letter. text/romaji.h reads Latin letters,
 * hk_sound_kana() kana.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* Kana of one reading at most; a longer text has none. */
#define HK_SOUND_MAX  96
#define HK_SOUND_WAYS 4
/* Bytes of a reading as text, at most. */
#define HK_SOUND_BYTES (3 * HK_SOUND_MAX)

/* Kana as bytes: the code point of the hiragana less 0x3040; and ー. */
#define HK_SOUND_NOTHING   0
#define HK_SOUND_PROLONGED 0x5C

struct hk_sound_way {
	uint8_t kana; /* or HK_SOUND_NOTHING: nothing is read here */
	uint8_t odds; /* 0: as it is written; the higher, the less likely */
};

struct hk_sound_step {
	struct hk_sound_way ways[HK_SOUND_WAYS]; /* the likeliest first */
	uint8_t count;
	bool begins; /* a word begins here, and none goes on from before */
};

struct hk_sound {
	struct hk_sound_step steps[HK_SOUND_MAX];
	size_t count;
};

/* The byte for a kana, hiragana or katakana; 0 for any other character. */
uint8_t hk_sound_code(uint32_t c);

/* Add a step of one way; false if there is no room. */
bool hk_sound_add(struct hk_sound *sound, uint8_t kana, uint8_t odds);
/* Give the last step another way, if there is room for one. */
void hk_sound_or(struct hk_sound *sound, uint8_t kana, uint8_t odds);
/* Give the last step what may stand for ー behind `kana` (カー, かあ). */
void hk_sound_or_vowel(struct hk_sound *sound, uint8_t kana, uint8_t odds);
/* The vowel of a kana, as its byte (か: あ); 0 where it has none. */
uint8_t hk_sound_vowel(uint8_t kana);

/* A text of nothing but kana, in normal form. False for any other, and one too
 * long. */
bool hk_sound_kana(struct hk_sound *out, struct hk_str text);
/* The likeliest reading as text, in hiragana or katakana; its bytes. */
size_t hk_sound_text(char out[HK_SOUND_BYTES], const struct hk_sound *sound,
		     bool katakana);
/* May the word be read as `kana`? */
bool hk_sound_admits(const struct hk_sound *sound, struct hk_str kana);

#endif
