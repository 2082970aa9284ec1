/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/variants.h"

/* Made by tools/pack-tables.c, which says how the tables are laid out. */
#include "text/variants_data.h"

#define FIRST_KANJI   0x4E00
#define FIRST_FAR     0x3400
#define FIRST_RADICAL 0x2E80
#define COUNT(table)  (sizeof(table) / sizeof(*(table)))
#define SLOTS	      COUNT(slots)

_Static_assert(sizeof(KANJI_HASH) == HK_VARIANTS_HASH &&
		       sizeof(SPELLINGS_HASH) == HK_VARIANTS_HASH,
	       "a hash does not fit a signature");

/* Has the kanji, one of the block of unified ones, another form? */
static bool is_changed(uint32_t c)
{
	return changes[(c - FIRST_KANJI) / 8] >> (c - FIRST_KANJI) % 8 & 1;
}

/* The form of a kanji of another block. */
static uint32_t far_form(uint32_t c)
{
	size_t low = 0, high = COUNT(far) / 2;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (far[2 * middle] == c)
			return far[2 * middle + 1];
		if (far[2 * middle] < c)
			low = middle + 1;
		else
			high = middle;
	}
	return c;
}

uint32_t hk_variants_known(uint32_t c)
{
	if (c < FIRST_FAR)
		return c;
	if (c < FIRST_KANJI || c - FIRST_KANJI >= COUNT(forms))
		return far_form(c);
	if (!is_changed(c) || !forms[c - FIRST_KANJI])
		return c;
	return forms[c - FIRST_KANJI];
}

uint32_t hk_variants_kanji(uint32_t c)
{
	c = hk_variants_known(c);
	if (c < FIRST_KANJI || c - FIRST_KANJI >= COUNT(names) ||
	    !is_changed(c) || !names[c - FIRST_KANJI])
		return c;
	return names[c - FIRST_KANJI];
}

uint32_t hk_variants_radical(uint32_t c)
{
	if (c < FIRST_RADICAL || c - FIRST_RADICAL >= COUNT(radicals) ||
	    !radicals[c - FIRST_RADICAL])
		return c;
	return radicals[c - FIRST_RADICAL];
}

bool hk_variants_word(struct hk_str *common, struct hk_str word)
{
	uint32_t h = 2166136261u; /* FNV-1a */
	unsigned char tag;

	if (!word.len || word.len > 255)
		return false;
	for (size_t i = 0; i < word.len; i++)
		h = (h ^ (unsigned char)word.data[i]) * 16777619u;
	tag = h >> 24 ? (unsigned char)(h >> 24) : 1;
	for (h ^= h >> 16; tags[h % SLOTS]; h++) {
		const unsigned char *at;

		if (tags[h % SLOTS] != tag)
			continue;
		at = words + slots[h % SLOTS] - 1;
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
