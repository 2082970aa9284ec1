/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_PAGE_H
#define HIKU_QUERY_SEARCH_PAGE_H

/*
 * From ranked candidates to the hits of the page that was asked for.
 */

#include "query/search/candidate.h"

/* Append to the result's hits: the candidates in order, no more than allowed
 * of each article, of these the page, with their marks. Fetches what it lacks.
 * What hk_candidate_fetch() gives. */
enum hk_status hk_page_fill(struct hk_candidates *candidates,
			    struct hk_error *err) HK_MUST_USE;

#endif
