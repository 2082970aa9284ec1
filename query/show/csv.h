/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_CSV_H
#define HIKU_QUERY_SHOW_CSV_H

/*
 * The matches of many queries as a table for spreadsheets (RFC 4180). It begins
 * with a byte order mark, without which Excel takes it for CP932, and no field
 * that comes from a document begins as a formula does: such a one has a '
 * before it.
 */

#include "query/show/sink.h"

/* Append the names of the columns. HK_ENOMEM. */
enum hk_status hk_csv_begin(struct hk_buf *out) HK_MUST_USE;
/* Append a line for each match of an answer, with `context` cells on each side;
 * one without a match for each passage that has none. HK_ENOMEM. */
enum hk_status hk_csv_add(struct hk_buf *out,
			  const struct hk_sink_options *options,
			  struct hk_str query, const struct hk_result *result,
			  unsigned context) HK_MUST_USE;

#endif
