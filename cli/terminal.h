/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TERMINAL_H
#define HIKU_CLI_TERMINAL_H

/*
 * What standard output is.
 */

#include <stdbool.h>

#define HK_TERMINAL_COLUMNS_MIN 20
#define HK_TERMINAL_COLUMNS_MAX 10000
/* A page is not wider than this, unless a width is asked for: longer lines are
 * hard to read. */
#define HK_TERMINAL_PAGE 100

struct hk_terminal {
	bool is;		/* standard output is a terminal */
	bool full;		/* and one that can show a page and run a pager:
				 * not a dumb one, not a buffer of Emacs, not the
				 * log of a CI job, not what script(1) writes
				 * down */
	unsigned columns, rows; /* of its window; 0: it is no terminal */
};

void hk_terminal_look(struct hk_terminal *out);

/* Are colours wanted, if nothing was said? Heeds NO_COLOR and TERM. */
bool hk_terminal_color(const struct hk_terminal *terminal);

#endif
