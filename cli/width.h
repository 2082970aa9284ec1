/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_WIDTH_H
#define HIKU_CLI_WIDTH_H

/*
 * The cells that the terminal gives to characters of ambiguous width.
 *
 * No variable tells it, so the terminal is asked, once a session: where is the
 * cursor (ECMA-48's DSR 6), before and behind such a character, which is wiped
 * out again. The answer is kept (cli/state_file.h). It is asked only if
 * nothing is waiting in its input, and its answer is waited for a short time,
 * and read as a whole, so that nothing of it is left for the shell.
 */

#include <stdbool.h>

/* Are they two? With `asks` it is the terminal that standard output is which
 * tells; else, and where that says nothing, the locale. */
bool hk_width_is_wide(bool asks);

#endif
