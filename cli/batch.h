/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_BATCH_H
#define HIKU_CLI_BATCH_H

/*
 * Many queries in one process, for programs: each line of input is a query and
 * each line of output the JSON object that answers it, in the same order
 * (docs/OUTPUT.md). Each is answered as soon as it is read, so that a program
 * may wait for an answer before it asks again.
 */

#include <stdio.h>

#include "cli/ask.h"

/*
 * Answer the queries of `in` on `out` until it ends. `first` is an open index,
 * used by one of the threads; the others open their own. `*found` says whether
 * any query found something. A query that is not valid is answered with an
 * error, and the run goes on; only HK_EIO and HK_ENOMEM end it.
 */
enum hk_status hk_batch_run(FILE *in, FILE *out, struct hiku_index *first,
			    const struct hk_query_options *options, bool *found,
			    struct hk_error *err) HK_MUST_USE;

#endif
