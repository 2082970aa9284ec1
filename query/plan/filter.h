/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_FILTER_H
#define HIKU_QUERY_PLAN_FILTER_H

/*
 * Filters: the fields of a query (query/field.h) and their options. They choose
 * passages and weigh nothing.
 */

#include "query/parse.h"
#include "shim/xap.h"
#include "text/term.h"

/* Is it one of the kinds that only filter? */
bool hk_filter_is(enum hk_parse_kind kind);

/*
 * The query of a filter, in `pool`. NULL with HK_EUSAGE in `err` for a value
 * that makes no sense (a date that is none), NULL without for one that says
 * nothing (a title of symbols), and where the pool failed.
 */
struct xap_query *hk_filter_query(enum hk_parse_kind kind, struct hk_str value,
				  struct xap_pool *pool,
				  struct hk_analyser *analyser,
				  struct hk_error *err);

/* From a day (YYYY, YYYY-MM, YYYY-MM-DD) on. */
struct xap_query *hk_filter_since(struct hk_str date, struct xap_pool *pool,
				  struct hk_error *err);

#endif
