/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/worth.h"

#include <strings.h>

#include "formats/plain.h"
#include "text/char.h"
#include "base/utf8.h"

#define BLOB_LEAST 64
/* Bytes that decide about a long value. */
#define LOOK_MAX 4096

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool hk_worth_is_blob(struct hk_str text)
{
	text = hk_span_trim(text);
	if (text.len < BLOB_LEAST)
		return false;
	if (text.len > LOOK_MAX)
		text.len = LOOK_MAX;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (!(is_letter((unsigned char)c) && (unsigned char)c < 0x80) &&
		    !(c >= '0' && c <= '9') && !strchr("+/=-_\r\n", c))
			return false;
	}
	return true;
}

bool hk_worth_is_url(struct hk_str text)
{
	static const char *const begins[] = {"http://", "https://", "ftp://",
					     "data:",	"mailto:",  "file://",
					     "urn:"};

	text = hk_span_trim(text);
	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++) {
		size_t n = strlen(begins[i]);

		if (text.len > n && !strncasecmp(text.data, begins[i], n))
			return !memchr(text.data, ' ', text.len);
	}
	return false;
}

static bool has_japanese(struct hk_str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		if (hk_char_japanese(c))
			return true;
		at += n ? n : 1;
	}
	return false;
}

/* Words that begin with a letter, up to two. */
static unsigned count_words(struct hk_str text)
{
	unsigned count = 0;
	bool inside = false;

	for (size_t i = 0; i < text.len && count < 2; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c <= ' ') {
			inside = false;
		} else if (!inside) {
			inside = true;
			count += is_letter(c);
		}
	}
	return count;
}

bool hk_worth_reading(struct hk_str text)
{
	if (hk_worth_is_url(text) || hk_worth_is_blob(text))
		return false;
	if (text.len > LOOK_MAX)
		text.len = hk_utf8_boundary(text, LOOK_MAX);
	return has_japanese(text) || count_words(text) > 1;
}
