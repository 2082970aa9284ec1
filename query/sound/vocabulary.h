/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SOUND_VOCABULARY_H
#define HIKU_QUERY_SOUND_VOCABULARY_H

/*
 * How many passages have a word. Each is looked up in the index once, however
 * often it is asked for; those of an index on another machine, all together.
 */

#include "base/arena.h"
#include "base/buf.h"
#include "base/hashmap.h"
#include "shim/xap.h"
#include "store/schema.h"

struct hk_vocabulary_term {
	struct hk_str name; /* with its prefix */
	uint32_t documents;
};

struct hk_vocabulary {
	const struct xap_db *db;
	struct hk_arena *arena;
	struct hk_hashmap map;
	struct hk_vocabulary_term *terms;
	size_t count, capacity;
	size_t known; /* of these, at the front, the counts are known */
	struct hk_buf name;
	struct hk_error *err; /* of the first failure */
	enum hk_status status;
};

/* All is borrowed; terms live in `arena`. */
void hk_vocabulary_init(struct hk_vocabulary *vocabulary,
			const struct xap_db *db, struct hk_arena *arena,
			struct hk_error *err);
void hk_vocabulary_release(struct hk_vocabulary *vocabulary);

/* That this term will be asked for. */
void hk_vocabulary_announce(struct hk_vocabulary *vocabulary,
			    enum hk_schema_prefix prefix, struct hk_str text);
/* The passages that have the term; 0 after a failure, which `status` keeps. */
uint32_t hk_vocabulary_term(struct hk_vocabulary *vocabulary,
			    enum hk_schema_prefix prefix, struct hk_str text);

/* The terms of a word in any of its spellings, which are looked up together
 * with what else was announced. */
struct hk_vocabulary_word {
	size_t items[3]; /* SIZE_MAX: there can be no such term */
};

struct hk_vocabulary_word hk_vocabulary_announce_word(
	struct hk_vocabulary *vocabulary, struct hk_str lemma);
/* Passages that have the word as it is spelled, and in any spelling. */
uint32_t hk_vocabulary_spelled(struct hk_vocabulary *vocabulary,
			       const struct hk_vocabulary_word *word);
uint32_t hk_vocabulary_any(struct hk_vocabulary *vocabulary,
			   const struct hk_vocabulary_word *word);
/* The latter, of a word that was not announced. */
uint32_t hk_vocabulary_word(struct hk_vocabulary *vocabulary,
			    struct hk_str lemma);
/* Passages with the term; what xap_query_term() gives. */
struct xap_query *hk_vocabulary_term_query(struct hk_vocabulary *vocabulary,
					   struct xap_pool *pool,
					   enum hk_schema_prefix prefix,
					   struct hk_str text);
/* Passages with the word in any of its spellings; what xap_query_term() gives.
 */
struct xap_query *hk_vocabulary_query(struct hk_vocabulary *vocabulary,
				      struct xap_pool *pool,
				      struct hk_str lemma);

#endif
