/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/make.h"

#include "query/plan/ahead.h"
#include "query/plan/collect.h"
#include "query/plan/query.h"

/* The idf of the phrases and of the whole query. */
static void add_up(struct hk_plan *plan)
{
	for (size_t i = 0; i < plan->phrase_count; i++) {
		struct hk_phrase *phrase = &plan->phrases[i];

		for (size_t k = 0; k < plan->unit_count; k++)
			if (plan->units[k].text == phrase->text &&
			    !phrase->marked)
				phrase->idf += plan->units[k].idf;
	}
	for (size_t i = 0; i < plan->unit_count; i++)
		if (plan->units[i].counted && !plan->units[i].excluded)
			plan->idf += plan->units[i].idf * plan->units[i].weight;
}

enum hk_status hk_plan_make(struct hk_plan *out,
			    const struct hk_plan_input *input,
			    struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	struct hk_planner p = {.plan = out, .input = input, .err = &own};
	enum hk_status status;

	p.own_lemmas = hk_planner_own_lemmas(input);
	memset(out, 0, sizeof(*out));
	out->arena = input->arena;
	out->dropped = input->parse->dropped;
	status = hk_plan_collect(&p);
	if (!status)
		status = hk_ahead_ask(out, input->db, &own);
	if (!status)
		status = hk_plan_queries(&p);
	add_up(out);
	if (status && err)
		*err = own;
	return status;
}
