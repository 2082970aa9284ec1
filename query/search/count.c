/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/count.h"

#include "query/search/engine.h"
#include "query/search/facet.h"
#include "query/search/tally.h"

static enum hk_status count_matches(const struct hk_search_task *task,
				    struct hk_error *err)
{
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;

	hk_engine_articles(&how);
	/* The count is exact only if every match was looked at. */
	status = xap_db_doc_count(task->db, &how.check_at_least, err);
	if (!status)
		status = xap_search(&hits, task->db, task->result->plan.query,
				    &how, err);
	if (status)
		return status;
	/* With collapsing Xapian estimates the number of matches even if it has
	 * seen them all; the lower bound is what it has seen. */
	task->result->articles = xap_hits_lower_bound(hits);
	xap_hits_free(hits);
	return HK_OK;
}

static enum hk_status count_verified(struct hk_candidates *c,
				     struct hk_error *err)
{
	struct hk_result *result = c->task->result;
	struct hk_tally tally;
	enum hk_status status = HK_OK;
	size_t seen = 0;

	hk_tally_init(&tally);
	hk_candidate_begin(c, result->plan.query, UINT64_MAX);
	while (!c->exhausted && !status) {
		c->settled = c->count;
		status = hk_candidate_fetch(c, err);
		for (; seen < c->count && !status; seen++)
			if (!hk_tally_find(&tally, c->list[seen].record.id))
				status = hk_error_nomem(err);
	}
	result->articles = tally.count;
	hk_tally_release(&tally);
	return status;
}

enum hk_status hk_count_articles(struct hk_candidates *c, struct hk_error *err)
{
	struct xap_query *query = c->task->result->plan.query;

	if (c->task->options->facets)
		return hk_facet_count(c, query, err);
	if (c->task->result->plan.verify)
		return count_verified(c, err);
	return count_matches(c->task, err);
}
