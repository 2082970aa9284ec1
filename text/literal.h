/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_LITERAL_H
#define HIKU_TEXT_LITERAL_H

/*
 * Literal terms: with them the index can tell which passages may hold a
 * string of characters as it stands, whatever words it was cut into.
 *
 * Neighbouring kanji and katakana are in the index already: each pair of them
 * is a bigram or a word of two characters (text/term.h). A literal term stands
 * for a pair of neighbouring Japanese characters of which at least one is
 * hiragana. Pairs that stand in many texts tell little and would take most of
 * the space, so those of text/common_pairs.txt have none. To keep the index
 * small, pairs share HK_LITERAL_TERMS terms by a hash: a term says that a pair
 * may be there, and the text decides.
 */

#include "base/error.h"
#include "base/span.h"

/* How many literal terms there are. Measured on the wiki collection (14,218
 * passages of 340 characters) with a shorter list of common pairs, which left
 * 37 pairs a passage: a term for each pair makes the index 13.9 % larger, 4,096
 * terms 8.7 %, 1,024 terms 7.0 %. */
#define HK_LITERAL_TERMS 1024

/* Bytes of a term. */
#define HK_LITERAL_BYTES 2

/* Bytes of hk_literal_hash() with its NUL. */
#define HK_LITERAL_HASH 17

/* The walk ends with what the callback returns unless it is HK_OK. `term` has
 * HK_LITERAL_BYTES bytes, no prefix and no NUL, and lives until the callback
 * returns. */
typedef enum hk_status (*hk_literal_fn)(void *ctx, struct hk_str term);

/* Give the literal term of each pair of a text in normal form to `fn`, as often
 * as the pair stands there. Whatever holds the text has all of these terms. */
enum hk_status hk_literal_each(struct hk_str norm, hk_literal_fn fn,
			       void *ctx) HK_MUST_USE;

/* A hash of the table of common pairs, in hexadecimal; static. Part of an
 * index's signature. */
const char *hk_literal_hash(void);

#endif
