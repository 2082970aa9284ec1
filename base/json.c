/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/json.h"

#include <math.h>
#include <stdio.h>

#include "base/utf8.h"

void hk_json_init(struct hk_json *json, struct hk_buf *out)
{
	json->out = out;
	json->status = HK_OK;
	json->comma = false;
}

enum hk_status hk_json_status(const struct hk_json *json)
{
	return json->status;
}

static void put(struct hk_json *json, const char *bytes, size_t len)
{
	if (!json->status)
		json->status = hk_buf_append(json->out, bytes, len);
}

static void put_text(struct hk_json *json, const char *text)
{
	put(json, text, strlen(text));
}

/* What comes before a value, and that one more would need a comma. */
static void before(struct hk_json *json)
{
	if (json->comma)
		put(json, ",", 1);
	json->comma = true;
}

static void open_with(struct hk_json *json, const char *bracket)
{
	before(json);
	put(json, bracket, 1);
	json->comma = false;
}

static void close_with(struct hk_json *json, const char *bracket)
{
	put(json, bracket, 1);
	json->comma = true;
}

void hk_json_raw(struct hk_json *json, struct hk_str value)
{
	before(json);
	put(json, value.data, value.len);
}

void hk_json_object_begin(struct hk_json *json)
{
	open_with(json, "{");
}

void hk_json_object_end(struct hk_json *json)
{
	close_with(json, "}");
}

void hk_json_array_begin(struct hk_json *json)
{
	open_with(json, "[");
}

void hk_json_array_end(struct hk_json *json)
{
	close_with(json, "]");
}

void hk_json_key(struct hk_json *json, const char *name)
{
	before(json);
	put(json, "\"", 1);
	put_text(json, name);
	put(json, "\":", 2);
	json->comma = false;
}

/* Bytes of the well-formed character at `p` (Unicode, table 3-7), or 0. */
static size_t char_length(const unsigned char *p, size_t len)
{
	size_t need;
	unsigned char low = 0x80, high = 0xBF;

	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		need = 2;
	else if (p[0] >= 0xE0 && p[0] <= 0xEF)
		need = 3;
	else if (p[0] >= 0xF0 && p[0] <= 0xF4)
		need = 4;
	else
		return 0;
	if (len < need)
		return 0;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < need; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return need;
}

/* Are these ASCII bytes to be written as they are? Eight at once, each in its
 * own lane: a borrow or carry leaves a lane only where one is not plain. */
static bool eight_plain(const unsigned char *p)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t v, quote, slash;

	memcpy(&v, p, sizeof(v));
	quote = v ^ ones * '"';
	slash = v ^ ones * '\\';
	return !((v | (v - ones * 0x20) | (v + ones) | (quote - ones) |
		  (slash - ones)) &
		 ones * 0x80);
}

/* Bytes that stand for themselves at the beginning of `p`. */
static size_t plain_run(const unsigned char *p, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t n;

		if (p[at] < 0x80) {
			if (len - at >= 8 && eight_plain(p + at))
				n = 8;
			else if (p[at] < 0x20 || p[at] == '"' ||
				 p[at] == '\\' || p[at] == 0x7F)
				break;
			else
				n = 1;
		} else {
			n = hk_utf8_threes((const char *)p + at, len - at);
			if (!n)
				n = char_length(p + at, len - at);
			if (!n || (p[at] == 0xC2 && p[at + 1] < 0xA0))
				break;
		}
		at += n;
	}
	return at;
}

static void put_escape(struct hk_json *json, unsigned char code)
{
	static const char letters[] = "btn\0fr"; /* of 8 to 13 */
	char text[8] = {'\\', (char)code, '\0'};

	if (code >= 8 && code <= 13 && letters[code - 8])
		text[1] = letters[code - 8];
	else if (code != '"' && code != '\\')
		snprintf(text, sizeof(text), "\\u%04x", code);
	put_text(json, text);
}

void hk_json_string(struct hk_json *json, struct hk_str text)
{
	const unsigned char *p = (const unsigned char *)text.data;
	size_t left = text.len;

	before(json);
	put(json, "\"", 1);
	while (left && !json->status) {
		size_t n = plain_run(p, left);

		put(json, (const char *)p, n);
		p += n;
		left -= n;
		if (!left)
			break;
		n = char_length(p, left);
		if (n)
			put_escape(json, p[n - 1]);
		else
			put_text(json, "\xEF\xBF\xBD");
		n += !n;
		p += n;
		left -= n;
	}
	put(json, "\"", 1);
}

void hk_json_uint(struct hk_json *json, uint64_t value)
{
	char text[20]; /* as many digits as 2^64 - 1 has */
	size_t at = sizeof(text);

	do
		text[--at] = (char)('0' + value % 10);
	while (value /= 10);
	before(json);
	put(json, text + at, sizeof(text) - at);
}

void hk_json_double(struct hk_json *json, double value, int decimals)
{
	char text[352];
	const char *from = text;
	size_t len = 0;
	bool point = false;

	if (!isfinite(value)) {
		hk_json_null(json);
		return;
	}
	before(json);
	snprintf(text, sizeof(text), "%.*f", decimals < 17 ? decimals : 17,
		 value);
	/* Anything but a digit is the locale's point, in one byte or more. */
	for (; *from; from++) {
		if (*from == '-' || (*from >= '0' && *from <= '9')) {
			text[len++] = *from;
		} else if (!point) {
			text[len++] = '.';
			point = true;
		}
	}
	text[len] = '\0';
	if (point) {
		while (text[len - 1] == '0')
			text[--len] = '\0';
		if (text[len - 1] == '.')
			text[--len] = '\0';
	}
	put_text(json, strcmp(text, "-0") ? text : "0");
}

void hk_json_bool(struct hk_json *json, bool value)
{
	before(json);
	put_text(json, value ? "true" : "false");
}

void hk_json_null(struct hk_json *json)
{
	before(json);
	put_text(json, "null");
}

static void put_base64(struct hk_json *json, struct hk_str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)bytes.data;

	before(json);
	put(json, "\"", 1);
	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		unsigned long v = (unsigned long)p[i] << 16;
		char four[4];

		v |= left > 1 ? (unsigned long)p[i + 1] << 8 : 0;
		v |= left > 2 ? p[i + 2] : 0;
		four[0] = digits[v >> 18];
		four[1] = digits[v >> 12 & 63];
		four[2] = left > 1 ? digits[v >> 6 & 63] : '=';
		four[3] = left > 2 ? digits[v & 63] : '=';
		put(json, four, 4);
	}
	put(json, "\"", 1);
}

void hk_json_name(struct hk_json *json, struct hk_str name)
{
	const unsigned char *p = (const unsigned char *)name.data;
	size_t at = 0, n = 1;

	while (at < name.len && n) {
		n = char_length(p + at, name.len - at);
		at += n;
	}
	if (n) {
		hk_json_string(json, name);
		return;
	}
	hk_json_object_begin(json);
	hk_json_key(json, "bytes");
	put_base64(json, name);
	hk_json_object_end(json);
}
