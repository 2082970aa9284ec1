/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_TASK_H
#define HIKU_QUERY_SEARCH_TASK_H

/*
 * What is wanted of a search, and what its steps work with.
 */

#include "query/search/result.h"
#include "text/term.h"

struct hk_search_options {
	struct hk_plan_options plan;
	uint64_t limit;		  /* passages to give */
	uint64_t offset;	  /* passages to skip before those */
	uint64_t max_per_article; /* passages; 0: no limit */
	bool explain;		  /* fill in the parts of each hit's score */
	bool count;		  /* count the articles, give no passages */
};

/* All of it borrowed, and valid for one attempt at the search: `db` is one
 * revision of the index. */
struct hk_search_task {
	struct hk_result *result;
	const struct xap_db *db;
	struct hk_analyser *analyser;
	const struct hk_search_options *options;
};

#endif
