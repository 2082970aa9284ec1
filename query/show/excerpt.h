/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_EXCERPT_H
#define HIKU_QUERY_SHOW_EXCERPT_H

/*
 * Which sentences of a long passage are shown.
 */

#include "query/show/layout.h"

/*
 * If the layout does not fit into `lines` lines of `columns` cells, show only
 * an excerpt that does: the whole sentences with the most different marks, or a
 * piece of one sentence around its first mark if that alone is too long. "…"
 * replaces the text that is left out. `source` is the one that was laid out.
 */
void hk_excerpt_choose(struct hk_layout *layout,
		       const struct hk_layout_source *source, unsigned columns,
		       unsigned lines);

#endif
