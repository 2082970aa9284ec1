/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_VERIFY_H
#define HIKU_QUERY_SEARCH_VERIFY_H

/*
 * The index keeps no positions, so whether a passage has a phrase is looked up
 * in its stored text.
 */

#include "query/search/task.h"

/* Candidates that are verified at most; a count beyond that is a lower
 * bound. */
#define HK_VERIFY_MAX 20000
/* The same for passages of a query that is being typed: each takes .1 ms. */
#define HK_VERIFY_TYPING 300

static inline uint32_t hk_verify_most(const struct hk_search_options *options)
{
	return options->words_only && !options->count ? HK_VERIFY_TYPING
						      : HK_VERIFY_MAX;
}

/* `*holds`: the passage, its title and its headings have the phrases that the
 * plan requires, and none that it excludes. HK_ENOMEM. */
enum hk_status hk_verify_passage(bool *holds, const struct hk_search_task *task,
				 const struct hk_record *record,
				 struct hk_error *err) HK_MUST_USE;

#endif
