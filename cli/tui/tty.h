/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_TTY_H
#define HIKU_CLI_TUI_TTY_H

/*
 * The terminal of standard input and output while it has a screen of ours: each
 * key comes as it is typed, the mouse's wheel and pasted texts come as
 * sequences. However the program ends, the terminal becomes what it was.
 *
 * There is one, so its state is a static of this file.
 */

#include "base/span.h"
#include "cli/tui/terminfo.h"

/* Signals that came since hk_tty_signals() was called last. */
enum hk_tty_signal {
	HK_TTY_RESIZED = 1,
	HK_TTY_ENDS = 2, /* SIGTERM, SIGHUP */
	HK_TTY_INTERRUPTED = 4,
	HK_TTY_STOPS = 8,
	HK_TTY_GOES_ON = 16,
};

/* Take the terminal; `terminal` is borrowed until hk_tty_close(). HK_EUSAGE if
 * input or output is none, HK_EIO. */
enum hk_status hk_tty_open(const struct hk_terminfo *terminal,
			   struct hk_error *err) HK_MUST_USE;
/* Give it back for good. */
void hk_tty_close(void);
/* Give it back for another program, with which this one is stopped, and take it
 * again; interrupts in between were meant for the other one. */
void hk_tty_lend(void);
void hk_tty_take_back(void);
/* Stop this program as ctrl-z does, until it goes on. */
void hk_tty_stop(void);

void hk_tty_size(unsigned *columns, unsigned *rows);
/* Readable when a signal came. */
int hk_tty_descriptor(void);
unsigned hk_tty_signals(void);
/* Send what was made. HK_EIO. */
enum hk_status hk_tty_send(struct hk_str bytes,
			   struct hk_error *err) HK_MUST_USE;

#endif
