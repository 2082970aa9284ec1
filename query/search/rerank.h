/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_RERANK_H
#define HIKU_QUERY_SEARCH_RERANK_H

/*
 * What the engine cannot see: how the words of the query stand together in a
 * passage, and what its title says. Computed on the passage's own text by its
 * letters (query/plan/spot.h), so that the index needs no positions and a query
 * no analysis of what it does not show. docs/RANKING.md tells what each gave.
 */

#include "query/plan/plan.h"

/* Two neighbouring words of the query add HK_RERANK_NEAR times the sum of their
 * idf where they touch; with a gap of so many bytes between them, that divided
 * by 1 + gap / HK_RERANK_NEAR_HALF. Words with another one between them in the
 * query add HK_RERANK_SKIP of the same. */
#define HK_RERANK_NEAR	    0.32
#define HK_RERANK_NEAR_HALF 25.0
#define HK_RERANK_SKIP	    0.5
/* 「…」 in a question that stands there to the letter adds this much of the
 * idf of its words. */
#define HK_RERANK_QUOTE 0.5
/* Words in the title add this much of their idf, times the share of the title's
 * letters that they are: a title that says just what was asked counts most. */
#define HK_RERANK_TITLE 0.5
/* The share of the query's runs of three characters that stand in the text,
 * times this much of the idf of its words. */
#define HK_RERANK_RUNS 0.9
/* The first passage of an article says what the article is about: it adds
 * HK_RERANK_LEAD; where the idf of all words is under HK_RERANK_LEAD_IDF, in
 * proportion less. */
#define HK_RERANK_LEAD	   2.0
#define HK_RERANK_LEAD_IDF 8.0
/* Where an article or a section begins, the first words say most: each word of
 * the query adds HK_RERANK_EARLY times its idf where the passage begins with
 * it; where so many bytes stand before it, that divided by 1 + bytes /
 * HK_RERANK_EARLY_HALF; less where it is spelled otherwise. */
#define HK_RERANK_EARLY	     0.6
#define HK_RERANK_EARLY_HALF 60.0

struct hk_rerank {
	double nearness;
	double quotes;
	double title;
	double runs;
	double lead;
	double early;
};

/* The bonus for the normal form of a title: sets `title`. */
void hk_rerank_title(struct hk_rerank *out, const struct hk_plan *plan,
		     struct hk_str norm);
/* The bonus for the normal form of the text of a passage: sets all others.
 * `lead` is for the first passage of its article, `early` for those that begin
 * an article or a section. */
void hk_rerank_text(struct hk_rerank *out, struct hk_plan *plan,
		    struct hk_str norm);
double hk_rerank_sum(const struct hk_rerank *bonus);

#endif
