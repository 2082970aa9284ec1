/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_RERANK_H
#define HIKU_QUERY_SEARCH_RERANK_H

/*
 * The second step of ranking adds what the engine cannot know: how near the
 * words of the query are to each other in a passage, and what its title says.
 * It compares characters of the stored text (query/plan/spot.h), so that the
 * index needs no positions and passages that are not shown need no analysis.
 * docs/RANKING.md says what each part gained.
 */

#include "query/plan/plan.h"
#include "store/record.h"

/* Two neighbouring words of the query add HK_RERANK_NEAR times the sum of their
 * idf if they touch in the text, and that divided by 1 + gap /
 * HK_RERANK_NEAR_HALF if there is a gap of so many bytes between them. Words
 * with one other word between them in the query add HK_RERANK_SKIP of it. */
#define HK_RERANK_NEAR	    0.32
#define HK_RERANK_NEAR_HALF 25.0 /* bytes */
#define HK_RERANK_SKIP	    0.5
/* A 「…」 of the query adds this share of the idf of its words if the text has
 * it literally. */
#define HK_RERANK_QUOTE 0.5
/* Words in the title add this share of their idf, times their share of the
 * title's letters, so that a title that is exactly the query counts most. */
#define HK_RERANK_TITLE 0.5
/* The share of the query's runs of three characters that the text has, times
 * this share of the idf of the query's words. */
#define HK_RERANK_RUNS 0.9
/* The first passage of an article tells its subject: it adds HK_RERANK_LEAD, or
 * proportionally less if the idf of all words together is less than
 * HK_RERANK_LEAD_IDF. */
#define HK_RERANK_LEAD	   2.0
#define HK_RERANK_LEAD_IDF 8.0
/* In the first passage of an article or a section, the first words matter most:
 * each word of the query adds HK_RERANK_EARLY times its idf if the passage
 * begins with it, and that divided by 1 + bytes / HK_RERANK_EARLY_HALF if so
 * many bytes precede it; less if it is spelled differently. */
#define HK_RERANK_EARLY	     0.6
#define HK_RERANK_EARLY_HALF 60.0 /* bytes */

struct hk_rerank {
	double nearness;
	double quotes;
	double title;
	double runs;
	double lead;
	double early;
};

/*
 * Compute the bonus of a passage. Changes the counters of `plan->runs` and
 * overwrites `norm`. HK_ENOMEM.
 */
enum hk_status hk_rerank_passage(struct hk_rerank *out, struct hk_plan *plan,
				 struct hk_norm *norm,
				 const struct hk_record *record) HK_MUST_USE;
/* The bonus as one number, to be added to the score of the engine. */
double hk_rerank_sum(const struct hk_rerank *bonus);

#endif
