/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_EXPAND_H
#define HIKU_QUERY_PLAN_EXPAND_H

#include "query/plan/plan.h"

/*
 * The words of the index that begin with `prefix` (normal form), the commonest
 * HK_PLAN_EXPAND_MAX of them, in `arena`. `*dropped` becomes true where there
 * are more. Over several indexes they are those of all.
 */
enum hk_status hk_expand_prefix(struct hk_str words[HK_PLAN_EXPAND_MAX],
				size_t *count, bool *dropped,
				struct hk_arena *arena, const struct xap_db *db,
				struct hk_str prefix,
				struct hk_error *err) HK_MUST_USE;

#endif
