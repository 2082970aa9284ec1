/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_PANE_H
#define HIKU_CLI_TUI_PANE_H

/*
 * Lines that are looked at through a window: an article, the help.
 */

#include "base/buf.h"

struct hk_pane {
	struct hk_buf text; /* lines as the library wrote them, each with '\n'
			     */
	size_t *begins;	    /* where each begins */
	size_t count, capacity;
	size_t top;    /* the first one that is seen */
	size_t target; /* the one that matters; dots to it by default */
};

void hk_pane_init(struct hk_pane *pane);
void hk_pane_release(struct hk_pane *pane);
/* Empty it, and look at its top. */
void hk_pane_reset(struct hk_pane *pane);
/* Append; a hiku_write_fn, of which `pane` is the context. */
int hk_pane_write(void *pane, const char *data, size_t len);
/* Find the lines. HK_ENOMEM. */
enum hk_status hk_pane_index(struct hk_pane *pane) HK_MUST_USE;
/* Line `i` without its '\n'; empty behind the last. */
struct hk_str hk_pane_line(const struct hk_pane *pane, size_t i);
/* Move the window, which has `rows` rows, but not beyond the ends. */
void hk_pane_scroll(struct hk_pane *pane, long rows_down, size_t rows);
/* Go to a line; `above` rows are seen before it. */
void hk_pane_go(struct hk_pane *pane, size_t line, size_t above, size_t rows);
/* The next line from `line` on, or with `back` before it, that has a mark;
 * pane->count: none. */
size_t hk_pane_marked(const struct hk_pane *pane, size_t line, bool back);

#endif
