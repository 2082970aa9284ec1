/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_LIB_PIECES_H
#define HIKU_LIB_PIECES_H

/*
 * What all that is written has in common.
 */

#include "lib/options.h"
#include "query/show/layout.h"

/* The cells of a line. */
unsigned hk_pieces_columns(const struct hiku_format_options *options);

/* Append a layout: wrapped, or as one line, each ended by '\n'. HK_ENOMEM. */
enum hk_status hk_pieces_wrap(
	struct hk_buf *out, const struct hk_layout *layout,
	const struct hiku_format_options *options) HK_MUST_USE;

/* Give the caller of the library what was written, unless that failed with
 * `status`; `write` may be NULL. HK_EIO, or HK_ENOMEM. */
enum hk_status hk_pieces_give(const struct hk_buf *out, enum hk_status status,
			      hiku_write_fn write, void *ctx,
			      struct hk_error *why) HK_MUST_USE;

#endif
