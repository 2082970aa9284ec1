/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_RERANK_H
#define HIKU_QUERY_RERANK_H

/*
 * What the engine cannot see: how the words of the query stand together in a
 * passage. Computed on the passage's own text, so that the index needs no
 * positions; measured to give what NEAR over positions gave.
 */

#include "query/match.h"

/* Two neighbouring words of the query add HK_RERANK_NEAR times the sum of their
 * idf where they touch; with d - 1 morphemes between them, that divided by
 * 1 + (d - 1) / HK_RERANK_NEAR_HALF. */
#define HK_RERANK_NEAR	    0.35
#define HK_RERANK_NEAR_HALF 6.0
/* 「…」 in a question that stands there to the letter adds this much of the
 * idf of its words. */
#define HK_RERANK_QUOTE 0.5
/* Words in the title add this much of their idf, times the share of the title's
 * words that they are: a title that says just what was asked counts most. */
#define HK_RERANK_TITLE 0.4
/* The share of the query's runs of three characters that stand in the text,
 * times this much of the idf of its words. */
#define HK_RERANK_RUNS 0.5
/* What the first passage of an article adds: it says what the article is
 * about. */
#define HK_RERANK_LEAD 1.5

struct hk_rerank {
	double nearness;
	double quotes;
	double title;
	double runs;
	double lead;
};

/* The bonus for a title that `analyser` analysed last, in which `matches` were
 * found, and for the passage's number. Sets `title` and `lead`. */
void hk_rerank_frame(struct hk_rerank *out, const struct hk_plan *plan,
		     const struct hk_matches *matches,
		     const struct hk_analyser *analyser, uint32_t number);
/* The bonus for what a text's normal form alone tells. Sets `runs`. */
void hk_rerank_letters(struct hk_rerank *out, struct hk_plan *plan,
		       struct hk_str norm);
/* The bonus for the text that `analyser` analysed last, in which `matches`
 * were found. Sets `nearness` and `quotes`. */
void hk_rerank_words(struct hk_rerank *out, const struct hk_plan *plan,
		     const struct hk_matches *matches,
		     const struct hk_analyser *analyser);
double hk_rerank_sum(const struct hk_rerank *bonus);

/*
 * The most that hk_rerank_words() can give to a text with this normal form:
 * by which words surely do not stand in it. Costs a fraction of the analysis,
 * which it may save.
 */
double hk_rerank_bound(const struct hk_plan *plan, struct hk_str norm);

#endif
