/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_EXPAND_H
#define HIKU_QUERY_PLAN_EXPAND_H

#include "query/plan/plan.h"

/*
 * Find the words of the index that begin with `prefix` (normal form), at most
 * HK_PLAN_EXPAND_MAX of them, the most frequent ones; if there are more,
 * `*dropped` becomes true. Several indexes count as one. What is given are
 * their terms, in `arena`. HK_ENOMEM, and the errors of xap_db_each_term().
 */
enum hk_status hk_expand_prefix(struct hk_str terms[HK_PLAN_EXPAND_MAX],
				size_t *count, bool *dropped,
				struct hk_arena *arena, const struct xap_db *db,
				struct hk_str prefix,
				struct hk_error *err) HK_MUST_USE;

#endif
