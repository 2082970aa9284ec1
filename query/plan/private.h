/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_PRIVATE_H
#define HIKU_QUERY_PLAN_PRIVATE_H

/*
 * What the two passes of planning share: plan.c turns running text into units,
 * plan_query.c units into queries. Nobody else includes this.
 */

#include "query/plan/plan.h"

/* `word*` of one query; the rest is dropped, and said. */
#define PREFIXES_MAX 32

struct planner {
	struct hk_plan *plan;
	struct xap_pool *pool;
	const struct xap_db *db;
	struct hk_analyser *analyser;
	const struct hk_plan_options *options;
	struct hk_error *err;
	uint32_t total; /* passages in the index */
	uint32_t text;	/* running texts and phrases met so far */
	uint32_t group; /* of the OR that is looked at; 0: none */
	uint32_t groups;
	bool excluding, in_phrase;
	bool optional;	 /* a phrase is one way of an OR, words are another */
	bool own_lemmas; /* the dictionary's nouns are their own lemmas */
	bool keep_functions; /* there is nothing but function words */
	struct hk_buf term;
	size_t prefixes; /* expanded so far */
};

/* Room for one more element: the list, or a larger copy of it in the arena.
 * NULL out of memory. */
void *hk_plan_grow(struct hk_arena *arena, void *list, size_t count,
		   size_t *room, size_t size) HK_MUST_USE;
/* Is the quoted text required as it stands, or only preferred? */
bool hk_plan_is_phrase(const struct planner *p,
		       const struct hk_parse_node *node,
		       const struct hk_parse_node *root);
/* The second pass: make the plan's queries. */
enum hk_status hk_plan_queries(struct planner *p,
			       const struct hk_parse_node *root) HK_MUST_USE;

#endif
