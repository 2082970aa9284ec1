/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_VIEW_H
#define HIKU_CLI_TUI_VIEW_H

/*
 * From what is on the screen to its cells; changes nothing.
 */

#include "cli/tui/cells.h"
#include "cli/tui/ui.h"

/* Draw all of it into `out`, which gets the size that `ui` has. HK_ENOMEM. */
enum hk_status hk_view_draw(struct hk_cells *out,
			    const struct hk_ui *ui) HK_MUST_USE;

/* Append where a hit is: its path, relative to ui->here, its member and its
 * line; its id if it has no file. HK_ENOMEM. */
enum hk_status hk_view_place(struct hk_buf *out, const struct hk_ui *ui,
			     size_t hit) HK_MUST_USE;

#endif
