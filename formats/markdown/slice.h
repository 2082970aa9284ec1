/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_SLICE_H
#define HIKU_FORMATS_MARKDOWN_SLICE_H

/*
 * Markdown by lines, before it is parsed: where it can be cut into slices that
 * take the parser a short time, and which lines the parser would misread.
 */

#include <stdbool.h>

#include "base/span.h"

/* Bytes of a slice at most, unless it is a single line. */
#define HK_MARKDOWN_SLICE_MAX (256u << 10)

/* The first lines of `text` that are parsed together: up to a line that
 * begins a block of its own. */
struct hk_str hk_markdown_slice_take(struct hk_str text);

/* How many quotes and lists the line opens, roughly. */
unsigned hk_markdown_slice_nesting(struct hk_str line);

/* The offset of the colon of a line that looks like the definition of a link,
 * but is the text of a note; 0 for other lines. */
size_t hk_markdown_slice_note(struct hk_str line);

/* Is it the line below the head of a table? */
bool hk_markdown_slice_is_rule(struct hk_str line);

/* The offset of {#name} or {.class} at the end of a heading, an extension of
 * several programs; 0 if there is none. */
size_t hk_markdown_slice_attributes(struct hk_str line);

#endif
