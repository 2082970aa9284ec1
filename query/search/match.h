/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_MATCH_H
#define HIKU_QUERY_SEARCH_MATCH_H

/*
 * Find the words and phrases of a plan in a text, for verifying and marking.
 * The morphemes of a passage are stored with it; its terms are made from them
 * by the same code as for the index.
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
	uint32_t position;   /* index of the morpheme in the text */
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
	HK_MATCH_TEXT,	  /* the text of the passage */
	HK_MATCH_TITLE,	  /* the title of its article */
	HK_MATCH_HEADING, /* its first heading; the others follow */
};

/* The number of texts of a passage, for hk_match_load(). */
size_t hk_match_texts(const struct hk_record *record);
/* Load text number `text` of the passage into `analyser`. The errors of
 * hk_term_restore() and hk_term_analyse(). */
enum hk_status hk_match_load(struct hk_analyser *analyser,
			     const struct hk_record *record, size_t text,
			     struct hk_error *err) HK_MUST_USE;

/* Make its normal form alone the text's: enough for phrases that may stand
 * anywhere, and cheaper. HK_ENOMEM. */
enum hk_status hk_match_normalise(struct hk_analyser *analyser,
				  const struct hk_record *record, size_t text,
				  struct hk_error *err) HK_MUST_USE;

void hk_match_init(struct hk_matches *matches);
void hk_match_release(struct hk_matches *matches);

/* Find the plan's words in the text that `analyser` holds; `matches` is
 * overwritten. HK_ENOMEM. */
enum hk_status hk_match_words(struct hk_matches *matches,
			      const struct hk_plan *plan,
			      const struct hk_analyser *analyser) HK_MUST_USE;

/*
 * Find a phrase in a text, both in normal form, by comparing characters from
 * byte `from` on; `*out` is the first occurrence. A blank of the phrase matches
 * a blank or a line feed. Latin words match whole. False if there is none.
 */
bool hk_match_letters(struct hk_span *out, struct hk_str phrase,
		      struct hk_str text, size_t from);
/*
 * The same in the text that `analyser` holds. A phrase that is a single
 * morpheme must begin and end at the edge of a morpheme or of a part of one;
 * one that is clipped must begin there. One that may stand anywhere is found
 * inside words, too.
 */
bool hk_match_phrase(struct hk_span *out, const struct hk_phrase *phrase,
		     const struct hk_analyser *analyser, size_t from);

#endif
