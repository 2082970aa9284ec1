/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/plan/word.h"

#include <math.h>

#include "base/utf8.h"

struct xap_query *hk_word_term(struct hk_word_maker *m,
			       enum hk_schema_prefix prefix, struct hk_str text,
			       uint32_t *documents)
{
	enum hk_status status;
	struct hk_str name;

	*documents = 0;
	hk_buf_reset(&m->term);
	status = hk_schema_term(&m->term, prefix, text);
	if (status == HK_ENOMEM)
		hk_error_nomem(m->err);
	if (status)
		return xap_query_none(m->input->pool);
	name = hk_buf_str(&m->term);
	if (xap_db_term_freq(m->input->db, name, documents, m->err))
		return NULL;
	return xap_query_term(m->input->pool, name);
}

double hk_word_idf(uint32_t total, uint32_t documents)
{
	double n = documents, all = total < documents ? n : total;

	return log(1 + (all - n + 0.5) / (n + 0.5));
}

/* A part of a compound in any spelling. */
static struct xap_query *part_query(struct hk_word_maker *m,
				    const struct hk_unit *unit, size_t i)
{
	struct xap_query *forms[3];
	uint32_t n;

	forms[0] = hk_word_term(m, HK_SCHEMA_WORD, unit->parts[i], &n);
	forms[1] = hk_word_term(m, HK_SCHEMA_FOLD, unit->part_folds[i], &n);
	if (hk_span_same(unit->parts[i], unit->part_folds[i]))
		return n ? xap_query_join(m->input->pool, XAP_SYNONYM, forms, 2)
			 : forms[0];
	forms[2] = hk_word_term(m, HK_SCHEMA_WORD, unit->part_folds[i], &n);
	return xap_query_join(m->input->pool, XAP_SYNONYM, forms, 3);
}

/*
 * One word: all its spellings as one term, and a share of the weight for the
 * exact one alone, so that it ranks first. A compound's parts, all of them,
 * count too. (Not by OP_MAX: Xapian 1.4.22 reads freed memory when such a tree
 * is pruned; tests/unit/test_query_search.c has a case.)
 */
struct xap_query *hk_word_query(struct hk_word_maker *m, struct hk_unit *unit)
{
	struct xap_query *forms[3], *parts[HK_PLAN_EXPAND_MAX],
		*spellings[2 + 2 * HK_PLAN_OTHERS];
	uint32_t documents, most, folded, other;
	bool variants, plain = hk_span_same(unit->fold, unit->lemma);
	size_t count = 0, n = 0, spelling_count = 2;

	/* A word whose folded form is another is indexed under both; one that
	 * is its own folded form only as itself. */
	forms[count++] = hk_word_term(m, HK_SCHEMA_WORD, unit->lemma, &most);
	spellings[0] = hk_word_term(m, HK_SCHEMA_FOLD, unit->fold, &folded);
	spellings[1] = hk_word_term(m, HK_SCHEMA_WORD, unit->fold, &documents);
	variants = plain ? folded > 0 : folded > most || documents > 0;
	if (unit->alone) {
		struct xap_query *pair[2] = {forms[0], NULL};

		pair[1] =
			hk_word_term(m, HK_SCHEMA_WORD, unit->surface, &other);
		if (other)
			forms[0] = xap_query_join(m->input->pool, XAP_SYNONYM,
						  pair, 2);
	}
	for (size_t i = 0; i < 2 * HK_PLAN_OTHERS; i++) {
		enum hk_schema_prefix prefix =
			i % 2 ? HK_SCHEMA_FOLD : HK_SCHEMA_WORD;

		if (!unit->others[i / 2].len)
			continue;
		/* A text with the sign, CD-ROM, has the unit itself. */
		if (i / 2 == 2 && prefix == HK_SCHEMA_FOLD &&
		    hk_utf8_count(unit->others[2]) == unit->others[2].len)
			continue;
		spellings[spelling_count] =
			hk_word_term(m, prefix, unit->others[i / 2], &other);
		if (!other)
			continue;
		spelling_count++;
		variants = true;
		most = other > most ? other : most;
	}
	if (variants) {
		forms[0] = xap_query_scale(m->input->pool, forms[0],
					   1 - HK_PLAN_FOLD_WEIGHT);
		forms[count++] = xap_query_scale(
			m->input->pool,
			xap_query_join(m->input->pool, XAP_SYNONYM, spellings,
				       spelling_count),
			HK_PLAN_FOLD_WEIGHT);
	}
	most = documents > most ? documents : most;
	most = folded > most ? folded : most;
	for (size_t i = 0; i < unit->part_count && n < HK_PLAN_EXPAND_MAX; i++)
		parts[n++] = part_query(m, unit, i);
	if (n > 1)
		forms[count++] = xap_query_scale(
			m->input->pool,
			xap_query_join(m->input->pool, XAP_AND, parts, n),
			(unit->recut ? HK_PLAN_RECUT_WEIGHT
				     : HK_PLAN_PART_WEIGHT) /
				(double)n);
	unit->documents = most;
	unit->idf = hk_word_idf(m->total, most);
	unit->query = count == 1 ? forms[0]
				 : xap_query_join(m->input->pool, XAP_OR, forms,
						  count);
	if (unit->weight != 1.0)
		unit->query = xap_query_scale(m->input->pool, unit->query,
					      unit->weight);
	return unit->query;
}
