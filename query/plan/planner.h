/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_PLANNER_H
#define HIKU_QUERY_PLAN_PLANNER_H

/*
 * What the passes of planning share. The first goes through the tree of the
 * query and cuts its texts into units (collect.h, units.h), the second makes
 * queries of these (query.h). Both number the running texts and phrases alike.
 */

#include "query/plan/plan.h"

/* Words of one query, bigrams too; `dropped` tells of the rest. */
#define HK_PLANNER_UNITS_MAX 1000

struct hk_planner {
	struct hk_plan *plan;
	const struct hk_plan_input *input;
	struct hk_error *err; /* holds the first failure; never NULL */
	uint32_t text;	      /* running texts and phrases met so far */
	uint32_t group;	      /* of the OR that is looked at; 0: none */
	uint32_t groups;
	bool excluding, in_phrase;
	bool synonym;	     /* the text is not of the query */
	bool optional;	     /* in an OR of which some way is no phrase */
	bool check_optional; /* in an OR of which some way is no check */
	bool any_text;	     /* literal: one of the texts is enough */
	bool own_lemmas;     /* the dictionary's nouns are their own lemmas */
	bool keep_functions; /* the query has nothing but function words */
};

/* A copy in the plan's arena; `*ok` becomes false out of memory. */
struct hk_str hk_planner_copy(struct hk_planner *planner, struct hk_str text,
			      bool *ok);
/* Are the lemmas of the dictionary spelled as in the text? */
bool hk_planner_own_lemmas(const struct hk_plan_input *input);
/* Must the text of the node stand in the passages as it is? */
bool hk_planner_is_phrase(const struct hk_planner *planner,
			  const struct hk_parse_node *node);
/* Is the node a field that is looked up in the record of a passage? */
bool hk_planner_is_check(const struct hk_parse_node *node);

#endif
