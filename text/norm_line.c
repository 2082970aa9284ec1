/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/norm_line.h"

#include "text/char.h"
#include "text/kana.h"
#include "text/norm_cluster.h"
#include "text/norm_sign.h"
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

#define KUNOJI_LOWER  0x3035 /* 〵 */
#define HIRAGANA_YORI 0x309F /* ゟ */

/* 〱 and the like, which stand for two letters or more. */
static bool is_kunoji(uint32_t c)
{
	return hk_norm_sign_kunoji(c) || c == KUNOJI_LOWER;
}

/* Is it a Japanese letter in the normal form, by itself? */
static bool is_letter(uint32_t c)
{
	return hk_char_hiragana(c) || hk_char_katakana(c) || hk_char_han(c) ||
	       (c >= 0x2E80 && c <= 0x2FDF) || is_kunoji(c);
}

/* The borders of two Japanese letters in a line. */
struct borders {
	size_t spaced, tight; /* with and without a blank */
	uint32_t last;	      /* the character before */
	bool letter, gap;     /* was it a letter? Is a blank behind it? */
};

static void take(struct borders *b, uint32_t c)
{
	/* A dash at katakana may become ー. */
	bool letter = is_letter(c) || (hk_norm_sign_dash(c) && b->letter &&
				       !b->gap && hk_char_katakana(b->last));

	if (hk_kana_voicing(c) ||
	    (c == HK_KANA_PROLONGED && b->last == c && !b->gap) ||
	    (c == KUNOJI_LOWER && is_kunoji(b->last)))
		return;
	if (b->letter && letter) {
		b->spaced += b->gap;
		b->tight += !b->gap;
	}
	b->tight += is_kunoji(c); /* it is two letters */
	b->last = c;
	b->letter = letter;
	b->gap = false;
}

/* A character, or those that it is one sign for (ｶ, ㌔, ㈱, ゟ). */
static void take_parts(struct borders *b, uint32_t c)
{
	int32_t parts[HK_NORM_OUT_PARTS] = {(int32_t)c};
	size_t n = 1;

	if (c >= 0x80 &&
	    (!is_letter(c) || c == HIRAGANA_YORI || c == HK_NORM_SIGN_KOTO))
		n = hk_norm_cluster_parts(c, parts);
	for (size_t i = 0; i < n; i++)
		take(b, (uint32_t)parts[i]);
}

static bool is_spaced(struct hk_str line, bool typed)
{
	struct borders b = {0};

	for (size_t at = 0, n; at < line.len; at += n) {
		uint32_t c = 0;

		n = hk_utf8_decode(line.data + at, line.len - at, &c);
		n = n ? n : 1;
		if (hk_char_space(c))
			b.gap = true;
		else
			take_parts(&b, c);
	}
	if (b.spaced + b.tight < BORDERS_MIN && (typed || b.tight))
		return false;
	return b.spaced && b.spaced >= b.tight;
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
