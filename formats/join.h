/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_JOIN_H
#define HIKU_FORMATS_JOIN_H

/*
 * Articles of several parts, each of which has a format of its own: the HTML of
 * a feed's entry, the Markdown of a notebook's cell.
 */

#include "formats/format.h"

/*
 * Read `text`, which begins on `line`, with the reader `format`, and add its
 * blocks and readings behind those of `to`. `inner` is an article to work in,
 * which is reset. The text's title becomes that of `to` if it has none yet, and
 * else a heading. If the lines of `to` are not physical, all of the text stands
 * on `line`. With `format` NULL, or where it is not built in, the text is plain
 * paragraphs. `input` is that of the whole file: it hears of complaints.
 *
 * HK_ENOMEM, HK_ETOOBIG, or what the reader says.
 */
enum hk_status hk_join_read(struct hk_article *to, struct hk_article *inner,
			    const struct hk_format *format,
			    const struct hk_format_input *input,
			    struct hk_str text, uint32_t line,
			    struct hk_error *err) HK_MUST_USE;

#endif
