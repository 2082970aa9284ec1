/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_PLAN_H
#define HIKU_QUERY_PLAN_PLAN_H

/*
 * What is searched for: the words of a query as units, with weights; its
 * phrases; and the queries for the engine. query/plan/make.h makes it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "query/parse.h"
#include "query/plan/runs.h"
#include "shim/xap.h"
#include "store/synonym_tables.h"
#include "text/term.h"

/* Measured on judged queries; docs/ARCHITECTURE.md says what each gained. */
#define HK_PLAN_BIGRAM_WEIGHT 0.15
#define HK_PLAN_FOLD_WEIGHT   0.6
#define HK_PLAN_PART_WEIGHT   0.5
#define HK_PLAN_RECUT_WEIGHT  0.02

/* Synonyms of words that the index does not have weigh so much, and half of it
 * where this share of the passages has the words. */
#define HK_PLAN_SYNONYM_WEIGHT 0.8
#define HK_PLAN_SYNONYM_COMMON 0.01
/* What a loan word adds to its original, or that to it, where both stand. */
#define HK_PLAN_LOAN_WEIGHT 0.2

/* Words that `word*` may stand for; the most frequent are kept. */
#define HK_PLAN_EXPAND_MAX 100

/* Spellings of a word that are looked for besides its folded form. */
#define HK_PLAN_OTHERS 5

/* One word of the query. Texts are in normal form. */
struct hk_unit {
	struct hk_str surface; /* as it stands in the query */
	struct hk_span span;   /* where: bytes of the normal form of its text */
	struct hk_str lemma;
	struct hk_str fold; /* folded form; the lemma if that is the same */
	struct hk_str others[HK_PLAN_OTHERS]; /* other spellings; any may be
					       * empty. 0: in the other kana,
					       * or as a noun; 1: with other
					       * small kana; 2: joined to its
					       * neighbours, or the whole that
					       * it was cut from; 3, 4: the
					       * nouns of a verb or the verbs of
					       * a noun (text/inflect.h) */
	struct hk_str stem; /* its letters that no inflection changes; empty if
			     * they say too little (query/plan/spot.h) */
	const struct hk_str *parts;	 /* of a compound */
	const struct hk_str *part_folds; /* their folded forms, as for `fold` */
	size_t part_count;
	bool recut; /* the parts are not its own: they are another cut of the
		     * run of kanji that it stands in */
	enum hk_morph_class cls;
	double weight;	    /* by class; a factor for the engine's weight */
	double idf;	    /* ln(1 + (N - n + .5) / (n + .5)) */
	uint32_t documents; /* n: passages with the word or its variants */
	uint32_t text;	    /* number of its running text or phrase */
	bool joined;	    /* it touches the unit before it in the text */
	bool follows;	    /* there is a unit before it in the same text */
	bool alone;	    /* an inflected word by itself: in a text what is
			     * written so may be a word of its own (強き, of
			     * 強い, or a noun) */
	bool excluded;	    /* by `-`: searched for, never marked */
	bool unknown;	    /* to the dictionary */
	bool in_phrase;	    /* required: marked only as part of its phrase */
	bool counted;	    /* it is the unit whose query stands for the word */
	struct xap_query *query;
	struct xap_query *either; /* of the unit or its synonyms; NULL: it has
				   * none */
};

/* Two neighbouring characters of the query. */
struct hk_bigram {
	struct hk_str text;
	uint32_t of; /* number of its running text or phrase */
};

/* A text that is searched for in place of words of the query. */
struct hk_synonym {
	struct hk_str text;  /* normal form */
	size_t first, count; /* its units */
	uint32_t documents;  /* passages that can have it, at most */
};

/* Words of the query that have synonyms. */
struct hk_synonym_run {
	size_t first, count;		/* units */
	struct hk_str typed;		/* normal form */
	size_t synonyms, synonym_count; /* the first one */
	uint32_t documents;		/* passages with any of them, at most */
	struct xap_query *query;	/* any of them, scaled, where the words
					 * themselves are missing; NULL: the
					 * index has none */
};

struct hk_phrase {
	struct hk_str norm; /* its normal form, blanks trimmed */
	bool single;	    /* one morpheme: must be one in the text too */
	bool anywhere;	    /* looked for as characters, also inside words */
	bool clipped;	    /* single, but only its beginning must be a word's:
			     * a loan word cut short (アプリ) */
	bool excluded;	    /* by `-` */
	bool preferred;	    /* not required: it only adds to the rank */
	bool marked;	    /* preferred, and not even that: only marked */
	uint32_t text;	    /* number of its running text or phrase */
	uint32_t group;	    /* if not 0: one phrase of the group is enough */
	double idf;	    /* of its words together */
};

/* What must stand in the author's name or a heading: a field that the engine
 * only narrows down to passages that may have it. */
struct hk_check {
	struct hk_str norm; /* its normal form, without blanks */
	bool heading;	    /* else the author */
	bool excluded;	    /* by `-` */
	bool optional;	    /* there are other ways in an OR */
	uint32_t group;	    /* if not 0: one check of the group is enough */
};

struct hk_plan_options {
	bool all;	   /* every word is required */
	bool exact;	   /* every word as it is written: a phrase each */
	bool literal;	   /* texts are strings of characters, found wherever
			    * they stand, whatever words they are cut into;
			    * any of them, or with `all` each */
	const char *path;  /* only below this real path; or NULL */
	const char *since; /* only from this date on; or NULL */
	const char *until; /* only up to the end of this date; or NULL */
};

/* What a plan is made of and with; all of it borrowed. */
struct hk_plan_input {
	const struct hk_parse *parse;
	const struct hk_plan_options *options;
	const struct xap_db *db; /* what will be searched */
	struct hk_analyser *analyser;
	struct hk_arena *arena;			  /* the plan will live here, */
	struct xap_pool *pool;			  /* its queries here */
	const struct hk_synonym_tables *synonyms; /* NULL: none are used */
};

struct hk_plan {
	struct hk_arena *arena; /* borrowed; owns all of the plan */
	struct hk_unit *units;
	size_t unit_count, unit_capacity;
	size_t all_units; /* with those of synonyms, which stand behind */
	struct hk_phrase *phrases;
	size_t phrase_count, phrase_capacity;
	struct hk_check *checks;
	size_t check_count, check_capacity;
	struct hk_str *prefixes; /* of `word*`, for marks */
	size_t prefix_count, prefix_capacity;
	struct hk_bigram *bigrams;
	size_t bigram_count, bigram_capacity;
	size_t all_bigrams; /* as all_units */
	struct hk_synonym *synonyms;
	size_t synonym_count, synonym_capacity;
	struct hk_synonym_run *runs_of_synonyms;
	size_t run_count, run_capacity;

	struct hk_runs runs; /* of the running texts and phrases */
	double idf;	     /* of the words, each once, times their weights */

	struct xap_query *query;  /* words, bigrams, filters */
	struct xap_query *bigram; /* the bigrams alone, scaled; or NULL */
	struct xap_query *any; /* --all of plain words: any of them; or NULL */
	struct xap_query *rescue; /* passages with any of the bigrams; or
				   * NULL */
	bool verify;	 /* phrases must be looked for in the stored text */
	bool no_words;	 /* there is nothing to search for (symbols only) */
	bool fell_apart; /* the query is one run of hiragana, which is cut into
			  * function words and single letters: a name, or a
			  * word that the dictionary lacks */
	bool dropped;	 /* the query exceeds a limit, the rest was left out */
};

#endif
