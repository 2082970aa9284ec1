/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PARSE_H
#define HIKU_QUERY_PARSE_H

/*
 * The query language: from the text that the user typed to a tree.
 *
 *   words         ranked by how many and which of them a passage has
 *   "words"       required, exactly as written; 「words」 and 『words』 are
 * only preferred, unless they are the whole query +x  -x        required;
 * excluded x OR y        either ( ... )       grouped title:x path:x ...
 * restricts by field: query/field.h word*         all words that begin with
 * these characters
 *
 * Operators are recognised at the edges of words only; inside a word or
 * unbalanced they are text. Their full-width forms and the ideographic space
 * are accepted. Any bytes are safe: parsing fails only for want of memory, and
 * `dropped` tells whether part of the query was ignored.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"
#include "query/field.h"

enum hk_parse_kind {
	HK_PARSE_LIST,	 /* children; `text` unused */
	HK_PARSE_OR,	 /* children, any of them */
	HK_PARSE_TEXT,	 /* running text, to be split into words */
	HK_PARSE_PHRASE, /* "…" */
	HK_PARSE_QUOTE,	 /* 「…」 */
	HK_PARSE_PREFIX, /* word*, without the star */
	HK_PARSE_FIELD,	 /* field:text */
};

enum hk_parse_sign {
	HK_PARSE_SHOULD, /* adds to the score (with --all it is required) */
	HK_PARSE_MUST,
	HK_PARSE_NOT,
};

struct hk_parse_node {
	enum hk_parse_kind kind;
	enum hk_parse_sign sign;
	const struct hk_field *field;	/* of HK_PARSE_FIELD, else NULL */
	struct hk_str text;		/* as typed; borrowed from the query */
	struct hk_parse_node *children; /* linked by `next` */
	struct hk_parse_node *next;
};

#define HK_PARSE_BYTES_MAX (64u << 10) /* of a query; the rest is ignored */
#define HK_PARSE_NODES_MAX 1000
#define HK_PARSE_DEPTH_MAX 50

struct hk_parse {
	struct hk_parse_node *root; /* an HK_PARSE_LIST, perhaps empty */
	bool dropped; /* the query was longer than the limits above */
};

/*
 * Parse `query`, which must outlive the tree. Nodes are in `arena`. Bytes that
 * are not UTF-8 are read as blanks. HK_ENOMEM.
 */
enum hk_status hk_parse_query(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query) HK_MUST_USE;
/* The whole text as one phrase, without operators. */
enum hk_status hk_parse_literal(struct hk_parse *out, struct hk_arena *arena,
				struct hk_str query) HK_MUST_USE;
/* The same as hk_parse_query(), but words with blanks between stay apart. */
enum hk_status hk_parse_apart(struct hk_parse *out, struct hk_arena *arena,
			      struct hk_str query) HK_MUST_USE;

#endif
