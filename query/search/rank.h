/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_RANK_H
#define HIKU_QUERY_SEARCH_RANK_H

/*
 * The order of the candidates: the engine's, but for the first ones, which are
 * ranked again on their texts.
 */

#include "query/search/candidate.h"

/* Fetch the candidates for `query`, at least the first HK_CANDIDATE_WINDOW, and
 * rank these again. What hk_candidate_fetch() gives. */
enum hk_status hk_rank_query(struct hk_candidates *candidates,
			     struct xap_query *query,
			     struct hk_error *err) HK_MUST_USE;

#endif
