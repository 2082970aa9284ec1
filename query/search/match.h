/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_MATCH_H
#define HIKU_QUERY_SEARCH_MATCH_H

/*
 * Where the words and phrases of a plan stand in a text: what verifying and
 * highlighting ask of a passage. The morphemes of a passage are stored with
 * it; its terms are made from them by the same code that indexed it.
 */

#include "query/plan/plan.h"
#include "store/record.h"

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
	size_t count, capacity;
};

/* The texts that belong to a passage. */
enum hk_match_text {
	HK_MATCH_TEXT,	  /* its own */
	HK_MATCH_TITLE,	  /* its article's title */
	HK_MATCH_HEADING, /* the first of its headings; the others follow */
};

/* How many texts belong to the passage: numbers for hk_match_load(). */
size_t hk_match_texts(const struct hk_record *record);
/* Make `analyser` hold text number `text` of the passage. What
 * hk_term_restore() and hk_term_analyse() give. */
enum hk_status hk_match_load(struct hk_analyser *analyser,
			     const struct hk_record *record, size_t text,
			     struct hk_error *err) HK_MUST_USE;

void hk_match_init(struct hk_matches *matches);
void hk_match_release(struct hk_matches *matches);

/* Find the plan's words in the text that `analyser` holds, replacing what
 * `matches` held. HK_ENOMEM. */
enum hk_status hk_match_words(struct hk_matches *matches,
			      const struct hk_plan *plan,
			      const struct hk_analyser *analyser) HK_MUST_USE;

/*
 * Find a phrase in a text by its letters, both in normal form, at byte `from`
 * or after it: `*out`. A blank of the phrase matches any white space of the
 * text. Words of Latin letters match whole. False if it is not there.
 */
bool hk_match_letters(struct hk_span *out, struct hk_str phrase,
		      struct hk_str text, size_t from);
/*
 * The same in the text that `analyser` holds, where a phrase that is a single
 * morpheme must begin and end where a morpheme, or a part of one, does.
 */
bool hk_match_phrase(struct hk_span *out, const struct hk_phrase *phrase,
		     const struct hk_analyser *analyser, size_t from);

#endif
