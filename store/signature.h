/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SIGNATURE_H
#define HIKU_STORE_SIGNATURE_H

/*
 * What an index was made with. Two indexes can be searched as one, and a
 * program may search an index, only where these agree: else the same word
 * would be cut in two ways, and answers be wrong in silence. No path and no
 * time is part of it, so that a copied index stays valid.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "shim/xap.h"
#include "text/variants.h"

struct hk_signature {
	unsigned schema;		  /* HK_SCHEMA_VERSION */
	unsigned normaliser;		  /* HK_NORM_VERSION */
	unsigned terms;			  /* HK_TERM_VERSION */
	char kanji[HK_VARIANTS_HASH];	  /* hashes of the tables of */
	char spellings[HK_VARIANTS_HASH]; /* text/variants.h */
	unsigned passage_chars; /* target size of a passage, code points */
	char dictionary[32];	/* its kind: "ipadic", "unidic", "naist-jdic" */
	char charset[16];	/* "utf-8" */
	unsigned dictionary_version; /* as MeCab tells it */
	unsigned lexicon_size;	     /* words in the dictionary */
	char dictionary_hash[33];    /* of its files, hex; slow: see below */
	char user_hash[33];	     /* of the user dictionary, hex; "" none */
	/* Which share of the articles it takes (store/shard_set.h): number
	 * `shard`, from 0, of `shards`; 0: all of them. Never compared. */
	unsigned shard, shards;
};

/* Set the fields that say by which rules this program makes terms: `schema`,
 * `normaliser`, `terms`, `kanji` and `spellings`. Nothing else is changed. */
void hk_signature_set_rules(struct hk_signature *sig);
/*
 * Does this program have the same table of spellings? If that alone differs,
 * all words of the index are as this program cuts them, and only folded forms
 * are not: it may be searched, but nothing may be added to it.
 */
bool hk_signature_same_spellings(const struct hk_signature *made);

/* As lines of "name value\n", for the index's metadata. */
enum hk_status hk_signature_encode(struct hk_buf *out,
				   const struct hk_signature *sig) HK_MUST_USE;
/*
 * HK_ECORRUPT where a line is missing or makes no sense; lines of other names
 * are passed over. Where the schema is not ours, lines may be missing: their
 * fields are then empty, and comparing gives HK_EVERSION.
 */
enum hk_status hk_signature_decode(struct hk_signature *out,
				   struct hk_str bytes,
				   struct hk_error *err) HK_MUST_USE;
/* Read that of an open database, of several the first's; `name` is what
 * messages call it. As above, and what reading can give. */
enum hk_status hk_signature_load(struct hk_signature *out,
				 const struct xap_db *db, const char *name,
				 struct hk_error *err) HK_MUST_USE;

/*
 * Compare: HK_OK, or HK_EVERSION (the schema) or HK_ESIGNATURE with a line
 * that names `what_a` and `what_b`, the first field that differs and its two
 * values, and says what to run (`hiku-index reindex`). The hash of the
 * dictionary is compared only where both are given (not ""): opening an index
 * must not read 50 MB; `hiku-index check` does.
 */
enum hk_status hk_signature_compare(const struct hk_signature *a,
				    const char *what_a,
				    const struct hk_signature *b,
				    const char *what_b,
				    struct hk_error *err) HK_MUST_USE;

#endif
