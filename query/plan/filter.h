/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_FILTER_H
#define HIKU_QUERY_PLAN_FILTER_H

/*
 * Filters: the fields of a query (query/field.h), and the options that do the
 * same. They restrict which passages are found and add nothing to a score.
 */

#include "query/field.h"
#include "shim/xap.h"
#include "text/term.h"

/*
 * The query of a filter, in `pool`, which owns it. NULL if there is none:
 * `err` then has HK_EUSAGE for a value that makes no sense (a date that is not
 * one) or HK_ENOMEM, and is untouched if the value restricts nothing (a title
 * of symbols) or if the pool failed.
 */
struct xap_query *hk_filter_query(enum hk_field_kind kind, struct hk_str value,
				  struct xap_pool *pool,
				  struct hk_analyser *analyser,
				  struct hk_error *err);

/* Passages from `date` (YYYY, YYYY-MM or YYYY-MM-DD) on. As above. */
struct xap_query *hk_filter_since(struct hk_str date, struct xap_pool *pool,
				  struct hk_error *err);

#endif
