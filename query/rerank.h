/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_RERANK_H
#define HIKU_QUERY_RERANK_H

/*
 * What the engine cannot see: how the words of the query stand together in a
 * passage. Computed on the passage's own text, so that the index needs no
 * positions; measured to give what NEAR over positions gave.
 */

#include "query/match.h"

/* Two neighbouring words of the query that stand within this many morphemes
 * of each other add HK_RERANK_NEAR times the sum of their idf. */
#define HK_RERANK_WINDOW 8
#define HK_RERANK_NEAR	 0.4
/* 「…」 in a question that stands there to the letter adds this much of the
 * idf of its words. */
#define HK_RERANK_QUOTE 0.5

struct hk_rerank {
	double nearness;
	double quotes;
};

/* The bonus for the text that `analyser` analysed last, in which `matches`
 * were found. */
void hk_rerank_score(struct hk_rerank *out, const struct hk_plan *plan,
		     const struct hk_matches *matches,
		     const struct hk_analyser *analyser);

/*
 * The most that hk_rerank_score() can give to a text with this normal form:
 * by which words surely do not stand in it. Costs a fraction of the analysis,
 * which it may save.
 */
double hk_rerank_bound(const struct hk_plan *plan, struct hk_str norm);

#endif
