/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/layout.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "query/visible.h"
#include "text/char.h"
#include "text/passage.h"
#include "text/utf8.h"

#define ELLIPSIS 0x2026

void hk_layout_init(struct hk_layout *l)
{
	memset(l, 0, sizeof(*l));
}

void hk_layout_release(struct hk_layout *l)
{
	free(l->list);
	hk_layout_init(l);
}

/* Cells of a character as hk_visible_char() shows it. */
static unsigned cells_of(uint32_t c)
{
	char shown[12];
	size_t len;
	int width;

	if (c >= 0x20 && c < 0x7F)
		return 1;
	len = hk_visible_char(shown, c);
	if (shown[0] == '<' && len > 1)
		return (unsigned)len;
	if (c < 0x20 || c == 0x7F)
		return 1;
	width = utf8proc_charwidth((int32_t)c);
	return width < 0 ? 0 : (unsigned)width;
}

/* ---- Laying out ---- */

static struct hk_glyph *add(struct hk_layout *l)
{
	if (l->count == l->room) {
		size_t room = l->room ? l->room * 2 : 512;
		void *list = realloc(l->list, room * sizeof(*l->list));
		if (!list)
			return NULL;
		l->list = list;
		l->room = room;
	}
	memset(&l->list[l->count], 0, sizeof(*l->list));
	return &l->list[l->count++];
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000;
}

static bool begins_line(uint32_t c)
{
	return c == '-' || c == '*' || c == '#' || c == '|' || c == 0x30FB ||
	       c == 0x300C || c == 0x300E || c == 0x25CF || c == 0x25A0 ||
	       c == 0x203B;
}

/* What the white space at [at, end) of the text comes to, behind `before`. */
static enum hk_layout_end white_space(struct hk_str text, size_t at,
				      size_t *end, uint32_t before)
{
	unsigned lines = 0;
	bool indent = false;
	uint32_t c = 0;

	while (at < text.len) {
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!is_blank(c))
			break;
		if (c == '\n')
			lines++;
		indent = c != '\n' && c != '\r' && lines;
		at += n;
	}
	*end = at;
	if (lines > 1 || (lines && (indent || begins_line(c))))
		return HK_LAYOUT_LINE;
	if (lines && hk_char_japanese(before) && hk_char_japanese(c))
		return HK_LAYOUT_JOINED;
	return HK_LAYOUT_BLANK;
}

enum hk_status hk_layout_text(struct hk_layout *l, struct hk_str text,
			      struct hk_span range, const struct hk_span *marks,
			      size_t mark_count)
{
	size_t mark = 0, at = range.begin;

	l->count = 0;
	l->cut_before = l->cut_after = false;
	text.len = range.end;
	while (at < range.end) {
		struct hk_glyph *glyph;
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, range.end - at, &c);

		if (is_blank(c)) {
			size_t end;
			enum hk_layout_end how = white_space(
				text, at, &end,
				l->count ? l->list[l->count - 1].c : 0);
			if (l->count && end < range.end)
				l->list[l->count - 1].end = how;
			at = end;
			continue;
		}
		while (mark < mark_count && marks[mark].end <= at)
			mark++;
		glyph = add(l);
		if (!glyph)
			return HK_ENOMEM;
		glyph->c = c;
		glyph->begin = (uint32_t)at;
		glyph->width = (unsigned char)cells_of(c);
		glyph->marked = mark < mark_count && marks[mark].begin <= at;
		at += n ? n : 1;
	}
	return HK_OK;
}

/* ---- Excerpts ---- */

static size_t cells_between(struct hk_str text, size_t begin, size_t end)
{
	size_t cells = 0;

	while (begin < end) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + begin, end - begin, &c);
		cells += is_blank(c) ? c != '\n' && c != '\r' : cells_of(c);
		begin += n ? n : 1;
	}
	return cells;
}

static size_t marks_between(const struct hk_span *marks, size_t count,
			    size_t begin, size_t end)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += marks[i].begin >= begin && marks[i].begin < end;
	return n;
}

/* Move on by whole characters while they fit into `cells`. */
static size_t advance(struct hk_str text, size_t at, size_t end, size_t cells)
{
	while (at < end) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, end - at, &c);
		size_t w = cells_of(c);

		if (w > cells)
			break;
		cells -= w;
		at += n ? n : 1;
	}
	return at;
}

/* A piece of one sentence, a quarter of it before its first mark. */
static struct hk_span cut_sentence(struct hk_str text, struct hk_span sentence,
				   const struct hk_span *marks, size_t count,
				   size_t cells)
{
	struct hk_span out = sentence;

	for (size_t i = 0; i < count; i++) {
		if (marks[i].begin < sentence.begin ||
		    marks[i].begin >= sentence.end)
			continue;
		while (cells_between(text, out.begin, marks[i].begin) >
		       cells / 4)
			out.begin = advance(text, out.begin, out.end, 2);
		break;
	}
	out.end = advance(text, out.begin, sentence.end, cells);
	return out;
}

struct hk_span hk_layout_excerpt(struct hk_str text,
				 const struct hk_span *marks, size_t mark_count,
				 size_t cells)
{
	struct hk_span best = {0, 0}, all = {0, text.len};
	size_t best_marks = 0, begin = 0;

	if (cells_between(text, 0, text.len) <= cells)
		return all;
	while (begin < text.len) {
		size_t end = begin, used = 0, n;

		/* Whole sentences from here on, while they fit. */
		while (end < text.len) {
			size_t next =
				hk_passage_sentence(text.data, end, text.len);
			size_t more = cells_between(text, end, next);
			if (used + more > cells)
				break;
			used += more;
			end = next;
		}
		n = marks_between(marks, mark_count, begin, end);
		if (end > begin && (n > best_marks || best.end == 0)) {
			best = (struct hk_span){begin, end};
			best_marks = n;
		}
		if (end == begin) { /* one sentence alone is too long */
			struct hk_span sentence = {
				begin, hk_passage_sentence(text.data, begin,
							   text.len)};
			struct hk_span piece = cut_sentence(
				text, sentence, marks, mark_count, cells);
			n = marks_between(marks, mark_count, piece.begin,
					  piece.end);
			if (n > best_marks || best.end == 0) {
				best = piece;
				best_marks = n;
			}
		}
		begin = hk_passage_sentence(text.data, begin, text.len);
	}
	return best;
}

/* ---- Wrapping ---- */

static bool is_word(uint32_t c)
{
	return c < 0x2E80 && c > 0x20 && c != '-' && c != '/';
}

static bool begins_no_line(uint32_t c)
{
	switch (c) {
	case 0x3001: /* 、 */
	case 0x3002: /* 。 */
	case 0x30FC: /* ー */
	case 0x3005: /* 々 */
	case 0x30FB: /* ・ */
	case 0xFF0C:
	case 0xFF0E:
	case 0xFF01:
	case 0xFF1F:
	case 0x3063: /* っ */
	case 0x3083: /* ゃ */
	case 0x3085:
	case 0x3087:
	case 0x30C3: /* ッ */
	case 0x30E3:
	case 0x30E5:
	case 0x30E7:
	case ELLIPSIS:
		return true;
	default:
		return hk_char_closing(c);
	}
}

/* May a line end behind glyph `i`? */
static bool may_break(const struct hk_layout *l, size_t i)
{
	const struct hk_glyph *a = &l->list[i], *b = a + 1;

	if (i + 1 >= l->count || a->end != HK_LAYOUT_JOINED)
		return true;
	if (b->width == 0 || begins_no_line(b->c) || hk_char_opening(a->c))
		return false;
	return !(is_word(a->c) && is_word(b->c));
}

/* The glyph behind the last one of the line that begins at `begin`. */
static size_t line_end(const struct hk_layout *l, size_t begin, size_t columns)
{
	size_t used = 0, last = begin;

	for (size_t i = begin; i < l->count; i++) {
		const struct hk_glyph *g = &l->list[i];

		if (columns && used + g->width > columns)
			return last > begin ? last : i > begin ? i : i + 1;
		used += g->width;
		if (g->end == HK_LAYOUT_LINE)
			return i + 1;
		if (may_break(l, i))
			last = i + 1;
		used += g->end == HK_LAYOUT_BLANK;
	}
	return l->count;
}

static enum hk_status put_line(struct hk_buf *out, const struct hk_layout *l,
			       size_t begin, size_t end,
			       const struct hk_layout_style *style)
{
	enum hk_status status = hk_buf_puts(out, style->indent);
	bool on = false;

	if (!status && begin == 0 && l->cut_before)
		status = hk_buf_puts(out, "…");
	for (size_t i = begin; i < end && !status; i++) {
		const struct hk_glyph *g = &l->list[i];
		char shown[12];

		if (g->marked != on)
			status = hk_buf_puts(out, on ? style->mark_off
						     : style->mark_on);
		on = g->marked;
		if (!status)
			status = hk_buf_append(out, shown,
					       hk_visible_char(shown, g->c));
		if (status || g->end == HK_LAYOUT_JOINED || i + 1 == end)
			continue;
		/* A blank inside a mark is marked, one behind it is not. */
		if (on && !l->list[i + 1].marked) {
			status = hk_buf_puts(out, style->mark_off);
			on = false;
		}
		if (!status)
			status = hk_buf_putc(out, ' ');
	}
	if (!status && on)
		status = hk_buf_puts(out, style->mark_off);
	if (!status && end == l->count && l->cut_after)
		status = hk_buf_puts(out, "…");
	return status ? status : hk_buf_putc(out, '\n');
}

enum hk_status hk_layout_print(struct hk_buf *out, const struct hk_layout *l,
			       unsigned columns,
			       const struct hk_layout_style *style)
{
	size_t indent = strlen(style->indent), begin = 0, width = 0;
	enum hk_status status = HK_OK;

	if (columns)
		width = columns > indent + 4 ? columns - indent - 2 : 2;
	if (!columns) /* one line: the text's own are blanks */
		return put_line(out, l, 0, l->count, style);
	while (begin < l->count && !status) {
		size_t end = line_end(l, begin, width);

		status = put_line(out, l, begin, end, style);
		begin = end;
	}
	return status;
}
