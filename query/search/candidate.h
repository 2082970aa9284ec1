/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_CANDIDATE_H
#define HIKU_QUERY_SEARCH_CANDIDATE_H

/*
 * Passages that the engine found and that have the phrases wanted, asked for
 * in growing batches and kept in order of score.
 */

#include "query/search/rerank.h"
#include "query/search/tally.h"
#include "query/search/task.h"

/* Candidates that are ranked again (query/search/rank.h), unless the task says
 * how many. */
#define HK_CANDIDATE_WINDOW 30

/* A passage that may be shown. */
struct hk_candidate {
	double score;
	struct hk_rerank bonus;	 /* part of the score, once re-ranked */
	struct hk_record record; /* in the result's arena */
	char order[20];		 /* its value in the order slot */
};

struct hk_candidates {
	const struct hk_search_task *task;
	uint32_t window; /* candidates that are ranked again */
	struct hk_candidate *list;
	size_t count, capacity;
	size_t settled; /* of these, at the front, the order stays */
	bool exhausted; /* the engine has no more of them */

	struct xap_query *query;
	bool ordered;	  /* the engine orders those of equal weight */
	uint32_t fetched; /* from the engine so far, but for those of articles
			   * that have enough of them */
	uint32_t next;	  /* to fetch next */
	struct hk_buf bytes;

	/* Where an article may have `most` candidates only: */
	uint32_t most;		/* 0: any number */
	struct hk_tally tally;	/* candidates of each article; more than `most`:
				 * it is left out */
	struct xap_query **out; /* articles that are left out */
	size_t out_count, out_capacity;
	uint32_t first; /* of `fetched`, those of the others */
};

void hk_candidate_init(struct hk_candidates *candidates,
		       const struct hk_search_task *task);
void hk_candidate_release(struct hk_candidates *candidates);
/* Begin anew, with what matches `query` (NULL: nothing does). About `wanted`
 * will be needed. */
void hk_candidate_begin(struct hk_candidates *candidates,
			struct xap_query *query, uint64_t wanted);
/* Ask the engine for the next ones, unless `exhausted`. What the engine and
 * hk_record_read() give. */
enum hk_status hk_candidate_fetch(struct hk_candidates *candidates,
				  struct hk_error *err) HK_MUST_USE;
/* Get all of them, up to HK_VERIFY_MAX, ordered by their places. The errors of
 * hk_candidate_fetch(). */
enum hk_status hk_candidate_by_path(struct hk_candidates *candidates,
				    bool descending,
				    struct hk_error *err) HK_MUST_USE;
/* Sort the first `count` by score. */
void hk_candidate_sort(struct hk_candidate *list, size_t count);

#endif
