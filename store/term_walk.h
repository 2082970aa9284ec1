/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_TERM_WALK_H
#define HIKU_STORE_TERM_WALK_H

/*
 * The words, folded forms, title words and readings of an index, as texts. (Of
 * the other terms see store/schema.h.) They come in no order that means
 * anything, several indexes as one.
 */

#include "store/schema.h"
#include "store/term_code.h"

/* Takes a text, which lives until it returns, and the passages that have it.
 * The walk ends with what it returns unless that is HK_OK. */
typedef enum hk_status (*hk_term_walk_fn)(void *ctx, struct hk_str text,
					  uint32_t documents);
/* Is the text wanted? How many passages have it takes longer to find out. */
typedef bool (*hk_term_wants_fn)(void *ctx, struct hk_str text);

/* The texts with a prefix that begin with `begin`, which must not be empty if
 * they are words. What the callback returns, and the errors of
 * xap_db_each_term(). */
enum hk_status hk_term_walk(const struct xap_db *db,
			    enum hk_schema_prefix prefix, struct hk_str begin,
			    hk_term_walk_fn fn, void *ctx,
			    struct hk_error *err) HK_MUST_USE;

/* The words that begin with one of the letters (enum hk_term_letter), as far as
 * they are wanted. */
enum hk_status hk_term_walk_words(const struct xap_db *db, unsigned letters,
				  hk_term_wants_fn wants, hk_term_walk_fn fn,
				  void *ctx, struct hk_error *err) HK_MUST_USE;

#endif
