/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_PLAN_H
#define HIKU_QUERY_PLAN_PLAN_H

/*
 * From the tree of a query to what is searched: its words as units, with
 * weights; its phrases; and the queries for the engine.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "query/parse.h"
#include "query/plan/runs.h"
#include "shim/xap.h"
#include "text/term.h"

/* Measured on judged queries; docs/ARCHITECTURE.md tells what each gave. */
#define HK_PLAN_BIGRAM_WEIGHT 0.15
#define HK_PLAN_FOLD_WEIGHT   0.6
#define HK_PLAN_PART_WEIGHT   0.5

/* Words that `word*` may stand for; the commonest are kept. */
#define HK_PLAN_EXPAND_MAX 100

/* Spellings of a word that are looked for besides its folded form. */
#define HK_PLAN_OTHERS 3

/* One word of the query. Texts are in normal form. */
struct hk_unit {
	struct hk_str surface; /* as it stood in the query */
	struct hk_str lemma;
	struct hk_str fold; /* folded form; the lemma where it is the same */
	struct hk_str others[HK_PLAN_OTHERS]; /* what else it may be: in other
					       * kana, a noun, joined to its
					       * neighbours, the whole that
					       * it was cut from; or empty */
	struct hk_str stem; /* letters of it that inflection leaves; empty
			     * where they say nothing (query/plan/spot.h) */
	const struct hk_str *parts;	 /* of a compound */
	const struct hk_str *part_folds; /* their folded forms, or they */
	size_t part_count;
	enum hk_morph_class cls;
	double weight;	    /* by class; times what the engine says */
	double idf;	    /* ln(1 + (N - n + .5) / (n + .5)) */
	uint32_t documents; /* n: passages with the word or its variants */
	uint32_t text;	    /* number of its running text or phrase */
	bool joined;	    /* the unit before it in the text touches it */
	bool follows;	    /* it has a unit before it in the same text */
	bool excluded;	    /* by `-`: searched for, never marked */
	bool in_phrase;	    /* required: marked only as part of its phrase */
	bool counted;	    /* its query adds to the plan's, once */
	struct xap_query *query;
};

/* Two neighbouring characters of the query. */
struct hk_bigram {
	struct hk_str text;
	uint32_t of; /* number of the running text that it stands in */
};

struct hk_phrase {
	struct hk_str norm; /* its normal form, blanks trimmed */
	bool single;	    /* one morpheme: must stand alone in the text too */
	bool excluded;	    /* by `-`; else required, or preferred: */
	bool preferred;
	bool marked;	/* preferred, but only to be marked */
	uint32_t text;	/* number of its running text */
	uint32_t group; /* not 0: one of those of the same number will do */
	double idf;	/* of its words together */
};

struct hk_plan_options {
	bool all;	   /* every word is required */
	bool exact;	   /* every word as it is written: a phrase each */
	const char *path;  /* only below this real path; NULL */
	const char *since; /* only from this date on; NULL */
};

struct hk_plan {
	struct hk_arena *arena;
	struct hk_unit *units;
	size_t unit_count, unit_room;
	struct hk_phrase *phrases;
	size_t phrase_count, phrase_room;
	struct hk_str *prefixes; /* of `word*`, for marks */
	size_t prefix_count, prefix_room;
	struct hk_bigram *bigrams;
	size_t bigram_count, bigram_room;

	struct hk_runs runs; /* of the running texts and phrases */
	double idf;	     /* of the words, each once, by their weights */

	struct xap_query *query;  /* words, bigrams, filters */
	struct xap_query *bigram; /* the bigrams alone, scaled; or NULL */
	struct xap_query *any; /* --all of plain words: any of them; or NULL */
	struct xap_query *rescue; /* bigrams bring passages in; or NULL */
	bool verify;   /* phrases must be looked for in the stored text */
	bool no_words; /* there is nothing to search for (symbols only) */
	bool dropped;  /* limits were passed, the rest was left out */
};

/*
 * Make the plan for a parsed query over `db`. It lives in `arena`, its
 * queries in `pool`. HK_EUSAGE for a filter that makes no sense.
 */
enum hk_status hk_plan_make(struct hk_plan *out, struct hk_arena *arena,
			    struct xap_pool *pool, const struct xap_db *db,
			    struct hk_analyser *analyser,
			    const struct hk_parse *parse,
			    const struct hk_plan_options *options,
			    struct hk_error *err) HK_MUST_USE;

#endif
