/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_KANA_H
#define HIKU_TEXT_KANA_H

/* Marks of kana, and the letters that they belong to. */

#include <stdbool.h>
#include <stdint.h>

#define HK_KANA_PROLONGED      0x30FC /* ー */
#define HK_KANA_HALF_PROLONGED 0xFF70 /* ｰ */

/* A letter of half-width kana. */
static inline bool hk_kana_half(uint32_t c)
{
	return c >= 0xFF66 && c <= 0xFF9D && c != HK_KANA_HALF_PROLONGED;
}

/* A letter of kana, full or half width: a voicing mark may follow it. */
static inline bool hk_kana_letter(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
	       hk_kana_half(c);
}

/* The combining form of a voicing mark (゛ ゜, half width, or combining
 * already); 0 for any other character. */
static inline uint32_t hk_kana_voicing(uint32_t c)
{
	if (c == 0x3099 || c == 0x309B || c == 0xFF9E)
		return 0x3099;
	return c == 0x309A || c == 0x309C || c == 0xFF9F ? 0x309A : 0;
}

#endif
