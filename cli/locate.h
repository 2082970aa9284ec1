/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_LOCATE_H
#define HIKU_CLI_LOCATE_H

/*
 * Which indexes the command line means.
 */

#include "cli/options.h"
#include "base/error.h"

/* Add the collections that the options name to their places, as @NAME.
 * HK_ENOMEM. hk_locate_release() before the options are released. */
enum hk_status hk_locate_names(struct hk_query_options *options,
			       struct hk_error *err) HK_MUST_USE;
void hk_locate_release(struct hk_query_options *options);

#endif
