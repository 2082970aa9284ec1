/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_PLACE_H
#define HIKU_QUERY_SHOW_PLACE_H

/*
 * Where a hit is: its file, and the line or page in it, as formats write it.
 * All of it is safe to print.
 */

#include "query/show/sink.h"

/* Append the path of the hit's file, relative to the current folder if it is
 * below that, then '/' and the member's name, if the article is one; its id if
 * it came from standard input. HK_ENOMEM. */
enum hk_status hk_place_path(struct hk_buf *out, const struct hk_hit *hit,
			     const struct hk_sink_options *options) HK_MUST_USE;

/* The same with all bytes as they are, and not made relative. HK_ENOMEM. */
enum hk_status hk_place_bytes(struct hk_buf *out,
			      const struct hk_hit *hit) HK_MUST_USE;

/* Append a line or page of the hit's file, with the strings `on` and `off`
 * around the number: ":12", ":p.3" for a page, nothing for 0. HK_ENOMEM. */
enum hk_status hk_place_line(struct hk_buf *out, const struct hk_hit *hit,
			     uint32_t line, const char *on,
			     const char *off) HK_MUST_USE;

/* The date of the hit's article, up to its day if it could be read; empty if it
 * has none of its own but that of its file's last change. */
struct hk_str hk_place_date(const struct hk_hit *hit);

/* Append " (見出し › 小見出し)", for formats without lines. HK_ENOMEM. */
enum hk_status hk_place_headings(struct hk_buf *out,
				 const struct hk_hit *hit) HK_MUST_USE;

/*
 * Append what begins or ends a link of a terminal (OSC 8) to the hit's file,
 * made of the pattern options->link: {path}, {line} and {host} in it are
 * replaced, percent-encoded. Nothing if there is no pattern or no file.
 * HK_ENOMEM.
 */
enum hk_status hk_place_link(struct hk_buf *out, const struct hk_hit *hit,
			     uint32_t line,
			     const struct hk_sink_options *options) HK_MUST_USE;
enum hk_status hk_place_unlink(struct hk_buf *out, const struct hk_hit *hit,
			       const struct hk_sink_options *options)
	HK_MUST_USE;

/* Append a path as a part of a URL: all but letters, digits and "/-._~" as %XX.
 * HK_ENOMEM. */
enum hk_status hk_place_url(struct hk_buf *out, struct hk_str path) HK_MUST_USE;

#endif
