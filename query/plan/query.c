/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/query.h"

#include "query/plan/expand.h"
#include "query/plan/filter.h"
#include "query/plan/literal.h"
#include "query/plan/synonym_query.h"
#include "query/plan/word.h"

/* `word*` of one query; `dropped` tells of the rest. */
#define PREFIXES_MAX 32

/* `word*` weighs as much as a word that one passage in PREFIX_RARITY has. */
#define PREFIX_RARITY 20

struct maker {
	struct hk_planner *planner;
	const struct hk_plan_input *input;
	struct hk_plan *plan;
	struct hk_error *err;
	struct hk_word_maker words;
	size_t prefixes; /* expanded so far */
};

/* Queries that will be joined. */
struct queries {
	struct xap_query **list;
	size_t count, capacity;
};

static bool push(struct maker *m, struct queries *queries, struct xap_query *q)
{
	if (!HK_ARENA_RESERVE(m->plan->arena, queries->list, queries->capacity,
			      queries->count + 1)) {
		hk_error_nomem(m->err);
		return false;
	}
	queries->list[queries->count++] = q;
	return true;
}

static struct xap_query *join(struct maker *m, enum xap_op op,
			      const struct queries *queries)
{
	if (queries->count == 1)
		return queries->list[0];
	return xap_query_join(m->input->pool, op, queries->list,
			      queries->count);
}

/* Which of the words of a text a passage must have. */
enum need {
	ANY_WORD,
	ALL_WORDS,  /* or their synonyms */
	AS_WRITTEN, /* all, and no synonyms */
};

/* Make the queries of the units of text number `text`, each word once. */
static bool make_units(struct maker *m, uint32_t text)
{
	struct hk_plan *plan = m->plan;

	for (size_t i = 0; i < plan->unit_count; i++) {
		struct hk_unit *unit = &plan->units[i], *same = NULL;

		if (unit->text != text)
			continue;
		for (size_t k = 0; k < i && !same; k++)
			if (hk_span_same(plan->units[k].lemma, unit->lemma) &&
			    plan->units[k].excluded == unit->excluded)
				same = &plan->units[k];
		if (same) {
			unit->documents = same->documents;
			unit->idf = same->idf;
			unit->query = same->query;
			if (same->text == text)
				continue;
		} else if (!hk_word_query(&m->words, unit)) {
			return false;
		}
		unit->counted = true;
	}
	return true;
}

/* Add what is searched for of words that have synonyms. */
static bool push_run(struct maker *m, struct queries *queries,
		     struct hk_synonym_run *run, enum need need)
{
	struct xap_query *pair[2] = {run->query, NULL};

	if (need == ANY_WORD)
		return push(m, queries, run->query);
	pair[1] = hk_synonym_query_typed(&m->words, m->plan, run);
	return pair[1] && push(m, queries,
			       xap_query_join(m->input->pool, XAP_OR, pair, 2));
}

/* The queries of the units of text number `text`, each word once. */
static bool push_units(struct maker *m, struct queries *queries, uint32_t text,
		       enum need need)
{
	struct hk_plan *plan = m->plan;

	if (!make_units(m, text))
		return false;
	for (size_t i = 0; i < plan->unit_count; i++) {
		struct hk_unit *unit = &plan->units[i];
		struct hk_synonym_run *run =
			need == AS_WRITTEN ? NULL
					   : hk_synonym_query_run(plan, i);
		bool first = run && run->first == i;

		if (unit->text != text)
			continue;
		if (first && !hk_synonym_query(&m->words, plan, run))
			return false;
		if (unit->counted &&
		    (!run || !run->query || need == ANY_WORD) &&
		    !push(m, queries, unit->query))
			return false;
		if (first && run->query && !push_run(m, queries, run, need))
			return false;
	}
	return true;
}

/* NULL, with nothing wrong, for one too many. */
static struct xap_query *prefix_query(struct maker *m, struct hk_str text)
{
	struct hk_str terms[HK_PLAN_EXPAND_MAX];
	struct queries queries = {NULL, 0, 0};
	size_t count;

	if (m->prefixes++ == PREFIXES_MAX) {
		m->prefixes--;
		m->plan->dropped = true;
		return NULL;
	}
	if (hk_norm_query(&m->input->analyser->norm, text)) {
		hk_error_nomem(m->err);
		return NULL;
	}
	if (!m->input->analyser->norm.text.len)
		return xap_query_none(m->input->pool);
	if (hk_expand_prefix(terms, &count, &m->plan->dropped, m->plan->arena,
			     m->input->db,
			     hk_buf_str(&m->input->analyser->norm.text),
			     m->err))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!push(m, &queries,
			  xap_query_term(m->input->pool, terms[i])))
			return NULL;
	if (!count)
		return xap_query_none(m->input->pool);
	/* Alike in weight, whichever word it is: statistics of single words
	 * would differ between an index and its shards. */
	return xap_query_constant(
		m->input->pool, join(m, XAP_OR, &queries),
		hk_word_idf(m->words.total, m->words.total / PREFIX_RARITY));
}

/* Add the bigrams of running text number `text` (0: of all) to `queries`. */
static bool push_bigrams(struct maker *m, struct queries *queries,
			 uint32_t text)
{
	const struct hk_plan *plan = m->plan;
	uint32_t documents;

	for (size_t i = 0; i < plan->bigram_count; i++) {
		const struct hk_bigram *b = &plan->bigrams[i];
		struct xap_query *q;

		if (text && b->of != text)
			continue;
		q = hk_word_term(&m->words, HK_SCHEMA_BIGRAM, b->text,
				 &documents);
		if (!q || !push(m, queries, q))
			return false;
	}
	return true;
}

/* A required phrase: all of its words, and the bigrams that say that they
 * touch. Whether it stands there is then looked up in the text. */
static struct xap_query *phrase_query(struct maker *m, uint32_t text)
{
	struct queries words = {NULL, 0, 0}, bigrams = {NULL, 0, 0};
	struct xap_query *pair[2];

	if (!push_units(m, &words, text, AS_WRITTEN) || !words.count ||
	    !push_bigrams(m, &bigrams, text))
		return NULL;
	pair[0] = join(m, XAP_AND, &words);
	if (!bigrams.count)
		return pair[0];
	pair[1] = join(m, XAP_AND, &bigrams);
	return xap_query_join(m->input->pool, XAP_FILTER, pair, 2);
}

/* A string that may stand anywhere; its words only add to the rank. */
static struct xap_query *literal_query(struct maker *m, uint32_t text)
{
	struct queries words = {NULL, 0, 0};
	struct xap_query *pair[2];

	pair[0] = hk_literal_query(m->input, m->plan, text, m->err);
	if (!pair[0] || !push_units(m, &words, text, AS_WRITTEN) ||
	    !words.count)
		return pair[0];
	pair[1] = join(m, XAP_OR, &words);
	return xap_query_join(m->input->pool, XAP_AND_MAYBE, pair, 2);
}

static struct xap_query *build(struct maker *m,
			       const struct hk_parse_node *node);

struct clause {
	struct queries should, must, without, filter;
	bool rest; /* something is excluded that the engine does not know */
};

/* Put one node of a list where it belongs. */
static bool sort_node(struct maker *m, struct clause *c,
		      const struct hk_parse_node *node)
{
	bool words =
		(node->kind == HK_PARSE_TEXT || node->kind == HK_PARSE_QUOTE) &&
		!hk_planner_is_phrase(m->planner, node);
	struct xap_query *q;

	if (words && node->sign == HK_PARSE_SHOULD) {
		m->planner->text++;
		return m->input->options->all
			       ? push_units(m, &c->must, m->planner->text,
					    ALL_WORDS)
			       : push_units(m, &c->should, m->planner->text,
					    ANY_WORD);
	}
	if (node->sign == HK_PARSE_NOT && hk_planner_is_check(node)) {
		c->rest = true;
		return true;
	}
	q = build(m, node);
	if (!q)
		return xap_pool_status(m->input->pool, NULL) == HK_OK;
	if (node->sign == HK_PARSE_NOT)
		return push(m, &c->without, q);
	if (node->kind == HK_PARSE_FIELD)
		return push(m, &c->filter, q);
	if (node->sign == HK_PARSE_MUST || m->input->options->all ||
	    (hk_planner_is_phrase(m->planner, node) && !m->planner->any_text))
		return push(m, &c->must, q);
	return push(m, &c->should, q);
}

static struct xap_query *build_list(struct maker *m,
				    const struct hk_parse_node *node)
{
	struct clause c;
	struct xap_query *pair[2], *q = NULL;

	memset(&c, 0, sizeof(c));
	for (node = node->children; node; node = node->next)
		if (!sort_node(m, &c, node))
			return NULL;
	if (c.must.count)
		q = join(m, XAP_AND, &c.must);
	if (c.should.count) {
		pair[0] = q;
		pair[1] = join(m, XAP_OR, &c.should);
		q = q ? xap_query_join(m->input->pool, XAP_AND_MAYBE, pair, 2)
		      : pair[1];
	}
	if (!q && (c.filter.count || c.without.count || c.rest))
		q = xap_query_all(m->input->pool);
	if (c.filter.count) {
		pair[0] = q;
		pair[1] = join(m, XAP_AND, &c.filter);
		q = xap_query_join(m->input->pool, XAP_FILTER, pair, 2);
	}
	if (c.without.count) {
		pair[0] = q;
		pair[1] = join(m, XAP_OR, &c.without);
		q = xap_query_join(m->input->pool, XAP_AND_NOT, pair, 2);
	}
	return q;
}

/* NULL: the node says nothing, or something failed (the pool, the error). */
static struct xap_query *build(struct maker *m,
			       const struct hk_parse_node *node)
{
	struct queries queries = {NULL, 0, 0};

	switch (node->kind) {
	case HK_PARSE_LIST:
		return build_list(m, node);
	case HK_PARSE_OR:
		for (node = node->children; node; node = node->next) {
			struct xap_query *q = build(m, node);
			if (q && !push(m, &queries, q))
				return NULL;
		}
		return queries.count ? join(m, XAP_OR, &queries) : NULL;
	case HK_PARSE_TEXT:
	case HK_PARSE_QUOTE:
	case HK_PARSE_PHRASE:
		m->planner->text++;
		if (hk_planner_is_phrase(m->planner, node))
			return node->sign == HK_PARSE_NOT
				       ? NULL /* seen to by verifying */
			       : m->input->options->literal
				       ? literal_query(m, m->planner->text)
				       : phrase_query(m, m->planner->text);
		if (!push_units(m, &queries, m->planner->text, ALL_WORDS) ||
		    !queries.count)
			return NULL;
		return join(m, XAP_AND, &queries);
	case HK_PARSE_PREFIX:
		return prefix_query(m, node->text);
	case HK_PARSE_FIELD:
		break;
	}
	return hk_filter_query(node->field->kind, node->text, m->input->pool,
			       m->input->analyser, m->err);
}

/* Filters of the command line, and the bigrams, around the whole query. */
static struct xap_query *wrap(struct maker *m, struct xap_query *q)
{
	struct xap_query *pair[2] = {q, NULL};

	if (!hk_filter_options(&pair[1], m->input, m->err))
		return NULL;
	return pair[1] ? xap_query_join(m->input->pool, XAP_FILTER, pair, 2)
		       : q;
}

/* Is the query nothing but running text? */
static bool is_plain(const struct hk_parse_node *root)
{
	for (const struct hk_parse_node *n = root->children; n; n = n->next)
		if (n->kind != HK_PARSE_TEXT || n->sign != HK_PARSE_SHOULD)
			return false;
	return true;
}

/* Any of the words, for articles that have all of them in some passage. */
static bool make_any(struct maker *m)
{
	struct hk_plan *plan = m->plan;
	struct queries words = {NULL, 0, 0};
	struct xap_query *pair[2];

	for (size_t i = 0; i < plan->unit_count; i++)
		if (plan->units[i].counted &&
		    !push(m, &words,
			  plan->units[i].either ? plan->units[i].either
						: plan->units[i].query))
			return false;
	if (words.count < 2)
		return true;
	pair[0] = join(m, XAP_OR, &words);
	pair[1] = plan->bigram;
	plan->any = wrap(m, pair[1] ? xap_query_join(m->input->pool,
						     XAP_AND_MAYBE, pair, 2)
				    : pair[0]);
	return plan->any != NULL;
}

/* Make the queries of the plan. */
static enum hk_status make_all(struct maker *m)
{
	const struct hk_parse_node *root = m->input->parse->root;
	struct hk_plan *plan = m->plan;
	struct queries bigrams = {NULL, 0, 0};
	struct xap_query *words = build(m, root), *pair[2];

	if (m->err->status)
		return m->err->status;
	if (!words) {
		plan->no_words = true;
		return xap_pool_status(m->input->pool, m->err);
	}
	if (!push_bigrams(m, &bigrams, 0))
		return m->err->status ? m->err->status : hk_error_nomem(m->err);
	if (bigrams.count) {
		plan->bigram = xap_query_scale(m->input->pool,
					       join(m, XAP_OR, &bigrams),
					       HK_PLAN_BIGRAM_WEIGHT);
		pair[0] = words;
		pair[1] = plan->bigram;
		words = xap_query_join(m->input->pool, XAP_AND_MAYBE, pair, 2);
		plan->rescue = wrap(m, plan->bigram);
	}
	plan->query = wrap(m, words);
	if (m->input->options->all && !m->input->options->exact &&
	    is_plain(root) && !make_any(m))
		return m->err->status ? m->err->status : hk_error_nomem(m->err);
	if (m->err->status)
		return m->err->status;
	return xap_pool_status(m->input->pool, m->err);
}

enum hk_status hk_plan_queries(struct hk_planner *planner)
{
	struct maker m = {.planner = planner,
			  .input = planner->input,
			  .plan = planner->plan,
			  .err = planner->err};
	enum hk_status status =
		xap_db_doc_count(m.input->db, &m.words.total, m.err);

	planner->text = 0; /* numbered again, in the same order */
	m.words.input = m.input;
	m.words.err = m.err;
	hk_buf_init(&m.words.term, 1u << 16);
	if (!status)
		status = make_all(&m);
	hk_buf_release(&m.words.term);
	return status;
}
