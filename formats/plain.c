/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/plain.h"

#include "formats/verbatim.h"
#include "text/char.h"
#include "base/utf8.h"

/* A line of more code points was not wrapped: it is a paragraph. */
#define LONG_LINE 100
/* Code points of a title at most. */
#define TITLE_MAX 40
/* Bytes in which the end of a line is looked for at once. */
#define LINE_WINDOW 256

/* ---- Lines ---- */

/* Bytes before the first line feed or carriage return. Both are looked for in
 * one window after the other: where lines end in one of them alone, the other
 * may be far away. */
static size_t line_length(struct hk_str text)
{
	for (size_t at = 0; at < text.len; at += LINE_WINDOW) {
		const char *begin = text.data + at, *feed, *back;
		size_t len = text.len - at < LINE_WINDOW ? text.len - at
							 : LINE_WINDOW;

		feed = memchr(begin, '\n', len);
		if (feed)
			len = (size_t)(feed - begin);
		back = memchr(begin, '\r', len);
		if (back || feed)
			return at + (back ? (size_t)(back - begin) : len);
	}
	return text.len;
}

bool hk_plain_line(struct hk_str *line, struct hk_str *rest)
{
	size_t at, end;

	if (!rest->len)
		return false;
	at = line_length(*rest);
	*line = hk_span_str(rest->data, at);
	end = at < rest->len ? at + 1 : at;
	if (at + 1 < rest->len && rest->data[at] == '\r' &&
	    rest->data[at + 1] == '\n')
		end++;
	rest->data += end;
	rest->len -= end;
	return true;
}

struct hk_str hk_plain_trim(struct hk_str text)
{
	while (text.len) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data, text.len, &c);
		if (!n || !hk_char_space(c))
			break;
		text.data += n;
		text.len -= n;
	}
	while (text.len) {
		size_t at = hk_utf8_boundary(text, text.len - 1);
		uint32_t c;
		if (!hk_utf8_decode(text.data + at, text.len - at, &c) ||
		    !hk_char_space(c))
			break;
		text.len = at;
	}
	return text;
}

bool hk_plain_is_blank(struct hk_str line)
{
	return hk_plain_trim(line).len == 0;
}

bool hk_plain_is_title(struct hk_str line)
{
	line = hk_plain_trim(line);
	return line.len && hk_utf8_count(line) <= TITLE_MAX &&
	       !memmem(line.data, line.len, "。", 3);
}

/* ---- Blocks ---- */

static enum hk_status append_lines(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;
	struct hk_str line;
	bool first = true;

	while (!status && hk_plain_line(&line, &text)) {
		if (!first)
			status = hk_buf_putc(out, '\n');
		if (!status)
			status = hk_buf_append(out, line.data, line.len);
		first = false;
	}
	return status;
}

enum hk_status hk_plain_block(struct hk_article *article,
			      enum hk_block_kind kind, unsigned level,
			      struct hk_str text, uint32_t line)
{
	struct hk_block block = {.kind = kind, .level = level, .line = line};
	enum hk_status status = HK_OK;

	if (hk_plain_is_blank(text))
		return HK_OK;
	if (article->text.len)
		status = hk_buf_puts(&article->text, "\n\n");
	block.span.begin = article->text.len;
	if (!status)
		status = append_lines(&article->text, text);
	while (article->text.len > block.span.begin &&
	       (article->text.data[article->text.len - 1] == '\n' ||
		article->text.data[article->text.len - 1] == '\t' ||
		article->text.data[article->text.len - 1] == ' '))
		article->text.len--;
	block.span.end = article->text.len;
	return status ? status : hk_article_add(article, block);
}

/* Bytes of the ideographic blanks that a line begins with. */
static size_t indent_of(struct hk_str line)
{
	size_t at = 0;

	while (hk_span_starts(hk_span_from(line, at), "\xE3\x80\x80"))
		at += 3;
	return at;
}

/* Is `now` a line of the indented paragraph that `before` was wrapped in? It
 * has the same indent and is no longer, but for a 。 that may not begin one. */
static bool goes_on(struct hk_str before, struct hk_str now)
{
	size_t at = before.len ? hk_utf8_boundary(before, before.len - 1) : 0;
	uint32_t last = 0;

	hk_utf8_decode(before.data + at, before.len - at, &last);
	return indent_of(before) == indent_of(now) && hk_char_japanese(last) &&
	       !hk_char_sentence_end(last) && !hk_char_closing(last) &&
	       hk_utf8_count(now) <= hk_utf8_count(before) + 1;
}

bool hk_plain_keeps_lines(struct hk_str text)
{
	size_t lines = 0, meant = 0;
	struct hk_str line;

	while (hk_plain_line(&line, &text)) {
		line = hk_plain_trim(line);
		lines += line.len > 0;
		meant += line.len && hk_verbatim_line(line);
	}
	return lines > 1 && meant * 2 >= lines;
}

static enum hk_status add_paragraph(struct hk_article *article,
				    struct hk_str text, uint32_t line)
{
	return hk_plain_block(article,
			      hk_plain_keeps_lines(text) ? HK_BLOCK_VERBATIM
							 : HK_BLOCK_PARAGRAPH,
			      0, text, line);
}

enum hk_status hk_plain_paragraphs(struct hk_article *article,
				   struct hk_str text, uint32_t line)
{
	struct hk_str rest = text, now, before = {NULL, 0};
	struct hk_str paragraph = {NULL, 0};
	uint32_t number = line, first = line;
	bool physical = article->lines == HK_BLOCK_LINES_PHYSICAL;
	enum hk_status status = HK_OK;

	while (!status && hk_plain_line(&now, &rest)) {
		bool blank = hk_plain_is_blank(now);
		bool indented = hk_span_starts(now, "\xE3\x80\x80");

		if (paragraph.len &&
		    (blank || (indented && !goes_on(before, now)))) {
			status = add_paragraph(article, paragraph, first);
			paragraph.len = 0;
		}
		if (!blank) {
			if (!paragraph.len) {
				paragraph.data = now.data;
				first = number;
			}
			paragraph.len =
				(size_t)(now.data + now.len - paragraph.data);
			if (!status && hk_utf8_count(now) > LONG_LINE) {
				status = add_paragraph(article, paragraph,
						       first);
				paragraph.len = 0;
			}
		}
		number += physical;
		before = now;
	}
	if (!status && paragraph.len)
		status = add_paragraph(article, paragraph, first);
	return status;
}
