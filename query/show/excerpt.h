/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_EXCERPT_H
#define HIKU_QUERY_SHOW_EXCERPT_H

/*
 * Which sentences of a long passage are shown.
 */

#include "query/show/layout.h"

/*
 * Show only what fits into `lines` lines of `columns` cells, if that is not
 * all: whole sentences around the best of the marks (many different ones), or
 * a piece of one around its first mark where it alone is too long. "…" stands
 * where text was left out. `source` is the one that was laid out.
 */
void hk_excerpt_choose(struct hk_layout *layout,
		       const struct hk_layout_source *source, unsigned columns,
		       unsigned lines);

#endif
