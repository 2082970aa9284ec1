/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_READ_H
#define HIKU_CLI_READ_H

/*
 * --show and --open: reading on where an answer ends.
 */

#include "cli/options.h"

/*
 * Print the article that --show means, or open the file that --open means.
 * `*found` is false if the index has none. HK_EUSAGE for a number that is not
 * of the last answer, or a file that no editor can open; what hk_state_load(),
 * hiku_open(), hiku_show(), hk_pager_print_from() and
 * hk_editor_open() give.
 */
enum hk_status hk_read_run(bool *found, const struct hk_query_options *options,
			   struct hk_error *err) HK_MUST_USE;

#endif
