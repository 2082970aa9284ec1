/* SPDX-License-Identifier: GPL-2.0-or-later */

/* From a text to the characters that are shown. */

#include <stdio.h>
#include <utf8proc.h>

#include "base/array.h"
#include "query/show/ambiguous.h"
#include "query/show/layout.h"
#include "query/show/visible.h"
#include "text/char.h"
#include "base/utf8.h"

#define JOINER	 0x200D /* ZERO WIDTH JOINER: makes one emoji of several */
#define BULLET	 0x30FB /* KATAKANA MIDDLE DOT, as lists have it */
#define BOX_OPEN 0x2610
#define BOX_DONE 0x2611
#define LINE_SEP 0x2028 /* a break inside a line of the source */
#define TAB	 8	/* columns between tabs */
/* Cells of a line that was wrapped, at least; bytes of it that are looked at.
 */
#define WRAPPED_CELLS 50
#define WRAPPED_MAX   1000
#define ITEM_STEP     2 /* cells that a list is indented in another one */

/* Kana and kanji, each of which takes two cells, and joins no other; not
 * U+3099, U+309A, which take none. */
static bool is_wide_letter(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x309B && c <= 0x30FF) ||
	       (c >= 0x4E00 && c <= 0x9FFF);
}

/* Cells of any other character. */
static unsigned cells_of_rare(uint32_t c, bool wide)
{
	char shown[HK_VISIBLE_MAX];
	size_t len = hk_visible_char(shown, c);
	int width;

	if (shown[0] == '<')
		return (unsigned)len;
	if (c < 0x20 || c == 0x7F)
		return 1; /* shown as a picture */
	width = utf8proc_charwidth((int32_t)c);
	if (wide && width == 1 && hk_ambiguous_is(c))
		return 2;
	return width < 0 ? 0 : (unsigned)width;
}

static unsigned cells_of(uint32_t c, bool wide)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	/* Also most signs: 、。「」 and those of full width. */
	return is_wide_letter(c) || (c >= 0x3001 && c <= 0x3029) ||
			       (c >= 0xFF01 && c <= 0xFF5E)
		       ? 2
		       : cells_of_rare(c, wide);
}

size_t hk_layout_cells(struct hk_str text, bool wide)
{
	size_t cells = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		cells += cells_of(c, wide);
		at += n ? n : 1;
	}
	return cells;
}

/* A character that never joins another of its kind: nearly all of a Japanese
 * text, of which utf8proc need not be asked. */
static bool stands_alone(uint32_t c)
{
	return (c >= 0x20 && c < 0x7F) || (c >= 0x3001 && c < 0x302A) ||
	       (c >= 0x3041 && c < 0x3097) || (c >= 0x309B && c < 0x3100) ||
	       (c >= 0x4E00 && c < 0xA000);
}

bool hk_layout_joins(uint32_t a, uint32_t b)
{
	return !(stands_alone(a) && stands_alone(b)) &&
	       (a == JOINER ||
		!utf8proc_grapheme_break((int32_t)a, (int32_t)b));
}

static struct hk_layout_glyph *add(struct hk_layout *l)
{
	if (!HK_ARRAY_RESERVE(l->list, l->capacity, l->count + 1))
		return NULL;
	memset(&l->list[l->count], 0, sizeof(*l->list));
	return &l->list[l->count++];
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 ||
	       c == LINE_SEP;
}

/* Characters that begin a line of their own in plain text: bullets, speech. */
static bool is_bullet(uint32_t c)
{
	return c == '-' || c == '*' || c == '#' || c == '|' || c == 0x30FB ||
	       c == 0x2022 || (c >= 0x25A0 && c <= 0x25CF) || c == 0x203B ||
	       c == 0x300C || c == 0x300E;
}

static const struct hk_block *block_of(const struct hk_layout_source *s,
				       size_t at)
{
	for (size_t i = 0; i < s->block_count; i++)
		if (at < s->blocks[i].span.end)
			return &s->blocks[i];
	return NULL;
}

/* White space between two characters. */
struct gap {
	unsigned lines;
	size_t indent; /* cells of blanks and tabs behind the last of them */
	bool wide;     /* and an ideographic one among them */
	bool cell;     /* a tab */
	bool turn;     /* a break inside a line of the source */
	uint32_t next; /* the character behind it */
};

/* Read over the white space at `*at`. */
static struct gap read_gap(const struct hk_layout_source *s, size_t end,
			   size_t *at)
{
	struct gap g = {.next = 0};

	while (*at < end) {
		size_t n =
			hk_utf8_decode(s->text.data + *at, end - *at, &g.next);

		if (!is_blank(g.next))
			break;
		if (g.next == '\n' || g.next == LINE_SEP) {
			g.lines += g.next == '\n';
			g.turn |= g.next == LINE_SEP;
			g.indent = 0;
			g.wide = false;
		} else if (g.next == '\t') {
			g.cell = true;
			g.indent += TAB - g.indent % TAB;
		} else if (g.next != '\r') {
			g.wide |= g.next == 0x3000;
			g.indent++;
		}
		*at += n;
	}
	return g;
}

/* Was the line that ends at `end` wrapped there, so that the next one, which
 * has an indent, goes on with its sentence? Then it is long, and has that
 * indent, too; that of the first line of a block may be gone. */
static bool is_wrapped(const struct hk_layout_source *s,
		       const struct hk_block *block, size_t end, size_t indent)
{
	size_t first = block ? block->span.begin : 0, begin = end, own = 0;

	while (begin > first && s->text.data[begin - 1] != '\n' &&
	       end - begin < WRAPPED_MAX)
		begin--;
	while (begin + own < end && s->text.data[begin + own] == ' ')
		own++;
	return (own == indent || (!own && begin == first)) &&
	       hk_layout_cells(hk_span_str(s->text.data + begin, end - begin),
			       s->wide) >= WRAPPED_CELLS;
}

/* Skip the white space at `*at`, which follows the character `before`; what is
 * shown for it, and the indent behind it. */
static enum hk_layout_gap take_gap(const struct hk_layout_source *s, size_t end,
				   size_t *at, uint32_t before, size_t *indent)
{
	const struct hk_block *block = block_of(s, *at);
	const size_t begin = *at;
	struct gap g = read_gap(s, end, at);
	bool kept;

	*indent = 0;
	if (!g.lines && !g.turn)
		return g.cell && s->cells &&
				       (!block || block->kind != HK_BLOCK_CODE)
			       ? HK_LAYOUT_CELL
			       : HK_LAYOUT_BLANK;
	kept = block && hk_block_keeps_lines(block->kind);
	if (g.lines == 1 && !g.turn && g.indent > 1 && !g.wide && !kept &&
	    hk_char_japanese(before) && hk_char_japanese(g.next) &&
	    !hk_char_sentence_end(before) && !is_bullet(g.next) &&
	    is_wrapped(s, block, begin, g.indent))
		return HK_LAYOUT_NOTHING;
	/* A blank alone is no indent, but what <br> leaves. */
	if (!g.wide && (kept || g.indent > 1))
		*indent = g.indent;
	if (g.turn || g.lines > 1 || g.indent || is_bullet(g.next) || kept)
		return HK_LAYOUT_LINE;
	if (hk_char_japanese(before) && hk_char_japanese(g.next))
		return HK_LAYOUT_NOTHING;
	return HK_LAYOUT_BLANK;
}

/* The block that begins at byte `at`, or NULL; `*next` is the first that may.
 */
static const struct hk_block *block_at(const struct hk_layout_source *s,
				       size_t at, size_t *next)
{
	while (*next < s->block_count && s->blocks[*next].span.begin < at)
		++*next;
	return *next < s->block_count && s->blocks[*next].span.begin == at
		       ? &s->blocks[*next]
		       : NULL;
}

/* Add a character that is none of the text, for byte `at`. */
static bool add_sign(struct hk_layout *l, const struct hk_layout_source *s,
		     size_t at, uint32_t c)
{
	struct hk_layout_glyph *glyph = add(l);

	if (!glyph)
		return false;
	glyph->c = c;
	glyph->begin = (uint32_t)at;
	glyph->width = (unsigned char)cells_of(c, s->wide);
	glyph->added = true;
	return true;
}

static bool add_indent(struct hk_layout *l, const struct hk_layout_source *s,
		       size_t at, size_t cells)
{
	bool added = true;

	if (cells > s->indent)
		cells = s->indent;
	while (cells-- && added)
		added = add_sign(l, s, at, ' ');
	return added;
}

/* Add what stands before an item of a list, unless its text begins with it. */
static bool add_item(struct hk_layout *l, const struct hk_layout_source *s,
		     size_t at, uint32_t c, const struct hk_item *item)
{
	char number[16];

	if (!add_indent(l, s, at, (size_t)item->depth * ITEM_STEP))
		return false;
	switch (item->mark) {
	case HK_ITEM_NUMBER:
		snprintf(number, sizeof(number), "%u. ",
			 (unsigned)item->number);
		for (const char *p = number; *p; p++)
			if (!add_sign(l, s, at, (unsigned char)*p))
				return false;
		return true;
	case HK_ITEM_OPEN:
	case HK_ITEM_DONE:
		return add_sign(l, s, at,
				item->mark == HK_ITEM_OPEN ? BOX_OPEN
							   : BOX_DONE) &&
		       add_sign(l, s, at, ' ');
	default:
		return is_bullet(c) || (c >= '0' && c <= '9') ||
		       add_sign(l, s, at, BULLET);
	}
}

/* Add blanks up to the next column for tabs. */
static bool add_tab(struct hk_layout *l, size_t at, size_t *column)
{
	do {
		struct hk_layout_glyph *glyph = add(l);

		if (!glyph)
			return false;
		glyph->c = ' ';
		glyph->begin = (uint32_t)at;
		glyph->width = 1;
	} while (++*column % TAB);
	return true;
}

/* Add the kana and kanji from byte `*at` on that end before byte `end`, all in
 * the mark `mark`. `*at` moves behind them. */
static bool add_letters(struct hk_layout *l, const struct hk_layout_source *s,
			size_t *at, size_t end, uint32_t mark, size_t *column)
{
	struct hk_layout_glyph glyph = {.mark = mark, .width = 2};
	size_t most = (end - *at) / 3;

	if (!HK_ARRAY_RESERVE(l->list, l->capacity, l->count + most))
		return false;
	for (; end - *at >= 3; *at += 3) {
		if (hk_utf8_decode(s->text.data + *at, 3, &glyph.c) != 3 ||
		    !is_wide_letter(glyph.c))
			break;
		glyph.begin = (uint32_t)*at;
		l->list[l->count++] = glyph;
		*column += glyph.width;
	}
	return true;
}

/* The byte before `end` up to which the text from byte `at` on is in one block
 * and in one mark or none, `*in`. `*mark` is the first that may be there, and
 * `next` as block_at() left it. */
static size_t same_until(const struct hk_layout_source *s, size_t at,
			 size_t end, size_t next, size_t *mark, uint32_t *in)
{
	const struct hk_span *m;

	while (next < s->block_count && s->blocks[next].span.begin <= at)
		next++;
	if (next < s->block_count && s->blocks[next].span.begin < end)
		end = s->blocks[next].span.begin;
	while (*mark < s->mark_count && s->marks[*mark].end <= at)
		++*mark;
	*in = 0;
	if (*mark == s->mark_count)
		return end;
	m = &s->marks[*mark];
	if (m->begin > at)
		return m->begin < end ? m->begin : end;
	*in = (uint32_t)*mark + 1;
	return m->end < end ? m->end : end;
}

/* Make room for what is printed around the marks. */
static void widen_marks(struct hk_layout *l, const struct hk_layout_source *s)
{
	for (size_t i = 0; i < l->count && (s->open || s->close); i++) {
		struct hk_layout_glyph *glyph = &l->list[i];

		if (!glyph->mark)
			continue;
		if (!i || glyph[-1].mark != glyph->mark)
			glyph->width = (unsigned char)(glyph->width + s->open);
		if (i + 1 == l->count || glyph[1].mark != glyph->mark)
			glyph->width = (unsigned char)(glyph->width + s->close);
	}
}

enum hk_status hk_layout_text(struct hk_layout *l,
			      const struct hk_layout_source *s,
			      struct hk_span range)
{
	size_t at = range.begin, mark = 0, next = 0, column = 0, indent = 0;

	l->count = l->first = l->last = 0;
	l->pilcrow = 2 + cells_of(HK_LAYOUT_PILCROW, s->wide);
	while (at < range.end) {
		struct hk_layout_glyph *glyph =
			l->count ? &l->list[l->count - 1] : NULL;
		const struct hk_block *block;
		uint32_t c, in;
		size_t end, n;

		n = hk_utf8_decode(s->text.data + at, range.end - at, &c);
		if (s->verbatim && c == '\t') {
			if (!add_tab(l, at, &column))
				return HK_ENOMEM;
			at++;
			continue;
		}
		if (s->verbatim && c == LINE_SEP) {
			at += n;
			if (glyph)
				glyph->gap = HK_LAYOUT_LINE;
			if (at < range.end && s->text.data[at] == ' ')
				at++;
			continue;
		}
		if (is_blank(c) && !s->verbatim) {
			enum hk_layout_gap gap =
				take_gap(s, range.end, &at,
					 glyph ? glyph->c : 0, &indent);

			if (glyph && at < range.end)
				glyph->gap = gap;
			continue;
		}
		block = block_at(s, at, &next);
		if (!add_indent(l, s, at, indent))
			return HK_ENOMEM;
		indent = 0;
		if (block && block->kind == HK_BLOCK_ITEM &&
		    !add_item(l, s, at, c, &block->item))
			return HK_ENOMEM;
		end = same_until(s, at, range.end, next, &mark, &in);
		if (is_wide_letter(c) && end - at >= n) {
			if (!add_letters(l, s, &at, end, in, &column))
				return HK_ENOMEM;
			continue;
		}
		glyph = add(l);
		if (!glyph)
			return HK_ENOMEM;
		glyph->mark = in;
		glyph->c = c;
		glyph->invalid = !n;
		glyph->begin = (uint32_t)at;
		glyph->width = (unsigned char)cells_of(c, s->wide);
		column += glyph->width;
		at += n ? n : 1;
	}
	l->last = l->count;
	widen_marks(l, s);
	return HK_OK;
}
