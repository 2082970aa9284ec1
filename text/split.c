/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/split.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/hash.h"
#include "base/hashmap.h"
#include "text/char.h"
#include "text/cover.h"
#include "base/utf8.h"

/* With this many answers the cache is emptied. */
#define ANSWERS_MAX 49152
/* Nodes of a lattice that are looked at; a word with more stays whole. */
#define NODES_MAX 512
/* Bytes of a word; a longer one stays whole. */
#define WORD_MAX 240
#define DOT	 "・"
#define DOT_LEN	 (sizeof(DOT) - 1)

struct answer {
	const char *word;
	uint16_t len;
	uint16_t count;
	const uint16_t *parts;
};

struct hk_split {
	mecab_model_t *model;
	mecab_t *tagger;
	const struct hk_feature_classes *classes;
	mecab_lattice_t *lattice;
	char word[WORD_MAX + 1]; /* the lattice's sentence */
	/* The answers so far; the arena has their words and parts. */
	struct answer *answers;
	size_t count, capacity;
	struct hk_hashmap map;
	struct hk_arena arena;
};

/* A node of the lattice, at the end of the cheapest path from the beginning of
 * the word to it. */
struct step {
	const mecab_node_t *node;
	long cost;
	size_t end; /* bytes from the beginning of the word */
	int before; /* index of the step before; -1: none */
};

struct hk_split *hk_split_new(mecab_model_t *model, mecab_t *tagger,
			      const struct hk_feature_classes *classes)
{
	struct hk_split *split = calloc(1, sizeof(*split));

	if (!split)
		return NULL;
	split->model = model;
	split->tagger = tagger;
	split->classes = classes;
	hk_hashmap_init(&split->map);
	hk_arena_init(&split->arena, 64u << 20);
	split->lattice = mecab_model_new_lattice(model);
	if (!split->lattice) {
		hk_split_free(split);
		return NULL;
	}
	return split;
}

void hk_split_free(struct hk_split *split)
{
	if (!split)
		return;
	hk_arena_release(&split->arena);
	if (split->lattice)
		mecab_lattice_destroy(split->lattice);
	hk_hashmap_release(&split->map);
	free(split->answers);
	free(split);
}

/* The number of characters, and whether all are kanji. */
static size_t measure(const char *word, size_t len, bool *kanji)
{
	size_t chars = 0;

	*kanji = true;
	for (size_t at = 0; at < len; chars++) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(word + at, len - at, &c);
		if (!hk_char_han(c))
			*kanji = false;
		at += n ? n : 1;
	}
	return chars;
}

static long penalty(const char *word, size_t len)
{
	bool kanji;
	long chars = (long)measure(word, len, &kanji);

	if (kanji)
		return chars > 2 ? 3000 * (chars - 2) : 0;
	return chars > 7 ? 1700 * (chars - 7) : 0;
}

/* May the node be a part of a noun? */
static bool is_part(const struct hk_split *split, const mecab_node_t *node)
{
	static const char *const classes[] = {"名詞", "接頭", "接尾", "形状詞"};
	enum hk_morph_class class;
	bool kanji;

	if (node->stat == MECAB_UNK_NODE &&
	    measure(node->surface, node->length, &kanji) < 2)
		return false;
	if (hk_feature_class(split->classes, node, &class))
		return class <= HK_MORPH_SUFFIX || class == HK_MORPH_PRONOUN ||
		       class == HK_MORPH_BOUND;
	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (!strncmp(node->feature, classes[i], strlen(classes[i])))
			return true;
	return false;
}

/* Add the node, after the step from which it is cheapest to reach. Nothing is
 * added if no step ends where the node begins. */
static void extend(const struct hk_split *split, struct step *steps,
		   size_t *count, const mecab_node_t *node, size_t at)
{
	struct step best = {node, 0, at + node->length, -1};
	bool found = at == 0;

	for (size_t i = 0; i < *count && at > 0; i++) {
		long cost;

		if (steps[i].end != at)
			continue;
		cost = steps[i].cost +
		       mecab_model_transition_cost(split->model,
						   steps[i].node->rcAttr,
						   node->lcAttr);
		if (!found || cost < best.cost) {
			best.cost = cost;
			best.before = (int)i;
			found = true;
		}
	}
	if (!found)
		return;
	best.cost += node->wcost + penalty(node->surface, node->length);
	steps[(*count)++] = best;
}

/* The last step of the cheapest path through the word; -1: there is none. */
static int search(const struct hk_split *split, size_t len, struct step *steps)
{
	size_t count = 0;
	int best = -1;

	for (size_t at = 0; at < len; at++) {
		const mecab_node_t *node =
			mecab_lattice_get_begin_nodes(split->lattice, at);

		for (; node; node = node->bnext) {
			if (node->length == 0 || at + node->length > len ||
			    node->length != node->rlength ||
			    !is_part(split, node))
				continue;
			if (count == NODES_MAX)
				return -1;
			extend(split, steps, &count, node, at);
		}
	}
	for (size_t i = 0; i < count; i++)
		if (steps[i].end == len &&
		    (best < 0 || steps[i].cost < steps[best].cost))
			best = (int)i;
	return best;
}

bool hk_split_has_dot(struct hk_str word)
{
	/* Few words have its last byte at all. */
	return word.len &&
	       memchr(word.data, (unsigned char)DOT[DOT_LEN - 1], word.len) &&
	       memmem(word.data, word.len, DOT, DOT_LEN);
}

/* Search one word, which has no ・. */
static size_t solve_plain(struct hk_split *split, struct hk_str word,
			  uint16_t out[HK_SPLIT_MAX])
{
	struct step steps[NODES_MAX];
	size_t count = 0;
	int last;

	memcpy(split->word, word.data, word.len);
	split->word[word.len] = '\0';
	mecab_lattice_set_sentence2(split->lattice, split->word, word.len);
	if (!mecab_parse_lattice(split->tagger, split->lattice))
		return 0;
	if (hk_cover_applies(word))
		return hk_cover_find(out, HK_SPLIT_MAX, split->lattice,
				     split->classes, word);
	last = search(split, word.len, steps);
	for (int i = last; i >= 0; i = steps[i].before)
		count++;
	if (count < 2 || count > HK_SPLIT_MAX)
		return 0;
	for (size_t i = count; last >= 0; last = steps[last].before)
		out[--i] = steps[last].node->length;
	return count;
}

/* Is a word looked at at all? */
static bool is_long(struct hk_str word)
{
	return penalty(word.data, word.len) > 0 || hk_cover_applies(word);
}

/*
 * Cut a word such as ガス・タービン at each ・, and what stands between them as
 * if it were alone. Single letters stay with the ・ beside them.
 */
static size_t solve(struct hk_split *split, struct hk_str word,
		    uint16_t out[HK_SPLIT_MAX])
{
	size_t count = 0, gap = 0, len;

	if (!hk_split_has_dot(word))
		return solve_plain(split, word, out);
	for (size_t at = 0; at < word.len; at += len) {
		uint16_t parts[HK_SPLIT_MAX] = {0};
		struct hk_str rest = hk_span_str(word.data + at, word.len - at);
		const char *dot = memmem(rest.data, rest.len, DOT, DOT_LEN);
		size_t n = 0;

		len = dot ? (size_t)(dot - rest.data) : rest.len;
		if (len <= DOT_LEN) {
			len = len ? len : DOT_LEN;
			gap += len;
			continue;
		}
		rest.len = len;
		if (is_long(rest))
			n = solve_plain(split, rest, parts);
		if (!n)
			parts[n++] = (uint16_t)len;
		if (count + 1 + n > HK_SPLIT_MAX)
			return 0;
		if (gap)
			out[count++] = (uint16_t)gap;
		gap = 0;
		memcpy(out + count, parts, n * sizeof(*out));
		count += n;
	}
	return count;
}

/* ---- The cache ---- */

/* A word that is looked for among the answers. */
struct sought {
	const struct hk_split *split;
	struct hk_str word;
};

static bool is_answer(const void *ctx, size_t item)
{
	const struct sought *sought = ctx;
	const struct answer *answer = &sought->split->answers[item];

	return answer->len == sought->word.len &&
	       !memcmp(answer->word, sought->word.data, answer->len);
}

static enum hk_status keep(struct hk_split *split, uint64_t hash,
			   struct hk_str word, const uint16_t *parts,
			   size_t count)
{
	struct answer *answer;
	uint16_t *copy;

	if (split->count == ANSWERS_MAX) {
		hk_hashmap_reset(&split->map);
		hk_arena_reset(&split->arena);
		split->count = 0;
	}
	if (!HK_ARRAY_RESERVE(split->answers, split->capacity,
			      split->count + 1))
		return HK_ENOMEM;
	answer = &split->answers[split->count];
	copy = hk_arena_alloc(&split->arena, (count + 1) * sizeof(*copy));
	answer->word = hk_arena_copy(&split->arena, word.data, word.len);
	if (!copy || !answer->word)
		return HK_ENOMEM;
	memcpy(copy, parts, count * sizeof(*copy));
	answer->len = (uint16_t)word.len;
	answer->count = (uint16_t)count;
	answer->parts = copy;
	return hk_hashmap_add(&split->map, hash, split->count++);
}

enum hk_status hk_split_find(struct hk_split *split, struct hk_str word,
			     uint16_t out[HK_SPLIT_MAX], size_t *count)
{
	struct sought sought = {split, word};
	uint64_t hash;
	size_t item;

	*count = 0;
	if (word.len > WORD_MAX)
		return HK_OK;
	if (!is_long(word) && !hk_split_has_dot(word))
		return HK_OK;
	hash = hk_hash_bytes(word.data, word.len).low;
	item = hk_hashmap_find(&split->map, hash, is_answer, &sought);
	if (item == HK_HASHMAP_NONE) {
		*count = solve(split, word, out);
		return keep(split, hash, word, out, *count);
	}
	*count = split->answers[item].count;
	memcpy(out, split->answers[item].parts, *count * sizeof(*out));
	return HK_OK;
}
