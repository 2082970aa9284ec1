/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SCHEMA_H
#define HIKU_STORE_SCHEMA_H

/*
 * The one table of what stands where in the Xapian database: prefixes of
 * terms, value slots, metadata keys. docs/SCHEMA.md is this file in prose.
 *
 * Words have no prefix: the normal form is case-folded, so that no word begins
 * with A-Z, and every prefix is one such letter.
 */

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/* A change of anything in this table, or of the record, is a new version. */
#define HK_SCHEMA_VERSION 5

enum hk_schema_prefix {
	HK_SCHEMA_WORD = 0,	  /* a lemma, or a part of a compound */
	HK_SCHEMA_BIGRAM = 'B',	  /* two neighbouring characters */
	HK_SCHEMA_FOLD = 'F',	  /* the folded form of a variant spelling */
	HK_SCHEMA_TITLE = 'S',	  /* a word of the article's title, wdf 0 */
	HK_SCHEMA_ID = 'Q',	  /* unique id of the article */
	HK_SCHEMA_PATH = 'P',	  /* the file, and each folder above it */
	HK_SCHEMA_TYPE = 'T',	  /* text, markdown, jsonl, ... */
	HK_SCHEMA_ENCODING = 'E', /* utf-8, cp932, ... */
	HK_SCHEMA_TAG = 'K',	  /* a tag, in normal form */
};

enum hk_schema_slot {
	HK_SCHEMA_SLOT_DATE = 0,    /* YYYY-MM-DD[Thh:mm:ss], or nothing */
	HK_SCHEMA_SLOT_ARTICLE = 1, /* 16 bytes: hash of the id; collapse key */
	HK_SCHEMA_SLOT_ORDER = 2,   /* article slot + passage number, 4 bytes
				     * big-endian: breaks ties of weight alike
				     * in one, merged and sharded indexes */
};

/* Metadata keys. Those that end in '-' are followed by a hash in hex. */
#define HK_SCHEMA_KEY_SIGNATURE "signature"
#define HK_SCHEMA_KEY_ROOT	"root-"
#define HK_SCHEMA_KEY_SOURCE	"source-"

/*
 * The longest text of an id or path term that stands in it whole. A longer
 * one, or one with a NUL, is its first bytes (none behind a NUL, cut at a
 * character) and the 32 hexadecimal digits of its hash.
 */
#define HK_SCHEMA_TERM_WHOLE 200

/*
 * Append the term for `text` under a prefix to `out`. Words, folded words,
 * bigrams and titles longer than XAP_TERM_MAX are given up: HK_ETOOBIG; all
 * others are shortened as above. An empty text or a NUL in a word is
 * HK_EFORMAT.
 */
enum hk_status hk_schema_term(struct hk_buf *out, enum hk_schema_prefix prefix,
			      struct hk_str text) HK_MUST_USE;

/* The value of the article slot, 16 bytes, for an article's id. */
void hk_schema_article(char out[16], struct hk_str id);
/* The value of the order slot, 20 bytes, for a passage of an article. */
void hk_schema_order(char out[20], struct hk_str id, unsigned passage);

#endif
