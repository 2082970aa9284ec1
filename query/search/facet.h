/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_FACET_H
#define HIKU_QUERY_SEARCH_FACET_H

/*
 * How the articles that match are spread: over folders, months, tags and so on.
 */

#include "query/search/candidate.h"

/*
 * Count the articles of the plan's query, each once, and by options->count_by;
 * those without a folder, date and so on have the empty key, and an article of
 * several tags counts for each. Months and years are in their order, the latest
 * first, all others by their number. The errors of hk_candidate_fetch().
 */
enum hk_status hk_facet_count(struct hk_candidates *candidates,
			      struct hk_error *err) HK_MUST_USE;

#endif
