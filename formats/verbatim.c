/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/verbatim.h"

#include <stdint.h>

#include "text/char.h"
#include "base/utf8.h"

/* Bytes of a line that are looked at. */
#define LOOK_MAX 400
/* Bytes of a name of a setting, code points of a Japanese one, and the blanks
 * in it. */
#define KEY_MAX	   40
#define LABEL_MAX  12
#define BLANKS_MAX 1
/* Wide blanks and ASCII blanks in a row that part two columns. */
#define WIDE_MIN   2
#define NARROW_MIN 4

static uint32_t first_of(struct hk_str text)
{
	uint32_t c = 0;

	hk_utf8_decode(text.data, text.len, &c);
	return text.len ? c : 0;
}

static uint32_t last_of(struct hk_str text)
{
	size_t at = text.len ? hk_utf8_boundary(text, text.len - 1) : 0;

	return first_of(hk_span_from(text, at));
}

/* Bytes of the digits at the beginning, full-width ones, too. */
static size_t digits(struct hk_str text)
{
	size_t at = 0, n;
	uint32_t c;

	for (; at < text.len; at += n) {
		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n ||
		    !((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19)))
			break;
	}
	return at;
}

/* 8:05, [2024-05-31], 5月3日, １．, (2), 3) and the like. */
static bool begins_with_number(struct hk_str line)
{
	static const char *const behind[] = {":",  "：", "/",  "-", ".",
					     "．", "月", "年", ")", "）"};
	size_t n;

	if (hk_char_opening(first_of(line)))
		line = hk_span_from(line, line.data[0] & 0x80 ? 3 : 1);
	n = digits(line);
	if (!n)
		return false;
	line = hk_span_from(line, n);
	for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++)
		if (hk_span_starts(line, behind[i]))
			return true;
	return false;
}

static bool is_tag(struct hk_str line)
{
	char c = line.len > 1 && line.data[0] == '<' ? line.data[1] : ' ';

	return c == '/' || c == '!' || c == '?' || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* Bullets, boxes, circled numbers, signs of comments and quotations. */
static bool begins_with_sign(struct hk_str line)
{
	static const char *const signs[] = {
		"- ", "* ", "+ ", "-- ", "//", "/*", "> ", ">>", "#",
		"% ", "$ ", "; ", "[ ]", "[x", "[X", "・", "※",	 "http"};
	uint32_t c = first_of(line);

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (hk_span_starts(line, signs[i]))
			return true;
	return c == '|' || c == '}' || is_tag(line) || c == '@' ||
	       c == 0x2022 || (c >= 0x2190 && c <= 0x21FF) ||
	       (c >= 0x2460 && c <= 0x2473) || (c >= 0x2500 && c <= 0x25FF) ||
	       (c >= 0x2605 && c <= 0x2612) || (c >= 0x2700 && c <= 0x27BF);
}

/* NAME = VALUE, NAME: VALUE, 日時：VALUE. */
static bool is_setting(struct hk_str line)
{
	size_t at = 0, n, count = 0, blanks = 0;
	bool ascii = true;
	uint32_t c = 0;

	for (; at < line.len && at <= KEY_MAX; at += n, count++) {
		n = hk_utf8_decode(line.data + at, line.len - at, &c);
		if (!n || c == '=' || c == ':' || c == 0xFF1A)
			break;
		ascii = ascii && c < 0x80;
		blanks += c == ' ';
		if (hk_char_sentence_end(c) || c == 0x3001 ||
		    hk_char_opening(c))
			return false;
	}
	if (!count || at >= line.len || blanks > BLANKS_MAX ||
	    (!ascii && count > LABEL_MAX))
		return false;
	if (c == '=' || c == 0xFF1A)
		return true;
	/* Not the colon of https://, nor one without a value. */
	return c == ':' && at + 1 < line.len &&
	       (line.data[at + 1] == ' ' || line.data[at + 1] & 0x80);
}

/* Ends as code does, but no sentence. */
static bool ends_as_code(struct hk_str line)
{
	uint32_t c = last_of(line);

	if (c == ';' || c == '{' || c == '}' || c == '\\' || c == '(' ||
	    c == '[')
		return true;
	if (line.len < 3 || (c != ':' && c != ')' && c != ']' && c != '>'))
		return false;
	/* A word of another language may stand in brackets, too. */
	for (size_t i = 0; i < line.len; i++)
		if (line.data[i] & 0x80)
			return false;
	return true;
}

/* ---- and the like: one sign of ASCII, from two on. */
static bool is_rule(struct hk_str line)
{
	for (size_t i = 1; i < line.len; i++)
		if (line.data[i] != line.data[0])
			return false;
	return line.len > 1 && strchr("-=*_~#+", line.data[0]);
}

/* Tabs, rules and wide blanks between two texts. */
static bool has_columns(struct hk_str line)
{
	size_t wide = 0, narrow = 0, bars = 0, n;

	for (size_t at = 0; at < line.len; at += n) {
		uint32_t c = 0;

		n = hk_utf8_decode(line.data + at, line.len - at, &c);
		n = n ? n : 1;
		wide = c == 0x3000 ? wide + 1 : 0;
		narrow = c == ' ' ? narrow + 1 : 0;
		bars += c == '|' || c == 0xFF5C;
		if (c == '\t' || wide >= WIDE_MIN || narrow >= NARROW_MIN ||
		    bars > 1 || (c >= 0x2500 && c <= 0x257F))
			return true;
	}
	return false;
}

bool hk_verbatim_line(struct hk_str line)
{
	if (line.len > LOOK_MAX)
		line.len = hk_utf8_boundary(line, LOOK_MAX);
	return is_rule(line) || begins_with_number(line) ||
	       begins_with_sign(line) || is_setting(line) ||
	       ends_as_code(line) || has_columns(line);
}

/* Bytes of the longest suffix. */
#define SUFFIX_MAX 10

bool hk_verbatim_named(struct hk_str path)
{
	static const char suffixes[] =
		" asm awk bas bat c cc cfg cl clj cmake cmd cnf cob coffee conf"
		" cpp cs css cxx d dart diff el erl ex exs f f90 for fs go"
		" gradle groovy h hh hpp hs hxx inc ini java jl js jsx kt kts"
		" less lisp log lua m mjs mk ml mm nim pas patch php pl pm"
		" properties ps1 py r rb rs sass scala scm scss sed sh sql st"
		" swift tcl toml ts tsx v vb vbs vhd vim vue xs y yaml yml zig"
		" zsh ";
	struct hk_str name = hk_span_basename(path);
	const char *dot = name.len ? memrchr(name.data, '.', name.len) : NULL;
	char word[SUFFIX_MAX + 3] = " ";
	size_t len = 1;

	if (!dot || name.data + name.len - dot > SUFFIX_MAX + 1)
		return false;
	while (++dot < name.data + name.len)
		word[len++] =
			*dot >= 'A' && *dot <= 'Z' ? (char)(*dot + 32) : *dot;
	word[len] = ' ';
	return len > 1 && !memchr(word + 1, ' ', len - 1) &&
	       strstr(suffixes, word);
}
