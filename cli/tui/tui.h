/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_TUI_H
#define HIKU_CLI_TUI_TUI_H

/*
 * `hiku -i`: search as you type.
 *
 * One thread has the terminal, one the index (seeker.h). A key changes what is
 * on the screen (press.h, ui.h), which is drawn as cells (view.h), of which
 * those that changed are sent (paint.h).
 */

#include "base/error.h"
#include "base/span.h"
#include "lib/hiku.h"

struct hk_tui_options {
	struct hk_str query; /* to begin with; may be empty */
	struct hiku_query_options search;
	bool wide; /* characters of ambiguous width take two cells */
	bool color;
	const char *colors; /* as HIKU_COLORS; or NULL */
};

/*
 * Is there a terminal for it? To be asked before the index is opened. HK_EUSAGE
 * if not, HK_ENOTFOUND if the library for it is missing.
 */
enum hk_status hk_tui_check(struct hk_error *err) HK_MUST_USE;

/*
 * Run it until the user leaves; `*code` is then the exit status of the program:
 * 0, or 130 after ctrl-c. It takes over `index` and closes it, also after a
 * failure. hk_tui_check() must have succeeded. HK_ENOMEM, HK_EIO.
 */
enum hk_status hk_tui_run(int *code, struct hiku_index *index,
			  const struct hk_tui_options *options,
			  struct hk_error *err) HK_MUST_USE;

/* Give the terminal back, if it is taken, for a line about a failure after
 * which the program ends at once. */
void hk_tui_end(void);

#endif
