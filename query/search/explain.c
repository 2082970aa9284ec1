/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/explain.h"

#include "store/schema.h"

struct explainer {
	struct hk_hit *hit;
	struct hk_result *result;
	const struct xap_db *db;
	struct xap_query *only; /* this one passage */
	double rest;		/* of the score, not explained yet */
	struct hk_error *err;
};

enum hk_status hk_explain_forms(struct hk_hit *hit, struct hk_arena *arena,
				const struct hk_plan *plan,
				const struct hk_matches *matches,
				const struct hk_analyser *analyser)
{
	hit->forms = hk_arena_array(arena, plan->unit_count + 1,
				    sizeof(*hit->forms));
	if (!hit->forms)
		return HK_ENOMEM;
	memset(hit->forms, 0, (plan->unit_count + 1) * sizeof(*hit->forms));
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

static void add(struct explainer *e, const struct hk_unit *unit,
		const char *what, double score)
{
	e->hit->parts[e->hit->part_count++] = (struct hk_search_part){
		.unit = unit,
		.what = what,
		.score = score,
		.form = unit ? e->hit->forms[unit - e->result->plan.units]
			     : hk_span_str(NULL, 0)};
	e->rest -= score;
}

/* What `query` alone gives this passage; 0 where it does not match. */
static enum hk_status ask(struct explainer *e, struct xap_query *query,
			  double *score)
{
	struct xap_query *pair[2] = {query, e->only};
	struct xap_query *q =
		xap_query_join(e->result->pool, XAP_FILTER, pair, 2, 0);
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;

	*score = 0;
	hk_search_how(&how);
	how.limit = 1;
	status = xap_pool_status(e->result->pool, e->err);
	if (!status)
		status = xap_search(&hits, e->db, q, &how, e->err);
	if (status)
		return status;
	if (xap_hits_count(hits))
		*score = xap_hits_weight(hits, 0);
	xap_hits_free(hits);
	return HK_OK;
}

enum hk_status hk_explain_hit(struct hk_hit *hit, struct hk_result *result,
			      const struct xap_db *db, const char order[20],
			      const struct hk_rerank *bonus,
			      struct hk_error *err)
{
	const struct hk_plan *plan = &result->plan;
	struct hk_str value = hk_span_str(order, 20);
	struct explainer e = {
		hit,
		result,
		db,
		xap_query_range(result->pool, HK_SCHEMA_SLOT_ORDER, value, value),
		hit->score,
		err};
	enum hk_status status = HK_OK;
	double score;

	hit->parts = hk_arena_array(&result->arena, plan->unit_count + 8,
				    sizeof(*hit->parts));
	if (!hit->parts)
		return hk_error_nomem(err);
	for (size_t i = 0; i < plan->unit_count && !status; i++) {
		if (!plan->units[i].counted || plan->units[i].excluded ||
		    result->way == HK_SEARCH_RESCUE)
			continue;
		status = ask(&e, plan->units[i].query, &score);
		if (!status)
			add(&e, &plan->units[i], NULL, score);
	}
	if (!status && plan->bigram) {
		status = ask(&e, plan->bigram, &score);
		if (!status)
			add(&e, NULL, "bigrams", score);
	}
	if (bonus->nearness > 0)
		add(&e, NULL, "nearness", bonus->nearness);
	if (bonus->quotes > 0)
		add(&e, NULL, "quoted", bonus->quotes);
	if (bonus->title > 0)
		add(&e, NULL, "title", bonus->title);
	if (bonus->runs > 0)
		add(&e, NULL, "letters", bonus->runs);
	if (bonus->lead > 0)
		add(&e, NULL, "beginning", bonus->lead);
	if (bonus->early > 0)
		add(&e, NULL, "early", bonus->early);
	/* word* has the same weight wherever it matches. */
	if (plan->prefix_count && e.rest > 1e-6)
		add(&e, NULL, "word*", e.rest);
	return status;
}
