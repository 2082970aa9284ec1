/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/search.h"

#include "query/plan/make.h"
#include "query/search/articles.h"
#include "query/search/count.h"
#include "query/search/page.h"
#include "query/search/rank.h"
#include "query/search/rescue.h"

static enum hk_status prepare(const struct hk_search_task *task,
			      struct hk_str query, struct hk_error *err)
{
	struct hk_result *out = task->result;
	struct hk_plan_input input = {.arena = &out->arena,
				      .db = task->db,
				      .analyser = task->analyser,
				      .parse = &out->parse,
				      .options = &task->options->plan};
	enum hk_status status = hk_result_reset(out, task->db, err);

	if (status)
		return status;
	if ((task->options->plan.exact ? hk_parse_apart : hk_parse_query)(
		    &out->parse, &out->arena, query))
		return hk_error_nomem(err);
	input.pool = out->pool;
	return hk_plan_make(&out->plan, &input, err);
}

static enum hk_status answer(struct hk_candidates *c, struct xap_query *query,
			     struct hk_error *err)
{
	enum hk_status status = hk_rank_query(c, query, err);

	return status ? status : hk_page_fill(c, err);
}

/* No passage has all of the words: rank those of the articles that do. */
static enum hk_status answer_with_articles(struct hk_candidates *c,
					   struct hk_error *err)
{
	struct hk_result *out = c->task->result;
	struct xap_query *pair[2] = {out->plan.any, NULL};
	enum hk_status status;

	if (!out->plan.any)
		return HK_OK;
	status = hk_articles_with_all(&pair[1], c->task, err);
	if (status || !pair[1])
		return status;
	out->way = HK_SEARCH_ARTICLES;
	return answer(c, xap_query_join(out->pool, XAP_FILTER, pair, 2),
		      err);
}

/* No passage has the words: look for their characters, where these begin and
 * end as words do. */
static enum hk_status answer_with_characters(struct hk_candidates *c,
					     struct hk_error *err)
{
	struct hk_result *out = c->task->result;
	struct hk_plan *plan = &out->plan;
	enum hk_status status;

	if (!plan->rescue || plan->verify)
		return HK_OK;
	if (hk_rescue_plan(plan, c->task->options->plan.all))
		return hk_error_nomem(err);
	if (!plan->verify)
		return HK_OK;
	out->way = HK_SEARCH_RESCUE;
	status = answer(c, plan->rescue, err);
	if (!out->count)
		out->way = HK_SEARCH_WORDS;
	return status;
}

/* Search one revision of the index. */
static enum hk_status attempt(const struct hk_search_task *task,
			      struct hk_str query, struct hk_error *err)
{
	enum hk_status status = prepare(task, query, err);
	struct hk_candidates c;

	if (status || task->result->plan.no_words)
		return status;
	hk_candidate_init(&c, task);
	if (task->options->count) {
		status = hk_count_articles(&c, err);
	} else {
		status = answer(&c, task->result->plan.query, err);
		if (!status && !c.count)
			status = answer_with_articles(&c, err);
		if (!status && !c.count)
			status = answer_with_characters(&c, err);
	}
	hk_candidate_release(&c);
	return status;
}

enum hk_status hk_search_run(struct hk_result *out,
			     const struct hk_search_request *request,
			     struct hk_error *err)
{
	struct hk_search_task task = {.result = out,
				      .analyser = request->analyser,
				      .options = request->options};
	enum hk_status status;

	hk_result_init(out);
	for (status = hk_reader_begin(request->reader, err); !status;
	     status = hk_reader_again(request->reader, status, err)) {
		task.db = hk_reader_db(request->reader);
		status = attempt(&task, request->query, err);
		if (!status)
			break;
	}
	return status;
}
