/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_VERB_H
#define HIKU_CLI_VERB_H

/*
 * `hiku show X`, `hiku open X`, `hiku similar X` and `hiku report X`: what is
 * meant by X, and when these words are no query.
 */

#include <stdbool.h>
#include <stdint.h>

#include "cli/options.h"

/* A number of the last answer, or a file and perhaps lines of it. */
struct hk_verb_target {
	uint64_t rank;	      /* 0: it is no number */
	char *name;	      /* of a file or article; the caller frees it */
	uint32_t line, count; /* 0: not given */
};

/*
 * The words `show X`, `open X` and `similar X`, alone, are the options of these
 * names if X is a number, or looks like a path: it has a slash or names a file,
 * but for :LINE or :LINE:COUNT behind it; for `similar` also if it is `-`. So
 * are `report X`, if X looks like a path or is `-`. Then there are no words
 * left, and the name of the option is returned, for hk_opt_imply(); else NULL.
 */
const char *hk_verb_take(struct hk_query_options *options,
			 struct hk_opt_list *words);

/* Read X. HK_ENOMEM. */
enum hk_status hk_verb_read(struct hk_verb_target *out, const char *text,
			    struct hk_error *err) HK_MUST_USE;

#endif
