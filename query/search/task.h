/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_TASK_H
#define HIKU_QUERY_SEARCH_TASK_H

/*
 * What is wanted of a search, and what its steps work with.
 */

#include "query/plan/like.h"
#include "query/search/result.h"
#include "query/sound/spoken.h"
#include "store/codebooks.h"
#include "store/synonym_tables.h"
#include "text/term.h"

/* In which order passages are given. */
enum hk_search_sort {
	HK_SEARCH_BY_SCORE,
	HK_SEARCH_BY_DATE, /* the oldest first; equal ones by score */
	HK_SEARCH_BY_DATE_DOWN,
	HK_SEARCH_BY_PATH, /* and by their place in the file */
	HK_SEARCH_BY_PATH_DOWN,
};

/* When words are searched as what they may be slips of. */
enum hk_near_when {
	HK_NEAR_AUTO,	/* where nothing is found */
	HK_NEAR_ALWAYS, /* also where the index has hardly a word of the query
			 */
	HK_NEAR_NEVER,	/* they are only offered */
};

struct hk_search_options {
	struct hk_plan_options plan;
	uint64_t limit;		  /* passages to give */
	uint64_t offset;	  /* passages to skip before those */
	uint64_t max_per_article; /* passages; 0: no limit */
	enum hk_search_sort sort;
	bool once;		    /* equal passages as one, with its copies */
	bool explain;		    /* fill in the parts of each hit's score */
	bool count;		    /* count the articles, give no passages */
	unsigned facets;	    /* also count the articles by these: a bit,
				     * 1u << enum hk_facet_by, for each */
	enum hk_spoken_when spoken; /* when to search by sound */
	enum hk_near_when near;
	bool hints; /* offer words also where something else was found */
	bool no_synonyms;
	bool words_only; /* where words find nothing, nothing else is tried, and
			  * few passages are looked at for phrases, and
			  * words are no slips: what is being typed is
			  * answered at once */
	const struct hk_like *like; /* what the passages are to be like, in
				     * place of a query; or NULL */
};

/* All of it borrowed, and valid for one attempt at the search: `db` is one
 * revision of the index. */
struct hk_search_task {
	struct hk_result *result;
	const struct xap_db *db;
	struct hk_codebooks *books; /* unpack the records of `db` */
	struct hk_analyser *analyser;
	const struct hk_synonym_tables *synonyms; /* NULL: none are used */
	const struct hk_search_options *options;
	bool words_only; /* where words find nothing, characters inside words
			  * are not looked for: that comes later, or never */
	uint32_t window; /* passages that are ranked again; 0: the usual ones */
	bool bare;	 /* the hits get their marks later, if they are shown:
			  * hk_page_mark() */
};

#endif
