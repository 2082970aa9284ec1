/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SEARCH_TIES_H
#define HIKU_QUERY_SEARCH_TIES_H

/*
 * Which of the hits with equal scores are the first ones. It must not hang on
 * document numbers, which differ from one index with the same articles to the
 * next, so HK_SCHEMA_SLOT_ORDER decides.
 */

#include "shim/xap.h"

/* Scores are rounded to multiples of this. The engine adds up the weights of a
 * passage's terms in an order that depends on their frequencies in its shard,
 * so scores that are equal in one index may differ in the last bits in
 * several. */
#define HK_TIES_STEP 0x1p-24

/* A weight, rounded. */
double hk_ties_round(double weight);

/* Does the hit behind the first `limit` have the score of the last of them? */
bool hk_ties_cross(const struct xap_hits *hits, uint32_t limit);

/*
 * Where they cross it: the hits with that score, by their order. `*list` are
 * their numbers in `hits`, to be freed; the first of them would be hit
 * `*begin`. `asked` is how many hits were asked for: where the last of these
 * has the score, too, others may, and `*list` is NULL. The errors of
 * xap_db_value(); HK_ENOMEM.
 */
enum hk_status hk_ties_order(uint32_t **list, uint32_t *begin,
			     const struct xap_db *db,
			     const struct xap_hits *hits, uint32_t limit,
			     uint32_t asked, struct hk_error *err) HK_MUST_USE;

#endif
