/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/json/chat.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/hashmap.h"

/* Messages of one conversation. */
#define MESSAGES_MAX 100000

struct chat {
	struct hk_json_record *record;
	const struct hk_json_tree *tree;
	uint32_t *nodes; /* of the mapping */
	bool *done;
	uint32_t *way; /* to the last message, the last one first */
	size_t count;
	struct hk_hashmap map; /* from their keys */
};

bool hk_json_chat_looks(const struct hk_json_tree *t, uint32_t object)
{
	uint32_t mapping = hk_json_tree_member(t, object, "mapping");
	uint32_t node = mapping ? hk_json_tree_first(t, mapping) : 0;

	return node && hk_json_tree_kind(t, mapping) == HK_JSON_OBJECT &&
	       hk_json_tree_kind(t, node) == HK_JSON_OBJECT &&
	       (hk_json_tree_member(t, node, "message") ||
		hk_json_tree_member(t, node, "parent") ||
		hk_json_tree_member(t, node, "children"));
}

static size_t find(const struct chat *c, struct hk_str key)
{
	/* Two keys with one hash would cost the order of a message. */
	return hk_hashmap_find(&c->map, hk_hash_bytes(key.data, key.len).low,
			       NULL, NULL);
}

static enum hk_status list_nodes(struct chat *c, uint32_t mapping)
{
	enum hk_status status = HK_OK;

	for (uint32_t v = hk_json_tree_first(c->tree, mapping); v && !status;
	     v = hk_json_tree_next(c->tree, v)) {
		struct hk_str key = hk_json_tree_key(c->tree, v);

		if (c->count == MESSAGES_MAX)
			break;
		if (find(c, key) == HK_HASHMAP_NONE)
			status = hk_hashmap_add(
				&c->map, hk_hash_bytes(key.data, key.len).low,
				c->count);
		c->nodes[c->count++] = v;
	}
	return status;
}

static enum hk_status put_node(struct chat *c, size_t i)
{
	const struct hk_json_tree *t = c->tree;
	uint32_t message = hk_json_tree_member(t, c->nodes[i], "message");
	uint32_t content, parts;
	enum hk_status status = HK_OK;

	c->done[i] = true;
	if (!message || hk_json_tree_kind(t, message) != HK_JSON_OBJECT)
		return HK_OK;
	content = hk_json_tree_member(t, message, "content");
	parts = content ? hk_json_tree_member(t, content, "parts") : 0;
	if (!parts)
		return content ? hk_json_record_texts(c->record, t, content, 0)
			       : HK_OK;
	for (uint32_t v = hk_json_tree_first(t, parts); v && !status;
	     v = hk_json_tree_next(t, v))
		status = hk_json_tree_kind(t, v) == HK_JSON_STRING
				 ? hk_json_record_put(c->record,
						      &hk_format_markdown,
						      hk_json_tree_text(t, v),
						      hk_json_tree_line(t, v))
				 : hk_json_record_texts(c->record, t, v, 0);
	return status;
}

static enum hk_status put_all(struct chat *c, uint32_t current)
{
	struct hk_str key = current ? hk_json_tree_text(c->tree, current)
				    : hk_span_str(NULL, 0);
	enum hk_status status = HK_OK;
	size_t steps = 0;

	while (key.len) {
		size_t i = find(c, key);
		uint32_t parent;

		if (i == HK_HASHMAP_NONE || c->done[i])
			break;
		c->done[i] = true;
		c->way[steps++] = (uint32_t)i;
		parent = hk_json_tree_member(c->tree, c->nodes[i], "parent");
		key = parent ? hk_json_tree_text(c->tree, parent)
			     : hk_span_str(NULL, 0);
	}
	while (steps && !status)
		status = put_node(c, c->way[--steps]);
	for (size_t i = 0; i < c->count && !status; i++)
		if (!c->done[i])
			status = put_node(c, i);
	return status;
}

enum hk_status hk_json_chat_fill(struct hk_json_record *record,
				 const struct hk_json_tree *tree,
				 uint32_t object)
{
	struct chat c = {.record = record, .tree = tree};
	enum hk_status status = HK_ENOMEM;

	c.nodes = calloc(MESSAGES_MAX, sizeof(*c.nodes));
	c.done = calloc(MESSAGES_MAX, sizeof(*c.done));
	c.way = calloc(MESSAGES_MAX, sizeof(*c.way));
	if (c.nodes && c.done && c.way)
		status = hk_json_record_fields(record, tree, object);
	if (!status)
		status = list_nodes(
			&c, hk_json_tree_member(tree, object, "mapping"));
	if (!status)
		status = put_all(
			&c, hk_json_tree_member(tree, object, "current_node"));
	free(c.nodes);
	free(c.done);
	free(c.way);
	hk_hashmap_release(&c.map);
	return status;
}
