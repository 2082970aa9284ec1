/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_SIGN_H
#define HIKU_TEXT_NORM_SIGN_H

/* Signs that the normal form reads by what stands around them. */

#include <stdbool.h>
#include <stdint.h>

#define HK_NORM_SIGN_KOTO 0x30FF /* ヿ, which is コト */

/* Is it one of ゝゞヽヾ々〻? */
static inline bool hk_norm_sign_repeat(uint32_t c)
{
	return (c >= 0x309D && c <= 0x309E) || (c >= 0x30FD && c <= 0x30FE) ||
	       c == 0x3005 || c == 0x303B;
}

/* Does 〱 or its like begin with it? (〵 is only the lower half of one.) */
static inline bool hk_norm_sign_kunoji(uint32_t c)
{
	return c >= 0x3031 && c <= 0x3034;
}

/* The dash that a raised, lowered, small or vertical one is, or `c`. */
static inline uint32_t hk_norm_sign_plain_dash(uint32_t c)
{
	switch (c) {
	case 0x207B:	       /* ⁻ */
	case 0x208B:	       /* ₋ */
		return 0x2212; /* − */
	case 0xFE32:	       /* ︲ */
		return 0x2013; /* – */
	case 0xFE31:	       /* ︱ */
	case 0xFE58:	       /* ﹘ */
		return 0x2014; /* — */
	default:
		return c;
	}
}

/* Is it a dash, a hyphen or a minus sign, of any width or place? */
static inline bool hk_norm_sign_dash(uint32_t c)
{
	c = hk_norm_sign_plain_dash(c);
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
	       c == 0x2500 || c == 0xFE63 || c == 0xFF0D;
}

#endif
