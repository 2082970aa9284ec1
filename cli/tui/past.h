/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_PAST_H
#define HIKU_CLI_TUI_PAST_H

/* What was asked in `hiku -i`, from one run to the next. */

#include "cli/tui/entry.h"

/* Add what was asked before to what the line can go back to. What cannot be
 * read, or has no room in memory, is left out. */
void hk_past_recall(struct hk_entry *entry);
/* Keep what it can go back to, as far as it is not too much. That it could not
 * be kept does no harm. */
void hk_past_keep(const struct hk_entry *entry);

#endif
