/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/layout.h"

#include <stdlib.h>

#include "query/show/visible.h"
#include "text/char.h"
#include "base/utf8.h"

void hk_layout_init(struct hk_layout *l)
{
	memset(l, 0, sizeof(*l));
}

void hk_layout_release(struct hk_layout *l)
{
	free(l->list);
	hk_layout_init(l);
}

size_t hk_layout_gap_cells(const struct hk_layout *l, enum hk_layout_gap gap)
{
	switch (gap) {
	case HK_LAYOUT_BLANK:
		return 1;
	case HK_LAYOUT_CELL:
		return 3;
	case HK_LAYOUT_PARAGRAPH:
		return l->pilcrow;
	default:
		return 0;
	}
}

void hk_layout_flatten(struct hk_layout *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->list[i].gap == HK_LAYOUT_LINE)
			l->list[i].gap = HK_LAYOUT_PARAGRAPH;
}

struct hk_span hk_layout_shown(const struct hk_layout *l)
{
	size_t first = l->first, last = l->last, end;
	char bytes[4];

	while (first < last && l->list[first].added)
		first++;
	while (last > first && l->list[last - 1].added)
		last--;
	if (first == last)
		return (struct hk_span){0, 0};
	end = l->list[last - 1].begin;
	/* A byte that is not UTF-8 is shown as U+FFFD, and is one. */
	end += l->list[last - 1].invalid
		       ? 1
		       : hk_utf8_encode(bytes, l->list[last - 1].c);
	return (struct hk_span){l->list[first].begin, end};
}

/* ---- Wrapping ---- */

/* Small kana, which belong to the character before: ぁ, ッ, ヶ, ㇰ. */
static bool is_small_kana(uint32_t c)
{
	static const unsigned char low[] = {0x41, 0x43, 0x45, 0x47, 0x49, 0x63,
					    0x83, 0x85, 0x87, 0x8E, 0x95, 0x96};
	uint32_t kana = c >= 0x30A0 ? c - 0x60 : c;

	if (c >= 0x31F0 && c <= 0x31FF)
		return true;
	return kana >= 0x3041 && kana <= 0x3096 &&
	       memchr(low, (int)(kana & 0xFF), sizeof(low));
}

static bool begins_no_line(uint32_t c)
{
	switch (c) {
	case ',':
	case '.':
	case ':':
	case ';':
	case '!':
	case '?':
	case HK_LAYOUT_ELLIPSIS:
	case 0x2010: /* ‐ */
	case 0x2013: /* – */
	case 0x3001: /* 、 */
	case 0x3002: /* 。 */
	case 0x3005: /* 々 */
	case 0x301C: /* 〜 */
	case 0x309D: /* ゝ */
	case 0x309E: /* ゞ */
	case 0x30A0: /* ゠ */
	case 0x30FB: /* ・ */
	case 0x30FC: /* ー */
	case 0x30FD: /* ヽ */
	case 0x30FE: /* ヾ */
	case 0xFF0C: /* ， */
	case 0xFF1A: /* ： */
	case 0xFF1B: /* ； */
	case 0xFF5E: /* ～ */
	case 0xFF61: /* ｡ */
	case 0xFF64: /* ､ */
	case 0xFF65: /* ･ */
	case 0xFF70: /* ｰ */
		return true;
	default:
		return is_small_kana(c) || hk_char_closing(c) ||
		       hk_char_sentence_end(c);
	}
}

/* A character of a script that separates words by blanks. */
static bool is_word(uint32_t c)
{
	return c > 0x20 && c < 0x2E80;
}

/* Can a line end behind glyph `i` without breaking a word? */
static bool may_split(const struct hk_layout *l, size_t i)
{
	const struct hk_layout_glyph *glyph = &l->list[i];
	uint32_t a = glyph->c, b = glyph[1].c;

	if (glyph->gap != HK_LAYOUT_NOTHING)
		return true;
	if (glyph->added && a != HK_LAYOUT_ELLIPSIS)
		return false;
	if (hk_layout_joins(a, b))
		return false;
	if (!is_word(a) || !is_word(b))
		return true;
	/* In long names also behind a dash or slash between two words. */
	return (a == '-' || a == '/') && b != a && i > 0 &&
	       glyph[-1].gap == HK_LAYOUT_NOTHING && is_word(glyph[-1].c) &&
	       glyph[-1].c != a;
}

/* Where a line can end, should it? */
static bool ends_well(const struct hk_layout *l, size_t i)
{
	return l->list[i].gap >= HK_LAYOUT_LINE ||
	       (!begins_no_line(l->list[i + 1].c) &&
		!hk_char_opening(l->list[i].c));
}

bool hk_layout_may_break(const struct hk_layout *l, size_t i)
{
	return may_split(l, i) && ends_well(l, i);
}

/* The end of the line that begins with glyph `begin`: the last good break that
 * fits, else the last that breaks no word, else where the line is full. */
static size_t line_end(const struct hk_layout *l, size_t begin, size_t end,
		       size_t columns)
{
	size_t used = 0, full = begin, fair = 0;

	for (; full < end; full++) {
		const struct hk_layout_glyph *glyph = &l->list[full];

		if (used + glyph->width > columns)
			break;
		if (glyph->gap == HK_LAYOUT_LINE || full + 1 == end)
			return full + 1;
		used += glyph->width;
		if (glyph->gap != HK_LAYOUT_NOTHING)
			used += hk_layout_gap_cells(l, glyph->gap);
	}
	for (size_t i = full; i > begin; i--)
		if (may_split(l, i - 1)) {
			if (ends_well(l, i - 1))
				return i;
			fair = fair ? fair : i;
		}
	return fair ? fair : full + (full == begin && full < end);
}

size_t hk_layout_reach(const struct hk_layout *l, size_t begin, size_t columns,
		       unsigned lines)
{
	while (begin < l->count && lines--)
		begin = line_end(l, begin, l->count, columns);
	return begin;
}

/* ---- Printing ---- */

/* Is a mark's first glyph that is shown number `i`, or its last one? */
static bool begins_mark(const struct hk_layout *l, size_t i)
{
	return l->list[i].mark &&
	       (i == l->first || l->list[i - 1].mark != l->list[i].mark);
}

static bool ends_mark(const struct hk_layout *l, size_t i)
{
	return l->list[i].mark &&
	       (i + 1 == l->last || l->list[i + 1].mark != l->list[i].mark);
}

static const char *shown_gap(enum hk_layout_gap gap,
			     const struct hk_layout_style *style)
{
	switch (gap) {
	case HK_LAYOUT_LINE:
		return style->line ? style->line : " ";
	case HK_LAYOUT_PARAGRAPH:
		return " ¶ ";
	case HK_LAYOUT_CELL:
		return " | ";
	default:
		return " ";
	}
}

static enum hk_status put_glyph(struct hk_buf *out, uint32_t c,
				const struct hk_layout_style *style)
{
	char shown[HK_VISIBLE_MAX];
	size_t len = hk_visible_char(shown, c);

	return style->put ? style->put(out, hk_span_str(shown, len))
			  : hk_buf_append(out, shown, len);
}

/* Append the glyphs [begin, end) with their marks. */
static enum hk_status put_glyphs(struct hk_buf *out, const struct hk_layout *l,
				 size_t begin, size_t end,
				 const struct hk_layout_style *style)
{
	enum hk_status status = HK_OK;
	bool on = false;

	for (size_t i = begin; i < end && !status; i++) {
		const struct hk_layout_glyph *glyph = &l->list[i];
		bool blank = i + 1 < end && glyph->gap != HK_LAYOUT_NOTHING;

		if (glyph->mark && !on)
			status = hk_buf_puts(out, style->mark_on);
		if (!status && begins_mark(l, i) && style->open)
			status = hk_buf_puts(out, style->open);
		if (!status)
			status = put_glyph(out, glyph->c, style);
		/* A blank is marked only between characters of one mark. */
		on = glyph->mark && i + 1 < end &&
		     (blank ? glyph[1].mark == glyph->mark : glyph[1].mark);
		if (!status && ends_mark(l, i) && style->close)
			status = hk_buf_puts(out, style->close);
		if (!status && glyph->mark && !on)
			status = hk_buf_puts(out, style->mark_off);
		if (!status && blank)
			status = hk_buf_puts(out, shown_gap(glyph->gap, style));
	}
	return status;
}

enum hk_status hk_layout_line(struct hk_buf *out, const struct hk_layout *l,
			      const struct hk_layout_style *style)
{
	enum hk_status status = hk_buf_puts(out, style->on);

	if (!status)
		status = put_glyphs(out, l, l->first, l->last, style);
	return status ? status : hk_buf_puts(out, style->off);
}

enum hk_status hk_layout_wrap(struct hk_buf *out, const struct hk_layout *l,
			      unsigned columns,
			      const struct hk_layout_style *style)
{
	size_t indent = strlen(style->indent), begin = l->first;
	size_t width = columns > indent ? columns - indent : 1;
	enum hk_status status = HK_OK;

	while (begin < l->last && !status) {
		size_t end = line_end(l, begin, l->last, width);

		status = hk_buf_puts(out, style->indent);
		if (!status)
			status = hk_buf_puts(out, style->on);
		if (!status)
			status = put_glyphs(out, l, begin, end, style);
		if (!status)
			status = hk_buf_puts(out, style->off);
		if (!status)
			status = hk_buf_putc(out, '\n');
		begin = end;
	}
	return status;
}
