/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_UTF8_H
#define HIKU_BASE_UTF8_H

/*
 * UTF-8 as the Unicode Standard defines it (table 3-7): no overlong forms, no
 * surrogates, nothing past U+10FFFF.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define HK_UTF8_REPLACEMENT 0xFFFDu
/* Bytes of a code point, at most. */
#define HK_UTF8_MAX 4

/*
 * Read the character that begins at `p`, where `len` bytes may be read. Returns
 * its length in bytes, 1 to 4; or 0, with U+FFFD in `*cp`, if no valid
 * character begins there.
 */
static inline size_t hk_utf8_decode(const char *p, size_t len, uint32_t *cp);
/* Write a character and return its length in bytes. A surrogate, or anything
 * past U+10FFFF, becomes U+FFFD. */
static inline size_t hk_utf8_encode(char out[4], uint32_t cp);
bool hk_utf8_valid(struct hk_str text);
/* Bytes of the characters from U+1000 to U+CFFF with which the `len` bytes at
 * `p` begin, or of the first of them: kana and kanji, of which it is known at
 * once that they are valid. */
size_t hk_utf8_threes(const char *p, size_t len);
/* `offset`, moved back to the beginning of the character that it is in, and at
 * most the length of the text. In bytes that are not UTF-8 it moves by at most
 * 3 bytes. */
size_t hk_utf8_boundary(struct hk_str text, size_t offset);
/* The code points of a text that is valid. */
size_t hk_utf8_count(struct hk_str text);

/* The four bytes at `p`, the first of them lowest. */
static inline uint32_t hk_utf8_four(const char *p);

/* hk_utf8_decode() and hk_utf8_encode() for what is rare in Japanese text. */
size_t hk_utf8_decode_any(const char *p, size_t len, uint32_t *cp);
size_t hk_utf8_encode_any(char out[4], uint32_t cp);

static inline size_t hk_utf8_decode(const char *p, size_t len, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)p;

	if (len && s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	/* U+1000 to U+CFFF, which are all valid. */
	if (len >= 3 && s[0] >= 0xE1 && s[0] <= 0xEC && (s[1] & 0xC0) == 0x80 &&
	    (s[2] & 0xC0) == 0x80) {
		*cp = (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 |
		      (s[2] & 0x3Fu);
		return 3;
	}
	return hk_utf8_decode_any(p, len, cp);
}

static inline uint32_t hk_utf8_four(const char *p)
{
	uint32_t four;

	memcpy(&four, p, sizeof(four));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	four = __builtin_bswap32(four);
#endif
	return four;
}

static inline size_t hk_utf8_encode(char out[4], uint32_t cp)
{
	if (cp < 0x1000 || cp > 0xCFFF)
		return hk_utf8_encode_any(out, cp);
	out[0] = (char)(0xE0 | cp >> 12);
	out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[2] = (char)(0x80 | (cp & 0x3F));
	return 3;
}

#endif
