/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_LOCATE_H
#define HIKU_CLI_LOCATE_H

/*
 * Which indexes the command line means, and how they are read.
 */

#include "cli/options.h"
#include "store/location.h"
#include "store/reader.h"

/* Add the places, or the default one if there are none. The errors of
 * hk_location_add() and hk_folder_default(). */
enum hk_status hk_locate_places(struct hk_locations *out,
				const char *const *places, size_t count,
				struct hk_error *err) HK_MUST_USE;

/* Add the collections that the options name to their places, as @NAME.
 * HK_ENOMEM. hk_locate_release() before the options are released. */
enum hk_status hk_locate_names(struct hk_query_options *options,
			       struct hk_error *err) HK_MUST_USE;
void hk_locate_release(struct hk_query_options *options);

struct hk_reader_options hk_locate_reading(
	const struct hk_query_options *options);

#endif
