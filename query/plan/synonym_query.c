/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/synonym_query.h"

#include "base/utf8.h"
#include "query/plan/synonyms.h"
#include "text/char.h"

struct list {
	struct xap_query **items;
	size_t count, capacity;
};

static bool push(const struct hk_word_maker *m, struct list *list,
		 struct xap_query *query)
{
	if (!query)
		return false;
	if (!HK_ARENA_RESERVE(m->input->arena, list->items, list->capacity,
			      list->count + 1)) {
		hk_error_nomem(m->err);
		return false;
	}
	list->items[list->count++] = query;
	return true;
}

static struct xap_query *join(const struct hk_word_maker *m, enum xap_op op,
			      const struct list *list)
{
	return list->count == 1 ? list->items[0]
				: xap_query_join(m->input->pool, op,
						 list->items, list->count);
}

struct hk_synonym_run *hk_synonym_query_run(const struct hk_plan *plan,
					    size_t unit)
{
	for (size_t i = 0; i < plan->run_count; i++) {
		struct hk_synonym_run *run = &plan->runs_of_synonyms[i];

		if (unit >= run->first && unit < run->first + run->count)
			return run;
	}
	return NULL;
}

struct xap_query *hk_synonym_query_typed(const struct hk_word_maker *m,
					 const struct hk_plan *plan,
					 const struct hk_synonym_run *run)
{
	struct list all = {NULL, 0, 0};

	for (size_t i = run->first; i < run->first + run->count; i++)
		if (!push(m, &all, plan->units[i].query))
			return NULL;
	return join(m, XAP_AND, &all);
}

/* All words of one synonym, and the bigrams that say that they touch. `*most`
 * is how many passages it can have; 0: there is no query. */
static bool one_query(struct hk_word_maker *m, const struct hk_plan *plan,
		      size_t number, struct xap_query **out, uint32_t *most)
{
	const struct hk_synonym *s = &plan->synonyms[number];
	struct list words = {NULL, 0, 0}, bigrams = {NULL, 0, 0};
	struct xap_query *pair[2];
	uint32_t documents;

	*most = s->count ? UINT32_MAX : 0;
	for (size_t i = s->first; i < s->first + s->count && *most; i++) {
		struct hk_unit *unit = &plan->units[i];

		if (!push(m, &words, hk_word_query(m, unit)))
			return false;
		if (unit->documents < *most)
			*most = unit->documents;
	}
	if (!*most)
		return true;
	for (size_t i = plan->bigram_count; i < plan->all_bigrams; i++) {
		const struct hk_bigram *b = &plan->bigrams[i];

		if (b->of == HK_PLAN_SYNONYM_TEXT + number &&
		    !push(m, &bigrams,
			  hk_word_term(m, HK_SCHEMA_BIGRAM, b->text,
				       &documents)))
			return false;
	}
	*out = pair[0] = join(m, XAP_AND, &words);
	if (!bigrams.count)
		return true;
	pair[1] = join(m, XAP_AND, &bigrams);
	*out = xap_query_join(m->input->pool, XAP_FILTER, pair, 2);
	return true;
}

/*
 * The factor for the weight of the synonyms. Where the index has the words as
 * they were typed, and the more so the oftener it has them, synonyms find
 * passages that mean something else; where it has not, they are all there is.
 * And rare synonyms must not weigh more than the words themselves.
 */
static double factor(const struct hk_word_maker *m, const struct hk_plan *plan,
		     const struct hk_synonym_run *run)
{
	double own = hk_word_idf(m->total, run->documents), typed = 0;
	double common = 1; /* the share of passages that have the words */

	for (size_t i = run->first; i < run->first + run->count; i++) {
		double share = (double)plan->units[i].documents /
			       (m->total ? m->total : 1);

		common = share < common ? share : common;
		typed += plan->units[i].idf;
	}
	return HK_PLAN_SYNONYM_WEIGHT * (typed < own ? typed / own : 1) *
	       HK_PLAN_SYNONYM_COMMON / (HK_PLAN_SYNONYM_COMMON + common);
}

/* Katakana alone, or letters of ASCII alone; blanks and signs may be between.
 */
static bool is_script(struct hk_str text, bool katakana)
{
	bool any = false;

	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t c;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || (c >= 0x80) != katakana ||
		    (katakana && !hk_char_katakana(c) && c != 0x30FB))
			return false;
		any = any || katakana || (c >= 'a' && c <= 'z');
	}
	return any;
}

/* Is one of the two a loan word, and the other what it was borrowed from? */
static bool is_loan(struct hk_str a, struct hk_str b)
{
	return (is_script(a, true) && is_script(b, false)) ||
	       (is_script(a, false) && is_script(b, true));
}

/*
 * Of a loan word and its original a text that has both says the same twice,
 * which other synonyms do not. So the rarer one adds a little where the other
 * was asked for.
 */
static struct xap_query *loan_query(const struct hk_word_maker *m,
				    const struct hk_plan *plan,
				    const struct hk_synonym_run *run,
				    const struct list *loans,
				    uint32_t documents, struct xap_query *typed)
{
	struct xap_query *pair[2] = {NULL, typed};
	double own = hk_word_idf(m->total, documents), idf = 0;
	uint32_t least = UINT32_MAX;

	for (size_t i = run->first; i < run->first + run->count; i++) {
		idf += plan->units[i].idf;
		if (plan->units[i].documents < least)
			least = plan->units[i].documents;
	}
	if (documents > least)
		return NULL;
	pair[0] = join(m, XAP_SYNONYM, loans);
	pair[0] = xap_query_join(m->input->pool, XAP_FILTER, pair, 2);
	return xap_query_scale(m->input->pool, pair[0],
			       HK_PLAN_LOAN_WEIGHT *
				       (idf < own ? idf / own : 1));
}

bool hk_synonym_query(struct hk_word_maker *m, struct hk_plan *plan,
		      struct hk_synonym_run *run)
{
	struct xap_pool *pool = m->input->pool;
	struct list any = {NULL, 0, 0}, loans = {NULL, 0, 0};
	struct xap_query *pair[2], *one, *loan = NULL;
	uint32_t most, loan_most = 0;

	for (size_t i = 0; i < run->synonym_count; i++) {
		if (!one_query(m, plan, run->synonyms + i, &one, &most))
			return false;
		plan->synonyms[run->synonyms + i].documents = most;
		if (most && !push(m, &any, one))
			return false;
		if (most && is_loan(run->typed,
				    plan->synonyms[run->synonyms + i].text)) {
			if (!push(m, &loans, one))
				return false;
			loan_most = most > loan_most ? most : loan_most;
		}
		if (most > run->documents)
			run->documents = most;
	}
	if (!any.count)
		return true;
	pair[0] = join(m, XAP_SYNONYM, &any);
	pair[1] = hk_synonym_query_typed(m, plan, run);
	if (!pair[1])
		return false;
	if (loans.count)
		loan = loan_query(m, plan, run, &loans, loan_most, pair[1]);
	one = xap_query_join(pool, XAP_AND_NOT, pair, 2);
	run->query = xap_query_scale(pool, one, factor(m, plan, run));
	if (loan) {
		pair[0] = run->query;
		pair[1] = loan;
		run->query = xap_query_join(pool, XAP_OR, pair, 2);
	}
	if (run->count == 1) {
		pair[0] = plan->units[run->first].query;
		pair[1] = run->query;
		plan->units[run->first].either =
			xap_query_join(pool, XAP_OR, pair, 2);
	}
	return run->query != NULL;
}
