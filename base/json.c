/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/json.h"

#include <math.h>
#include <stdio.h>

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

static void put_escape(struct hk_json *json, unsigned char byte)
{
	static const char letters[] = "btn\0fr"; /* of 8 to 13 */
	char text[8] = {'\\', (char)byte, '\0'};

	if (byte >= 8 && byte <= 13 && letters[byte - 8])
		text[1] = letters[byte - 8];
	else if (byte < 0x20 || byte == 0x7F)
		snprintf(text, sizeof(text), "\\u%04x", byte);
	put_text(json, text);
}

void hk_json_string(struct hk_json *json, struct hk_str text)
{
	const unsigned char *p = (const unsigned char *)text.data;
	size_t at = 0, plain = 0;

	before(json);
	put(json, "\"", 1);
	while (at < text.len) {
		size_t n = char_length(p + at, text.len - at);

		if (n > 1 || (n == 1 && p[at] >= 0x20 && p[at] != '"' &&
			      p[at] != '\\' && p[at] != 0x7F)) {
			at += n;
			continue;
		}
		put(json, text.data + plain, at - plain);
		if (n)
			put_escape(json, p[at]);
		else
			put_text(json, "\xEF\xBF\xBD");
		plain = ++at;
	}
	put(json, text.data + plain, at - plain);
	put(json, "\"", 1);
}

void hk_json_uint(struct hk_json *json, uint64_t value)
{
	char text[24];

	before(json);
	snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
	put_text(json, text);
}

void hk_json_double(struct hk_json *json, double value, int decimals)
{
	char text[352];
	size_t len;

	if (!isfinite(value)) {
		hk_json_null(json);
		return;
	}
	before(json);
	snprintf(text, sizeof(text), "%.*f", decimals < 17 ? decimals : 17,
		 value);
	len = strlen(text);
	for (size_t i = 0; i < len; i++)
		if (text[i] == ',') /* a locale's point */
			text[i] = '.';
	if (strchr(text, '.')) {
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
