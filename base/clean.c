/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/clean.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Characters that are not safe to print, as ranges of their UTF-8. */
static const struct {
	size_t len;
	char first[5], last[5];
} unsafe[] = {
	{1, "\x00", "\x1F"},
	{1, "\x7F", "\x7F"},
	{2, "\xC2\x80", "\xC2\x9F"},
	{2, "\xD8\x9C", "\xD8\x9C"},
	{3, "\xE2\x80\x8E", "\xE2\x80\x8F"},
	{3, "\xE2\x80\xA8", "\xE2\x80\xAE"},
	{3, "\xE2\x81\xA6", "\xE2\x81\xA9"},
	{4, "\xF3\xA0\x80\x80", "\xF3\xA0\x81\xBF"},
};

size_t hk_clean_unsafe(struct hk_str text)
{
	for (size_t i = 0; i < sizeof(unsafe) / sizeof(*unsafe); i++)
		if (text.len >= unsafe[i].len &&
		    memcmp(text.data, unsafe[i].first, unsafe[i].len) >= 0 &&
		    memcmp(text.data, unsafe[i].last, unsafe[i].len) <= 0)
			return unsafe[i].len;
	return 0;
}

static void clean(char *text)
{
	struct hk_str rest = hk_span_cstr(text);

	while (rest.len) {
		size_t refused = hk_clean_unsafe(rest), len;
		uint32_t c;

		len = hk_utf8_decode(rest.data, rest.len, &c);
		if (refused || !len) {
			*text++ = '?';
			len = refused ? refused : 1;
		} else {
			memmove(text, rest.data, len);
			text += len;
		}
		rest.data += len;
		rest.len -= len;
	}
	*text = '\0';
}

/* Take off the beginning of a character that was cut. */
static void trim(char *text)
{
	size_t len = strlen(text), at = len;

	while (at > 0 && len - at < 4 &&
	       ((unsigned char)text[at - 1] & 0xC0) == 0x80)
		at--;
	if (at > 0 && (unsigned char)text[at - 1] >= 0xC0) {
		unsigned char lead = (unsigned char)text[at - 1];
		size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

		if (len - (at - 1) < need)
			text[at - 1] = '\0';
	}
}

void hk_clean_format(char *out, size_t size, const char *format, va_list args,
		     const char *behind)
{
	int n = vsnprintf(out, size, format, args);

	if (n < 0) {
		out[0] = '\0';
		n = 0;
	}
	if (behind && (size_t)n < size) {
		int more = snprintf(out + n, size - (size_t)n, ": %s", behind);

		n += more > 0 ? more : 0;
	}
	if ((size_t)n >= size)
		trim(out);
	clean(out);
}

const char *hk_clean_line(struct hk_clean_buf *line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	hk_clean_format(line->text, sizeof(line->text), format, args, NULL);
	va_end(args);
	return line->text;
}
