/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan.h"

#include <math.h>

#include "query/expand.h"
#include "query/filter.h"
#include "query/sure.h"
#include "store/schema.h"
#include "text/fold.h"

/* Words of one query; the rest is dropped, and said. */
#define UNITS_MAX 1000

/* Weights by class, measured with the rest of the ranking. */
#define UNKNOWN_WEIGHT 1.2
#define PROPER_WEIGHT  1.1
#define VERB_WEIGHT    0.8

struct planner {
	struct hk_plan *plan;
	struct xap_pool *pool;
	const struct xap_db *db;
	struct hk_analyser *analyser;
	const struct hk_plan_options *options;
	struct hk_error *err;
	uint32_t total; /* passages in the index */
	uint32_t text;	/* running texts and phrases met so far */
	bool excluding, in_phrase;
	bool own_lemmas;     /* the dictionary's nouns are their own lemmas */
	bool keep_functions; /* there is nothing but function words */
	struct hk_buf term;
};

/* Queries that will be joined. */
struct parts {
	struct xap_query **list;
	size_t count, room;
};

/* ---- Growing arrays in the arena ---- */

static void *grow(struct hk_arena *arena, void *list, size_t count,
		  size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : 16;
	void *out;

	if (count < *room)
		return list;
	out = hk_arena_array(arena, more, size);
	if (out && count)
		memcpy(out, list, count * size);
	if (out)
		*room = more;
	return out;
}

static bool push(struct planner *p, struct parts *parts, struct xap_query *q)
{
	void *list = grow(p->plan->arena, parts->list, parts->count,
			  &parts->room, sizeof(*parts->list));

	if (!list)
		return false;
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

/* ---- First pass: running text to units ---- */

static struct hk_str copy(struct planner *p, struct hk_str text, bool *ok)
{
	char *out = hk_arena_copy(p->plan->arena, text.data, text.len);

	if (!out)
		*ok = false;
	return hk_span_str(out, text.len);
}

static bool set_parts(struct planner *p, struct hk_unit *unit,
		      const struct hk_morpheme *m)
{
	const struct hk_span *spans = hk_morph_parts(p->analyser->morph);
	struct hk_str *parts =
		hk_arena_array(p->plan->arena, m->part_count, sizeof(*parts));
	bool ok = parts != NULL;

	for (uint32_t i = 0; i < m->part_count && ok; i++) {
		struct hk_span s = spans[m->parts + i];
		parts[i] =
			copy(p,
			     hk_span_str(p->analyser->norm.text.data + s.begin,
					 s.end - s.begin),
			     &ok);
	}
	unit->parts = parts;
	unit->part_count = m->part_count;
	return ok;
}

static bool add_unit(struct planner *p, const struct hk_morpheme *m,
		     const struct hk_morpheme *before)
{
	struct hk_plan *plan = p->plan;
	struct hk_unit *unit, *units;
	char folded[HK_FOLD_MAX];
	size_t len;
	bool ok = true;

	if (plan->unit_count == UNITS_MAX) {
		plan->dropped = true;
		return true;
	}
	units = grow(plan->arena, plan->units, plan->unit_count,
		     &plan->unit_room, sizeof(*units));
	if (!units)
		return false;
	plan->units = units;
	unit = &units[plan->unit_count++];
	memset(unit, 0, sizeof(*unit));
	unit->surface =
		copy(p,
		     hk_span_str(p->analyser->norm.text.data + m->span.begin,
				 m->span.end - m->span.begin),
		     &ok);
	unit->lemma = copy(p, m->lemma, &ok);
	unit->fold = unit->lemma;
	if (hk_fold_word(m->lemma, folded, &len) && len)
		unit->fold = copy(p, hk_span_str(folded, len), &ok);
	unit->cls = m->cls;
	unit->weight = !m->known		   ? UNKNOWN_WEIGHT
		       : m->cls == HK_MORPH_PROPER ? PROPER_WEIGHT
		       : m->cls == HK_MORPH_VERB   ? VERB_WEIGHT
						   : 1.0;
	unit->text = p->text;
	unit->excluded = p->excluding;
	unit->in_phrase = p->in_phrase;
	unit->follows = before != NULL;
	unit->joined = before && before->span.end == m->span.begin;
	if (!ok || (m->part_count && !set_parts(p, unit, m)))
		return false;
	unit->sure = hk_sure_part(unit, p->own_lemmas);
	return true;
}

static enum hk_status take_bigram(void *ctx, const struct hk_term *t)
{
	struct planner *p = ctx;
	struct hk_plan *plan = p->plan;
	struct hk_bigram *list;
	bool ok = true;

	if (t->kind != HK_TERM_BIGRAM)
		return HK_OK;
	for (size_t i = 0; i < plan->bigram_count; i++)
		if (hk_span_same(plan->bigrams[i].text, t->text) &&
		    plan->bigrams[i].of == p->text)
			return HK_OK;
	if (plan->bigram_count == UNITS_MAX) {
		plan->dropped = true;
		return HK_OK;
	}
	list = grow(plan->arena, plan->bigrams, plan->bigram_count,
		    &plan->bigram_room, sizeof(*list));
	if (!list)
		return HK_ENOMEM;
	plan->bigrams = list;
	list[plan->bigram_count++] =
		(struct hk_bigram){copy(p, t->text, &ok), p->text};
	return ok ? HK_OK : HK_ENOMEM;
}

/* The words of a running text, function words among them or without. */
static enum hk_status take_text(struct planner *p, struct hk_str text)
{
	enum hk_status status = hk_term_analyse(p->analyser, text, p->err);
	const struct hk_morpheme *m, *before = NULL;
	size_t count;

	if (status)
		return status;
	m = hk_morph_get(p->analyser->morph, &count);
	for (size_t i = 0; i < count; i++) {
		if (m[i].cls == HK_MORPH_SYMBOL)
			continue;
		if (!p->keep_functions && hk_term_is_function(&m[i]))
			continue;
		if (!add_unit(p, &m[i], before))
			return hk_error_nomem(p->err);
		before = &m[i];
	}
	if (!p->excluding && hk_term_each(p->analyser, take_bigram, p))
		return hk_error_nomem(p->err);
	return HK_OK;
}

static enum hk_status add_phrase(struct planner *p, bool preferred)
{
	struct hk_plan *plan = p->plan;
	struct hk_str norm = hk_buf_str(&p->analyser->norm.text);
	struct hk_phrase *list, *phrase;
	bool ok = true;
	size_t count;

	while (norm.len && (norm.data[0] == ' ' || norm.data[0] == '\n')) {
		norm.data++;
		norm.len--;
	}
	while (norm.len && (norm.data[norm.len - 1] == ' ' ||
			    norm.data[norm.len - 1] == '\n'))
		norm.len--;
	hk_morph_get(p->analyser->morph, &count);
	if (!norm.len || !count)
		return HK_OK;
	list = grow(plan->arena, plan->phrases, plan->phrase_count,
		    &plan->phrase_room, sizeof(*list));
	if (!list)
		return hk_error_nomem(p->err);
	plan->phrases = list;
	phrase = &list[plan->phrase_count++];
	*phrase = (struct hk_phrase){.norm = copy(p, norm, &ok),
				     .single = count == 1,
				     .excluded = p->excluding,
				     .preferred = preferred,
				     .text = p->text};
	if (!preferred)
		plan->verify = true;
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static enum hk_status add_prefix(struct planner *p, struct hk_str text)
{
	struct hk_plan *plan = p->plan;
	struct hk_str *list =
		grow(plan->arena, plan->prefixes, plan->prefix_count,
		     &plan->prefix_room, sizeof(*list));
	bool ok = list && !hk_norm_run(&p->analyser->norm, text);

	if (!ok)
		return hk_error_nomem(p->err);
	plan->prefixes = list;
	list[plan->prefix_count++] =
		copy(p, hk_buf_str(&p->analyser->norm.text), &ok);
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static bool is_phrase(const struct planner *p, const struct hk_parse_node *node,
		      const struct hk_parse_node *root)
{
	return node->kind == HK_PARSE_PHRASE ||
	       (node->kind == HK_PARSE_QUOTE &&
		(p->options->all || p->excluding || node->sign ||
		 (root->parts == node && !node->next)));
}

static enum hk_status collect(struct planner *p,
			      const struct hk_parse_node *node,
			      const struct hk_parse_node *root)
{
	bool outside = p->excluding;
	enum hk_status status = HK_OK;

	p->excluding = outside || node->sign == HK_PARSE_NOT;
	switch (node->kind) {
	case HK_PARSE_LIST:
	case HK_PARSE_OR:
		for (node = node->parts; node && !status; node = node->next)
			status = collect(p, node, root);
		break;
	case HK_PARSE_TEXT:
	case HK_PARSE_QUOTE:
	case HK_PARSE_PHRASE:
		p->text++;
		p->in_phrase = is_phrase(p, node, root);
		status = take_text(p, node->text);
		if (!status && node->kind != HK_PARSE_TEXT)
			status = add_phrase(p, !p->in_phrase);
		p->in_phrase = false;
		break;
	case HK_PARSE_PREFIX:
		if (!p->excluding)
			status = add_prefix(p, node->text);
		break;
	default:
		break;
	}
	p->excluding = outside;
	return status;
}

static void forget(struct hk_plan *plan)
{
	plan->unit_count = plan->phrase_count = 0;
	plan->prefix_count = plan->bigram_count = 0;
	plan->verify = false;
}

/* ---- Second pass: queries ---- */

static struct xap_query *term(struct planner *p, enum hk_schema_prefix prefix,
			      struct hk_str text, uint32_t *documents)
{
	struct hk_str name;

	*documents = 0;
	hk_buf_reset(&p->term);
	if (hk_schema_term(&p->term, prefix, text))
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

/*
 * One word: all its spellings as one term, and a share of the weight for the
 * exact one alone, so that it ranks first. A compound's parts, all of them,
 * count too. (Not by OP_MAX: Xapian 1.4.22 reads freed memory when such a tree
 * is pruned; tests/unit/test_query_search.c has a case.)
 */
static struct xap_query *unit_query(struct planner *p, struct hk_unit *unit)
{
	struct xap_query *forms[3], *parts[HK_PLAN_EXPAND_MAX], *spellings[2];
	uint32_t documents, most, folded;
	bool variants, plain = hk_span_same(unit->fold, unit->lemma);
	size_t count = 0, n = 0;

	/* A word whose folded form is another is indexed under both; one that
	 * is its own folded form only as itself. */
	forms[count++] = term(p, HK_SCHEMA_WORD, unit->lemma, &most);
	spellings[0] = term(p, HK_SCHEMA_FOLD, unit->fold, &folded);
	spellings[1] = term(p, HK_SCHEMA_WORD, unit->fold, &documents);
	variants = plain ? folded > 0 : folded > most || documents > 0;
	if (variants) {
		forms[0] = xap_query_scale(p->pool, forms[0],
					   1 - HK_PLAN_FOLD_WEIGHT);
		forms[count++] = xap_query_scale(
			p->pool,
			xap_query_join(p->pool, XAP_SYNONYM, spellings, 2, 0),
			HK_PLAN_FOLD_WEIGHT);
	}
	most = documents > most ? documents : most;
	most = folded > most ? folded : most;
	for (size_t i = 0; i < unit->part_count && n < HK_PLAN_EXPAND_MAX; i++)
		parts[n++] =
			term(p, HK_SCHEMA_WORD, unit->parts[i], &documents);
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

static struct xap_query *prefix_query(struct planner *p, struct hk_str text)
{
	struct hk_str words[HK_PLAN_EXPAND_MAX];
	struct parts parts = {NULL, 0, 0};
	size_t count;

	if (hk_norm_run(&p->analyser->norm, text) ||
	    !p->analyser->norm.text.len)
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
		node->kind == HK_PARSE_TEXT ||
		(node->kind == HK_PARSE_QUOTE && !is_phrase(p, node, root));
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
	    is_phrase(p, node, root))
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
		if (is_phrase(p, node, root))
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

/* ---- Both ---- */

/* The words of the whole query; without function words where any other word
 * remains. */
static enum hk_status collect_all(struct planner *p,
				  const struct hk_parse_node *root)
{
	enum hk_status status = collect(p, root, root);
	bool words = false;

	for (size_t i = 0; i < p->plan->unit_count; i++)
		words = words || !p->plan->units[i].excluded;
	if (status || words || p->plan->prefix_count)
		return status;
	forget(p->plan);
	p->text = 0;
	p->keep_functions = true;
	return collect(p, root, root);
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

static enum hk_status make_queries(struct planner *p,
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
	if (p->options->all && is_plain(root) && !make_any(p))
		return p->err->status ? p->err->status : hk_error_nomem(p->err);
	if (p->err->status)
		return p->err->status;
	return xap_pool_status(p->pool, p->err);
}

enum hk_status hk_plan_make(struct hk_plan *out, struct hk_arena *arena,
			    struct xap_pool *pool, const struct xap_db *db,
			    struct hk_analyser *analyser,
			    const struct hk_parse *parse,
			    const struct hk_plan_options *options,
			    struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	struct planner p = {.plan = out,
			    .pool = pool,
			    .db = db,
			    .analyser = analyser,
			    .options = options,
			    .err = &own};
	const char *kind = hk_morph_dictionary(analyser->morph)->kind;

	enum hk_status status;

	p.own_lemmas = !strcmp(kind, "ipadic") || !strcmp(kind, "naist-jdic");
	memset(out, 0, sizeof(*out));
	out->arena = arena;
	out->dropped = parse->dropped;
	hk_buf_init(&p.term, 1u << 16);
	status = xap_db_doc_count(db, &p.total, &own);
	if (!status)
		status = collect_all(&p, parse->root);
	p.text = 0;
	if (!status)
		status = make_queries(&p, parse->root);
	hk_buf_release(&p.term);
	for (size_t i = 0; i < out->phrase_count; i++)
		for (size_t k = 0; k < out->unit_count; k++)
			if (out->units[k].text == out->phrases[i].text)
				out->phrases[i].idf += out->units[k].idf;
	if (status && err)
		*err = own;
	return status;
}
