/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_SIMILAR_H
#define HIKU_CLI_SIMILAR_H

/*
 * `hiku similar X`: what the passages are to be like. X is a number of the last
 * answer, an article or a file that the index has, any other file that hiku
 * reads, or - for standard input.
 */

#include "cli/ask.h"
#include "cli/options.h"
#include "cli/state.h"
#include "cli/verb.h"

struct hk_similar {
	struct hk_verb_target target;
	struct hk_state state;	     /* for a number */
	struct hiku_answer *article; /* of hiku_show() */
	bool elsewhere;		     /* not of the index that is searched */
};

/*
 * Read X, which is options->similar. HK_EUSAGE for a number that the last
 * answer does not have; HK_ENOMEM; what hk_state_load() gives. The caller
 * releases `out` with hk_similar_release(), also after a failure.
 */
enum hk_status hk_similar_open(struct hk_similar *out,
			       const struct hk_query_options *options,
			       struct hk_error *err) HK_MUST_USE;
/* The indexes that are searched, as the user may name them: those given, or
 * those of the last answer. */
void hk_similar_places(const struct hk_similar *similar,
		       const struct hk_query_options *options,
		       const char *const **items, size_t *count);
/*
 * Read the article, and fill in `similar->article`. A file that the index does
 * not have is read by hiku-index, into an index of its own that is removed
 * then: so there is no second program that reads formats. HK_ENOTFOUND if there
 * is no such article and no such file; HK_EUSAGE for a folder; HK_EFORMAT if
 * nothing in it can be read; and what hiku_show(), hiku_open() and
 * hk_process_run() give.
 */
enum hk_status hk_similar_read(struct hk_similar *similar,
			       struct hiku_index *index,
			       struct hk_error *err) HK_MUST_USE;
void hk_similar_release(struct hk_similar *similar);

#endif
