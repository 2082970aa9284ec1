/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_LEB128_H
#define HIKU_BASE_LEB128_H

/*
 * Unsigned LEB128 (DWARF 5, 7.6): seven bits a byte, the lowest first; all
 * bytes but the last have the highest bit.
 */

#include <stdint.h>

#include "base/span.h"

/* Bytes of a number, at most. */
#define HK_LEB128_MAX 10

/* Write the number, and return its length in bytes. */
static inline size_t hk_leb128_put(char out[HK_LEB128_MAX], uint64_t number)
{
	size_t len = 0;

	for (; number >= 0x80; number >>= 7)
		out[len++] = (char)(unsigned char)(number | 0x80);
	out[len++] = (char)(unsigned char)number;
	return len;
}

/* Read the number at the beginning of `from`, and return its length in bytes;
 * 0: it is cut, longer than it need be, or over 64 bits. */
static inline size_t hk_leb128_take(uint64_t *out, struct hk_str from)
{
	uint64_t number = 0;

	for (size_t i = 0; i < HK_LEB128_MAX && i < from.len; i++) {
		unsigned char byte = (unsigned char)from.data[i];

		/* The tenth byte may hold one bit only. */
		if ((i == HK_LEB128_MAX - 1 && byte > 1) || (i && !byte))
			break;
		number |= (uint64_t)(byte & 0x7F) << (7 * i);
		if (byte < 0x80) {
			*out = number;
			return i + 1;
		}
	}
	*out = 0;
	return 0;
}

#endif
