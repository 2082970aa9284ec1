/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_SEARCH_H
#define HIKU_QUERY_SEARCH_SEARCH_H

/*
 * From a query to ranked passages.
 *
 * The engine ranks by BM25+ over words, to which bigrams add; phrases are
 * verified on the stored texts in that order; the first passages are ranked
 * again by how near to each other the query's words stand in them; only then
 * are the passages of each article limited and pages cut. All of this sees one
 * revision of the index: if a writer moves the index on meanwhile, the whole
 * search starts over.
 */

#include "query/search/task.h"
#include "query/sound/also.h"
#include "store/reader.h"

/* All of it borrowed. */
struct hk_search_request {
	struct hk_reader *reader;
	struct hk_analyser *analyser;
	const struct hk_synonym_tables *synonyms; /* NULL: none are used */
	struct hk_str query;
	const struct hk_search_options *options;
	struct hk_also_ears *ears;  /* NULL: nothing is found by sound */
	const struct hk_dict *dict; /* the analyser's; for the ears */
};

/*
 * Search, or count. The caller frees `out` with hk_result_release(), also
 * after a failure. HK_EUSAGE for a query that makes no sense; and what
 * hk_reader_begin(), hk_reader_again() and the engine give.
 */
enum hk_status hk_search_run(struct hk_result *out,
			     const struct hk_search_request *request,
			     struct hk_error *err) HK_MUST_USE;

#endif
