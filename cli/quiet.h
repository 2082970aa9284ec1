/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_QUIET_H
#define HIKU_CLI_QUIET_H

/*
 * Signals that are not meant for us for a while: what is typed to end a pager
 * or an editor reaches all that run in the terminal.
 */

#include <signal.h>
#include <stddef.h>

/* Ignore `count` signals; `before` gets what each of them did. */
void hk_quiet_begin(const int *signals, size_t count, struct sigaction *before);

/* They do again what they did; also for a child that is to become a program. */
void hk_quiet_end(const int *signals, size_t count,
		  const struct sigaction *before);

/*
 * What a script for /bin/sh begins with that runs such a program. Else a shell
 * between us and the program dies of what is typed, and we take the program for
 * ended. Unlike an ignored signal, a caught one is not passed on.
 */
#define HK_QUIET_SHELL "trap : INT QUIT; "

#endif
