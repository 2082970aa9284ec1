/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_PARSED_H
#define HIKU_QUERY_SHOW_PARSED_H

/*
 * A query as it was understood, in the language of queries.
 */

#include "base/buf.h"
#include "query/plan/plan.h"

/* Append the tree: ("索引を作る" OR 空港) -旅 [date:2023..], fields behind the
 * rest. HK_ENOMEM. */
enum hk_status hk_parsed_query(struct hk_buf *out,
			       const struct hk_parse *parse) HK_MUST_USE;

/* Append the words that it was cut into: 索引 | 作る | -旅 | コンピュ*.
 * HK_ENOMEM. */
enum hk_status hk_parsed_words(struct hk_buf *out,
			       const struct hk_plan *plan) HK_MUST_USE;

/*
 * Append the synonyms that the index has of words of the plan: "流感:
 * インフルエンザ, influenza; ...". Nothing if there are none. What appending to
 * `out` gives.
 */
enum hk_status hk_parsed_synonyms(struct hk_buf *out,
				  const struct hk_plan *plan) HK_MUST_USE;

#endif
