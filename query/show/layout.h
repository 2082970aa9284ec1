/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_LAYOUT_H
#define HIKU_QUERY_SHOW_LAYOUT_H

/*
 * Text on a screen: characters with their widths, and lines of them.
 *
 * Widths are in display cells and are those of what hk_visible_char() shows for
 * a character (utf8proc's; query/show/ambiguous.h has those that take two cells
 * in some terminals). No text is printed in another way, so that none can
 * control the terminal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"
#include "text/article.h"

#define HK_LAYOUT_ELLIPSIS 0x2026
/* What stands between two paragraphs on one line. */
#define HK_LAYOUT_PILCROW 0xB6

/* What is laid out; borrowed during the calls that take it. */
struct hk_layout_source {
	struct hk_str text; /* bytes that are not UTF-8 become U+FFFD */
	const struct hk_span
		*marks; /* bytes of the text; ascending, disjoint */
	size_t mark_count;
	const struct hk_block
		*blocks; /* tell which lines are kept; may be NULL */
	size_t block_count;
	bool wide;	      /* characters of ambiguous width take two cells */
	bool verbatim;	      /* blanks are shown as they are, a tab as some */
	bool cells;	      /* tabs are between the cells of a table */
	unsigned indent;      /* cells of an indent that are shown at most */
	unsigned open, close; /* cells that are printed around each mark */
};

/* What stands between a glyph and the next one. */
enum hk_layout_gap {
	HK_LAYOUT_NOTHING,
	HK_LAYOUT_BLANK,     /* white space, of any length */
	HK_LAYOUT_CELL,	     /* of a table, " | " */
	HK_LAYOUT_LINE,	     /* a line break of the text that is kept */
	HK_LAYOUT_PARAGRAPH, /* the same, where all is on one line: " ¶ " */
};

/* One character as it is shown. */
struct hk_layout_glyph {
	uint32_t c;	     /* its code point */
	uint32_t begin;	     /* its offset in bytes of the text */
	uint32_t mark;	     /* the mark that it is in, from 1; 0: none */
	unsigned char width; /* cells */
	bool invalid;	     /* U+FFFD for a byte that is not UTF-8 */
	bool stop;	     /* the last one of a sentence */
	bool added;	     /* not of the text: "…" for what is left out, an
			      * indent, what is shown before an item of a list
			      */
	enum hk_layout_gap gap;
};

struct hk_layout {
	struct hk_layout_glyph *list;
	size_t count, capacity;
	size_t first, last; /* the glyphs [first, last) are shown */
	size_t pilcrow;	    /* cells of " ¶ " */
};

void hk_layout_init(struct hk_layout *layout);
void hk_layout_release(struct hk_layout *layout);

/* Do two characters make one on the screen? */
bool hk_layout_joins(uint32_t a, uint32_t b);

/* The cells that a text takes on one line; `wide` as above. */
size_t hk_layout_cells(struct hk_str text, bool wide);

/*
 * Lay out the bytes `range` of the text, replacing what the layout had; all of
 * them are shown. White space at both ends is dropped. A line break is kept in
 * blocks that keep theirs (code, logs, rows) and before an indent, a bullet or
 * an empty line, and at U+2028; it becomes nothing between two Japanese
 * characters, and a blank elsewhere. Items of lists are given their marks.
 * HK_ENOMEM.
 */
enum hk_status hk_layout_text(struct hk_layout *layout,
			      const struct hk_layout_source *source,
			      struct hk_span range) HK_MUST_USE;

/* The cells that are shown for a gap on a line. */
size_t hk_layout_gap_cells(const struct hk_layout *layout,
			   enum hk_layout_gap gap);

/* Make one line of the layout: " ¶ " stands for the line breaks that are kept.
 */
void hk_layout_flatten(struct hk_layout *layout);

/* The bytes of the text that are shown, without the white space around. */
struct hk_span hk_layout_shown(const struct hk_layout *layout);

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

/* What is printed around each line and each mark; no string of the first five
 * may be NULL. */
struct hk_layout_style {
	const char *indent;		/* blanks, before anything else */
	const char *on, *off;		/* around the rest of the line */
	const char *mark_on, *mark_off; /* around each piece of a mark on a
					 * line; mark_off restores `on` */
	const char *open, *close;	/* around a whole mark; their cells are
					 * those of the source */
	const char *line;		/* for a line break that is kept, where
					 * all is one line; NULL: a blank */
	/* Appends a character as it is shown; NULL: as it is. HK_ENOMEM. */
	enum hk_status (*put)(struct hk_buf *out, struct hk_str shown);
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
