/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/reference.h"

#include "formats/html/entity.h"
#include "base/utf8.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Browsers read &#128; to &#159; as windows-1252; the values that it does not
 * define are kept. */
static uint32_t from_windows(uint32_t c)
{
	static const unsigned short points[32] = {
		0x20AC, 0x81,	0x201A, 0x192,	0x201E, 0x2026, 0x2020, 0x2021,
		0x2C6,	0x2030, 0x160,	0x2039, 0x152,	0x8D,	0x17D,	0x8F,
		0x90,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x2DC,	0x2122, 0x161,	0x203A, 0x153,	0x9D,	0x17E,	0x178};

	return c >= 0x80 && c < 0xA0 ? points[c - 0x80] : c;
}

static size_t number(char *out, size_t *out_len, struct hk_str s)
{
	bool hex = s.len > 2 && (s.data[2] | 0x20) == 'x';
	size_t begin = hex ? 3 : 2, at = begin;
	uint32_t c = 0;

	while (at < s.len &&
	       (hex ? hk_span_hex(s.data[at]) >= 0 : is_digit(s.data[at]))) {
		c = c * (hex ? 16 : 10) + (uint32_t)hk_span_hex(s.data[at++]);
		if (c > 0x10FFFF)
			c = 0x110000; /* and stays too large */
	}
	if (at == begin)
		return 0;
	*out_len =
		hk_utf8_encode(out, c ? from_windows(c) : HK_UTF8_REPLACEMENT);
	return at + (at < s.len && s.data[at] == ';');
}

static size_t named(char *out, size_t *out_len, struct hk_str s, bool attribute)
{
	struct hk_str name = {s.data + 1, 0};
	uint32_t points[2];
	bool bare = false, found, end;

	while (name.len + 1 < s.len && name.len <= HK_HTML_ENTITY_NAME_MAX &&
	       (is_letter(name.data[name.len]) ||
		is_digit(name.data[name.len])))
		name.len++;
	end = name.len + 1 < s.len && name.data[name.len] == ';';
	found = end && hk_html_entity_find(name, points, &bare);
	if (!found) {
		/* "?a=1&copy=2" and "&copy2" of a link are not ©. */
		if (attribute && name.len + 1 < s.len &&
		    name.data[name.len] == '=')
			return 0;
		end = false;
		if (name.len > HK_HTML_ENTITY_BARE_MAX) {
			if (attribute)
				return 0;
			name.len = HK_HTML_ENTITY_BARE_MAX;
		}
		while (name.len) {
			found = hk_html_entity_find(name, points, &bare) &&
				bare;
			if (found || attribute)
				break;
			name.len--;
		}
	}
	if (!found)
		return 0;
	*out_len = hk_utf8_encode(out, points[0]);
	if (points[1])
		*out_len += hk_utf8_encode(out + *out_len, points[1]);
	return name.len + 1 + end;
}

size_t hk_html_reference_read(char out[HK_HTML_REFERENCE_MAX], size_t *out_len,
			      struct hk_str text, bool attribute)
{
	if (text.len > 2 && text.data[1] == '#')
		return number(out, out_len, text);
	if (text.len > 2 && is_letter(text.data[1]))
		return named(out, out_len, text, attribute);
	return 0;
}

enum hk_status hk_html_reference_expand(struct hk_buf *out, struct hk_str text,
					bool attribute)
{
	enum hk_status status = HK_OK;

	while (text.len && !status) {
		const char *mark = memchr(text.data, '&', text.len);
		size_t plain = mark ? (size_t)(mark - text.data) : text.len;
		size_t n = 0, len = 0;
		char bytes[HK_HTML_REFERENCE_MAX];

		status = hk_buf_append(out, text.data, plain);
		text.data += plain;
		text.len -= plain;
		if (!text.len || status)
			break;
		n = hk_html_reference_read(bytes, &len, text, attribute);
		status = n ? hk_buf_append(out, bytes, len)
			   : hk_buf_putc(out, '&');
		n += !n;
		text.data += n;
		text.len -= n;
	}
	return status;
}
