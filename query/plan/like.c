/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/like.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/hashmap.h"
#include "query/plan/ahead.h"
#include "query/plan/filter.h"
#include "query/plan/units.h"
#include "query/plan/word.h"

/* Different words that are counted. */
#define WORDS_MAX 20000
/* Of these, the most frequent ones are looked up in the index. */
#define LOOKED_UP 1000

/* A word of the article. */
struct word {
	struct hk_str lemma, surface; /* as it stood first */
	uint32_t count;
	double score;
};

struct counter {
	const struct hk_plan_input *input;
	struct word *words;
	size_t count, capacity;
	struct hk_hashmap by_lemma;
	struct hk_str lemma; /* that is looked for */
};

static bool same_lemma(const void *ctx, size_t item)
{
	const struct counter *c = ctx;

	return hk_span_same(c->words[item].lemma, c->lemma);
}

static struct hk_str copy(struct hk_arena *arena, struct hk_str text)
{
	return hk_span_str(hk_arena_copy(arena, text.data, text.len), text.len);
}

static enum hk_status add_word(struct counter *c, struct hk_str lemma,
			       struct hk_str surface, uint32_t times)
{
	uint64_t hash = hk_hash_bytes(lemma.data, lemma.len).low;
	struct hk_arena *arena = c->input->arena;
	size_t found;

	c->lemma = lemma;
	found = hk_hashmap_find(&c->by_lemma, hash, same_lemma, c);
	if (found != HK_HASHMAP_NONE) {
		c->words[found].count += times;
		return HK_OK;
	}
	if (c->count == WORDS_MAX)
		return HK_OK;
	if (!HK_ARENA_RESERVE(arena, c->words, c->capacity, c->count + 1) ||
	    hk_hashmap_add(&c->by_lemma, hash, c->count))
		return HK_ENOMEM;
	c->words[c->count] = (struct word){copy(arena, lemma),
					   copy(arena, surface), times, 0};
	if (!c->words[c->count].lemma.data || !c->words[c->count].surface.data)
		return HK_ENOMEM;
	c->count++;
	return HK_OK;
}

/* Count the words of a text. Numbers say little of what it is about. */
static enum hk_status count_text(struct counter *c, struct hk_str text,
				 uint32_t times, struct hk_error *err)
{
	struct hk_analyser *a = c->input->analyser;
	enum hk_status status = hk_term_analyse(a, text, err);
	const struct hk_morpheme *m;
	size_t count;

	if (status)
		return status;
	m = hk_morph_get(a->morph, &count);
	for (size_t i = 0; i < count && !status; i++) {
		struct hk_span s = m[i].span;

		if (m[i].cls == HK_MORPH_SYMBOL ||
		    m[i].cls == HK_MORPH_NUMBER || hk_term_is_function(&m[i]))
			continue;
		status = add_word(c, m[i].lemma,
				  hk_span_str(a->norm.text.data + s.begin,
					      s.end - s.begin),
				  times);
	}
	return status ? hk_error_nomem(err) : HK_OK;
}

static enum hk_status count_all(struct counter *c, const struct hk_like *like,
				struct hk_error *err)
{
	size_t step = like->count > HK_LIKE_PASSAGES ? like->count : 1;
	enum hk_status status = HK_OK;
	struct hk_str title = {NULL, 0};

	for (size_t k = 0; k < like->count && !status; k++) {
		size_t i = step > 1 ? k * like->count / HK_LIKE_PASSAGES : k;
		const struct hk_like_passage *p;

		if (step > 1 && k == HK_LIKE_PASSAGES)
			break;
		p = &like->passages[i];
		if (p->title.len && !hk_span_same(p->title, title))
			status = count_text(c, p->title, HK_LIKE_TITLE, err);
		title = p->title;
		if (!status)
			status = count_text(c, p->text, 1, err);
	}
	return status;
}

static int by_count(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return hk_span_compare(x->lemma, y->lemma);
}

static int by_score(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return hk_span_compare(x->lemma, y->lemma);
}

/* Over a network, all words are looked up in one request. */
static enum hk_status ask_ahead(const struct counter *c, struct hk_error *err)
{
	struct hk_str *names;

	if (!xap_db_is_remote(c->input->db) || !c->count)
		return HK_OK;
	names = hk_arena_array(c->input->arena, c->count, sizeof(*names));
	if (!names)
		return hk_error_nomem(err);
	/* Words have no prefix. */
	for (size_t i = 0; i < c->count; i++)
		names[i] = c->words[i].lemma;
	return xap_db_ask_ahead(c->input->db, names, c->count, err);
}

/* Those that the index has in some passages, the weightiest first. */
static enum hk_status rank_words(struct counter *c, struct hk_word_maker *m)
{
	if (c->count > 1)
		qsort(c->words, c->count, sizeof(*c->words), by_count);
	if (c->count > LOOKED_UP)
		c->count = LOOKED_UP;
	if (ask_ahead(c, m->err))
		return m->err->status;
	for (size_t i = 0; i < c->count; i++) {
		struct word *w = &c->words[i];
		uint32_t documents;

		if (!hk_word_term(m, HK_SCHEMA_WORD, w->lemma, &documents))
			return m->err->status ? m->err->status
					      : hk_error_nomem(m->err);
		w->score = documents
				   ? w->count * hk_word_idf(m->total, documents)
				   : 0;
	}
	if (c->count > 1)
		qsort(c->words, c->count, sizeof(*c->words), by_score);
	if (c->count > HK_LIKE_WORDS)
		c->count = HK_LIKE_WORDS;
	while (c->count && c->words[c->count - 1].score <= 0)
		c->count--;
	return HK_OK;
}

/* Units of the words; a word by itself is cut as in a query. */
static enum hk_status make_units(struct hk_plan *plan, const struct counter *c,
				 struct hk_planner *planner)
{
	uint32_t most = 1;
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < c->count; i++)
		most = c->words[i].count > most ? c->words[i].count : most;
	planner->synonym = true;
	for (size_t i = 0; i < c->count && !status; i++) {
		size_t first = plan->unit_count;

		planner->text = (uint32_t)i + 1;
		status = hk_plan_add_text(planner, c->words[i].surface);
		for (; first < plan->unit_count; first++)
			plan->units[first].weight *=
				(double)c->words[i].count / most;
	}
	plan->all_units = plan->unit_count;
	plan->bigram_count = plan->all_bigrams = 0;
	plan->fell_apart = false;
	return status;
}

/* Any of the words, in other articles that the options let through. */
static enum hk_status make_query(struct hk_plan *plan, struct hk_word_maker *m,
				 const struct hk_like *like)
{
	struct xap_pool *pool = m->input->pool;
	struct xap_query **list = hk_arena_array(
		plan->arena, plan->unit_count + like->without_count + 1,
		sizeof(*list));
	struct xap_query *pair[2] = {NULL, NULL};
	uint32_t documents;
	size_t count = 0;

	if (!list)
		return hk_error_nomem(m->err);
	for (size_t i = 0; i < plan->unit_count; i++) {
		list[count] = hk_word_query(m, &plan->units[i]);
		if (!list[count++])
			goto failed;
		plan->units[i].counted = true;
	}
	pair[0] = xap_query_join(pool, XAP_OR, list, count);
	for (count = 0; count < like->without_count; count++) {
		list[count] = hk_word_term(m, HK_SCHEMA_ID,
					   like->without[count], &documents);
		if (!list[count])
			goto failed;
	}
	if (count) {
		pair[1] = xap_query_join(pool, XAP_OR, list, count);
		pair[0] = xap_query_join(pool, XAP_AND_NOT, pair, 2);
	}
	if (!hk_filter_options(&pair[1], m->input, m->err))
		goto failed;
	plan->query =
		pair[1] ? xap_query_join(pool, XAP_FILTER, pair, 2) : pair[0];
failed:
	return m->err->status ? m->err->status : xap_pool_status(pool, m->err);
}

enum hk_status hk_plan_like(struct hk_plan *out,
			    const struct hk_plan_input *input,
			    const struct hk_like *like, struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	struct hk_planner planner = {.plan = out,
				     .input = input,
				     .err = &own,
				     .own_lemmas =
					     hk_planner_own_lemmas(input)};
	struct hk_word_maker m = {.input = input, .err = &own};
	struct counter c = {.input = input};
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	out->arena = input->arena;
	hk_hashmap_init(&c.by_lemma);
	hk_buf_init(&m.term, 1u << 16);
	status = xap_db_doc_count(input->db, &m.total, &own);
	if (!status)
		status = count_all(&c, like, &own);
	if (!status)
		status = rank_words(&c, &m);
	if (!status)
		status = make_units(out, &c, &planner);
	out->no_words = !out->unit_count;
	if (!status)
		status = hk_ahead_ask(out, input->db, &own);
	if (!status && out->unit_count)
		status = make_query(out, &m, like);
	for (size_t i = 0; i < out->unit_count; i++)
		out->idf += out->units[i].idf * out->units[i].weight;
	hk_hashmap_release(&c.by_lemma);
	hk_buf_release(&m.term);
	if (status && err)
		*err = own;
	return status;
}
