/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_WHOLE_H
#define HIKU_QUERY_SEARCH_WHOLE_H

/*
 * Whole articles, put together from the passages that the index keeps.
 */

#include "query/search/search.h"

/*
 * The passages of the article with this id, or of all articles of the file (the
 * name of a path, as path: takes it), in the order of the file; the words of
 * request->query, which may be empty, are marked in them. They are the hits of
 * `out`, which the caller frees with hk_result_release(), also after a failure;
 * there are none if the index has no such article. HK_EUSAGE for a query that
 * makes no sense; and what hk_search_run() gives.
 */
enum hk_status hk_whole_find(struct hk_result *out,
			     const struct hk_search_request *request,
			     struct hk_str name,
			     struct hk_error *err) HK_MUST_USE;

#endif
