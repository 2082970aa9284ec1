/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"

static bool is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

static bool is_scalar(uint32_t cp)
{
	return cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
}

size_t hk_utf8_decode_any(const char *p, size_t len, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)p;
	uint32_t c;

	*cp = HK_UTF8_REPLACEMENT;
	if (len == 0)
		return 0;
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	if ((s[0] & 0xF0) == 0xE0) {
		if (len < 3 || !is_tail(s[1]) || !is_tail(s[2]))
			return 0;
		c = (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
		if (c < 0x800 || !is_scalar(c))
			return 0;
		*cp = c;
		return 3;
	}
	if ((s[0] & 0xE0) == 0xC0) {
		if (len < 2 || s[0] < 0xC2 || !is_tail(s[1]))
			return 0;
		*cp = (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
		return 2;
	}
	if ((s[0] & 0xF8) != 0xF0 || len < 4 || !is_tail(s[1]) ||
	    !is_tail(s[2]) || !is_tail(s[3]))
		return 0;
	c = (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 |
	    (s[3] & 0x3Fu);
	if (c < 0x10000 || !is_scalar(c))
		return 0;
	*cp = c;
	return 4;
}

size_t hk_utf8_encode_any(char out[4], uint32_t cp)
{
	if (!is_scalar(cp))
		cp = HK_UTF8_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* Are the eight bytes at `p` ASCII? */
static bool is_ascii8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return !(word & UINT64_C(0x8080808080808080));
}

size_t hk_utf8_threes(const char *p, size_t len)
{
	size_t at = 0;

	/* The lead bytes are E1 to EC. */
	for (; at + 4 <= len; at += 3) {
		uint32_t four = hk_utf8_four(p + at);

		if ((four & 0xC0C0F0) != 0x8080E0 ||
		    !(0x1FFEu >> (four & 0xF) & 1))
			break;
	}
	return at;
}

bool hk_utf8_valid(struct hk_str text)
{
	size_t at = 0;

	while (at < text.len) {
		uint32_t c;
		size_t n;

		if (!(text.data[at] & 0x80)) {
			at += text.len - at >= 8 && is_ascii8(text.data + at)
				      ? 8
				      : 1;
			continue;
		}
		n = hk_utf8_threes(text.data + at, text.len - at);
		if (!n)
			n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n)
			return false;
		at += n;
	}
	return true;
}

size_t hk_utf8_boundary(struct hk_str text, size_t offset)
{
	size_t least = offset < 3 ? 0 : offset - 3;

	if (offset >= text.len)
		return text.len;
	/* Bounded, so that a long run of stray bytes costs nothing. */
	while (offset > least && is_tail((unsigned char)text.data[offset]))
		offset--;
	return offset;
}

/* How many of the eight bytes are tails: each leaves one bit, and the product
 * adds the bits up in its highest byte. */
static size_t tails8(const char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return (size_t)((((word >> 7) & ~(word >> 6) & ones) * ones) >> 56);
}

size_t hk_utf8_count(struct hk_str text)
{
	size_t count = text.len, at = 0;

	for (; text.len - at >= 8; at += 8)
		count -= tails8(text.data + at);
	for (; at < text.len; at++)
		count -= is_tail((unsigned char)text.data[at]);
	return count;
}
