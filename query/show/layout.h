/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_LAYOUT_H
#define HIKU_QUERY_SHOW_LAYOUT_H

/*
 * Text on a screen: characters with their widths, and lines of them.
 *
 * Widths are display cells of what hk_visible_char() makes of a character
 * (utf8proc's; those of ambiguous width are one cell). Nothing that came from
 * a file is printed in another way, so no text can speak to the terminal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"
#include "text/article.h"

#define HK_LAYOUT_ELLIPSIS 0x2026

/* What is laid out; all of it borrowed. */
struct hk_layout_source {
	struct hk_str text;	     /* bytes that are not UTF-8: U+FFFD */
	const struct hk_span *marks; /* ascending, disjoint, of the text */
	size_t mark_count;
	const struct hk_block *blocks; /* to know code by; may be none */
	size_t block_count;
};

/* What stands between a glyph and the next one. */
enum hk_layout_gap {
	HK_LAYOUT_NOTHING,
	HK_LAYOUT_BLANK, /* white space, however much of it */
	HK_LAYOUT_LINE,	 /* the text itself begins a new line */
};

/* One character as it is shown. */
struct hk_layout_glyph {
	uint32_t c;	     /* its code point */
	uint32_t begin;	     /* its first byte in the text */
	uint32_t mark;	     /* its mark, counted from 1; 0: none */
	unsigned char width; /* cells */
	bool stop;	     /* a sentence ends behind it */
	enum hk_layout_gap gap;
};

struct hk_layout {
	struct hk_layout_glyph *list;
	size_t count, room;
	size_t first, last; /* shown are the glyphs [first, last) */
};

void hk_layout_init(struct hk_layout *layout);
void hk_layout_release(struct hk_layout *layout);

/* Cells of a text that stands on one line as it is. */
size_t hk_layout_cells(struct hk_str text);

/*
 * Lay out the bytes `range` of the text, replacing what the layout held; all
 * of it is shown. White space at both ends is dropped. A line break is a new
 * line in code, before an indent, a bullet or an empty line; else it is
 * nothing between two Japanese characters and a blank anywhere else.
 * HK_ENOMEM.
 */
enum hk_status hk_layout_text(struct hk_layout *layout,
			      const struct hk_layout_source *source,
			      struct hk_span range) HK_MUST_USE;

/*
 * May a line end behind glyph `i`, which is not the last? Not inside a word of
 * letters and digits; closing brackets, 、。ー and small kana begin no line,
 * opening brackets end none.
 */
bool hk_layout_may_break(const struct hk_layout *layout, size_t i);

/* The glyph behind those that `lines` lines of `columns` cells hold, from
 * glyph `begin` on. */
size_t hk_layout_reach(const struct hk_layout *layout, size_t begin,
		       size_t columns, unsigned lines);

/* What is printed around each line and each mark; none may be NULL. */
struct hk_layout_style {
	const char *indent;		/* blanks, before anything else */
	const char *on, *off;		/* around the rest of the line */
	const char *mark_on, *mark_off; /* mark_off leads back to `on` */
};

/* Append what is shown as one line, without an indent or '\n'. HK_ENOMEM. */
enum hk_status hk_layout_line(struct hk_buf *out,
			      const struct hk_layout *layout,
			      const struct hk_layout_style *style) HK_MUST_USE;

/*
 * Append what is shown wrapped to `columns` cells, the indent among them, each
 * line ended by '\n'. Where no good place for a break fits, any will do: only
 * a character that is wider than the window passes its edge. HK_ENOMEM.
 */
enum hk_status hk_layout_wrap(struct hk_buf *out,
			      const struct hk_layout *layout, unsigned columns,
			      const struct hk_layout_style *style) HK_MUST_USE;

#endif
