/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_SEARCH_H
#define HIKU_QUERY_SEARCH_SEARCH_H

/*
 * From a query to ranked passages.
 *
 * The engine ranks (BM25+ over words, with bigrams adding to them), phrases
 * are verified on the stored text in rank order, the first passages are
 * ranked again by how near the query's words stand in them, and only then an
 * article's passages are limited and pages cut. All of it sees one revision:
 * when a writer moves the index on meanwhile, all of it begins again.
 */

#include <stdint.h>

#include "query/search/match.h"
#include "query/plan/plan.h"
#include "store/reader.h"
#include "store/record.h"

/* Passages that are ranked again; the rest keep the engine's order. */
#define HK_SEARCH_WINDOW 30
/* Candidates that phrases are verified on; beyond, a count says "at least". */
#define HK_SEARCH_VERIFY_MAX 20000

struct hk_search_options {
	struct hk_plan_options plan;
	uint64_t limit;		  /* passages to give */
	uint64_t offset;	  /* passages to skip before */
	uint64_t max_per_article; /* 0: no limit */
	bool explain;		  /* fill in the parts of each hit's score */
};

/* What one part of the query adds to a hit's score. */
struct hk_search_part {
	const struct hk_unit *unit; /* NULL: not a word */
	const char *what;	    /* "bigrams", "nearness", ...; NULL: word */
	double score;
	struct hk_str form; /* how the text has the word, where in no place as
			     * the query means it; or empty */
};

struct hk_hit {
	uint64_t rank; /* from 1, the skipped ones counted */
	double score;
	struct hk_record record; /* in the result's arena */
	struct hk_span *marks;	 /* ascending, disjoint bytes of record.text */
	size_t mark_count;
	struct hk_span *title_marks; /* of record.title */
	size_t title_mark_count;
	struct hk_str *forms; /* with explain: of each unit of the plan */
	struct hk_search_part *parts; /* with explain; they sum to score */
	size_t part_count;
};

/* How the query was met, where not plainly. */
enum hk_search_way {
	HK_SEARCH_WORDS,    /* by its words */
	HK_SEARCH_ARTICLES, /* --all: no passage has all words, articles do */
	HK_SEARCH_RESCUE,   /* words cut differently, by their characters */
};

struct hk_result {
	struct hk_arena arena;
	struct hk_parse parse;
	struct hk_plan plan;
	struct xap_pool *pool;
	struct hk_hit *hits;
	size_t count;
	enum hk_search_way way;
	bool capped; /* not every candidate of a phrase was looked at */
};

/*
 * Search. The caller frees `out` with hk_search_release(), also after a
 * failure. HK_EUSAGE for a query that makes no sense, and what the engine
 * gives.
 */
enum hk_status hk_search_run(struct hk_result *out, struct hk_reader *reader,
			     struct hk_analyser *analyser, struct hk_str query,
			     const struct hk_search_options *options,
			     struct hk_error *err) HK_MUST_USE;

/* How many articles match; `*exact` is false where it is "at least". */
enum hk_status hk_search_count(uint64_t *articles, bool *exact,
			       struct hk_result *out, struct hk_reader *reader,
			       struct hk_analyser *analyser,
			       struct hk_str query,
			       const struct hk_search_options *options,
			       struct hk_error *err) HK_MUST_USE;

void hk_search_release(struct hk_result *result);

/* The weighting and order of every search of ours; no limit, no collapsing. */
void hk_search_how(struct xap_search_how *how);

#endif
