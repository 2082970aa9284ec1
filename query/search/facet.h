/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_FACET_H
#define HIKU_QUERY_SEARCH_FACET_H

/*
 * How the articles that match are spread: over folders, months, tags and so on.
 */

#include "query/search/candidate.h"

/*
 * Count the articles of `query`, which the plan's phrases narrow down, each
 * once, and by all of options->facets; those without a folder, date and so on
 * have the empty key, and an article of several tags counts for each. Months
 * and years are in their order, the latest first, all others by their number.
 * The candidates begin anew; hits stay. The errors of hk_candidate_fetch().
 */
enum hk_status hk_facet_count(struct hk_candidates *candidates,
			      struct xap_query *query,
			      struct hk_error *err) HK_MUST_USE;
/* The i-th key by which an article is counted, from 0, which is empty if it has
 * none; borrowed. False behind the last one. */
bool hk_facet_key(struct hk_str *out, enum hk_facet_by by,
		  const struct hk_record *record, size_t i);
/* The first kind that was counted, where only one was asked for; empty if no
 * article matches. */
const struct hk_facets *hk_facet_counted(const struct hk_result *result);
/* Give `out` the numbers of another result. HK_ENOMEM. */
enum hk_status hk_facet_copy(struct hk_result *out,
			     const struct hk_result *from) HK_MUST_USE;

#endif
