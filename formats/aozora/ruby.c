/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Ruby of Aozora Bunko: the reading, and what it is a reading of. */

#include "formats/aozora/notation.h"

#include <stdint.h>

#include "text/char.h"
#include "base/utf8.h"

#define READING_MAX 300 /* bytes; longer text is not a reading */

static bool starts(struct hk_str text, size_t at, const char *what)
{
	return hk_span_starts(hk_span_str(text.data + at, text.len - at), what);
}

size_t hk_aozora_ruby_at(struct hk_str text, size_t at, struct hk_str *reading)
{
	size_t begin = at + strlen("《"), end = begin;

	if (!starts(text, at, "《"))
		return 0;
	for (; end < text.len && end - begin <= READING_MAX; end++) {
		if (text.data[end] == '\n' || starts(text, end, "《") ||
		    starts(text, end, "。"))
			return 0;
		if (starts(text, end, "》")) {
			*reading = hk_span_str(text.data + begin, end - begin);
			return end > begin ? end + strlen("》") - at : 0;
		}
	}
	return 0;
}

enum script {
	NONE,
	KANJI,
	HIRAGANA,
	KATAKANA,
	LATIN,
	SAME
};

static enum script script_of(uint32_t c)
{
	if (hk_char_han(c) || c == 0x30F6 || c == 0x203B) /* ヶ ※ */
		return KANJI;
	if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
	    c == 0x3099 || c == 0x309A || (c >= 0x300 && c <= 0x36F))
		return SAME; /* as the character before it */
	if (hk_char_hiragana(c))
		return HIRAGANA;
	if (hk_char_katakana(c))
		return KATAKANA;
	if ((c >= '0' && c <= '9') ||
	    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	    (c >= 0xC0 && c <= 0x24F) || (c >= 0x370 && c <= 0x52F) ||
	    (c >= 0x1E00 && c <= 0x1FFF) || (c >= 0xFF10 && c <= 0xFF19) ||
	    (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
	    c == '\'' || c == '-' || c == '&' || c == 0x2019 || c == 0xFF06)
		return LATIN;
	return NONE;
}

static bool has_kanji(struct hk_str text)
{
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n)
			break;
		if (script_of(c) == KANJI)
			return true;
	}
	return false;
}

size_t hk_aozora_base(struct hk_str text, size_t from, size_t end,
		      struct hk_str reading)
{
	size_t begin = end, at = end;
	enum script script = NONE;

	while (at > from) {
		size_t before =
			hk_utf8_boundary(hk_span_str(text.data, end), at - 1);
		enum script this;
		uint32_t c;

		if (!hk_utf8_decode(text.data + before, end - before, &c))
			break;
		this = script_of(c);
		if (this != SAME && script == NONE)
			script = this;
		if (this == NONE || (this != SAME && this != script))
			break;
		at = before;
		if (this != SAME)
			begin = at;
	}
	/* 《》 after kana may be brackets: 《花》 is not their reading. */
	if (script != KANJI && has_kanji(reading))
		return end;
	return begin;
}
