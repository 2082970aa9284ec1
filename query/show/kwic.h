/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_KWIC_H
#define HIKU_QUERY_SHOW_KWIC_H

/*
 * Matches in their context, each by itself. Spans are of the glyphs of a layout
 * here.
 */

#include "query/show/layout.h"

/* The first match behind `*match`, which begins as {0, 0}. False: there is no
 * other one. */
bool hk_kwic_next(const struct hk_layout *layout, struct hk_span *match);

/* The match and what is around it, up to `most` cells on each side; `*left` are
 * the cells before it. */
struct hk_span hk_kwic_around(const struct hk_layout *layout,
			      struct hk_span match, size_t most, size_t *left);

#endif
