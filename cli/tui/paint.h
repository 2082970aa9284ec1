/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_PAINT_H
#define HIKU_CLI_TUI_PAINT_H

/*
 * From cells to what a terminal is sent: only what changed. Behind a character
 * about whose width terminals disagree the cursor is placed anew, so that one
 * that is wider or narrower than it should be moves nothing else.
 */

#include "base/buf.h"
#include "cli/tui/cells.h"
#include "cli/tui/terminfo.h"

struct hk_paint {
	const struct hk_terminfo *terminal;
	struct hk_cells shown; /* what the terminal shows; no rows: unknown */
	char styles[HK_CELLS_STYLES][3 * HK_TERMINFO_MAX];
};

/* `colors` as HIKU_COLORS, or NULL; `color`: colours are wanted. */
void hk_paint_init(struct hk_paint *paint, const struct hk_terminfo *terminal,
		   bool color, const char *colors);
void hk_paint_release(struct hk_paint *paint);
/* Nothing is known of what the terminal shows: the next screen is sent whole.
 */
void hk_paint_forget(struct hk_paint *paint);
/* Append what makes the terminal show `next`, and its cursor. HK_ENOMEM. */
enum hk_status hk_paint_put(struct hk_buf *out, struct hk_paint *paint,
			    const struct hk_cells *next) HK_MUST_USE;

#endif
