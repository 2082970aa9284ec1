/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_PRESENT_H
#define HIKU_CLI_PRESENT_H

/*
 * How an answer is shown, by the options and by what standard output is: the
 * format, its width, colours and signs, and whether a pager gets it.
 */

#include <limits.h>

#include "cli/options.h"
#include "lib/hiku.h"
#include "cli/terminal.h"

struct hk_present {
	struct hk_terminal terminal;
	const char *format;
	uint32_t traits; /* of the format: enum hiku_format_trait */
	struct hiku_format_options how;
	bool paged;
	uint32_t *lines; /* that were shown, of each hit; allocated */
	char here[PATH_MAX];
};

/* `*out` must stay where it is; hk_present_release() frees it, also after a
 * failure. HK_EUSAGE for options that the format cannot
 * heed, or that make no sense. */
enum hk_status hk_present_init(struct hk_present *out,
			       const struct hk_query_options *options,
			       struct hk_error *err) HK_MUST_USE;

void hk_present_release(struct hk_present *present);

/* Print the answer. HK_ENOMEM, and what hk_pager_print() gives. */
enum hk_status hk_present_print(struct hk_present *present,
				const struct hiku_answer *answer,
				struct hk_error *err) HK_MUST_USE;

#endif
