/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/node.h"

/* In MeCab's costs, for each degree of another reading. Measured with
 * bench/sound. */
#define ODDS_COST 1500

/* Words that say little: the index has them, and they stand anywhere. */
static bool is_function(enum hk_morph_class cls)
{
	return cls == HK_MORPH_PARTICLE || cls == HK_MORPH_AUXILIARY ||
	       cls == HK_MORPH_BOUND || cls == HK_MORPH_CONJUNCTION ||
	       cls == HK_MORPH_PRONOUN || cls == HK_MORPH_ADNOMINAL;
}

struct hk_node *hk_node_add(struct hk_nodes *c, size_t begin, size_t end,
			    const struct hk_readings_word *word, long odds)
{
	struct hk_node *node;

	if (c->count++ >= HK_NODES_MAX)
		return NULL;
	node = hk_arena_array(c->vocabulary->arena, 1, sizeof(*node));
	if (!node) {
		c->failed = true;
		return NULL;
	}
	*node = (struct hk_node){.begin = begin,
				 .end = end,
				 .word = *word,
				 .function = is_function(word->cls),
				 .next = c->begins[begin]};
	c->begins[begin] = node;
	/* Some nouns have costs below zero, for what texts MeCab learned from:
	 * nothing else read so would be looked at. */
	node->cost = !node->function && word->cost < 0 ? 0 : word->cost;
	node->cost += odds * ODDS_COST;
	node->terms = hk_vocabulary_announce_word(c->vocabulary, word->lemma);
	return node;
}
