/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/variants.h"

/* Made by tools/pack-tables.c, which says how the tables are laid out. */
#include "text/variants_data.h"

#define FIRST_KANJI 0x4E00
#define SAKI	    0x5D0E /* 崎 */
#define TATSU_SAKI  0xFA11 /* 﨑, a compatibility kanji */
_Static_assert(sizeof(KANJI_HASH) == HK_VARIANTS_HASH &&
		       sizeof(SPELLINGS_HASH) == HK_VARIANTS_HASH,
	       "a hash does not fit a signature");

#define SLOTS (sizeof(slots) / sizeof(*slots))
#define FORMS (sizeof(forms) / sizeof(*forms))

uint32_t hk_variants_kanji(uint32_t c)
{
	if (c == TATSU_SAKI)
		return SAKI;
	if (c < FIRST_KANJI || c - FIRST_KANJI >= FORMS ||
	    !forms[c - FIRST_KANJI])
		return c;
	return forms[c - FIRST_KANJI];
}

bool hk_variants_word(struct hk_str *common, struct hk_str word)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	if (!word.len || word.len > 255)
		return false;
	for (size_t i = 0; i < word.len; i++)
		h = (h ^ (unsigned char)word.data[i]) * 16777619u;
	for (h ^= h >> 16; slots[h % SLOTS]; h++) {
		const unsigned char *at = words + slots[h % SLOTS] - 1;

		if (*at != word.len || memcmp(at + 1, word.data, word.len) != 0)
			continue;
		at += 1 + word.len;
		*common = hk_span_str((const char *)at + 1, *at);
		return true;
	}
	return false;
}

const char *hk_variants_kanji_hash(void)
{
	return KANJI_HASH;
}

const char *hk_variants_spellings_hash(void)
{
	return SPELLINGS_HASH;
}
