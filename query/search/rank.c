/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/rank.h"

/* Candidates that are fetched at most to see all that tie with the last one of
 * the window, in windows. */
#define TIES_MAX 10

/* Could further candidates change which ones are in the window? */
static bool is_open(const struct hk_candidates *c)
{
	if (c->exhausted)
		return false;
	if (c->count <= c->window)
		return true;
	return c->fetched < TIES_MAX * c->window &&
	       c->list[c->count - 1].score == c->list[c->window - 1].score;
}

static enum hk_status rank_again(struct hk_candidates *c, struct hk_error *err)
{
	size_t count = c->count < c->window ? c->count : c->window;

	for (size_t i = 0; i < count; i++) {
		struct hk_candidate *one = &c->list[i];
		enum hk_status status = xap_db_heeds(c->task->db, err);

		if (status)
			return status;
		if (hk_rerank_passage(&one->bonus, &c->task->result->plan,
				      &c->task->analyser->norm, &one->record))
			return hk_error_nomem(err);
		one->score += hk_rerank_sum(&one->bonus);
	}
	hk_candidate_sort(c->list, count);
	return HK_OK;
}

enum hk_status hk_rank_query(struct hk_candidates *c, struct xap_query *query,
			     struct hk_error *err)
{
	const struct hk_search_options *o = c->task->options;
	uint64_t wanted = o->offset + o->limit;
	enum hk_status status = HK_OK;

	if (wanted < o->limit) /* overflow */
		wanted = UINT64_MAX;
	hk_candidate_begin(c, query, wanted);
	while (is_open(c) && !status)
		status = hk_candidate_fetch(c, err);
	return status ? status : rank_again(c, err);
}
