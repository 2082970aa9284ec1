/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_line.h"

#include <utf8proc.h>

#include "text/char.h"
#include "text/kana.h"
#include "base/utf8.h"

/* With so many borders, half of them may be without a blank. */
#define BORDERS_MIN 5
/* Bytes of a line whose wrapping is looked at, and of what it begins with. */
#define LOOK_MAX   400
#define PREFIX_MAX 40
/* Lines that are looked at for the end of a sentence. */
#define LINES_MAX 8
/* Cells: narrower lines were not wrapped; the width of wrapped ones differs by
 * so much (two full-width characters); of so wide ones signs at their
 * beginnings are no bullets. */
#define WIDTH_MIN  12
#define WIDTH_DIFF 4
#define WIDTH_WIDE 40

/* ---- Letters with blanks between ---- */

static bool is_prolonged(uint32_t c)
{
	return c == HK_KANA_PROLONGED || c == HK_KANA_HALF_PROLONGED;
}

/* Japanese letters that the character is in the normal form, 2 for more. */
static unsigned letters(uint32_t c)
{
	if (hk_kana_voicing(c))
		return 0;
	if (hk_char_hiragana(c) || hk_char_katakana(c) || hk_char_han(c) ||
	    hk_kana_letter(c) || is_prolonged(c) ||
	    (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3280 && c <= 0x32B0) ||
	    (c >= 0x32D0 && c <= 0x32FE))
		return 1;
	return (c >= 0x3031 && c <= 0x3035) || (c >= 0x3300 && c <= 0x3357) ||
			       (c >= 0x337B && c <= 0x337F)
		       ? 2
		       : 0;
}

static bool is_spaced(struct hk_str line, bool typed)
{
	size_t spaced = 0, tight = 0;
	bool letter = false, gap = false;
	uint32_t last = 0;

	for (size_t at = 0, n; at < line.len; at += n) {
		uint32_t c = 0;
		unsigned count;

		n = hk_utf8_decode(line.data + at, line.len - at, &c);
		n = n ? n : 1;
		if (hk_char_space(c)) {
			gap = true;
			continue;
		}
		if (hk_kana_voicing(c) ||
		    utf8proc_get_property((int32_t)c)->ignorable)
			continue;
		count = letters(c);
		if (is_prolonged(c) && is_prolonged(last) && !gap)
			continue;
		last = c;
		if (letter && count) {
			spaced += gap;
			tight += !gap;
		}
		tight += count > 1;
		letter = count > 0;
		gap = false;
	}
	if (spaced + tight < BORDERS_MIN && (typed || tight))
		return false;
	return spaced && spaced >= tight;
}

bool hk_norm_line_spaced(struct hk_norm_out *s, size_t at)
{
	size_t begin = at;
	const char *end;

	if (at < s->judged)
		return s->spaced;
	while (begin > s->judged && s->text[begin - 1] != '\n')
		begin--;
	end = memchr(s->text + at, '\n', s->len - at);
	s->judged = end ? (size_t)(end - s->text) : s->len;
	s->spaced = is_spaced(hk_span_str(s->text + begin, s->judged - begin),
			      s->typed);
	return s->spaced;
}

/* ---- Wrapped lines ---- */

struct line {
	struct hk_str prefix, words;
	size_t next; /* byte of the text where the line after it begins */
};

/* Bytes of the blanks and signs that a line begins with. */
static size_t prefix_length(struct hk_str line)
{
	size_t at = 0;

	while (at < line.len && at < PREFIX_MAX) {
		if (strchr(" \t>#/*;%", line.data[at]))
			at++;
		else if (hk_span_starts(hk_span_from(line, at), "　"))
			at += strlen("　");
		else
			break;
	}
	return at;
}

/* The line that begins at `at`; false where it is too long to look at. */
static bool read_line(struct line *line, const struct hk_norm_out *s, size_t at)
{
	size_t most = s->len - at < LOOK_MAX ? s->len - at : LOOK_MAX;
	const char *end = memchr(s->text + at, '\n', most);
	struct hk_str all = hk_span_str(
		s->text + at, end ? (size_t)(end - s->text) - at : most);

	if (!end && s->len - at > LOOK_MAX)
		return false;
	line->next = at + all.len + (end != NULL);
	while (all.len &&
	       (all.data[all.len - 1] == ' ' || all.data[all.len - 1] == '\r'))
		all.len--;
	line->prefix = hk_span_str(all.data, prefix_length(all));
	line->words = hk_span_from(all, line->prefix.len);
	return true;
}

/* Cells, about. */
static size_t width(struct hk_str text)
{
	size_t cells = 0, n;

	for (size_t at = 0; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		n = n ? n : 1;
		cells += n > 2 ? 2 : 1;
	}
	return cells;
}

static bool ends_sentence(struct hk_str words)
{
	size_t at;
	uint32_t c = 0;

	if (!words.len)
		return true;
	at = hk_utf8_boundary(words, words.len - 1);
	hk_utf8_decode(words.data + at, words.len - at, &c);
	return hk_char_sentence_end(c) || hk_char_closing(c);
}

/* A comment's first line begins with its opening sign; a reader of HTML gives
 * one blank behind a break. */
static bool same_prefix(struct hk_str first, struct hk_str next)
{
	if (hk_span_same(next, hk_span_cstr(" ")) && !first.len)
		return true;
	if (first.len != next.len || !next.len)
		return false;
	for (size_t i = 0; i < next.len; i++)
		if (first.data[i] != next.data[i] &&
		    !(first.data[i] == '/' && next.data[i] == ' '))
			return false;
	return true;
}

/* May the signs be a bullet of a list? */
static bool has_bullet(struct hk_str prefix)
{
	return memchr(prefix.data, '*', prefix.len) ||
	       memchr(prefix.data, '#', prefix.len);
}

/* Was the line that begins at `begin` of the text wrapped from one like it? */
static bool is_second(const struct hk_norm_out *s, const struct line *line,
		      size_t begin)
{
	size_t at = begin ? begin - 1 : 0;
	struct line before;

	while (at && s->text[at - 1] != '\n' && begin - at < LOOK_MAX)
		at--;
	return begin && read_line(&before, s, at) && before.next == begin &&
	       same_prefix(before.prefix, line->prefix) &&
	       !ends_sentence(before.words) &&
	       width(before.words) + WIDTH_DIFF >= width(line->words) &&
	       width(before.words) <= width(line->words) + WIDTH_DIFF;
}

/* Is the text after the line `first`, from the byte `at` on, running text of
 * about its width up to the end of a sentence? */
static bool is_running(const struct hk_norm_out *s, const struct line *first,
		       bool bullets, size_t at)
{
	size_t wide = width(first->words), count;
	struct line line;

	for (count = 0; count < LINES_MAX && at < s->len; count++) {
		size_t now;

		if (!read_line(&line, s, at) ||
		    !same_prefix(first->prefix, line.prefix))
			break;
		now = width(line.words);
		if (now > wide + WIDTH_DIFF)
			return false;
		if (ends_sentence(line.words))
			return line.words.len &&
			       (count || !bullets || wide >= WIDTH_WIDE);
		if (now + WIDTH_DIFF < wide)
			return false;
		at = line.next;
	}
	return count && wide >= WIDTH_WIDE && !bullets;
}

size_t hk_norm_line_goes_on(const struct hk_norm_out *s, size_t end,
			    size_t next)
{
	size_t begin = end;
	struct line first, line;
	bool bullets;

	while (begin && s->text[begin - 1] != '\n' && end - begin < LOOK_MAX)
		begin--;
	if ((begin && s->text[begin - 1] != '\n') ||
	    !read_line(&first, s, begin) || !read_line(&line, s, next))
		return 0;
	if (!same_prefix(first.prefix, line.prefix) || !line.words.len ||
	    width(first.words) < WIDTH_MIN)
		return 0;
	bullets = has_bullet(line.prefix) && !is_second(s, &first, begin);
	if (!is_running(s, &first, bullets, next))
		return 0;
	return (size_t)(line.words.data - s->text);
}
