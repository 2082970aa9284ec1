/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/ahead.h"
#include "query/plan/private.h"

#include "query/plan/spot.h"
#include "store/schema.h"
#include "text/char.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/utf8.h"

/* Words of one query; the rest is dropped, and said. */
#define UNITS_MAX 1000

/* Weights by class, measured with the rest of the ranking. */
/* What may be one word, though it is cut: see take_whole(). */
#define WHOLE_MORPHEMES 4
#define WHOLE_BYTES	36
#define UNKNOWN_WEIGHT	1.2
#define PROPER_WEIGHT	1.25
#define VERB_WEIGHT	0.8

/* ---- Growing arrays in the arena ---- */

void *hk_plan_grow(struct hk_arena *arena, void *list, size_t count,
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
	struct hk_str *parts = hk_arena_array(
		p->plan->arena, 2 * (size_t)m->part_count, sizeof(*parts));
	struct hk_str *folds = parts + m->part_count;
	bool ok = parts != NULL;

	for (uint32_t i = 0; i < m->part_count && ok; i++) {
		struct hk_span s = spans[m->parts + i];
		char folded[HK_FOLD_MAX];
		size_t len;

		parts[i] =
			copy(p,
			     hk_span_str(p->analyser->norm.text.data + s.begin,
					 s.end - s.begin),
			     &ok);
		folds[i] = parts[i];
		if (hk_fold_word(parts[i], folded, &len) && len)
			folds[i] = copy(p, hk_span_str(folded, len), &ok);
	}
	unit->parts = parts;
	unit->part_folds = folds;
	unit->part_count = m->part_count;
	return ok;
}

/* A number is one unit, whatever its morphemes: `*whole` is it, in place of
 * `m[0]`; the return is how many of them it has. */
static size_t take_number(const struct planner *p, const struct hk_morpheme *m,
			  size_t count, size_t first, struct hk_morpheme *whole,
			  char value[HK_NUMBER_MAX], size_t *len)
{
	struct hk_str text = hk_buf_str(&p->analyser->norm.text);
	size_t n = 0;

	*len = 0;
	*whole = m[first];
	if (whole->cls == HK_MORPH_NUMBER)
		n = hk_number_at(text, m, count, first, value, len);
	if (n < 2)
		return 1;
	whole->span.end = m[first + n - 1].span.end;
	whole->lemma = hk_span_str(text.data + whole->span.begin,
				   whole->span.end - whole->span.begin);
	whole->part_count = 0;
	return n;
}

/* `fold`, unless it is empty, is the folded form. */
static bool add_unit(struct planner *p, const struct hk_morpheme *m,
		     const struct hk_morpheme *before, struct hk_str fold)
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
	units = hk_plan_grow(plan->arena, plan->units, plan->unit_count,
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
	if (fold.len)
		unit->fold = copy(p, fold, &ok);
	else if (hk_fold_word(m->lemma, folded, &len) && len)
		unit->fold = copy(p, hk_span_str(folded, len), &ok);
	if (hk_fold_swap(m->lemma, folded, &len) ||
	    (m->cls == HK_MORPH_VERB &&
	     hk_fold_nominal(unit->surface, folded, &len)))
		unit->others[0] = copy(p, hk_span_str(folded, len), &ok);
	if (hk_fold_resize(m->lemma, folded, &len))
		unit->others[1] = copy(p, hk_span_str(folded, len), &ok);
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
	unit->stem = hk_spot_stem(unit, p->own_lemmas);
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
	list = hk_plan_grow(plan->arena, plan->bigrams, plan->bigram_count,
			    &plan->bigram_room, sizeof(*list));
	if (!list)
		return HK_ENOMEM;
	plan->bigrams = list;
	list[plan->bigram_count++] =
		(struct hk_bigram){copy(p, t->text, &ok), p->text};
	return ok ? HK_OK : HK_ENOMEM;
}

/*
 * Words with the auxiliaries between and behind them are marked as they stand
 * in the query, where they stand so. (A name that no dictionary knows may be
 * cut into some: いす|ず.)
 */
static enum hk_status add_marked(struct planner *p, struct hk_span run)
{
	struct hk_plan *plan = p->plan;
	struct hk_str norm = hk_span_str(
		p->analyser->norm.text.data + run.begin, run.end - run.begin);
	struct hk_phrase *list =
		hk_plan_grow(plan->arena, plan->phrases, plan->phrase_count,
			     &plan->phrase_room, sizeof(*list));
	bool ok = true;

	if (!list)
		return hk_error_nomem(p->err);
	plan->phrases = list;
	list[plan->phrase_count++] =
		(struct hk_phrase){.norm = copy(p, norm, &ok),
				   .single = true,
				   .preferred = true,
				   .marked = true};
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static enum hk_status mark_runs(struct planner *p)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(p->analyser->morph, &count);
	enum hk_status status = HK_OK;

	for (size_t i = 0, end; i < count && !status; i = end) {
		bool words = false, auxiliaries = false;

		for (end = i; end < count; end++) {
			if (m[end].cls == HK_MORPH_SYMBOL ||
			    m[end].cls == HK_MORPH_PARTICLE ||
			    (end > i &&
			     m[end].span.begin != m[end - 1].span.end))
				break;
			words = words || !hk_term_is_function(&m[end]);
			auxiliaries =
				auxiliaries || m[end].cls == HK_MORPH_AUXILIARY;
		}
		if (words && auxiliaries)
			status = add_marked(
				p, (struct hk_span){m[i].span.begin,
						    m[end - 1].span.end});
		end += end == i;
	}
	return status;
}

/*
 * A word by itself may be cut where it stands whole in a sentence (まっ|しろ),
 * for MeCab looks at what is around it. So what stands between two borders, if
 * it is short, may be one word too. Gives its folded form, and the morpheme
 * behind it; `first` where there is none.
 */
static size_t take_whole(const struct planner *p, const struct hk_morpheme *m,
			 size_t count, size_t first, char out[HK_FOLD_MAX],
			 size_t *len)
{
	struct hk_str text = hk_buf_str(&p->analyser->norm.text);
	size_t end = first;
	uint32_t c = 0;

	*len = 0;
	if (m[first].cls == HK_MORPH_SYMBOL)
		return first;
	if (first && m[first - 1].cls != HK_MORPH_SYMBOL &&
	    m[first - 1].span.end == m[first].span.begin)
		return first;
	while (end < count && m[end].cls != HK_MORPH_SYMBOL &&
	       (end == first || m[end].span.begin == m[end - 1].span.end))
		end++;
	text = hk_span_str(text.data + m[first].span.begin,
			   m[end - 1].span.end - m[first].span.begin);
	hk_utf8_decode(text.data, text.len, &c);
	/* Katakana have chains (hk_term_chain()). */
	if (hk_span_same(text, m[first].lemma) || text.len > WHOLE_BYTES ||
	    end - first > WHOLE_MORPHEMES || hk_char_katakana(c))
		return first;
	if (!hk_fold_word(text, out, len)) {
		memcpy(out, text.data, text.len);
		*len = text.len;
	}
	return end;
}

/* The words of a running text, function words among them or without. */
static enum hk_status take_text(struct planner *p, struct hk_str text)
{
	enum hk_status status = hk_term_analyse(p->analyser, text, p->err);
	struct hk_morpheme word, before;
	char value[HK_NUMBER_MAX], joined[HK_FOLD_MAX];
	struct hk_str chain = {NULL, 0}, whole = {NULL, 0};
	const struct hk_morpheme *m;
	size_t count, len, step, chained = 0, end = 0;
	bool first = true, ok = true;

	if (status)
		return status;
	m = hk_morph_get(p->analyser->morph, &count);
	for (size_t i = 0; i < count; i += step) {
		if (i >= chained) {
			chained =
				i + hk_term_chain(p->analyser, i, joined, &len);
			chain = copy(p, hk_span_str(joined, len), &ok);
		}
		if (i >= end) {
			end = take_whole(p, m, count, i, joined, &len);
			whole = copy(p, hk_span_str(joined, len), &ok);
		}
		step = take_number(p, m, count, i, &word, value, &len);
		if (word.cls == HK_MORPH_SYMBOL)
			continue;
		if (!p->keep_functions && hk_term_is_function(&word))
			continue;
		if (!ok || !add_unit(p, &word, first ? NULL : &before,
				     hk_span_str(value, len)))
			return hk_error_nomem(p->err);
		if (i < chained || i < end)
			p->plan->units[p->plan->unit_count - 1].others[2] =
				i < chained ? chain : whole;
		before = word;
		first = false;
	}
	if (!p->excluding && (hk_term_each(p->analyser, take_bigram, p) ||
			      hk_runs_add(&p->plan->runs, p->plan->arena,
					  hk_buf_str(&p->analyser->norm.text))))
		return hk_error_nomem(p->err);
	return p->excluding || p->in_phrase ? HK_OK : mark_runs(p);
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
	list = hk_plan_grow(plan->arena, plan->phrases, plan->phrase_count,
			    &plan->phrase_room, sizeof(*list));
	if (!list)
		return hk_error_nomem(p->err);
	plan->phrases = list;
	phrase = &list[plan->phrase_count++];
	*phrase = (struct hk_phrase){.norm = copy(p, norm, &ok),
				     .single = count == 1,
				     .excluded = p->excluding,
				     .preferred = preferred || p->optional,
				     .group = p->group,
				     .text = p->text};
	if (!phrase->preferred)
		plan->verify = true;
	return ok ? HK_OK : hk_error_nomem(p->err);
}

static enum hk_status add_prefix(struct planner *p, struct hk_str text)
{
	struct hk_plan *plan = p->plan;
	struct hk_str *list =
		hk_plan_grow(plan->arena, plan->prefixes, plan->prefix_count,
			     &plan->prefix_room, sizeof(*list));
	bool ok = list && !hk_norm_run(&p->analyser->norm, text);

	if (!ok)
		return hk_error_nomem(p->err);
	plan->prefixes = list;
	list[plan->prefix_count++] =
		copy(p, hk_buf_str(&p->analyser->norm.text), &ok);
	return ok ? HK_OK : hk_error_nomem(p->err);
}

bool hk_plan_is_phrase(const struct planner *p,
		       const struct hk_parse_node *node,
		       const struct hk_parse_node *root)
{
	return node->kind == HK_PARSE_PHRASE ||
	       (node->kind == HK_PARSE_TEXT && p->options->exact) ||
	       (node->kind == HK_PARSE_QUOTE &&
		(p->options->all || p->excluding || node->sign ||
		 (root->parts == node && !node->next)));
}

static enum hk_status collect(struct planner *p,
			      const struct hk_parse_node *node,
			      const struct hk_parse_node *root);

/* Of phrases that are all the ways of an OR, one must stand in the text; where
 * there are other ways too, none must. */
static enum hk_status collect_or(struct planner *p,
				 const struct hk_parse_node *node,
				 const struct hk_parse_node *root)
{
	uint32_t group = p->group;
	bool optional = p->optional;
	enum hk_status status = HK_OK;

	if (!group)
		p->group = ++p->groups;
	for (const struct hk_parse_node *n = node->parts; n; n = n->next)
		p->optional = p->optional ||
			      (!p->excluding && !hk_plan_is_phrase(p, n, root));
	for (node = node->parts; node && !status; node = node->next)
		status = collect(p, node, root);
	p->group = group;
	p->optional = optional;
	return status;
}

static enum hk_status collect(struct planner *p,
			      const struct hk_parse_node *node,
			      const struct hk_parse_node *root)
{
	bool outside = p->excluding;
	enum hk_status status = HK_OK;

	p->excluding = outside || node->sign == HK_PARSE_NOT;
	switch (node->kind) {
	case HK_PARSE_OR:
		status = collect_or(p, node, root);
		break;
	case HK_PARSE_LIST:
		for (node = node->parts; node && !status; node = node->next)
			status = collect(p, node, root);
		break;
	case HK_PARSE_TEXT:
	case HK_PARSE_QUOTE:
	case HK_PARSE_PHRASE:
		p->text++;
		p->in_phrase = hk_plan_is_phrase(p, node, root);
		status = take_text(p, node->text);
		if (!status && (node->kind != HK_PARSE_TEXT || p->in_phrase))
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
	memset(&plan->runs, 0, sizeof(plan->runs));
	plan->verify = false;
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
		status = hk_ahead_ask(out, db, &own);
	if (!status)
		status = hk_plan_queries(&p, parse->root);
	hk_buf_release(&p.term);
	for (size_t i = 0; i < out->phrase_count; i++)
		for (size_t k = 0; k < out->unit_count; k++)
			if (out->units[k].text == out->phrases[i].text &&
			    !out->phrases[i].marked)
				out->phrases[i].idf += out->units[k].idf;
	for (size_t i = 0; i < out->unit_count; i++)
		if (out->units[i].counted && !out->units[i].excluded)
			out->idf += out->units[i].idf * out->units[i].weight;
	if (status && err)
		*err = own;
	return status;
}
