/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_SCHEMA_H
#define HIKU_STORE_SCHEMA_H

/*
 * The prefixes of terms, value slots and metadata keys of the Xapian database.
 * docs/SCHEMA.md is this file in prose.
 *
 * Words have no prefix: no code of a text (store/term_code.h) begins with A-Z,
 * and every prefix is one of these letters.
 */

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/* Raise it with any change of this file, of the signature's lines or of the
 * record. (Terms and normal form have versions of their own: HK_TERM_VERSION,
 * HK_NORM_VERSION.) */
#define HK_SCHEMA_VERSION 8

enum hk_schema_prefix {
	HK_SCHEMA_WORD = 0,	  /* a lemma, or a part of a compound */
	HK_SCHEMA_BIGRAM = 'B',	  /* two adjacent characters */
	HK_SCHEMA_FOLD = 'F',	  /* the folded form of a word (text/fold.h) */
	HK_SCHEMA_TITLE = 'S',	  /* a word of the article's title; wdf 0 */
	HK_SCHEMA_ID = 'Q',	  /* unique id of the article */
	HK_SCHEMA_PATH = 'P',	  /* the file, and each folder above it */
	HK_SCHEMA_TYPE = 'T',	  /* text, markdown, jsonl, ... */
	HK_SCHEMA_ENCODING = 'E', /* utf-8, cp932, ... */
	HK_SCHEMA_LITERAL = 'L',  /* a pair with hiragana, wdf 0 */
	HK_SCHEMA_TAG = 'K',	  /* a tag, in normal form */
	HK_SCHEMA_READING = 'R',  /* what a text says of how a word is read
				   * (store/told.h); wdf 0 */
};

enum hk_schema_slot {
	HK_SCHEMA_SLOT_DATE = 0,    /* YYYY-MM-DD[Thh:mm:ss], or empty */
	HK_SCHEMA_SLOT_ARTICLE = 1, /* 16 bytes: hash of the id; collapse key */
	HK_SCHEMA_SLOT_ORDER = 2,   /* article slot + passage number, 4 bytes
				     * big-endian: orders equal weights in the
				     * same way in any set of indexes */
};

#define HK_SCHEMA_SLOTS 3

/* Metadata keys. One that ends in '-' is followed by a hash in hexadecimal. */
#define HK_SCHEMA_KEY_SIGNATURE "signature"
#define HK_SCHEMA_KEY_ROOT	"root-"
#define HK_SCHEMA_KEY_SOURCE	"source-"
#define HK_SCHEMA_KEY_UNREAD	"unread-"
/* Followed by the eight digits of a codebook (store/codebook.h). */
#define HK_SCHEMA_KEY_CODEBOOK "codebook-"

/*
 * Bytes of an id, path, type, encoding or tag that is a term as it is. A longer
 * one, or one with a NUL, becomes its first bytes (up to the NUL, and whole
 * characters only) and the 32 hexadecimal digits of its hash.
 */
#define HK_SCHEMA_TERM_WHOLE 200

/*
 * Append the term for `text` with a prefix to `out`. Words, folded words,
 * bigrams, title words and readings are written by store/term_code.h, and have
 * no term if that is longer than XAP_TERM_MAX bytes: HK_ETOOBIG. A literal term
 * is as it is, and all others are shortened as above. HK_EFORMAT for an empty
 * text, and for a NUL or what is not UTF-8 in a word; HK_ENOMEM.
 */
enum hk_status hk_schema_term(struct hk_buf *out, enum hk_schema_prefix prefix,
			      struct hk_str text) HK_MUST_USE;

/* The value of the article slot, 16 bytes, for an article's id. */
void hk_schema_article(char out[16], struct hk_str id);
/* The value of the order slot, 20 bytes, for a passage of an article. */
void hk_schema_order(char out[20], struct hk_str id, unsigned passage);

#endif
