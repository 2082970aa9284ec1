/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/aozora/gaiji.h"

#include <iconv.h>
#include <stdint.h>

#include "base/utf8.h"

#define PLACES 94 /* rows in a plane, cells in a row */

void hk_gaiji_init(struct hk_gaiji *gaiji)
{
	memset(gaiji, 0, sizeof(*gaiji));
}

void hk_gaiji_release(struct hk_gaiji *gaiji)
{
	if (gaiji->has)
		iconv_close((iconv_t)gaiji->table);
	hk_gaiji_init(gaiji);
}

static bool open_table(struct hk_gaiji *g)
{
	static const char *const names[] = {"EUC-JISX0213", "EUC-JIS-2004",
					    "EUC-JP"};

	for (size_t i = 0; i < 3 && !g->opened; i++) {
		iconv_t table = iconv_open("UTF-8", names[i]);

		if (table == (iconv_t)-1)
			continue;
		g->table = (void *)table;
		g->has = g->opened = true;
		g->small = i == 2;
	}
	g->opened = true;
	return g->has;
}

size_t hk_gaiji_place(struct hk_gaiji *g, unsigned plane, unsigned row,
		      unsigned cell, char out[HK_GAIJI_MAX])
{
	char bytes[3], *in = bytes, *to = out;
	size_t in_left = 0, out_left = HK_GAIJI_MAX;

	if (plane < 1 || plane > 2 || row < 1 || row > PLACES || cell < 1 ||
	    cell > PLACES || !open_table(g) || (plane == 2 && g->small))
		return 0;
	if (plane == 2)
		bytes[in_left++] = (char)(unsigned char)0x8F;
	bytes[in_left++] = (char)(unsigned char)(0xA0 + row);
	bytes[in_left++] = (char)(unsigned char)(0xA0 + cell);
	/* The second call gives what the first one kept, to see whether a
	 * combining mark follows. */
	if (iconv((iconv_t)g->table, &in, &in_left, &to, &out_left) ||
	    in_left || iconv((iconv_t)g->table, NULL, NULL, &to, &out_left)) {
		iconv((iconv_t)g->table, NULL, NULL, NULL, NULL);
		return 0;
	}
	return HK_GAIJI_MAX - out_left;
}

/* ---- Notes ---- */

/* The next character of `*at`, full-width forms as ASCII; 0 at the end. */
static uint32_t next(struct hk_str *at)
{
	uint32_t c;
	size_t n = hk_utf8_decode(at->data, at->len, &c);

	if (!at->len)
		return 0;
	at->data += n ? n : 1;
	at->len -= n ? n : 1;
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	return c == 0x2212 ? '-' : c;
}

static uint32_t peek(struct hk_str at)
{
	return next(&at);
}

/* Take a number of at most 4 digits; false if there is none. */
static bool number(struct hk_str *at, unsigned *value)
{
	unsigned digits = 0;

	*value = 0;
	while (digits < 5 && peek(*at) >= '0' && peek(*at) <= '9') {
		*value = *value * 10 + (unsigned)(next(at) - '0');
		digits++;
	}
	return digits > 0 && digits < 5;
}

/* plane-row-cell, the whole of it. */
static bool place(struct hk_str at, unsigned parts[3])
{
	for (size_t i = 0; i < 3; i++)
		if (!number(&at, &parts[i]) || (i < 2 && next(&at) != '-'))
			return false;
	return peek(at) != '-';
}

/* What follows U+. */
static size_t code_point(struct hk_str at, char out[HK_GAIJI_MAX])
{
	uint32_t value = 0;
	unsigned digits = 0;

	for (;; digits++, next(&at)) {
		uint32_t c = peek(at);
		int digit = c < 0x80 ? hk_span_hex((char)c) : -1;

		if (digit < 0)
			break;
		if (digits == 6)
			return 0;
		value = value * 16 + (uint32_t)digit;
	}
	if (digits < 4 || value < 0xA0 || value > 0x10FFFF ||
	    (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	return hk_utf8_encode(out, value);
}

size_t hk_gaiji_note(struct hk_gaiji *g, struct hk_str note,
		     char out[HK_GAIJI_MAX])
{
	size_t depth = 0, n;
	uint32_t before = 0;
	unsigned parts[3];

	while (note.len) {
		struct hk_str here = note;
		uint32_t c = next(&note);
		bool digit = c >= '0' && c <= '9';

		if (c == 0x300C || c == 0xFF3B || c == '[') /* 「［ */
			depth++;
		else if (depth && (c == 0x300D || c == 0xFF3D || c == ']'))
			depth--;
		n = 0;
		if (!depth && c == 'U' && peek(note) == '+') {
			next(&note);
			n = code_point(note, out);
		} else if (!depth && digit && before != '-' &&
			   !(before >= '0' && before <= '9') &&
			   place(here, parts)) {
			n = hk_gaiji_place(g, parts[0], parts[1], parts[2],
					   out);
		}
		if (n)
			return n;
		before = c;
	}
	return 0;
}
