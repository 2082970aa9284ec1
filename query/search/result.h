/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_RESULT_H
#define HIKU_QUERY_SEARCH_RESULT_H

/*
 * The answer to a query: the passages found, in order, with what is needed to
 * show them.
 */

#include <stdint.h>

#include "base/arena.h"
#include "query/parse.h"
#include "query/plan/plan.h"
#include "shim/xap.h"
#include "store/record.h"

/* What one word or phrase of the query adds to a hit's score. */
struct hk_search_reason {
	const struct hk_unit *unit; /* NULL: not a word */
	const char *what;	    /* "bigrams", "nearness", ...; NULL: word */
	double score;
	const struct hk_synonym_run *run; /* what is a "synonym" of; or NULL */
	struct hk_str form; /* the word as the text has it, if the text has it
			     * only in forms that the query did not use;
			     * else empty */
};

/* What articles are counted by. */
enum hk_facet_by {
	HK_FACET_NOT,
	HK_FACET_FOLDER,
	HK_FACET_MONTH,
	HK_FACET_YEAR,
	HK_FACET_TYPE,
	HK_FACET_TAG,
	HK_FACET_AUTHOR,
	HK_FACET_KINDS,
};

/* Articles that have something in common: a folder, a month, a tag. */
struct hk_facet {
	struct hk_str key; /* empty: they have none */
	uint64_t articles;
};

/* All articles, by one kind: the most frequent first, or the latest. */
struct hk_facets {
	struct hk_facet *list;
	size_t count, capacity;
};

/* Where else the text of a hit stands. */
struct hk_copy {
	struct hk_record record; /* in the result's arena */
	struct hk_copy *next;
};

struct hk_hit {
	uint64_t rank; /* from 1; passages skipped by `offset` count */
	double score;
	struct hk_record record; /* in the result's arena */
	struct hk_span *marks;	 /* ascending, disjoint bytes of record.text */
	size_t mark_count;
	struct hk_span *title_marks; /* of record.title */
	size_t title_mark_count;
	struct hk_span *author_marks; /* of record.author */
	size_t author_mark_count;
	struct hk_copy *copies; /* in the order in which they were found */
	struct hk_str *forms; /* with explain: one for each unit of the plan */
	struct hk_search_reason
		*reasons; /* with explain: they add up to score */
	size_t reason_count;
	struct hk_str *synonyms; /* of words of the query that its text has */
	size_t synonym_count;
	struct hk_str also; /* found by this text, in place of words that were
			     * typed (query/sound/also.h); empty: as typed */
};

/* How passages were found. */
enum hk_search_way {
	HK_SEARCH_WORDS,    /* by the words of the query */
	HK_SEARCH_ARTICLES, /* --all: no passage has all words, articles do */
	HK_SEARCH_RESCUE,   /* no passage has the words, but some have their
			     * characters, from edge to edge of words */
	HK_SEARCH_LITERAL,  /* by the characters, wherever they stand: asked
			     * for, or nothing else was found */
	HK_SEARCH_SLIP,	    /* by words that those of the query may be slips
			     * of (query/near/correct.h) */
};

/* Words of the index offered for one. */
#define HK_SEARCH_NEAR_MAX 3

/* A word of the query that may be a slip, and what may be meant. */
struct hk_search_doubt {
	struct hk_str typed;			 /* in normal form */
	struct hk_str words[HK_SEARCH_NEAR_MAX]; /* the likeliest first */
	size_t count;
};

struct hk_result {
	struct hk_arena arena; /* owns everything below but the pool and what
				* is said to be in `kept` */
	struct hk_arena kept;  /* what outlives hk_result_swap() */
	struct hk_parse parse;
	struct hk_plan plan;
	struct xap_pool *pool;
	struct hk_facets facets[HK_FACET_KINDS]; /* those asked for */
	struct hk_hit *hits;
	size_t count, capacity; /* of hits */
	bool more;		/* there are passages behind the last hit */
	uint64_t passages; /* that could be shown, from the first; 0: not known
			    */
	uint64_t articles; /* that match; only counted where asked for */
	enum hk_search_way way;
	bool capped;  /* phrases were not looked for in every candidate */
	bool untried; /* it is still being typed; else what its words may be
		       * slips of would have been looked for */

	struct hk_str *also; /* texts that were searched by sound, too, and
			      * found something; the likeliest first */
	size_t also_count;
	bool also_together;   /* a passage has all words of the likeliest, which
			       * is long: it is hardly a slip */
	struct hk_str spoken; /* the typed words that they stand for */
	const struct hk_search_doubt *doubts; /* in `kept` */
	size_t doubt_count;
	struct hk_result **others; /* whose arenas have their hits */
	size_t other_count;
};

void hk_result_init(struct hk_result *result);
void hk_result_release(struct hk_result *result);
/* Make the result that of `other`, which gets what it was; its doubts and what
 * else is in `kept` stay. */
void hk_result_swap(struct hk_result *result, struct hk_result *other);
/* Let go of what searching needed: the result is shown only, perhaps by another
 * thread, when the database is gone. Queries in it are then only there or not.
 */
void hk_result_settle(struct hk_result *result);
/* How the passages were found, as the JSON has it (docs/OUTPUT.md); static. */
const char *hk_result_way(const struct hk_result *result);
/* Empty the result for a search of `db`; what the engine gives. */
enum hk_status hk_result_reset(struct hk_result *result,
			       const struct xap_db *db,
			       struct hk_error *err) HK_MUST_USE;

#endif
