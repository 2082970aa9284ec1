/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_REASONS_H
#define HIKU_QUERY_SHOW_REASONS_H

/*
 * Explanations, for people: what each part of a query adds to a hit's score.
 */

#include "query/show/sink.h"

/* Append a table of the parts, a line each. HK_ENOMEM. */
enum hk_status hk_reasons_table(struct hk_sink *sink,
				const struct hk_hit *hit) HK_MUST_USE;
/* Append one line with all of them. HK_ENOMEM. */
enum hk_status hk_reasons_line(struct hk_sink *sink,
			       const struct hk_hit *hit) HK_MUST_USE;

#endif
