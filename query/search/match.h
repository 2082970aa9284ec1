/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_MATCH_H
#define HIKU_QUERY_SEARCH_MATCH_H

/*
 * Where the words and phrases of a plan stand in a text: what re-ranking,
 * verifying and highlighting ask of a passage. Its morphemes are stored with
 * it; the terms are made of them by the same code that indexed it.
 */

#include "query/plan/plan.h"

enum hk_match_how {
	HK_MATCH_EXACT,
	HK_MATCH_FOLD, /* a variant spelling */
	HK_MATCH_PART, /* a part of a compound of the query */
	HK_MATCH_PREFIX,
};

struct hk_match {
	uint32_t unit;	     /* index into the plan's units (or prefixes) */
	uint32_t position;   /* of the morpheme in the text */
	struct hk_span norm; /* bytes of the text's normal form */
	enum hk_match_how how;
	uint32_t part; /* HK_MATCH_PART: which part of the unit it is */
};

struct hk_matches {
	struct hk_match *list; /* ascending by norm.begin */
	size_t count, room;
};

void hk_match_init(struct hk_matches *matches);
void hk_match_release(struct hk_matches *matches);

/* Find the plan's words in the text that `analyser` analysed last, replacing
 * what `matches` held. HK_ENOMEM. */
enum hk_status hk_match_words(struct hk_matches *matches,
			      const struct hk_plan *plan,
			      const struct hk_analyser *analyser) HK_MUST_USE;

/*
 * The next place of a phrase in a text by its letters, both in normal form,
 * from byte `from` on: `*out`. A blank of the phrase is any white space of the
 * text. Words of letters are met whole. False where there is none.
 */
bool hk_match_letters(struct hk_span *out, struct hk_str phrase,
		      struct hk_str text, size_t from);
/*
 * The same in the text that `analyser` analysed last, where a phrase of one
 * morpheme only counts where it stands as one.
 */
bool hk_match_phrase(struct hk_span *out, const struct hk_phrase *phrase,
		     const struct hk_analyser *analyser, size_t from);

#endif
