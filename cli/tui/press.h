/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_PRESS_H
#define HIKU_CLI_TUI_PRESS_H

/*
 * What keys do. They are those of fzf in the list and of less in an article;
 * help.c lists them.
 */

#include "cli/tui/keys.h"
#include "cli/tui/ui.h"

/* A key was pressed, or the mouse was used. HK_ENOMEM leaves what is there. */
enum hk_status hk_press_key(enum hk_ui_wish *wish, struct hk_ui *ui,
			    const struct hk_key *key) HK_MUST_USE;

/* In an article, or the help. */
enum hk_status hk_press_reading(enum hk_ui_wish *wish, struct hk_ui *ui,
				const struct hk_key *key) HK_MUST_USE;
/* In the menu of what a query can be narrowed to. */
enum hk_status hk_press_menu(enum hk_ui_wish *wish, struct hk_ui *ui,
			     const struct hk_key *key) HK_MUST_USE;
/* Is it the character `c`, alone or with control? */
bool hk_press_is(const struct hk_key *key, uint32_t c);
bool hk_press_control(const struct hk_key *key, uint32_t c);

#endif
