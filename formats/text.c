/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/plain.h"
#include "formats/verbatim.h"
#include "text/char.h"
#include "base/utf8.h"

/*
 * Plain text. The title is the first line that looks like one, apart from rules
 * and lines for editors.
 */

/* Rules and the like that may stand before the title, in lines. */
#define BEFORE_MAX 8
/* Code points of a line that may have been wrapped. */
#define WRAPPED_MIN   20
#define UNDERLINE_MIN 3
/* An underlined line is a title up to this length, in bytes. */
#define UNDERLINED_MAX 400

/* Letters, digits, kana and kanji: what words are made of. */
static bool is_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000) ||
	       hk_char_hiragana(c) || hk_char_katakana(c) || hk_char_han(c) ||
	       hk_char_hangul(c) || (c >= 0xFF10 && c <= 0xFF19) ||
	       (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF9F);
}

static bool has_word(struct hk_str line)
{
	for (size_t at = 0, n; at < line.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(line.data + at, line.len - at, &c);
		/* A line of ー alone is a rule. */
		if (!n)
			return false;
		if (is_word(c) && c != 0x30FC && c != 0xFF70)
			return true;
	}
	return false;
}

/* Is it ==== or ---- below a title? */
static bool is_underline(struct hk_str line)
{
	static const char *const signs[] = {"=",  "-", "~", "*", "＝",
					    "－", "―", "─", "━", "～"};
	size_t n;

	line = hk_plain_trim(line);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t count = 0;

		n = strlen(signs[i]);
		while (count * n < line.len &&
		       hk_span_starts(hk_span_str(line.data + count * n,
						  line.len - count * n),
				      signs[i]))
			count++;
		if (count >= UNDERLINE_MIN && count * n == line.len)
			return true;
	}
	return false;
}

static bool holds(struct hk_str line, const char *what)
{
	return line.len && memmem(line.data, line.len, what, strlen(what));
}

/* Is it a line for Emacs (-*- mode -*-) or Vim (vim: set ...)? */
static bool is_mode_line(struct hk_str line)
{
	const char *mark =
		line.len ? memmem(line.data, line.len, "-*-", 3) : NULL;

	if (mark) {
		struct hk_str rest = hk_span_str(
			mark + 3, (size_t)(line.data + line.len - mark) - 3);
		return holds(rest, "-*-");
	}
	return (holds(line, "vim:") || holds(line, "vi:") ||
		holds(line, "ex:")) &&
	       (holds(line, "set ") || holds(line, "="));
}

/*
 * Is the line, which is as short as a title, the first one of a wrapped
 * paragraph? Then the next line follows at once and is not longer.
 */
static bool is_wrapped(struct hk_str line, struct hk_str next)
{
	struct hk_str text = hk_plain_trim(line);
	size_t at = hk_utf8_boundary(text, text.len - 1);
	bool indented =
		hk_span_starts(line, "　") && !hk_span_starts(line, "　　");

	if (hk_plain_is_blank(next) || hk_span_starts(next, "　"))
		return false;
	if (indented)
		return true;
	if (hk_span_starts(hk_span_str(text.data + at, text.len - at), "、"))
		return true;
	return hk_utf8_count(text) >= WRAPPED_MIN &&
	       hk_utf8_count(hk_plain_trim(next)) <= hk_utf8_count(text) + 1;
}

/* Where the title stands. */
struct title {
	struct hk_str text;
	uint32_t line;	    /* 0: there is no title */
	struct hk_str rest; /* after the title */
	uint32_t next;	    /* the line on which `rest` begins */
};

/* Look for the title among the first lines of `text`. */
static struct title find_title(struct hk_str text, uint32_t number)
{
	struct title t = {.line = 0};
	struct hk_str line, next;
	unsigned before = 0;

	for (; hk_plain_line(&line, &text); number++) {
		struct hk_str behind = text;
		bool followed = hk_plain_line(&next, &behind);
		bool underlined;

		if (hk_plain_is_blank(line))
			continue;
		underlined = followed && is_underline(next) &&
			     line.len <= UNDERLINED_MAX;
		if (!has_word(line) || is_mode_line(line)) {
			if (++before > BEFORE_MAX)
				break;
			continue;
		}
		if (!underlined && (!hk_plain_is_title(line) ||
				    (followed && is_wrapped(line, next))))
			break;
		t.text = hk_plain_trim(line);
		t.line = number;
		t.rest = underlined ? behind : text;
		t.next = number + 1 + underlined;
		break;
	}
	return t;
}

/* Whatever the lines of a program, a log or settings look like, they are no
 * paragraphs. */
static void keep_lines(struct hk_article *article)
{
	for (size_t i = 0; i < article->block_count; i++)
		if (article->blocks[i].kind == HK_BLOCK_PARAGRAPH)
			article->blocks[i].kind = HK_BLOCK_VERBATIM;
}

static enum hk_status read_text(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct hk_article *article = input->article;
	struct hk_str text = input->text;
	struct title title = {.line = 0};
	bool verbatim = hk_verbatim_named(input->member.len ? input->member
							    : input->path);
	uint32_t number = input->first_line;
	enum hk_status status = HK_OK;

	hk_article_reset(article);
	article->lines = HK_BLOCK_LINES_PHYSICAL;
	/* The first line of a program is no title. */
	if (!verbatim)
		title = find_title(text, number);
	if (title.line) {
		/* A rule above the title goes with the one below it. */
		struct hk_str before = hk_span_str(
			text.data, (size_t)(title.text.data - text.data));

		if (has_word(before))
			status = hk_plain_paragraphs(article, before, number);
		if (!status)
			status = hk_plain_block(article, HK_BLOCK_TITLE, 0,
						title.text, title.line);
		if (!status)
			status = hk_article_keep(article, &article->title,
						 title.text);
		text = title.rest;
		number = title.next;
	}
	if (!status)
		status = hk_plain_paragraphs(article, text, number);
	if (verbatim)
		keep_lines(article);
	return status ? hk_error_nomem(err) : hk_format_give(input);
}

const struct hk_format hk_format_text = {
	.takes = HK_FORMAT_TEXT,
	.read = read_text,
};
