/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SIGNATURE_H
#define HIKU_STORE_SIGNATURE_H

/*
 * What an index was made with. Two indexes can be searched as one, and a
 * program may search an index, only if these agree. Otherwise the same word
 * would become different terms, and answers would be wrong without anybody
 * noticing. No path and no time is part of it, so that a copied index stays
 * valid.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "shim/xap.h"
#include "text/literal.h"
#include "text/variants.h"

struct hk_signature {
	unsigned schema;		  /* HK_SCHEMA_VERSION */
	unsigned normaliser;		  /* HK_NORM_VERSION */
	unsigned terms;			  /* HK_TERM_VERSION */
	char kanji[HK_VARIANTS_HASH];	  /* hashes of the tables of */
	char spellings[HK_VARIANTS_HASH]; /* text/variants.h */
	char pairs[HK_LITERAL_HASH];	  /* that of text/literal.h */
	unsigned passage_chars;	     /* target size of a passage, code points */
	char dictionary[32];	     /* its kind: "ipadic", "unidic", ... */
	char charset[16];	     /* "utf-8" */
	unsigned dictionary_version; /* as MeCab says */
	unsigned lexicon_size;	     /* words in the dictionary */
	char dictionary_hash[33];    /* of its files, in hexadecimal; "": not
					computed */
	char user_hash[33]; /* of the user dictionary; "": there is none */
	char engine[16]; /* the series of Xapian that made it, "1.4"; "": made
			    before this was kept. Never compared: Xapian itself
			    refuses a format that it does not know */
	char byte_order[8]; /* of the machine that made it, "big"; "": little.
			       MeCab's files are in the order of the machine,
			       so the hash of a dictionary is compared only
			       where this is the same */
	/* Which articles it has: those of shard number `shard`, from 0, of
	 * `shards` (store/shard_set.h); 0 of 0: all. Never compared. */
	unsigned shard, shards;
};

/* Set the fields that say by which rules this program makes terms: `schema`,
 * `normaliser`, `terms`, `kanji`, `spellings` and `pairs`, the `engine`,
 * and the `byte_order`. Nothing else is changed. */
void hk_signature_set_rules(struct hk_signature *sig);
/*
 * Does this program have the same table of spellings? If that alone differs,
 * all words of the index are as this program cuts them, and only folded forms
 * are not: it may be searched, but nothing may be added to it.
 */
bool hk_signature_same_spellings(const struct hk_signature *made);

/* Append it as lines of "name value\n", for the index's metadata. HK_ENOMEM,
 * HK_ETOOBIG. */
enum hk_status hk_signature_encode(struct hk_buf *out,
				   const struct hk_signature *sig) HK_MUST_USE;
/*
 * Read such lines. HK_ECORRUPT if one is missing or has no valid value; lines
 * with unknown names are ignored. In a signature of another schema lines may be
 * missing: their fields are then empty, and comparing gives HK_EVERSION.
 */
enum hk_status hk_signature_decode(struct hk_signature *out,
				   struct hk_str bytes,
				   struct hk_error *err) HK_MUST_USE;
/* Read the signature of an open database, or of the first of several. `name` is
 * what messages call it. Errors as above, and those of xap_db_metadata(). */
enum hk_status hk_signature_load(struct hk_signature *out,
				 const struct xap_db *db, const char *name,
				 struct hk_error *err) HK_MUST_USE;

/* Compare the rules that an index was made by with this program's: what can be
 * told before a dictionary is opened. Not the table of spellings: with another
 * one, only some spellings are not found. `name` is the index; errors as below.
 */
enum hk_status hk_signature_check_rules(const struct hk_signature *made,
					const char *name,
					struct hk_error *err) HK_MUST_USE;

/*
 * Compare two signatures. If they differ: HK_EVERSION (the schema) or
 * HK_ESIGNATURE, with a line that names `what_a` and `what_b`, the first field
 * that differs and its two values, and says to run `hiku-index reindex`. The
 * hash of the dictionary is compared only if both have it, of machines with the
 * same byte order: opening an index must not read 50 MB. `hiku-index check`
 * computes it.
 */
enum hk_status hk_signature_compare(const struct hk_signature *a,
				    const char *what_a,
				    const struct hk_signature *b,
				    const char *what_b,
				    struct hk_error *err) HK_MUST_USE;

#endif
