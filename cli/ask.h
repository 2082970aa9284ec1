/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_ASK_H
#define HIKU_CLI_ASK_H

/*
 * Between the options and errors of the program and those of libhiku.
 */

#include "base/buf.h"
#include "cli/options.h"
#include "lib/hiku.h"

/* Say in `err`, unless it is NULL, what failed in the library; the status. */
enum hk_status hk_ask_fail(struct hk_error *err, const struct hiku_error *why);

/* Open the indexes at `places`, or the usual one if there are none. What
 * hiku_open() gives. */
enum hk_status hk_ask_open(struct hiku_index **out,
			   const struct hk_query_options *options,
			   const char *const *places, size_t count,
			   struct hk_error *err) HK_MUST_USE;

/* What the options say of a query. */
struct hiku_query_options hk_ask_query(const struct hk_query_options *options);

/* A text of an answer as bytes. */
static inline struct hk_str hk_ask_str(struct hiku_text text)
{
	return hk_span_str(text.data, text.len);
}

#endif
