/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_HEADING_H
#define HIKU_QUERY_SHOW_HEADING_H

/*
 * The heading of an article on a page: number, title, author, date, tags, and
 * where it is. One line if that fits into the window, else a line or two of the
 * title, and the rest below it.
 */

#include "query/show/sink.h"

/* Append the heading of a hit's article; `line` as of hk_shown_line().
 * HK_ENOMEM. */
enum hk_status hk_heading_put(struct hk_sink *sink, const struct hk_hit *hit,
			      uint32_t line) HK_MUST_USE;

#endif
