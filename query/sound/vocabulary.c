/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/vocabulary.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"
#include "text/fold.h"

void hk_vocabulary_init(struct hk_vocabulary *v, const struct xap_db *db,
			struct hk_arena *arena, struct hk_error *err)
{
	memset(v, 0, sizeof(*v));
	v->db = db;
	v->arena = arena;
	v->err = err;
	hk_hashmap_init(&v->map);
	hk_buf_init(&v->name, 2 * XAP_TERM_MAX);
}

void hk_vocabulary_release(struct hk_vocabulary *v)
{
	hk_hashmap_release(&v->map);
	hk_buf_release(&v->name);
	free(v->terms);
}

static void fail(struct hk_vocabulary *v, enum hk_status status)
{
	if (!v->status)
		v->status = status;
}

static bool same(const void *ctx, size_t item)
{
	const struct hk_vocabulary *v = ctx;

	return hk_span_same(v->terms[item].name, hk_buf_str(&v->name));
}

/* Look up those that were announced. */
static void ask(struct hk_vocabulary *v)
{
	struct hk_str *names;

	if (v->known == v->count || v->status)
		return;
	if (xap_db_is_remote(v->db)) {
		names = calloc(v->count, sizeof(*names));
		if (!names) {
			fail(v, hk_error_nomem(v->err));
			return;
		}
		for (size_t i = v->known; i < v->count; i++)
			names[i] = v->terms[i].name;
		fail(v, xap_db_ask_ahead(v->db, names + v->known,
					 v->count - v->known, v->err));
		free(names);
	}
	for (; v->known < v->count && !v->status; v->known++)
		fail(v,
		     xap_db_term_freq(v->db, v->terms[v->known].name,
				      &v->terms[v->known].documents, v->err));
}

/* The number of the term; SIZE_MAX if there can be none. */
static size_t find(struct hk_vocabulary *v, enum hk_schema_prefix prefix,
		   struct hk_str text)
{
	enum hk_status status;
	uint64_t hash;
	size_t item;
	char *copy;

	hk_buf_reset(&v->name);
	status = hk_schema_term(&v->name, prefix, text);
	if (status == HK_ENOMEM)
		fail(v, hk_error_nomem(v->err));
	if (status || v->status)
		return SIZE_MAX;
	hash = hk_hash_bytes(v->name.data, v->name.len).low;
	item = hk_hashmap_find(&v->map, hash, same, v);
	if (item != HK_HASHMAP_NONE)
		return item;
	copy = hk_arena_copy(v->arena, v->name.data, v->name.len);
	if (!copy || !HK_ARRAY_RESERVE(v->terms, v->capacity, v->count + 1) ||
	    hk_hashmap_add(&v->map, hash, v->count)) {
		fail(v, hk_error_nomem(v->err));
		return SIZE_MAX;
	}
	v->terms[v->count] =
		(struct hk_vocabulary_term){hk_span_str(copy, v->name.len), 0};
	return v->count++;
}

void hk_vocabulary_announce(struct hk_vocabulary *v,
			    enum hk_schema_prefix prefix, struct hk_str text)
{
	find(v, prefix, text);
}

/* The passages of term number `item`. */
static uint32_t count(struct hk_vocabulary *v, size_t item)
{
	if (item == SIZE_MAX)
		return 0;
	ask(v);
	return v->status ? 0 : v->terms[item].documents;
}

uint32_t hk_vocabulary_term(struct hk_vocabulary *v,
			    enum hk_schema_prefix prefix, struct hk_str text)
{
	return count(v, find(v, prefix, text));
}

struct hk_vocabulary_word hk_vocabulary_announce_word(struct hk_vocabulary *v,
						      struct hk_str lemma)
{
	struct hk_vocabulary_word word = {
		{find(v, HK_SCHEMA_WORD, lemma), SIZE_MAX, SIZE_MAX}};
	char out[HK_FOLD_MAX];
	size_t len;

	if (hk_fold_word(lemma, out, &len)) {
		lemma = hk_span_str(out, len);
		/* A word that is its own folded form is indexed only as a
		 * word. */
		word.items[2] = find(v, HK_SCHEMA_WORD, lemma);
	}
	word.items[1] = find(v, HK_SCHEMA_FOLD, lemma);
	return word;
}

uint32_t hk_vocabulary_spelled(struct hk_vocabulary *v,
			       const struct hk_vocabulary_word *word)
{
	return count(v, word->items[0]);
}

uint32_t hk_vocabulary_any(struct hk_vocabulary *v,
			   const struct hk_vocabulary_word *word)
{
	uint32_t most = 0;

	for (size_t i = 0; i < 3; i++) {
		uint32_t n = count(v, word->items[i]);

		most = n > most ? n : most;
	}
	return most;
}

uint32_t hk_vocabulary_word(struct hk_vocabulary *v, struct hk_str lemma)
{
	struct hk_vocabulary_word word = hk_vocabulary_announce_word(v, lemma);

	return hk_vocabulary_any(v, &word);
}

struct xap_query *hk_vocabulary_term_query(struct hk_vocabulary *v,
					   struct xap_pool *pool,
					   enum hk_schema_prefix prefix,
					   struct hk_str text)
{
	size_t item = find(v, prefix, text);

	return item == SIZE_MAX ? xap_query_none(pool)
				: xap_query_term(pool, v->terms[item].name);
}

struct xap_query *hk_vocabulary_query(struct hk_vocabulary *v,
				      struct xap_pool *pool,
				      struct hk_str lemma)
{
	struct hk_vocabulary_word word = hk_vocabulary_announce_word(v, lemma);
	struct xap_query *forms[3];
	size_t count = 0;

	for (size_t i = 0; i < 3; i++)
		if (word.items[i] != SIZE_MAX)
			forms[count++] = xap_query_term(
				pool, v->terms[word.items[i]].name);
	return xap_query_join(pool, XAP_OR, forms, count);
}
