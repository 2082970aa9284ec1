/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_NEAR_DOUBTS_H
#define HIKU_QUERY_NEAR_DOUBTS_H

/*
 * Which words of a query may be slips: runs of it, between blanks and
 * particles, of which the index has a word not at all, or two neighbouring
 * characters nowhere side by side.
 */

#include "query/near/near.h"
#include "query/parse.h"

#define HK_DOUBTS_MAX 4

struct hk_doubt {
	struct hk_span span; /* bytes of the query */
	struct hk_str typed; /* these bytes, in normal form */
	bool missing;	     /* the index has not all of it */
	uint32_t documents;  /* passages that have its rarest word */
	struct hk_near_list near;
};

struct hk_doubts {
	struct hk_doubt items[HK_DOUBTS_MAX]; /* ascending */
	size_t count;
};

struct hk_doubts_input {
	const struct hk_parse *parse;
	struct hk_str query; /* that the parse is of */
	struct hk_vocabulary *vocabulary;
	struct hk_analyser *analyser;	    /* its text is overwritten */
	const struct hk_readings *readings; /* or NULL */
	uint32_t rare; /* doubt words that no more passages have */
	bool all;      /* doubt every word, if there is none else to doubt */
};

/* Those for which there is something near. What hk_near_find() gives. */
enum hk_status hk_doubts_find(struct hk_doubts *out,
			      const struct hk_doubts_input *input,
			      struct hk_error *err) HK_MUST_USE;

#endif
