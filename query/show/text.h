/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_TEXT_H
#define HIKU_QUERY_SHOW_TEXT_H

/*
 * The text of whole articles, with the numbers of their lines in the source.
 */

#include "query/show/sink.h"

struct hk_text_range {
	uint32_t line;	/* the first line or page; 0: all of them */
	uint32_t count; /* lines */
};

/*
 * Append the articles whose passages are the hits of the result, as of
 * hk_whole_find(). `*row` becomes the number of lines before the one that shows
 * line `target` of the source; 0 if none does. Lines are wrapped if the options
 * have a width. HK_ENOMEM.
 */
enum hk_status hk_text_put(struct hk_sink *sink, struct hk_text_range range,
			   uint32_t target, size_t *row) HK_MUST_USE;

#endif
