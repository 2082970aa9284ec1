/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_LAYOUT_H
#define HIKU_QUERY_SHOW_LAYOUT_H

/*
 * Text on a screen: characters with their widths, and lines of them.
 *
 * Widths are in display cells and are those of what hk_visible_char() shows for
 * a character (utf8proc's; characters of ambiguous width take one cell). No
 * text is printed in another way, so that none can control the terminal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"
#include "text/article.h"

#define HK_LAYOUT_ELLIPSIS 0x2026

/* What is laid out; borrowed during the calls that take it. */
struct hk_layout_source {
	struct hk_str text; /* bytes that are not UTF-8 become U+FFFD */
	const struct hk_span
		*marks; /* bytes of the text; ascending, disjoint */
	size_t mark_count;
	const struct hk_block *blocks; /* tell which lines are kept; may be NULL */
	size_t block_count;
};

/* What stands between a glyph and the next one. */
enum hk_layout_gap {
	HK_LAYOUT_NOTHING,
	HK_LAYOUT_BLANK, /* white space, of any length */
	HK_LAYOUT_LINE,	 /* a line break of the text that is kept */
};

/* One character as it is shown. */
struct hk_layout_glyph {
	uint32_t c;	     /* its code point */
	uint32_t begin;	     /* its offset in bytes of the text */
	uint32_t mark;	     /* the mark that it is in, from 1; 0: none */
	unsigned char width; /* cells */
	bool stop;	     /* the last one of a sentence */
	enum hk_layout_gap gap;
};

struct hk_layout {
	struct hk_layout_glyph *list;
	size_t count, capacity;
	size_t first, last; /* the glyphs [first, last) are shown */
};

void hk_layout_init(struct hk_layout *layout);
void hk_layout_release(struct hk_layout *layout);

/* The cells that a text takes on one line. */
size_t hk_layout_cells(struct hk_str text);

/*
 * Lay out the bytes `range` of the text, replacing what the layout had; all of
 * them are shown. White space at both ends is dropped. A line break is kept in
 * blocks that keep theirs (code, logs, rows) and before an indent, a bullet or
 * an empty line; it becomes nothing between two Japanese characters, and a
 * blank elsewhere.
 * HK_ENOMEM.
 */
enum hk_status hk_layout_text(struct hk_layout *layout,
			      const struct hk_layout_source *source,
			      struct hk_span range) HK_MUST_USE;

/*
 * Can a line end behind glyph `i`, which is not the last? Words of letters and
 * digits are not broken; closing brackets, 、。ー and small kana do not begin a
 * line, and opening brackets do not end one.
 */
bool hk_layout_may_break(const struct hk_layout *layout, size_t i);

/* The end of the glyphs from `begin` on that fit into `lines` lines of
 * `columns` cells. */
size_t hk_layout_reach(const struct hk_layout *layout, size_t begin,
		       size_t columns, unsigned lines);

/* What is printed around each line and each mark; no string may be NULL. */
struct hk_layout_style {
	const char *indent;		/* blanks, before anything else */
	const char *on, *off;		/* around the rest of the line */
	const char *mark_on, *mark_off; /* mark_off restores `on` */
};

/* Append what is shown as one line, without an indent or '\n'. HK_ENOMEM. */
enum hk_status hk_layout_line(struct hk_buf *out,
			      const struct hk_layout *layout,
			      const struct hk_layout_style *style) HK_MUST_USE;

/*
 * Append what is shown, wrapped to `columns` cells including the indent, each
 * line ended by '\n'. A line without a good break is broken anywhere, so that
 * only a character wider than the window exceeds it. HK_ENOMEM.
 */
enum hk_status hk_layout_wrap(struct hk_buf *out,
			      const struct hk_layout *layout, unsigned columns,
			      const struct hk_layout_style *style) HK_MUST_USE;

#endif
