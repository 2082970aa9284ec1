/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_PLAN_FILTER_H
#define HIKU_QUERY_PLAN_FILTER_H

/*
 * Filters: the fields of a query (query/field.h), and the options that do the
 * same. They restrict which passages are found and add nothing to a score.
 */

#include "query/plan/plan.h"
#include "text/when.h"

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

/* Append the path that path: means, as the terms of the index have it: the real
 * one if there is such a file; else the name made absolute, since the index may
 * hold files that are gone from here. HK_EUSAGE for one that is too long;
 * HK_ENOMEM. */
enum hk_status hk_filter_path(struct hk_buf *out, struct hk_str value,
			      struct hk_error *err) HK_MUST_USE;

/* What a date restricts. */
enum hk_filter_side {
	HK_FILTER_DATE,	 /* date:, also a range A..B */
	HK_FILTER_SINCE, /* from its beginning on */
	HK_FILTER_UNTIL, /* up to its end */
};

/* The days that a date means today. HK_EUSAGE, with a line that says how to
 * write one. */
enum hk_status hk_filter_range(struct hk_when *out, enum hk_filter_side side,
			       struct hk_str value,
			       struct hk_error *err) HK_MUST_USE;

/*
 * The filters of the options, joined; NULL if there are none. False as for
 * hk_filter_query().
 */
bool hk_filter_options(struct xap_query **out, const struct hk_plan_input *in,
		       struct hk_error *err);

#endif
