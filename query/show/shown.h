/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_SHOWN_H
#define HIKU_QUERY_SHOW_SHOWN_H

/*
 * What is shown of a hit: a part of its passage, laid out, and where that part
 * stands in the source. All formats choose it here, so that the line that they
 * name is a line of the text beside it.
 */

#include "query/show/excerpt.h"
#include "query/show/sink.h"

/* Cells of an excerpt that is one line, if no other width is asked for. */
#define HK_SHOWN_CELLS 200

struct hk_shown {
	const struct hk_hit *hit;
	struct hk_layout_source source;
	struct hk_layout layout;
};

/* How much is shown. */
struct hk_shown_size {
	unsigned columns; /* cells of a line */
	unsigned lines;	  /* at most so many; 0: the whole text */
	bool one_line;	  /* paragraphs are apart by a sign, not a line */
};

/*
 * Choose what is shown of the passage from byte `begin` on. `style` may be
 * NULL. hk_shown_release() frees it, also after a failure. HK_ENOMEM.
 */
enum hk_status hk_shown_init(struct hk_shown *out, const struct hk_hit *hit,
			     size_t begin, const struct hk_style *style,
			     struct hk_shown_size size) HK_MUST_USE;
/* The same for formats that have one line a passage: an excerpt, or with
 * --whole all of it. HK_ENOMEM. */
enum hk_status hk_shown_excerpt(struct hk_shown *out,
				const struct hk_sink *sink,
				const struct hk_hit *hit) HK_MUST_USE;
void hk_shown_release(struct hk_shown *shown);
/* Let `put` write that excerpt of a hit. HK_ENOMEM, or what `put` says. */
enum hk_status hk_shown_write(
	struct hk_sink *sink, const struct hk_hit *hit,
	enum hk_status (*put)(struct hk_sink *sink,
			      const struct hk_shown *shown)) HK_MUST_USE;

/* The byte of the passage that stands for what is shown: its first mark, else
 * its first character. */
size_t hk_shown_at(const struct hk_shown *shown);

/* The bytes of the first mark that is shown; empty if there is none. */
struct hk_span hk_shown_mark(const struct hk_shown *shown);

/* The line or page of the source that has byte `at` of the passage, else the
 * first one of the passage; 0 if the format has neither. `record.lines` says
 * which of the two it is. */
uint32_t hk_shown_line(const struct hk_hit *hit, size_t at);

#endif
