/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_PAGE_H
#define HIKU_QUERY_SEARCH_PAGE_H

/*
 * From ranked candidates to the hits of the page that was asked for.
 */

#include "query/search/candidate.h"

/* Append to the result's hits: the candidates in order, no more than allowed
 * of each article, of these the page, with their marks unless the task leaves
 * them bare. Fetches what it lacks. What hk_candidate_fetch() gives. */
enum hk_status hk_page_fill(struct hk_candidates *candidates,
			    struct hk_error *err) HK_MUST_USE;

/* Mark a hit of the task's result, which was bare. What hk_match_load() and
 * the analyser give. */
enum hk_status hk_page_mark(const struct hk_search_task *task,
			    struct hk_hit *hit,
			    struct hk_error *err) HK_MUST_USE;

#endif
