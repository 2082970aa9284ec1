/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/title.h"

#include <strings.h>

#include "text/char.h"
#include "text/date.h"
#include "base/utf8.h"

/* Letters of a date that are no part of it: 提出日. */
#define DATE_WORDS 3

bool hk_title_garbled(struct hk_str text)
{
	size_t chars = 0, odd = 0;

	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n || c == HK_UTF8_REPLACEMENT)
			return true;
		if (c >= 0x2E80)
			return false;
		odd += c >= 0x80;
		chars++;
		i += n;
	}
	return odd * 3 > chars;
}

static bool ends_with(struct hk_str text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len &&
	       !strncasecmp(text.data + text.len - len, end, len);
}

/* ---- What is no title ---- */

/* A digit of any width: 0 to 9; else -1. */
static int digit_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

/* Letters and signs that dates are made of. */
static bool is_of_date(uint32_t c)
{
	static const uint32_t chars[] = {
		0x5E74, 0x6708, 0x65E5, 0x66DC, 0x6642, 0x5206, 0x706B, 0x6C34,
		0x6728, 0x91D1, 0x571F, 0x4EE4, 0x548C, 0x5E73, 0x6210, 0x662D};

	for (size_t i = 0; i < sizeof(chars) / sizeof(*chars); i++)
		if (c == chars[i])
			return true;
	return hk_char_space(c) || (c < 0x80 && strchr("/-.,:()T+Z", (int)c)) ||
	       c == 0xFF08 || c == 0xFF09;
}

/* Is it a date, with a few letters more at most? */
static bool is_date(struct hk_str text)
{
	char packed[64], date[HK_DATE_MAX];
	size_t len = 0, words = 0, digits = 0;

	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n)
			return false;
		digits += digit_of(c) >= 0;
		words += digit_of(c) < 0 && !is_of_date(c);
		/* What stands before the date is left out. */
		if (!hk_char_space(c) && (digits || is_of_date(c)) &&
		    len + n < sizeof(packed)) {
			memcpy(packed + len, text.data + i, n);
			len += n;
		}
		i += n;
	}
	if (digits < 2)
		return false;
	if (hk_date_normalise(date, text) && strlen(date) > 7 &&
	    text.len < sizeof(packed) / 2)
		return true;
	return words <= DATE_WORDS &&
	       hk_date_normalise(date, hk_span_str(packed, len)) &&
	       strlen(date) > 4;
}

/* Has it a letter? */
static bool has_letter(struct hk_str text)
{
	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			return true;
		if ((c >= 0xC0 && c < 0x2000) || hk_char_han(c) ||
		    hk_char_hiragana(c) || hk_char_katakana(c) ||
		    hk_char_hangul(c) || (c >= 0xFF21 && c <= 0xFF9D))
			return true;
		i += n ? n : 1;
	}
	return false;
}

/* The name of the file itself, with or without its suffix, in ASCII? A name in
 * Japanese may well be the title. */
static bool is_own_name(struct hk_str title, struct hk_str path)
{
	size_t begin = path.len, end;

	while (begin && path.data[begin - 1] != '/')
		begin--;
	for (end = path.len; end > begin && path.data[end - 1] != '.';)
		end--;
	for (size_t i = 0; i < title.len; i++)
		if ((unsigned char)title.data[i] >= 0x80)
			return false;
	return title.len &&
	       (title.len == path.len - begin ||
		(end > begin && title.len == end - 1 - begin)) &&
	       !memcmp(title.data, path.data + begin, title.len);
}

/* Is it one of these words, with a number behind it or without? */
static bool is_word(struct hk_str title, const char *word)
{
	while (title.len && strchr("0123456789 -_", title.data[title.len - 1]))
		title.len--;
	return title.len == strlen(word) && ends_with(title, word);
}

/* What programs write for want of a title. */
static bool is_made(struct hk_str title)
{
	static const char *const begins[] = {
		"Microsoft Word",	   "Microsoft PowerPoint",
		"Microsoft Excel",	   "PowerPoint プレゼンテーション",
		"PowerPoint Presentation", "file:///"};
	static const char *const ends[] = {
		".doc",	 ".docx", ".xls",  ".xlsx", ".ppt",  ".pptx", ".pdf",
		".rtf",	 ".txt",  ".jtd",  ".indd", ".ai",   ".tex",  ".dvi",
		".ps",	 ".eps",  ".qxd",  ".odt",  ".html", ".htm",  ".md",
		".docm", ".xlsm", ".pptm", ".dotx", ".odp",  ".ods",  ".odg",
		".sxw",	 ".jtt",  ".xdw",  ".pub",  ".fm",   ".p65",  ".cdr",
		".tif",	 ".tiff", ".jpg",  ".jpeg", ".png",  ".csv",  ".key",
		".dot"};
	static const char *const words[] = {
		"title",    "タイトル", "document", "文書",
		"untitled", "無題",	"book",	    "slide",
		"スライド", "no title", "no_title", "notitle",
		"none",	    "null",	"print",    "名称未設定"};

	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (title.len >= strlen(begins[i]) &&
		    !strncasecmp(title.data, begins[i], strlen(begins[i])))
			return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (ends_with(title, ends[i]))
			return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (is_word(title, words[i]))
			return true;
	return false;
}

bool hk_title_given(struct hk_str title, struct hk_str path)
{
	return !hk_title_garbled(title) && has_letter(title) &&
	       !is_date(title) && !is_made(title) && !is_own_name(title, path);
}
