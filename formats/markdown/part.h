/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_MARKDOWN_PART_H
#define HIKU_FORMATS_MARKDOWN_PART_H

/*
 * Markdown looked at by lines, before it is parsed: where it may be cut, so
 * that no part takes the parser long, and which lines it would misread.
 */

#include <stdbool.h>

#include "base/span.h"

/* No part is longer, but one that is a single line. */
#define HK_MARKDOWN_PART_MAX (256u << 10)

/* The first lines of `text` that are parsed together: up to a line that
 * begins a block of its own. */
struct hk_str hk_markdown_part_take(struct hk_str text);

/* How many quotes and lists the line opens, roughly. */
unsigned hk_markdown_part_nesting(struct hk_str line);

/* Does the line look like a link's definition, but is the text of a note?
 * Where its colon is, or 0. */
size_t hk_markdown_part_note(struct hk_str line);

/* Is it the line below the head of a table? */
bool hk_markdown_part_is_rule(struct hk_str line);

/* Where {#name} or {.class} begins at the end of a heading, as several
 * programs write them; 0: nowhere. */
size_t hk_markdown_part_attributes(struct hk_str line);

#endif
