/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_VIEW_PRIVATE_H
#define HIKU_CLI_TUI_VIEW_PRIVATE_H

/* What the files of view.h share. */

#include "cli/tui/view.h"

struct hk_view_drawing {
	struct hk_cells *cells;
	const struct hk_ui *ui;
	struct hk_ui_areas areas;
	struct hk_buf scratch;
};

/* Draw the hits. HK_ENOMEM. */
enum hk_status hk_view_hits(struct hk_view_drawing *d) HK_MUST_USE;
/* Put the title of a hit, one line with its matches. HK_ENOMEM. */
enum hk_status hk_view_title(struct hk_view_drawing *d, unsigned row,
			     unsigned column, unsigned end,
			     size_t hit) HK_MUST_USE;

#endif
