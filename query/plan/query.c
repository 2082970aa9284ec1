/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/private.h"

#include <math.h>

#include "query/plan/expand.h"
#include "query/plan/filter.h"
#include "store/schema.h"

/* Queries that will be joined. */
struct parts {
	struct xap_query **list;
	size_t count, room;
};

static bool push(struct planner *p, struct parts *parts, struct xap_query *q)
{
	void *list = hk_plan_grow(p->plan->arena, parts->list, parts->count,
				  &parts->room, sizeof(*parts->list));

	if (!list) {
		hk_error_nomem(p->err);
		return false;
	}
	parts->list = list;
	parts->list[parts->count++] = q;
	return true;
}

static struct xap_query *join(struct planner *p, enum xap_op op,
			      const struct parts *parts)
{
	if (parts->count == 1)
		return parts->list[0];
	return xap_query_join(p->pool, op, parts->list, parts->count, 0);
}

static struct xap_query *term(struct planner *p, enum hk_schema_prefix prefix,
			      struct hk_str text, uint32_t *documents)
{
	enum hk_status status;
	struct hk_str name;

	*documents = 0;
	hk_buf_reset(&p->term);
	status = hk_schema_term(&p->term, prefix, text);
	if (status == HK_ENOMEM)
		hk_error_nomem(p->err);
	if (status)
		return xap_query_none(p->pool);
	name = hk_buf_str(&p->term);
	if (xap_db_term_freq(p->db, name, documents, p->err))
		return NULL;
	return xap_query_term(p->pool, name, 1);
}

/* BM25's, kept above 0 by the 1 inside (Lucene's form). */
static double idf(uint32_t total, uint32_t documents)
{
	double n = documents, all = total < documents ? n : total;

	return log(1 + (all - n + 0.5) / (n + 0.5));
}

/* A part of a compound in any spelling. */
static struct xap_query *part_query(struct planner *p,
				    const struct hk_unit *unit, size_t i)
{
	struct xap_query *forms[3];
	uint32_t n;

	forms[0] = term(p, HK_SCHEMA_WORD, unit->parts[i], &n);
	forms[1] = term(p, HK_SCHEMA_FOLD, unit->part_folds[i], &n);
	if (hk_span_same(unit->parts[i], unit->part_folds[i]))
		return n ? xap_query_join(p->pool, XAP_SYNONYM, forms, 2, 0)
			 : forms[0];
	forms[2] = term(p, HK_SCHEMA_WORD, unit->part_folds[i], &n);
	return xap_query_join(p->pool, XAP_SYNONYM, forms, 3, 0);
}

/*
 * One word: all its spellings as one term, and a share of the weight for the
 * exact one alone, so that it ranks first. A compound's parts, all of them,
 * count too. (Not by OP_MAX: Xapian 1.4.22 reads freed memory when such a tree
 * is pruned; tests/unit/test_query_search.c has a case.)
 */
static struct xap_query *unit_query(struct planner *p, struct hk_unit *unit)
{
	struct xap_query *forms[3], *parts[HK_PLAN_EXPAND_MAX],
		*spellings[2 + 2 * HK_PLAN_OTHERS];
	uint32_t documents, most, folded, other;
	bool variants, plain = hk_span_same(unit->fold, unit->lemma);
	size_t count = 0, n = 0, spelling_count = 2;

	/* A word whose folded form is another is indexed under both; one that
	 * is its own folded form only as itself. */
	forms[count++] = term(p, HK_SCHEMA_WORD, unit->lemma, &most);
	spellings[0] = term(p, HK_SCHEMA_FOLD, unit->fold, &folded);
	spellings[1] = term(p, HK_SCHEMA_WORD, unit->fold, &documents);
	variants = plain ? folded > 0 : folded > most || documents > 0;
	for (size_t i = 0; i < 2 * HK_PLAN_OTHERS; i++) {
		enum hk_schema_prefix prefix =
			i % 2 ? HK_SCHEMA_FOLD : HK_SCHEMA_WORD;

		spellings[spelling_count] =
			term(p, prefix, unit->others[i / 2], &other);
		if (!other)
			continue;
		spelling_count++;
		variants = true;
		most = other > most ? other : most;
	}
	if (variants) {
		forms[0] = xap_query_scale(p->pool, forms[0],
					   1 - HK_PLAN_FOLD_WEIGHT);
		forms[count++] = xap_query_scale(
			p->pool,
			xap_query_join(p->pool, XAP_SYNONYM, spellings,
				       spelling_count, 0),
			HK_PLAN_FOLD_WEIGHT);
	}
	most = documents > most ? documents : most;
	most = folded > most ? folded : most;
	for (size_t i = 0; i < unit->part_count && n < HK_PLAN_EXPAND_MAX; i++)
		parts[n++] = part_query(p, unit, i);
	if (n > 1)
		forms[count++] = xap_query_scale(
			p->pool, xap_query_join(p->pool, XAP_AND, parts, n, 0),
			HK_PLAN_PART_WEIGHT / (double)n);
	unit->documents = most;
	unit->idf = idf(p->total, most);
	unit->query =
		count == 1 ? forms[0]
			   : xap_query_join(p->pool, XAP_OR, forms, count, 0);
	if (unit->weight != 1.0)
		unit->query =
			xap_query_scale(p->pool, unit->query, unit->weight);
	return unit->query;
}

/* The queries of the units of text number `text`, each word once. */
static bool push_units(struct planner *p, struct parts *parts, uint32_t text)
{
	struct hk_plan *plan = p->plan;

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
		} else if (!unit_query(p, unit)) {
			return false;
		}
		unit->counted = true;
		if (!push(p, parts, unit->query))
			return false;
	}
	return true;
}

/* NULL, with nothing wrong, for one too many. */
static struct xap_query *prefix_query(struct planner *p, struct hk_str text)
{
	struct hk_str words[HK_PLAN_EXPAND_MAX];
	struct parts parts = {NULL, 0, 0};
	size_t count;

	if (p->prefixes++ == PREFIXES_MAX) {
		p->prefixes--;
		p->plan->dropped = true;
		return NULL;
	}
	if (hk_norm_run(&p->analyser->norm, text)) {
		hk_error_nomem(p->err);
		return NULL;
	}
	if (!p->analyser->norm.text.len)
		return xap_query_none(p->pool);
	if (hk_expand_prefix(words, &count, &p->plan->dropped, p->plan->arena,
			     p->db, hk_buf_str(&p->analyser->norm.text),
			     p->err))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!push(p, &parts, xap_query_term(p->pool, words[i], 1)))
			return NULL;
	if (!count)
		return xap_query_none(p->pool);
	/* Alike in weight, whichever word it is: statistics of single words
	 * would differ between an index and its shards. */
	return xap_query_constant(p->pool, join(p, XAP_OR, &parts),
				  idf(p->total, p->total / 20));
}

/* Add the bigrams of running text number `text` (0: of all) to `parts`. */
static bool push_bigrams(struct planner *p, struct parts *parts, uint32_t text)
{
	const struct hk_plan *plan = p->plan;
	uint32_t documents;

	for (size_t i = 0; i < plan->bigram_count; i++) {
		const struct hk_bigram *b = &plan->bigrams[i];
		struct xap_query *q;

		if (text && b->of != text)
			continue;
		q = term(p, HK_SCHEMA_BIGRAM, b->text, &documents);
		if (!q || !push(p, parts, q))
			return false;
	}
	return true;
}

/* A required phrase: all of its words, and the bigrams that say that they
 * touch. Whether it stands there is then looked up in the text. */
static struct xap_query *phrase_query(struct planner *p, uint32_t text)
{
	struct parts words = {NULL, 0, 0}, bigrams = {NULL, 0, 0};
	struct xap_query *pair[2];

	if (!push_units(p, &words, text) || !words.count ||
	    !push_bigrams(p, &bigrams, text))
		return NULL;
	pair[0] = join(p, XAP_AND, &words);
	if (!bigrams.count)
		return pair[0];
	pair[1] = join(p, XAP_AND, &bigrams);
	return xap_query_join(p->pool, XAP_FILTER, pair, 2, 0);
}

static struct xap_query *build(struct planner *p,
			       const struct hk_parse_node *node,
			       const struct hk_parse_node *root);

struct clause {
	struct parts should, must, not, filter;
};

/* Put one node of a list where it belongs. */
static bool sort_node(struct planner *p, struct clause *c,
		      const struct hk_parse_node *node,
		      const struct hk_parse_node *root)
{
	bool words =
		(node->kind == HK_PARSE_TEXT || node->kind == HK_PARSE_QUOTE) &&
		!hk_plan_is_phrase(p, node, root);
	struct xap_query *q;

	if (words && node->sign == HK_PARSE_SHOULD) {
		p->text++;
		return push_units(p, p->options->all ? &c->must : &c->should,
				  p->text);
	}
	q = build(p, node, root);
	if (!q)
		return xap_pool_status(p->pool, NULL) == HK_OK;
	if (node->sign == HK_PARSE_NOT)
		return push(p, &c->not, q);
	if (hk_filter_is(node->kind))
		return push(p, &c->filter, q);
	if (node->sign == HK_PARSE_MUST || p->options->all ||
	    hk_plan_is_phrase(p, node, root))
		return push(p, &c->must, q);
	return push(p, &c->should, q);
}

static struct xap_query *build_list(struct planner *p,
				    const struct hk_parse_node *node,
				    const struct hk_parse_node *root)
{
	struct clause c;
	struct xap_query *pair[2], *q = NULL;

	memset(&c, 0, sizeof(c));
	for (node = node->parts; node; node = node->next)
		if (!sort_node(p, &c, node, root))
			return NULL;
	if (c.must.count)
		q = join(p, XAP_AND, &c.must);
	if (c.should.count) {
		pair[0] = q;
		pair[1] = join(p, XAP_OR, &c.should);
		q = q ? xap_query_join(p->pool, XAP_AND_MAYBE, pair, 2, 0)
		      : pair[1];
	}
	if (!q && (c.filter.count || c.not .count))
		q = xap_query_all(p->pool);
	if (c.filter.count) {
		pair[0] = q;
		pair[1] = join(p, XAP_AND, &c.filter);
		q = xap_query_join(p->pool, XAP_FILTER, pair, 2, 0);
	}
	if (c.not .count) {
		pair[0] = q;
		pair[1] = join(p, XAP_OR, &c.not );
		q = xap_query_join(p->pool, XAP_AND_NOT, pair, 2, 0);
	}
	return q;
}

/* NULL: the node says nothing, or something failed (the pool, the error). */
static struct xap_query *build(struct planner *p,
			       const struct hk_parse_node *node,
			       const struct hk_parse_node *root)
{
	struct parts parts = {NULL, 0, 0};

	switch (node->kind) {
	case HK_PARSE_LIST:
		return build_list(p, node, root);
	case HK_PARSE_OR:
		for (node = node->parts; node; node = node->next) {
			struct xap_query *q = build(p, node, root);
			if (q && !push(p, &parts, q))
				return NULL;
		}
		return parts.count ? join(p, XAP_OR, &parts) : NULL;
	case HK_PARSE_TEXT:
	case HK_PARSE_QUOTE:
	case HK_PARSE_PHRASE:
		p->text++;
		if (hk_plan_is_phrase(p, node, root))
			return node->sign == HK_PARSE_NOT
				       ? NULL /* seen to by verifying */
				       : phrase_query(p, p->text);
		if (!push_units(p, &parts, p->text) || !parts.count)
			return NULL;
		return join(p, XAP_AND, &parts);
	case HK_PARSE_PREFIX:
		return prefix_query(p, node->text);
	default:
		return hk_filter_query(node->kind, node->text, p->pool,
				       p->analyser, p->err);
	}
}

/* Filters of the command line, and the bigrams, around the whole query. */
static struct xap_query *wrap(struct planner *p, struct xap_query *q)
{
	struct parts parts = {NULL, 0, 0};
	struct xap_query *filter;

	if (p->options->path) {
		filter = hk_filter_query(HK_PARSE_PATH,
					 hk_span_cstr(p->options->path),
					 p->pool, p->analyser, p->err);
		if (!filter || !push(p, &parts, filter))
			return NULL;
	}
	if (p->options->since) {
		filter = hk_filter_since(hk_span_cstr(p->options->since),
					 p->pool, p->err);
		if (!filter || !push(p, &parts, filter))
			return NULL;
	}
	if (parts.count) {
		struct xap_query *pair[2] = {q, join(p, XAP_AND, &parts)};
		q = xap_query_join(p->pool, XAP_FILTER, pair, 2, 0);
	}
	return q;
}

/* Is the query nothing but running text? */
static bool is_plain(const struct hk_parse_node *root)
{
	for (const struct hk_parse_node *n = root->parts; n; n = n->next)
		if (n->kind != HK_PARSE_TEXT || n->sign != HK_PARSE_SHOULD)
			return false;
	return true;
}

/* Any of the words, for articles that have all of them in some passage. */
static bool make_any(struct planner *p)
{
	struct hk_plan *plan = p->plan;
	struct parts words = {NULL, 0, 0};
	struct xap_query *pair[2];

	for (size_t i = 0; i < plan->unit_count; i++)
		if (plan->units[i].counted &&
		    !push(p, &words, plan->units[i].query))
			return false;
	if (words.count < 2)
		return true;
	pair[0] = join(p, XAP_OR, &words);
	pair[1] = plan->bigram;
	plan->any = wrap(
		p, pair[1] ? xap_query_join(p->pool, XAP_AND_MAYBE, pair, 2, 0)
			   : pair[0]);
	return plan->any != NULL;
}

enum hk_status hk_plan_queries(struct planner *p,
			       const struct hk_parse_node *root)
{
	struct hk_plan *plan = p->plan;
	struct parts bigrams = {NULL, 0, 0};
	struct xap_query *words = build(p, root, root), *pair[2];

	if (p->err->status)
		return p->err->status;
	if (!words) {
		plan->no_words = true;
		return xap_pool_status(p->pool, p->err);
	}
	if (!push_bigrams(p, &bigrams, 0))
		return p->err->status ? p->err->status : hk_error_nomem(p->err);
	if (bigrams.count) {
		plan->bigram =
			xap_query_scale(p->pool, join(p, XAP_OR, &bigrams),
					HK_PLAN_BIGRAM_WEIGHT);
		pair[0] = words;
		pair[1] = plan->bigram;
		words = xap_query_join(p->pool, XAP_AND_MAYBE, pair, 2, 0);
		plan->rescue = wrap(p, plan->bigram);
	}
	plan->query = wrap(p, words);
	if (p->options->all && !p->options->exact && is_plain(root) &&
	    !make_any(p))
		return p->err->status ? p->err->status : hk_error_nomem(p->err);
	if (p->err->status)
		return p->err->status;
	return xap_pool_status(p->pool, p->err);
}
