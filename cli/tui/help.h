/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_HELP_H
#define HIKU_CLI_TUI_HELP_H

/*
 * The keys, as `?` shows them.
 */

#include "cli/tui/pane.h"

/* Fill the pane for a window of `columns`. HK_ENOMEM. */
enum hk_status hk_help_lay(struct hk_pane *pane, unsigned columns) HK_MUST_USE;

#endif
