/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/planner.h"

struct hk_str hk_planner_copy(struct hk_planner *p, struct hk_str text,
			      bool *ok)
{
	char *out = hk_arena_copy(p->plan->arena, text.data, text.len);

	if (!out)
		*ok = false;
	return hk_span_str(out, text.len);
}

bool hk_planner_is_phrase(const struct hk_planner *p,
			  const struct hk_parse_node *node)
{
	const struct hk_parse_node *root = p->input->parse->root;

	return node->kind == HK_PARSE_PHRASE ||
	       (node->kind == HK_PARSE_TEXT &&
		(p->input->options->exact || p->input->options->literal)) ||
	       (node->kind == HK_PARSE_QUOTE &&
		(p->input->options->all || p->input->options->literal ||
		 p->excluding || node->sign ||
		 (root->children == node && !node->next)));
}

bool hk_planner_is_check(const struct hk_parse_node *node)
{
	return node->kind == HK_PARSE_FIELD &&
	       (node->field->kind == HK_FIELD_AUTHOR ||
		node->field->kind == HK_FIELD_HEADING);
}

bool hk_planner_own_lemmas(const struct hk_plan_input *input)
{
	const char *kind = hk_morph_dictionary(input->analyser->morph)->kind;

	return !strcmp(kind, "ipadic") || !strcmp(kind, "naist-jdic");
}
