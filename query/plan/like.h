/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_LIKE_H
#define HIKU_QUERY_PLAN_LIKE_H

/*
 * Passages like those of an article: a plan of the words that tell it from
 * others. These are the words with the largest count in the article times idf
 * in the index (Salton and Buckley 1988), and each weighs as much as its count;
 * docs/RANKING.md compares that with Xapian's expand sets.
 */

#include "query/plan/plan.h"

/* Words that are searched for. */
#define HK_LIKE_WORDS 12
/* Passages that are read of an article, evenly spaced. */
#define HK_LIKE_PASSAGES 64
/* A word of the title counts so often, as in the index. */
#define HK_LIKE_TITLE 3

struct hk_like_passage {
	struct hk_str title; /* of its article */
	struct hk_str text;
};

/* All of it borrowed. */
struct hk_like {
	const struct hk_like_passage *passages;
	size_t count;
	const struct hk_str *without; /* ids of articles that are not wanted */
	size_t without_count;
};

/* As hk_plan_make(), with `like` in place of a parse: HK_ENOMEM, HK_EUSAGE for
 * a filter of the options that makes no sense, and what the analyser and the
 * engine give. `no_words` if the index has none of its words. */
enum hk_status hk_plan_like(struct hk_plan *out,
			    const struct hk_plan_input *input,
			    const struct hk_like *like,
			    struct hk_error *err) HK_MUST_USE;

#endif
