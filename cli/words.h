/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_WORDS_H
#define HIKU_CLI_WORDS_H

/*
 * Words of the index instead of passages: those that begin with what --complete
 * says, or that what --suggest says may be a slip of.
 */

#include "cli/options.h"
#include "query/search/session.h"

/* Print them to standard output; `*found` says if there are any. HK_EUSAGE if
 * there is nothing to look for, and what the engine gives. */
enum hk_status hk_words_run(bool *found, const struct hk_query_options *options,
			    struct hk_session *session,
			    struct hk_error *err) HK_MUST_USE;

#endif
