/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_STYLE_H
#define HIKU_QUERY_SHOW_STYLE_H

/*
 * What is printed around the parts of an answer, for all formats: escapes that
 * colour them, and signs around matches where there are no colours.
 *
 * The colours are of the cube that 256 colours have, whose values no theme
 * changes: each has a contrast of 4.5 and more (WCAG 2.1, 1.4.3) on black and
 * on white. HIKU_COLORS names others, as GREP_COLORS does:
 *
 *	title=1:path=38;5;98:line=38;5;29:dim=38;5;243:mark=1;38;5;163
 */

#include "base/error.h"
#include "query/show/layout.h"

#define HK_STYLE_MAX 32 /* bytes of a string, its NUL included */

struct hk_style {
	bool color;
	char title[HK_STYLE_MAX], path[HK_STYLE_MAX], line[HK_STYLE_MAX],
		dim[HK_STYLE_MAX], mark[HK_STYLE_MAX]; /* before the part */
	const char *off;			       /* behind each of them */
	const char *open, *close; /* around a match; borrowed, never NULL */
	bool wide;		  /* as in struct hk_layout_source */
};

/* No colours and no signs. */
void hk_style_plain(struct hk_style *out);

/* The colours above, changed by `spec` (of HIKU_COLORS) unless that is NULL.
 * HK_EUSAGE for one that makes no sense; the style is then usable. */
enum hk_status hk_style_colors(struct hk_style *out, const char *spec,
			       struct hk_error *err);

/* Tell a layout of the signs and widths. */
void hk_style_source(struct hk_layout_source *source,
		     const struct hk_style *style);

/* A layout's style, and the strings in it. */
struct hk_style_lines {
	struct hk_layout_style layout;
	char mark_on[2 * HK_STYLE_MAX], mark_off[2 * HK_STYLE_MAX];
};

/* For lines with an indent that are a part `on` (one of the style's strings, or
 * ""). `*out` must stay where it is. */
void hk_style_lines(struct hk_style_lines *out, const struct hk_style *style,
		    const char *indent, const char *on);

#endif
