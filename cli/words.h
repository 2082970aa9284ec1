/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_WORDS_H
#define HIKU_CLI_WORDS_H

/*
 * Words of the index instead of passages: those that begin with what --complete
 * says, or that what --suggest says may be a slip of.
 */

#include "cli/ask.h"

/*
 * Print them to standard output, one a line: the word, a tab and the number of
 * passages that have it; or as JSON objects. `*found` says if there are any.
 * HK_EUSAGE if there is nothing to look for; HK_EIO, HK_ENOMEM, and what
 * hiku_complete() gives.
 */
enum hk_status hk_words_run(bool *found, const struct hk_query_options *options,
			    struct hiku_index *index,
			    struct hk_error *err) HK_MUST_USE;

#endif
