/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/explain.h"

#include "query/plan/synonyms.h"
#include "query/search/engine.h"
#include "store/schema.h"

/* Parts other than words: bigrams, those of struct hk_rerank, word*. */
#define OTHER_PARTS_MAX 8

/* Anything smaller is a rounding error. */
#define REST_MIN 1e-6

struct explainer {
	struct hk_hit *hit;
	const struct hk_search_task *task;
	struct xap_query *only; /* matches only this passage */
	double rest;		/* part of the score still to be explained */
	struct hk_error *err;
};

enum hk_status hk_explain_forms(struct hk_hit *hit, struct hk_arena *arena,
				const struct hk_plan *plan,
				const struct hk_matches *matches,
				const struct hk_analyser *analyser)
{
	hit->forms =
		hk_arena_array(arena, plan->all_units + 1, sizeof(*hit->forms));
	if (!hit->forms)
		return HK_ENOMEM;
	memset(hit->forms, 0, (plan->all_units + 1) * sizeof(*hit->forms));
	for (size_t i = matches->count; i-- > 0;) {
		const struct hk_match *m = &matches->list[i];
		size_t len = m->norm.end - m->norm.begin;

		if (m->how == HK_MATCH_FOLD)
			hit->forms[m->unit] = hk_span_str(
				analyser->norm.text.data + m->norm.begin, len);
	}
	for (size_t i = 0; i < matches->count; i++)
		if (matches->list[i].how == HK_MATCH_EXACT)
			hit->forms[matches->list[i].unit].len = 0;
	for (size_t i = 0; i < plan->unit_count; i++) {
		struct hk_str *form = &hit->forms[i];

		if (form->len)
			form->data =
				hk_arena_copy(arena, form->data, form->len);
		if (form->len && !form->data)
			return HK_ENOMEM;
	}
	return HK_OK;
}

/* Does the synonym stand in the text? One of several words is a phrase. */
static bool has_synonym(const struct hk_plan *plan, size_t number,
			const struct hk_matches *matches,
			const struct hk_analyser *analyser)
{
	const struct hk_synonym *s = &plan->synonyms[number];
	struct hk_span span;

	for (size_t i = 0; i < matches->count && s->count == 1; i++)
		if (matches->list[i].unit == s->first &&
		    (matches->list[i].how == HK_MATCH_EXACT ||
		     matches->list[i].how == HK_MATCH_FOLD))
			return true;
	for (size_t i = 0; i < plan->phrase_count && s->count > 1; i++)
		if (plan->phrases[i].text == HK_PLAN_SYNONYM_TEXT + number &&
		    hk_match_phrase(&span, &plan->phrases[i], analyser, 0))
			return true;
	return false;
}

enum hk_status hk_explain_synonyms(struct hk_hit *hit, struct hk_arena *arena,
				   const struct hk_plan *plan,
				   const struct hk_matches *matches,
				   const struct hk_analyser *analyser)
{
	if (!plan->synonym_count)
		return HK_OK;
	hit->synonyms = hk_arena_array(arena, plan->synonym_count,
				       sizeof(*hit->synonyms));
	if (!hit->synonyms)
		return HK_ENOMEM;
	for (size_t i = 0; i < plan->synonym_count; i++)
		if (has_synonym(plan, i, matches, analyser))
			hit->synonyms[hit->synonym_count++] =
				plan->synonyms[i].text;
	return HK_OK;
}

static void add(struct explainer *e, const struct hk_unit *unit,
		const char *what, double score)
{
	e->hit->reasons[e->hit->reason_count++] = (struct hk_search_reason){
		.unit = unit,
		.what = what,
		.score = score,
		.form = unit ? e->hit->forms[unit - e->task->result->plan.units]
			     : hk_span_str(NULL, 0)};
	e->rest -= score;
}

/* With the first synonym of the run that the text has. */
static void add_synonym(struct explainer *e, const struct hk_synonym_run *run,
			double score)
{
	const struct hk_plan *plan = &e->task->result->plan;
	struct hk_search_reason *reason =
		&e->hit->reasons[e->hit->reason_count];

	add(e, NULL, "synonym", score);
	reason->run = run;
	for (size_t i = 0; i < run->synonym_count; i++)
		for (size_t k = 0; k < e->hit->synonym_count; k++)
			if (!reason->form.len &&
			    hk_span_same(
				    e->hit->synonyms[k],
				    plan->synonyms[run->synonyms + i].text))
				reason->form = e->hit->synonyms[k];
}

/* The score of this passage for `query` alone; 0 if it does not match. */
static enum hk_status ask(struct explainer *e, struct xap_query *query,
			  double *score)
{
	struct xap_query *pair[2] = {query, e->only};
	struct xap_pool *pool = e->task->result->pool;
	struct xap_query *q = xap_query_join(pool, XAP_FILTER, pair, 2);
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;

	*score = 0;
	hk_engine_rank(&how);
	how.limit = 1;
	status = xap_pool_status(pool, e->err);
	if (!status)
		status = xap_search(&hits, e->task->db, q, &how, e->err);
	if (status)
		return status;
	if (xap_hits_count(hits))
		*score = xap_hits_weight(hits, 0);
	xap_hits_free(hits);
	return HK_OK;
}

/* Add what re-ranking added to the score. */
static void add_bonus(struct explainer *e, const struct hk_rerank *bonus)
{
	const struct {
		const char *what;
		double score;
	} rows[] = {
		{HK_MESSAGE("nearness"), bonus->nearness},
		{HK_MESSAGE("quoted"), bonus->quotes},
		{HK_MESSAGE("title"), bonus->title},
		{HK_MESSAGE("letters"), bonus->runs},
		{HK_MESSAGE("beginning"), bonus->lead},
		{HK_MESSAGE("early"), bonus->early},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (rows[i].score > 0)
			add(e, NULL, rows[i].what, rows[i].score);
}

enum hk_status hk_explain_hit(struct hk_hit *hit,
			      const struct hk_search_task *task,
			      const struct hk_candidate *candidate,
			      struct hk_error *err)
{
	const struct hk_plan *plan = &task->result->plan;
	struct hk_str order =
		hk_span_str(candidate->order, sizeof(candidate->order));
	struct explainer e = {.hit = hit,
			      .task = task,
			      .only = xap_query_range(task->result->pool,
						      HK_SCHEMA_SLOT_ORDER,
						      order, order),
			      .rest = hit->score,
			      .err = err};
	enum hk_status status = HK_OK;
	double score;

	hit->reasons = hk_arena_array(&task->result->arena,
				      plan->unit_count + plan->run_count +
					      OTHER_PARTS_MAX,
				      sizeof(*hit->reasons));
	if (!hit->reasons)
		return hk_error_nomem(err);
	for (size_t i = 0; i < plan->unit_count && !status; i++) {
		if (!plan->units[i].counted || plan->units[i].excluded ||
		    task->result->way == HK_SEARCH_RESCUE)
			continue;
		status = ask(&e, plan->units[i].query, &score);
		if (!status)
			add(&e, &plan->units[i], NULL, score);
	}
	for (size_t i = 0; i < plan->run_count && !status; i++) {
		if (!plan->runs_of_synonyms[i].query)
			continue;
		status = ask(&e, plan->runs_of_synonyms[i].query, &score);
		if (!status && score > 0)
			add_synonym(&e, &plan->runs_of_synonyms[i], score);
	}
	if (!status && plan->bigram) {
		status = ask(&e, plan->bigram, &score);
		if (!status)
			add(&e, NULL, HK_MESSAGE("bigrams"), score);
	}
	add_bonus(&e, &candidate->bonus);
	/* word* has a constant weight, so it is what remains. */
	if (plan->prefix_count && e.rest > REST_MIN)
		add(&e, NULL, HK_MESSAGE("word*"), e.rest);
	return status;
}
