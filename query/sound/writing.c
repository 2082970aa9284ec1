/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/writing.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "query/sound/nodes.h"
#include "query/sound/stand.h"
#include "text/char.h"
#include "text/fold.h"
#include "base/utf8.h"

/* Paths that are kept at each place; of one text, only so many. */
#define BEAM	  40
#define BEAM_SAME 2
/* In MeCab's costs: two words that nothing in the index has side by side.
 * Measured with bench/sound. */
#define APART_COST 8000
/* A text whose words no passage has side by side (query/sound/stand.h). */
#define STRANGE_COST 3000
/* A particle or an auxiliary at the beginning of all, or a particle at its end:
 * a text may go on so, but few look for it so. */
#define BEGIN_COST 6000
#define END_COST   2000
/* Of two spellings of a word, the one that is so many times rarer, as a
 * logarithm, is not asked for by itself. */
#define RARER_SPELLING 1.5
/* A spelling that the index lacks, in passages. */
#define NEVER .1
/* Bigrams that are kept. */
#define BIGRAMS 1024
/* An odd number of 64 bits: the hash of a text goes on with each word. */
#define MIX 0x9E3779B97F4A7C15u
/* Paths of which it is asked whether a passage has all of their words. */
#define TOGETHER_MAX 24

struct path {
	const struct hk_node *node; /* NULL: the beginning */
	const struct path *before;
	long cost;
	uint64_t hash; /* of the text so far */
};

struct beam {
	struct path *paths[BEAM]; /* ascending by cost */
	size_t count;
};

struct bigram {
	uint64_t both; /* characters */
	bool nowhere;
};

struct converter {
	struct hk_nodes nodes;
	struct bigram bigrams[BIGRAMS];
	struct hk_arena *arena;
	struct beam ends[HK_SOUND_MAX + 1];
};

/* ---- Paths ---- */

static bool has_bigrams(uint32_t c)
{
	return hk_char_han(c) || hk_char_katakana(c);
}

/* Is the bigram nowhere in the index? The last answers are kept: the same few
 * are asked for again and again. */
static bool is_nowhere(struct converter *c, uint32_t a, uint32_t b)
{
	uint64_t both = (uint64_t)a << 32 | b;
	struct bigram *known = &c->bigrams[(a * 31 + b) % BIGRAMS];
	char pair[2 * HK_UTF8_MAX];
	size_t len;

	if (known->both == both)
		return known->nowhere;
	len = hk_utf8_encode(pair, a);
	len += hk_utf8_encode(pair + len, b);
	known->both = both;
	known->nowhere = !hk_vocabulary_term(
		c->nodes.vocabulary, HK_SCHEMA_BIGRAM, hk_span_str(pair, len));
	return known->nowhere;
}

/* Does nothing in the index have the two words side by side? */
static bool are_apart(struct converter *c, const struct hk_node *a,
		      const struct hk_node *b)
{
	return !c->nodes.sound->steps[b->begin].begins &&
	       has_bigrams(a->last_char) && has_bigrams(b->first_char) &&
	       is_nowhere(c, a->last_char, b->first_char);
}

/* Is a path of this cost too dear, whatever its text? */
static bool is_hopeless(const struct beam *beam, long cost)
{
	return beam->count == BEAM && beam->paths[BEAM - 1]->cost <= cost;
}

/* Keep a path if it is among the best at its end. */
static void keep(struct converter *c, struct beam *beam, struct path path)
{
	size_t at, same = 0, worst = 0;
	struct path *copy;

	for (size_t i = 0; i < beam->count; i++)
		if (beam->paths[i]->hash == path.hash) {
			same++;
			worst = i;
		}
	if (same == BEAM_SAME) {
		if (beam->paths[worst]->cost <= path.cost)
			return;
	} else if (beam->count == BEAM) {
		worst = BEAM - 1;
		if (beam->paths[worst]->cost <= path.cost)
			return;
	} else {
		worst = beam->count++;
		beam->paths[worst] =
			hk_arena_alloc(c->arena, sizeof(struct path));
		if (!beam->paths[worst]) {
			beam->count--;
			c->nodes.failed = true;
			return;
		}
	}
	/* A path that others stand upon is never written over: those of an
	 * end are all found before any goes on from it. */
	copy = beam->paths[worst];
	*copy = path;
	for (at = worst; at > 0 && beam->paths[at - 1]->cost > path.cost; at--)
		beam->paths[at] = beam->paths[at - 1];
	beam->paths[at] = copy;
}

static void go_on(struct converter *c, const struct path *path,
		  const struct hk_node *node)
{
	const struct hk_node *before = path->node;
	struct beam *beam = &c->ends[node->end];
	long cost = path->cost + node->cost +
		    hk_readings_cost(c->nodes.readings,
				     before ? before->word.right : 0,
				     node->word.left);

	if (!before && (node->word.cls == HK_MORPH_PARTICLE ||
			node->word.cls == HK_MORPH_AUXILIARY))
		cost += BEGIN_COST;
	if (before && node->word.cls == HK_MORPH_PARTICLE &&
	    node->end == c->nodes.sound->count)
		cost += END_COST;
	if (is_hopeless(beam, cost))
		return;
	if (before && are_apart(c, before, node))
		cost += APART_COST;
	if (is_hopeless(beam, cost))
		return;
	keep(c, beam,
	     (struct path){.node = node,
			   .before = path,
			   .cost = cost,
			   .hash = (path->hash ^ node->hash) * MIX});
}

/* Can no text have it? A word of kana that says little may be counted as
 * another one (いない: いる), so that is never said of it. */
static bool is_absent(const struct hk_node *n)
{
	return !n->documents && (!n->function || hk_char_han(n->first_char));
}

static void find_paths(struct converter *c)
{
	static const struct path beginning = {.node = NULL};

	for (size_t at = 0; at < c->nodes.sound->count && !c->nodes.failed;
	     at++)
		for (struct hk_node *n = c->nodes.begins[at]; n; n = n->next) {
			if (is_absent(n))
				continue;
			if (at == 0)
				go_on(c, &beginning, n);
			for (size_t i = 0; i < c->ends[at].count; i++)
				go_on(c, c->ends[at].paths[i], n);
		}
}

/* ---- Texts ---- */

static bool can_inflect(const struct hk_node *node)
{
	return node->word.cls == HK_MORPH_VERB ||
	       node->word.cls == HK_MORPH_ADJECTIVE;
}

static void write_path(struct converter *c, struct hk_writing_text *out,
		       const struct path *path)
{
	size_t len = 0;
	bool says = false; /* a word behind the one at hand says something */
	char *text;

	*out = (struct hk_writing_text){
		.cost = path->cost, .documents = UINT32_MAX, .typed = true};
	for (const struct path *p = path; p->node; p = p->before)
		len += p->node->word.surface.len;
	text = hk_arena_alloc(c->arena, len + 1);
	if (!text) {
		c->nodes.failed = true;
		return;
	}
	text[len] = '\0';
	out->text = hk_span_str(text, len);
	for (const struct path *p = path; p->node; p = p->before) {
		struct hk_str surface = p->node->word.surface;
		struct hk_sound sound;

		len -= surface.len;
		memcpy(text + len, surface.data, surface.len);
		out->words++;
		/* The last one that is seen is the first of the text. */
		out->one_word = !says && can_inflect(p->node);
		says = says || !p->node->function;
		out->typed = out->typed && hk_sound_kana(&sound, surface);
		if (!p->node->function && p->node->documents < out->documents)
			out->documents = p->node->documents;
		out->spelled += log(p->node->spelled + NEVER);
	}
	out->one_word = out->one_word || out->words == 1;
	if (out->documents == UINT32_MAX)
		out->documents = 0;
}

/* A hash that the spellings of one text share: 言った and 謂った, since their
 * words are spellings of one. */
static uint64_t hash_text(const struct path *path)
{
	uint64_t hash = 0;

	for (const struct path *p = path; p->node; p = p->before) {
		const struct hk_readings_word *word = &p->node->word;
		struct hk_str text =
			can_inflect(p->node) ? word->lemma : word->surface;
		char folded[HK_FOLD_MAX];
		size_t n;

		if (hk_fold_word(text, folded, &n))
			text = hk_span_str(folded, n);
		hash = hash * 31 + hk_hash_bytes(text.data, text.len).low;
	}
	return hash;
}

static int by_cost(const void *a, const void *b)
{
	const struct path *x = *(struct path *const *)a;
	const struct path *y = *(struct path *const *)b;

	return (x->cost > y->cost) - (x->cost < y->cost);
}

static void list_words(struct hk_stand_words *out, const struct path *path)
{
	out->count = 0;
	for (const struct path *p = path; p->node; p = p->before)
		out->nodes[out->count++] = p->node;
}

/* Put the text where it belongs: what stands together in a passage comes before
 * what does not, and what is cheaper first. */
static void put_text(struct hk_writing *out, const struct hk_writing_text *new)
{
	size_t at = out->count;

	for (; at; at--) {
		const struct hk_writing_text *before = &out->texts[at - 1];

		if (before->together != new->together
			    ? before->together
			    : before->cost <= new->cost)
			break;
	}
	if (at == HK_WRITING_MAX)
		return;
	if (out->count < HK_WRITING_MAX)
		out->count++;
	memmove(out->texts + at + 1, out->texts + at,
		(out->count - at - 1) * sizeof(*out->texts));
	out->texts[at] = *new;
}

/* Is a text of this cost no better than those that there are, wherever it
 * stands? */
static bool is_late(const struct hk_writing *out, long cost)
{
	const struct hk_writing_text *last = &out->texts[HK_WRITING_MAX - 1];

	return out->count && out->texts[0].together &&
	       (cost > out->texts[0].cost + HK_WRITING_DEARER ||
		(out->count == HK_WRITING_MAX && last->together &&
		 cost >= last->cost));
}

/* The texts that were looked at, the cheapest first. */
struct looked_at {
	struct hk_writing_text texts[TOGETHER_MAX];
	const struct path *paths[TOGETHER_MAX];
	uint64_t hashes[TOGETHER_MAX]; /* hash_text() */
	size_t count;
};

/*
 * Look at one more text, unless it only spells one of the others in a rarer
 * way. What spells it in a more frequent way takes its place; where both are
 * frequent (立てる, 建てる) each is a text.
 */
static void look_at(struct looked_at *seen, const struct path *path,
		    const struct hk_writing_text *new)
{
	uint64_t hash = hash_text(path);

	for (size_t i = 0; i < seen->count; i++) {
		struct hk_writing_text *t = &seen->texts[i];
		double more = new->spelled - t->spelled;

		if (hk_span_same(t->text, new->text))
			return;
		if (seen->hashes[i] != hash || fabs(more) < RARER_SPELLING)
			continue;
		if (more > 0 && !new->typed) {
			t->text = new->text;
			t->spelled = new->spelled;
			seen->paths[i] = path;
		}
		return;
	}
	seen->paths[seen->count] = path;
	seen->hashes[seen->count] = hash;
	seen->texts[seen->count++] = *new;
}

/* The paths to the end, the cheapest first, each with what the index has. */
static void look_at_paths(struct converter *c, struct looked_at *seen)
{
	struct beam *last = &c->ends[c->nodes.sound->count];
	struct hk_stand_words words;

	for (size_t i = 0; i < last->count; i++)
		last->paths[i]->cost += hk_readings_cost(
			c->nodes.readings, last->paths[i]->node->word.right, 0);
	if (last->count > 1)
		qsort(last->paths, last->count, sizeof(*last->paths), by_cost);
	for (size_t i = 0;
	     i < last->count && seen->count < TOGETHER_MAX && !c->nodes.failed;
	     i++) {
		struct hk_writing_text new;

		write_path(c, &new, last->paths[i]);
		if (!c->nodes.failed)
			look_at(seen, last->paths[i], &new);
	}
	for (size_t i = 0; i < seen->count; i++) {
		list_words(&words, seen->paths[i]);
		hk_stand_announce(&c->nodes, &words);
	}
}

static enum hk_status take_texts(struct converter *c, struct hk_writing *out,
				 struct hk_error *err)
{
	struct looked_at seen = {.count = 0};
	struct hk_stand_words words;
	enum hk_status status = HK_OK;

	look_at_paths(c, &seen);
	for (size_t i = 0; i < seen.count && !c->nodes.failed && !status; i++) {
		struct hk_writing_text *text = &seen.texts[i];
		enum hk_stand stand;

		if (is_late(out, text->cost))
			break;
		list_words(&words, seen.paths[i]);
		status = hk_stand_find(&stand, &c->nodes, &words, err);
		text->together = stand != HK_STAND_APART;
		if (stand != HK_STAND_TOUCHING)
			text->cost += STRANGE_COST;
		put_text(out, text);
	}
	return status;
}

enum hk_status hk_writing_run(struct hk_writing *out,
			      const struct hk_readings *readings,
			      struct hk_vocabulary *vocabulary,
			      struct hk_analyser *analyser,
			      const struct hk_sound *sound,
			      struct hk_error *err)
{
	struct converter *c = calloc(1, sizeof(*c));
	enum hk_status status;

	out->count = 0;
	if (!c)
		return hk_error_nomem(err);
	c->nodes = (struct hk_nodes){.readings = readings,
				     .vocabulary = vocabulary,
				     .analyser = analyser,
				     .sound = sound};
	c->arena = vocabulary->arena;
	status = hk_nodes_find(&c->nodes, err);
	if (!status)
		find_paths(c);
	if (!vocabulary->status && !c->nodes.failed && !status)
		status = take_texts(c, out, err);
	if (vocabulary->status)
		status = vocabulary->status;
	else if (c->nodes.failed)
		status = hk_error_nomem(err);
	free(c);
	return status;
}
