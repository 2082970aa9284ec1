/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/stand.h"

#include "query/search/engine.h"
#include "text/char.h"
#include "text/literal.h"
#include "base/utf8.h"

/* Two characters where words touch, as the terms that the index has of them. */
struct pair {
	char bytes[2 * HK_UTF8_MAX];
	struct hk_str text;
	char literal[HK_LITERAL_BYTES];
	bool bigram;	  /* it is one, or a word of two characters */
	bool has_literal; /* it has the term `literal` */
};

static bool has_bigrams(uint32_t c)
{
	return hk_char_han(c) || hk_char_katakana(c);
}

static enum hk_status take_literal(void *ctx, struct hk_str term)
{
	struct pair *pair = ctx;

	memcpy(pair->literal, term.data, sizeof(pair->literal));
	pair->has_literal = true;
	return HK_OK;
}

/* What is between number `i` of the words and the one behind it in the text;
 * false if nothing is known of that. */
static bool read_pair(struct pair *out, const struct hk_nodes *nodes,
		      const struct hk_stand_words *words, size_t i)
{
	const struct hk_node *next = words->nodes[i - 1];
	uint32_t a = words->nodes[i]->last_char, b = next->first_char;
	size_t len;

	*out = (struct pair){.bigram = has_bigrams(a) && has_bigrams(b)};
	/* A blank was typed there. */
	if (nodes->sound->steps[next->begin].begins)
		return false;
	len = hk_utf8_encode(out->bytes, a);
	len += hk_utf8_encode(out->bytes + len, b);
	out->text = hk_span_str(out->bytes, len);
	if (!out->bigram && hk_literal_each(out->text, take_literal, out))
		return false;
	return out->bigram || out->has_literal;
}

static struct hk_str literal_of(const struct pair *pair)
{
	return hk_span_str(pair->literal, sizeof(pair->literal));
}

void hk_stand_announce(const struct hk_nodes *nodes,
		       const struct hk_stand_words *words)
{
	struct hk_vocabulary *v = nodes->vocabulary;
	struct pair pair;

	for (size_t i = 1; i < words->count; i++) {
		if (!read_pair(&pair, nodes, words, i))
			continue;
		if (pair.bigram) {
			hk_vocabulary_announce(v, HK_SCHEMA_BIGRAM, pair.text);
			hk_vocabulary_announce(v, HK_SCHEMA_WORD, pair.text);
		} else {
			hk_vocabulary_announce(v, HK_SCHEMA_LITERAL,
					       literal_of(&pair));
		}
	}
}

struct asking {
	const struct hk_nodes *nodes;
	const struct hk_stand_words *words;
	struct xap_pool *pool;
	struct xap_query *list[2 * HK_SOUND_MAX];
	size_t count;
	struct hk_error *err;
};

/* The words that say something. */
static void put_words(struct asking *a)
{
	for (size_t i = 0; i < a->words->count; i++) {
		const struct hk_node *n = a->words->nodes[i];

		if (!n->function)
			a->list[a->count++] =
				n->told.len
					? hk_vocabulary_term_query(
						  a->nodes->vocabulary, a->pool,
						  HK_SCHEMA_READING, n->told)
					: hk_vocabulary_query(
						  a->nodes->vocabulary, a->pool,
						  n->word.lemma);
	}
}

/* The pairs where words touch; false if the index lacks one. */
static bool put_pairs(struct asking *a)
{
	struct hk_vocabulary *v = a->nodes->vocabulary;
	struct pair pair;

	for (size_t i = 1; i < a->words->count; i++) {
		struct xap_query *both[2];

		if (!read_pair(&pair, a->nodes, a->words, i))
			continue;
		if (!pair.bigram) {
			if (!hk_vocabulary_term(v, HK_SCHEMA_LITERAL,
						literal_of(&pair)))
				return false;
			a->list[a->count++] = hk_vocabulary_term_query(
				v, a->pool, HK_SCHEMA_LITERAL,
				literal_of(&pair));
			continue;
		}
		if (!hk_vocabulary_term(v, HK_SCHEMA_BIGRAM, pair.text) &&
		    !hk_vocabulary_term(v, HK_SCHEMA_WORD, pair.text))
			return false;
		both[0] = hk_vocabulary_term_query(v, a->pool, HK_SCHEMA_BIGRAM,
						   pair.text);
		both[1] = hk_vocabulary_term_query(v, a->pool, HK_SCHEMA_WORD,
						   pair.text);
		a->list[a->count++] = xap_query_join(a->pool, XAP_OR, both, 2);
	}
	return true;
}

/* Has a passage all that is asked for? */
static enum hk_status is_anywhere(bool *out, const struct asking *a)
{
	struct xap_search_how how;
	struct xap_hits *hits;
	enum hk_status status;

	*out = true;
	if (a->count < 2)
		return HK_OK;
	hk_engine_rank(&how);
	how.weighting = XAP_BOOLEAN;
	how.order_slot = XAP_NO_SLOT;
	how.limit = 1;
	status = xap_search(&hits, a->nodes->vocabulary->db,
			    xap_query_join(a->pool, XAP_AND, a->list, a->count),
			    &how, a->err);
	if (status)
		return status;
	*out = xap_hits_count(hits) > 0;
	xap_hits_free(hits);
	return HK_OK;
}

static enum hk_status find(enum hk_stand *out, struct asking *a)
{
	enum hk_status status = HK_OK;
	bool found = false;
	size_t count;

	*out = HK_STAND_TOUCHING;
	put_words(a);
	count = a->count;
	if (put_pairs(a))
		status = is_anywhere(&found, a);
	if (status || found)
		return status;
	/* Without the pairs. */
	a->count = count;
	status = is_anywhere(&found, a);
	*out = found ? HK_STAND_TOGETHER : HK_STAND_APART;
	return status;
}

enum hk_status hk_stand_find(enum hk_stand *out, const struct hk_nodes *nodes,
			     const struct hk_stand_words *words,
			     struct hk_error *err)
{
	struct asking a = {.nodes = nodes, .words = words, .err = err};
	enum hk_status status =
		xap_pool_new(&a.pool, nodes->vocabulary->db, err);

	*out = HK_STAND_APART;
	if (status)
		return status;
	status = find(out, &a);
	xap_pool_free(a.pool);
	return status ? status : nodes->vocabulary->status;
}
