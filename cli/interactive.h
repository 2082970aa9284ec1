/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_INTERACTIVE_H
#define HIKU_CLI_INTERACTIVE_H

/*
 * -i: search as you type, with the options of the command line.
 */

#include "base/span.h"
#include "cli/options.h"

/*
 * Begin with `query`, which may be empty; `*code` is the exit status when the
 * user has left. HK_EUSAGE if there is no terminal for it; what hiku_open() and
 * hk_tui_run() give.
 */
enum hk_status hk_interactive_run(int *code,
				  const struct hk_query_options *options,
				  struct hk_str query,
				  struct hk_error *err) HK_MUST_USE;
/* The program ends at once: give the terminal back before why is told. */
void hk_interactive_end(void);

#endif
