/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "encoding/detect_private.h"

#include <stdint.h>

#include "encoding/convert.h"
#include "encoding/jis.h"

/* Bytes inspected to reject binary data, and text that is valid UTF-8 only by
 * accident. */
#define GLANCE 8192
/* A text in UTF-8 may have one run of NULs in NUL_SHARE bytes, as a power cut
 * leaves them, if HOLED characters of three bytes or more stand around them. */
#define NUL_SHARE 500
#define HOLED	  6

size_t hk_detect_mark(struct hk_str bytes, enum hk_charset *charset)
{
	static const struct {
		const char *mark;
		size_t len;
		enum hk_charset charset;
	} marks[] = {
		{"\xEF\xBB\xBF", 3, HK_CHARSET_UTF8},
		{"\xFF\xFE\0\0", 4, HK_CHARSET_UTF32LE},
		{"\0\0\xFE\xFF", 4, HK_CHARSET_UTF32BE},
		{"\xFF\xFE", 2, HK_CHARSET_UTF16LE},
		{"\xFE\xFF", 2, HK_CHARSET_UTF16BE},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (bytes.len < marks[i].len ||
		    memcmp(bytes.data, marks[i].mark, marks[i].len))
			continue;
		*charset = marks[i].charset;
		return marks[i].len;
	}
	return 0;
}

/* The offset of the first byte that is not ASCII. */
static size_t first_high(struct hk_str bytes)
{
	size_t at = 0;
	uint64_t word;

	for (; bytes.len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, bytes.data + at, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (at < bytes.len && (unsigned char)bytes.data[at] < 0x80)
		at++;
	return at;
}

static void count_bytes(struct hk_detect_glance *g, struct hk_str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.data[i];

		if (c == 0) {
			g->nuls++;
			g->nul_runs += i == 0 || bytes.data[i - 1] != 0;
		} else if (c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1B) {
			g->controls++;
		} else if (c >= 0xE0) {
			g->threes++;
		} else if (c >= 0xC2) {
			g->twos++;
		}
	}
}

/* Is every other byte the same more often than by chance, as kana have it in
 * UTF-16 and in JIS? */
static bool is_regular(struct hk_str bytes)
{
	size_t counts[2] = {0, 0},
	       len = bytes.len < GLANCE ? bytes.len : GLANCE;

	if (len < 10)
		return false;
	for (size_t i = 0; i < len; i++)
		counts[i % 2] += bytes.data[i] == '0' || bytes.data[i] == '$' ||
				 bytes.data[i] == '%';
	return counts[0] > len / 5 || counts[1] > len / 5;
}

/* Is it UTF-8, perhaps cut within its last character? */
static bool is_utf8(struct hk_str bytes)
{
	size_t at = hk_convert_valid(bytes);

	if (at == bytes.len)
		return true;
	if (bytes.len - at > 3 || (unsigned char)bytes.data[at] < 0xC2)
		return false;
	while (++at < bytes.len)
		if (((unsigned char)bytes.data[at] & 0xC0) != 0x80)
			return false;
	return true;
}

/* Are the NULs a few holes in a text that is otherwise UTF-8? */
static bool is_holed(const struct hk_detect_glance *g, size_t len)
{
	return g->threes >= HOLED && g->nul_runs <= 1 + len / NUL_SHARE;
}

/* Binary data may begin like a mark of UTF-16. Is what follows text? */
static bool is_units(struct hk_str bytes, enum hk_charset charset)
{
	bool little = charset == HK_CHARSET_UTF16LE;
	size_t len = bytes.len < GLANCE ? bytes.len : GLANCE, controls = 0;

	if (!little && charset != HK_CHARSET_UTF16BE)
		return true;
	for (size_t i = 0; i + 1 < len; i += 2) {
		unsigned char low = (unsigned char)bytes.data[i + !little];

		controls += !bytes.data[i + little] && low < 0x20 &&
			    !(low >= '\b' && low <= '\r') && low != 0x1B;
	}
	return controls <= 1 + len / 2 / HK_DETECT_CONTROL_SHARE;
}

static void glance(struct hk_detect_glance *g, struct hk_str bytes)
{
	memset(g, 0, sizeof(*g));
	g->high = first_high(bytes);
	g->regular = g->high == bytes.len && is_regular(bytes);
	count_bytes(g, hk_span_str(bytes.data,
				   bytes.len < GLANCE ? bytes.len : GLANCE));
	if (g->high > GLANCE)
		count_bytes(g, hk_span_str(bytes.data + g->high,
					   bytes.len - g->high < GLANCE
						   ? bytes.len - g->high
						   : GLANCE));
}

/* Is it UTF-8 beyond doubt? */
static bool is_sure(struct hk_str bytes, const struct hk_detect_glance *g)
{
	if ((g->nuls && !is_holed(g, bytes.len)) ||
	    g->controls > 1 + bytes.len / HK_DETECT_CONTROL_SHARE ||
	    hk_jis_find_escape(bytes) < bytes.len)
		return false;
	if (g->high == bytes.len)
		return !g->regular;
	return g->threes * 2 + g->twos / 2 >= 4 && is_utf8(bytes);
}

enum hk_status hk_detect_guess(struct hk_detect_result *result,
			       struct hk_str bytes, struct hk_error *err)
{
	struct hk_detect_glance g;

	memset(result, 0, sizeof(*result));
	result->mark = hk_detect_mark(bytes, &result->charset);
	result->confidence = 100;
	if (result->mark && is_units(bytes, result->charset))
		return HK_OK;
	if (result->mark) {
		memset(result, 0, sizeof(*result));
		result->binary = true;
		return HK_OK;
	}
	glance(&g, bytes);
	if (is_sure(bytes, &g)) {
		result->charset = HK_CHARSET_UTF8;
		return HK_OK;
	}
	result->confidence = 0;
	if (hk_detect_try(result, bytes, &g))
		return hk_error_nomem(err);
	return HK_OK;
}
