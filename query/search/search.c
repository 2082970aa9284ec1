/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/search_private.h"

#include "query/near/correct.h"
#include "query/plan/make.h"
#include "query/search/articles.h"
#include "query/search/count.h"
#include "query/search/facet.h"
#include "query/search/page.h"
#include "query/search/rank.h"
#include "query/search/rescue.h"
#include "base/utf8.h"

enum hk_status hk_search_prepare(const struct hk_search_task *task,
				 struct hk_str query,
				 const struct hk_plan_options *options,
				 struct hk_error *err)
{
	struct hk_result *out = task->result;
	struct hk_plan_input input = {.arena = &out->arena,
				      .db = task->db,
				      .analyser = task->analyser,
				      .synonyms = task->synonyms,
				      .parse = &out->parse,
				      .options = options};
	enum hk_status status = hk_result_reset(out, task->db, err);

	if (status)
		return status;
	/* Only a literal query that is asked for is one string. */
	if ((task->options->plan.literal ? hk_parse_literal
	     : options->exact || options->literal
		     ? hk_parse_apart
		     : hk_parse_query)(&out->parse, &out->arena, query))
		return hk_error_nomem(err);
	if (options->literal)
		out->way = HK_SEARCH_LITERAL;
	input.pool = out->pool;
	return hk_plan_make(&out->plan, &input, err);
}

static enum hk_status answer(struct hk_candidates *c, struct xap_query *query,
			     struct hk_error *err)
{
	enum hk_search_sort sort = c->task->options->sort;
	enum hk_status status = HK_OK;

	if (sort == HK_SEARCH_BY_SCORE)
		status = hk_rank_query(c, query, err);
	else
		hk_candidate_begin(
			c, query,
			sort == HK_SEARCH_BY_PATH ||
					sort == HK_SEARCH_BY_PATH_DOWN
				? UINT64_MAX
				: c->task->options->limit);
	if (sort == HK_SEARCH_BY_PATH || sort == HK_SEARCH_BY_PATH_DOWN)
		status = hk_candidate_by_path(c, sort == HK_SEARCH_BY_PATH_DOWN,
					      err);

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
	return answer(c, xap_query_join(out->pool, XAP_FILTER, pair, 2), err);
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

/* Answer, or count. */
static enum hk_status answer_or_count(struct hk_candidates *c,
				      struct hk_error *err)
{
	return c->task->options->count
		       ? hk_count_articles(c, err)
		       : answer(c, c->task->result->plan.query, err);
}

/* Also if all that was found is before the page. */
static bool is_found(const struct hk_candidates *c)
{
	return c->count || c->task->result->articles;
}

/* May a query be taken literally where its words find nothing? Not if it is
 * already, or if the user insists on words, unless it has none. */
static bool can_be_literal(const struct hk_plan_options *options,
			   const struct hk_plan *plan)
{
	return !options->literal && !options->exact &&
	       (!options->all || plan->fell_apart);
}

/* Nothing has the words: look for their characters, inside words too. */
static enum hk_status answer_literally(struct hk_candidates *c,
				       struct hk_str query,
				       struct hk_error *err)
{
	struct hk_plan_options options = c->task->options->plan;
	enum hk_status status;

	if (!can_be_literal(&options, &c->task->result->plan))
		return HK_OK;
	options.literal = true;
	status = hk_search_prepare(c->task, query, &options, err);
	if (!status && c->task->result->plan.verify)
		status = answer_or_count(c, err);
	if (!is_found(c))
		c->task->result->way = HK_SEARCH_WORDS;
	return status;
}

/* Count the articles of an answer that has its hits, whatever it was found by:
 * the candidates know the query. */
static enum hk_status count_beside(struct hk_candidates *c,
				   struct hk_error *err)
{
	const struct hk_search_options *o = c->task->options;

	return o->facets && !o->count && is_found(c)
		       ? hk_facet_count(c, c->query, err)
		       : HK_OK;
}

/* Search one revision of the index: by words; where nothing has them, by
 * articles, then by the characters of the words, step by step. */
static enum hk_status attempt(const struct hk_search_task *task,
			      struct hk_str query, struct hk_error *err)
{
	struct hk_result *out = task->result;
	enum hk_status status =
		hk_search_prepare(task, query, &task->options->plan, err);
	struct hk_candidates c;

	if (status)
		return status;
	hk_candidate_init(&c, task);
	/* Passages that have と and や are no answer to a name of such letters:
	 * it is wanted as it stands, or not at all. */
	if (!out->plan.no_words &&
	    (!out->plan.fell_apart ||
	     !can_be_literal(&task->options->plan, &out->plan))) {
		status = answer_or_count(&c, err);
		if (!status && !is_found(&c) && !task->options->count)
			status = answer_with_articles(&c, err);
		if (!status && !is_found(&c) && !task->options->count)
			status = answer_with_characters(&c, err);
	}
	if (!status && !is_found(&c) && !task->words_only)
		status = answer_literally(&c, query, err);
	if (!status)
		status = count_beside(&c, err);
	hk_candidate_release(&c);
	return status;
}

/* Passages like an article. */
static enum hk_status attempt_like(const struct hk_search_task *task,
				   struct hk_error *err)
{
	struct hk_result *out = task->result;
	struct hk_plan_input input = {.arena = &out->arena,
				      .db = task->db,
				      .analyser = task->analyser,
				      .options = &task->options->plan};
	enum hk_status status = hk_result_reset(out, task->db, err);
	struct hk_candidates c;

	if (status)
		return status;
	input.pool = out->pool;
	status = hk_plan_like(&out->plan, &input, task->options->like, err);
	if (status || out->plan.no_words)
		return status;
	hk_candidate_init(&c, task);
	status = answer_or_count(&c, err);
	if (!status)
		status = count_beside(&c, err);
	hk_candidate_release(&c);
	return status;
}

/* Search by words, also by sound; only where that finds nothing either, by
 * characters inside words; and at last by what the words may be slips of. */
static enum hk_status listen(struct hk_search_task *task,
			     const struct hk_search_request *request,
			     struct hk_error *err)
{
	enum hk_status status;

	task->words_only = !request->options->plan.literal;
	status = attempt(task, request->query, err);
	if (!status)
		status = hk_also_search(task, request->query, request->ears,
					request->dict, attempt, err);
	if (!status && task->words_only && !task->options->words_only &&
	    !task->result->count && !task->result->articles) {
		task->words_only = false;
		status = attempt(task, request->query, err);
	}
	return status ? status
		      : hk_correct_search(task, request->query, request->ears,
					  request->dict, attempt, err);
}

enum hk_status hk_search_run(struct hk_result *out,
			     const struct hk_search_request *request,
			     struct hk_error *err)
{
	struct hk_search_task task = {.result = out,
				      .analyser = request->analyser,
				      .synonyms = request->options->no_synonyms
							  ? NULL
							  : request->synonyms,
				      .options = request->options};
	enum hk_status status;

	hk_result_init(out);
	if (!hk_utf8_valid(request->query))
		return hk_error_set(err, HK_EUSAGE, "the query is not UTF-8");
	for (status = hk_reader_begin(request->reader, err); !status;
	     status = hk_reader_again(request->reader, status, err)) {
		task.db = hk_reader_db(request->reader);
		task.books = hk_reader_codebooks(request->reader);
		status = request->options->like ? attempt_like(&task, err)
			 : request->ears	? listen(&task, request, err)
					 : attempt(&task, request->query, err);
		if (!status)
			break;
	}
	return status;
}
