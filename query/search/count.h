/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_COUNT_H
#define HIKU_QUERY_SEARCH_COUNT_H

#include "query/search/candidate.h"

/*
 * Count the articles that match the plan's query into the result. Where
 * phrases must be verified, up to HK_VERIFY_MAX candidates are looked at; the
 * result says `capped` if there are more. What hk_candidate_fetch() gives.
 */
enum hk_status hk_count_articles(struct hk_candidates *candidates,
				 struct hk_error *err) HK_MUST_USE;

#endif
