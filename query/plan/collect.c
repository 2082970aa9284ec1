/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/collect.h"

#include "query/plan/synonyms.h"
#include "query/plan/units.h"

/* The group of the texts of which one is enough. */
#define ANY_TEXT 1

static enum hk_status add_phrase(struct hk_planner *p, bool preferred)
{
	struct hk_plan *plan = p->plan;
	struct hk_str norm =
		hk_span_trim(hk_buf_str(&p->input->analyser->norm.text));
	struct hk_phrase *phrase;
	bool ok = true;
	bool literal = p->input->options->literal && !p->excluding;
	size_t count;

	hk_morph_get(p->input->analyser->morph, &count);
	if (!norm.len || (!count && !literal))
		return HK_OK;
	if (!HK_ARENA_RESERVE(plan->arena, plan->phrases, plan->phrase_capacity,
			      plan->phrase_count + 1))
		return hk_error_nomem(p->err);
	phrase = &plan->phrases[plan->phrase_count++];
	*phrase = (struct hk_phrase){.norm = hk_planner_copy(p, norm, &ok),
				     .single = count == 1 && !literal,
				     .anywhere = literal,
				     .excluded = p->excluding,
				     .preferred = preferred || p->optional,
				     .group = p->group,
				     .text = p->text};
	if (!phrase->preferred)
		plan->verify = true;
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static enum hk_status add_prefix(struct hk_planner *p, struct hk_str text)
{
	struct hk_plan *plan = p->plan;
	bool ok = true;

	if (!HK_ARENA_RESERVE(plan->arena, plan->prefixes,
			      plan->prefix_capacity, plan->prefix_count + 1) ||
	    hk_norm_query(&p->input->analyser->norm, text))
		return hk_error_nomem(p->err);
	plan->prefixes[plan->prefix_count++] = hk_planner_copy(
		p, hk_buf_str(&p->input->analyser->norm.text), &ok);
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static enum hk_status add_check(struct hk_planner *p,
				const struct hk_parse_node *node)
{
	struct hk_plan *plan = p->plan;
	struct hk_norm *norm = &p->input->analyser->norm;
	struct hk_check *check;
	struct hk_buf text;
	bool ok = true;

	if (!HK_ARENA_RESERVE(plan->arena, plan->checks, plan->check_capacity,
			      plan->check_count + 1) ||
	    hk_norm_query(norm, node->text))
		return hk_error_nomem(p->err);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	ok = !hk_buf_append_without(&text, hk_buf_str(&norm->text), " \n");
	check = &plan->checks[plan->check_count];
	*check = (struct hk_check){
		.heading = node->field->kind == HK_FIELD_HEADING,
		.excluded = p->excluding,
		.optional = p->check_optional && !p->excluding,
		.group = p->group};
	if (ok)
		check->norm = hk_planner_copy(p, hk_buf_str(&text), &ok);
	hk_buf_release(&text);
	if (!ok)
		return hk_error_nomem(p->err);
	/* Signs alone say nothing. */
	if (check->norm.len && !check->optional) {
		plan->check_count++;
		plan->verify = true;
	}
	return HK_OK;
}

static enum hk_status collect(struct hk_planner *p,
			      const struct hk_parse_node *node);

/* Of phrases that are all the ways of an OR, one must stand in the text; where
 * there are other ways too, none must. */
static enum hk_status collect_or(struct hk_planner *p,
				 const struct hk_parse_node *node)
{
	uint32_t group = p->group;
	bool optional = p->optional, check_optional = p->check_optional;
	enum hk_status status = HK_OK;

	if (!group)
		p->group = ++p->groups;
	for (const struct hk_parse_node *n = node->children; n; n = n->next) {
		p->optional = p->optional ||
			      (!p->excluding && !hk_planner_is_phrase(p, n));
		p->check_optional = p->check_optional ||
				    (!p->excluding && !hk_planner_is_check(n));
	}
	for (node = node->children; node && !status; node = node->next)
		status = collect(p, node);
	p->group = group;
	p->optional = optional;
	p->check_optional = check_optional;
	return status;
}

static enum hk_status collect(struct hk_planner *p,
			      const struct hk_parse_node *node)
{
	bool outside = p->excluding;
	uint32_t group = p->group;
	size_t first = p->plan->unit_count;
	enum hk_status status = HK_OK;

	p->excluding = outside || node->sign == HK_PARSE_NOT;
	switch (node->kind) {
	case HK_PARSE_OR:
		status = collect_or(p, node);
		break;
	case HK_PARSE_LIST:
		for (node = node->children; node && !status; node = node->next)
			status = collect(p, node);
		break;
	case HK_PARSE_TEXT:
	case HK_PARSE_QUOTE:
	case HK_PARSE_PHRASE:
		p->text++;
		if (p->any_text && !group && node->sign == HK_PARSE_SHOULD)
			p->group = ANY_TEXT;
		p->in_phrase = hk_planner_is_phrase(p, node);
		status = hk_plan_add_text(p, node->text);
		if (!status && (node->kind != HK_PARSE_TEXT || p->in_phrase))
			status = add_phrase(p, !p->in_phrase);
		else if (!status && p->input->synonyms && !p->excluding &&
			 hk_plan_find_synonyms(p, first))
			status = hk_error_nomem(p->err);
		p->in_phrase = false;
		p->group = group;
		break;
	case HK_PARSE_PREFIX:
		if (!p->excluding)
			status = add_prefix(p, node->text);
		break;
	default:
		if (hk_planner_is_check(node))
			status = add_check(p, node);
		break;
	}
	p->excluding = outside;
	return status;
}

static void forget(struct hk_plan *plan)
{
	plan->unit_count = plan->phrase_count = 0;
	plan->prefix_count = plan->bigram_count = plan->check_count = 0;
	memset(&plan->runs, 0, sizeof(plan->runs));
	plan->synonym_count = plan->run_count = 0;
	plan->verify = false;
}

/* Is one of the texts of the query enough? Not where it requires some. */
static bool is_any_enough(const struct hk_plan_input *input)
{
	bool enough = input->options->literal && !input->options->all;

	for (const struct hk_parse_node *n = input->parse->root->children; n;
	     n = n->next)
		enough = enough && n->sign != HK_PARSE_MUST;
	return enough;
}

enum hk_status hk_plan_collect(struct hk_planner *p)
{
	const struct hk_parse_node *root = p->input->parse->root;
	enum hk_status status;
	bool words = false;

	p->any_text = is_any_enough(p->input);
	p->groups = p->any_text ? ANY_TEXT : 0;
	status = collect(p, root);

	for (size_t i = 0; i < p->plan->unit_count; i++)
		words = words || !p->plan->units[i].excluded;
	if (status)
		return status;
	if (words || p->plan->prefix_count)
		return hk_plan_add_synonyms(p);
	forget(p->plan);
	p->text = 0;
	p->keep_functions = true;
	status = collect(p, root);
	return status ? status : hk_plan_add_synonyms(p);
}
