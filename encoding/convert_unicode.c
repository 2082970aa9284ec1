/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The encodings of Unicode. */

#include <stdint.h>

#include "encoding/convert_private.h"
#include "base/utf8.h"

static bool is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Three bytes that most Japanese characters are: U+1000 to U+CFFF. */
static bool is_common3(const char *p)
{
	unsigned char lead = (unsigned char)p[0];

	return lead > 0xE0 && lead < 0xED && is_tail(p[1]) && is_tail(p[2]);
}

static bool is_ascii8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return !(word & UINT64_C(0x8080808080808080));
}

size_t hk_convert_valid(struct hk_str bytes)
{
	const char *p = bytes.data, *end = p + bytes.len;

	while (p < end) {
		uint32_t c;
		size_t n;

		while (end - p >= 8 && is_ascii8(p))
			p += 8;
		while (end - p >= 3 && is_common3(p))
			p += 3;
		if (p == end)
			break;
		n = hk_utf8_decode(p, (size_t)(end - p), &c);
		if (!n)
			break;
		p += n;
	}
	return (size_t)(p - bytes.data);
}

/*
 * The bytes that one U+FFFD stands for where no character begins: as much of
 * one as is there (The Unicode Standard, 3.9, "maximal subparts").
 */
static size_t broken_length(const char *p, size_t len)
{
	unsigned char lead = (unsigned char)p[0];
	unsigned char low = 0x80, high = 0xBF;
	size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2, n = 1;

	if (lead < 0xC2 || lead > 0xF4)
		return 1;
	if (lead == 0xE0)
		low = 0xA0;
	else if (lead == 0xED)
		high = 0x9F;
	else if (lead == 0xF0)
		low = 0x90;
	else if (lead == 0xF4)
		high = 0x8F;
	while (n < want && n < len && (unsigned char)p[n] >= low &&
	       (unsigned char)p[n] <= high) {
		low = 0x80;
		high = 0xBF;
		n++;
	}
	return n;
}

static enum hk_status from_utf8(struct hk_buf *out, struct hk_str bytes,
				struct hk_convert_result *result)
{
	size_t at = 0;

	while (at < bytes.len) {
		struct hk_str rest =
			hk_span_str(bytes.data + at, bytes.len - at);
		size_t n = hk_convert_valid(rest);
		enum hk_status status = hk_buf_append(out, rest.data, n);

		at += n;
		if (!status && at < bytes.len) {
			status = hk_convert_replace(out, result, at);
			at += broken_length(bytes.data + at, bytes.len - at);
		}
		if (status)
			return status;
	}
	return HK_OK;
}

/* The unit of `size` bytes at `p`; what of it is missing counts as 0xFF, so
 * that it is no character. */
static uint32_t unit_at(const unsigned char *p, size_t len, size_t size,
			bool little)
{
	uint32_t unit = 0;

	if (len < size)
		return 0xFFFFFFFF;
	for (size_t i = 0; i < size; i++)
		unit = unit << 8 | p[little ? size - 1 - i : i];
	return unit;
}

/* As hk_utf8_decode(), of units of 2 or 4 bytes. */
static size_t decode_units(const char *bytes, size_t len, size_t size,
			   bool little, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)bytes;
	uint32_t low;

	*cp = unit_at(p, len, size, little);
	if (*cp < 0xD800 || (*cp > 0xDFFF && *cp <= 0x10FFFF))
		return size;
	if (size != 2 || *cp > 0xDBFF || len < 4)
		return 0;
	low = unit_at(p + 2, len - 2, 2, little);
	if (low < 0xDC00 || low > 0xDFFF)
		return 0;
	*cp = 0x10000 + ((*cp - 0xD800) << 10 | (low - 0xDC00));
	return 4;
}

static enum hk_status from_units(struct hk_buf *out, struct hk_str bytes,
				 size_t size, bool little,
				 struct hk_convert_result *result)
{
	char piece[4096];
	size_t at = 0, len = 0;
	enum hk_status status = HK_OK;

	while (at < bytes.len && !status) {
		uint32_t cp;
		size_t n = decode_units(bytes.data + at, bytes.len - at, size,
					little, &cp);

		if (n)
			len += hk_utf8_encode(piece + len, cp);
		if (!n || len > sizeof(piece) - 4) {
			status = hk_buf_append(out, piece, len);
			len = 0;
		}
		if (!n && !status) {
			status = hk_convert_replace(out, result, at);
			n = size;
		}
		at += n;
	}
	return status ? status : hk_buf_append(out, piece, len);
}

enum hk_status hk_convert_unicode(struct hk_buf *out, struct hk_str bytes,
				  enum hk_charset charset,
				  struct hk_convert_result *result)
{
	switch (charset) {
	case HK_CHARSET_UTF16LE:
	case HK_CHARSET_UTF16: /* the Unicode Standard says big; people do not
				*/
		return from_units(out, bytes, 2, true, result);
	case HK_CHARSET_UTF16BE:
		return from_units(out, bytes, 2, false, result);
	case HK_CHARSET_UTF32LE:
		return from_units(out, bytes, 4, true, result);
	case HK_CHARSET_UTF32BE:
		return from_units(out, bytes, 4, false, result);
	default:
		return from_utf8(out, bytes, result);
	}
}
