/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: a tree within its limits, whose texts stand in the query. */
#include <stdbool.h>

#include "query/parse.h"
#include "tests/fuzz/fuzz.h"

static bool has_children(const struct hk_parse_node *node)
{
	return node->kind == HK_PARSE_LIST || node->kind == HK_PARSE_OR;
}

/* Returns the nodes of the tree. */
static size_t check(const struct hk_parse_node *node, struct hk_str query,
		    unsigned depth)
{
	size_t nodes = 1;

	/* A list or an OR at each depth. */
	FUZZ_HOLDS(depth <= 2 * HK_PARSE_DEPTH_MAX + 2);
	FUZZ_HOLDS(node->kind <= HK_PARSE_FIELD && node->sign <= HK_PARSE_NOT);
	FUZZ_HOLDS(has_children(node) || !node->children);
	if (node->text.len) {
		FUZZ_HOLDS(node->text.data >= query.data);
		FUZZ_HOLDS(node->text.data + node->text.len <=
			   query.data + query.len);
	}
	for (const struct hk_parse_node *n = node->children; n; n = n->next)
		nodes += check(n, query, depth + 1);
	return nodes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hk_str query = hk_span_str((const char *)data, size);
	struct hk_arena arena;
	struct hk_parse parse;

	hk_arena_init(&arena, (size_t)-1);
	FUZZ_HOLDS(hk_parse_query(&parse, &arena, query) == HK_OK);
	FUZZ_HOLDS(parse.root && parse.root->kind == HK_PARSE_LIST);
	FUZZ_HOLDS(check(parse.root, query, 0) <= HK_PARSE_NODES_MAX + 1);
	hk_arena_release(&arena);
	return 0;
}
