/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PARSE_H
#define HIKU_QUERY_PARSE_H

/*
 * The query language: from what was typed to a tree.
 *
 *   words         ranked by how many and which of them a passage has
 *   "words"       required, exactly so; 「words」 and 『words』: preferred so,
 *                 required where they are the whole query
 *   +x  -x        required; excluded
 *   x OR y        either
 *   ( ... )       grouped
 *   title:x path:x ...      only there: query/field.h
 *   word*         all words that begin so
 *
 * Operators count where they stand alone, at the edge of a word; glued inside
 * a word, in running text or unbalanced they are text. Their full-width forms
 * and the ideographic blank are accepted. Any bytes are safe: no query fails
 * here but for memory; what is cut is told in `dropped`.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"

enum hk_parse_kind {
	HK_PARSE_LIST,	 /* parts; `text` unused */
	HK_PARSE_OR,	 /* parts, any of them */
	HK_PARSE_TEXT,	 /* running text, to be cut into words */
	HK_PARSE_PHRASE, /* "…" */
	HK_PARSE_QUOTE,	 /* 「…」 */
	HK_PARSE_PREFIX, /* word*, without the star */
	HK_PARSE_TITLE,	 /* from here on the fields: query/field.h */
	HK_PARSE_PATH,
	HK_PARSE_TYPE,
	HK_PARSE_TAG,
	HK_PARSE_DATE,
};

enum hk_parse_sign {
	HK_PARSE_SHOULD, /* adds to the rank (or must match, with --all) */
	HK_PARSE_MUST,
	HK_PARSE_NOT,
};

struct hk_parse_node {
	enum hk_parse_kind kind;
	enum hk_parse_sign sign;
	struct hk_str text;	     /* UTF-8, as typed, in the arena */
	struct hk_parse_node *parts; /* linked by `next` */
	struct hk_parse_node *next;
};

#define HK_PARSE_BYTES_MAX (64u << 10) /* of a query; the rest is dropped */
#define HK_PARSE_NODES_MAX 1000
#define HK_PARSE_DEPTH_MAX 50

struct hk_parse {
	struct hk_parse_node *root; /* a HK_PARSE_LIST, maybe empty */
	bool dropped; /* the query was longer than the limits above */
};

/*
 * Parse the query. Everything lives in `arena`. Bytes that are not UTF-8 are
 * read as blanks. HK_ENOMEM.
 */
enum hk_status hk_parse_query(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query) HK_MUST_USE;
/* The same, but words with blanks between stay apart. */
enum hk_status hk_parse_apart(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query) HK_MUST_USE;

#endif
