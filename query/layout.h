/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_LAYOUT_H
#define HIKU_QUERY_LAYOUT_H

/*
 * Passages on a screen: which sentences are shown, and how they are wrapped.
 * Widths are display cells (utf8proc; ambiguous characters are one cell).
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

enum hk_layout_end {
	HK_LAYOUT_JOINED, /* the next glyph follows directly */
	HK_LAYOUT_BLANK,  /* a blank stands behind it */
	HK_LAYOUT_LINE,	  /* the text itself begins a new line behind it */
};

/* One character as it is shown. */
struct hk_glyph {
	uint32_t c;	     /* its code point */
	uint32_t begin;	     /* its byte in the text */
	unsigned char width; /* cells */
	bool marked;
	enum hk_layout_end end;
};

struct hk_layout {
	struct hk_glyph *list;
	size_t count, room;
	bool cut_before, cut_after; /* the text goes on there */
};

void hk_layout_init(struct hk_layout *layout);
void hk_layout_release(struct hk_layout *layout);

/*
 * Lay out the bytes `range` of `text`, of which `marks` (ascending, disjoint)
 * are marked. White space at both ends is dropped; a line break is nothing
 * between two Japanese characters, a new line before an indent, a bullet or
 * an empty line, and a blank elsewhere. HK_ENOMEM.
 */
enum hk_status hk_layout_text(struct hk_layout *layout, struct hk_str text,
			      struct hk_span range, const struct hk_span *marks,
			      size_t mark_count) HK_MUST_USE;

/*
 * The bytes of `text` worth showing in about `cells` cells: all of it where it
 * fits, else whole sentences around as many marks as fit; of a sentence that
 * is longer, the part around its first mark.
 */
struct hk_span hk_layout_excerpt(struct hk_str text,
				 const struct hk_span *marks, size_t mark_count,
				 size_t cells);

/* What stands around a mark, and before each line. */
struct hk_layout_style {
	const char *indent;
	const char *mark_on, *mark_off;
};

/*
 * Append the laid-out text, wrapped to `columns` cells (0: one line), each
 * line ended by '\n'. Words of letters are not broken unless longer than a
 * line; 、。 and closing brackets begin no line, opening ones end none.
 */
enum hk_status hk_layout_print(struct hk_buf *out,
			       const struct hk_layout *layout, unsigned columns,
			       const struct hk_layout_style *style) HK_MUST_USE;

#endif
