/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_HELD_H
#define HIKU_FORMATS_HTML_HELD_H

/* The elements of HTML that hold text without markup, such as <script> and
 * <title>, and where they end. */

#include "base/span.h"

/* The number of the element of that name, below 16, or -1. */
int hk_html_held_find(struct hk_str name);
/* Is it code? Where its end tag is missing, code is skipped up to the next
 * '<', text is not. */
bool hk_html_held_code(int number);
/* Does it hold all of the rest, so that it has no end tag (<plaintext>)? */
bool hk_html_held_rest(int number);
/*
 * The offset of the end tag of the element whose content begins at `from`, or
 * text.len. In <script> an end tag does not count behind "<!--" and another
 * <script>, as the standard has it, unless there is no other one in the rest:
 * `*no_escape_end` remembers that.
 */
size_t hk_html_held_end(int number, struct hk_str text, size_t from,
			bool *no_escape_end);
/* The offset of the first "</name" in text[from..), or text.len. */
size_t hk_html_held_close(struct hk_str text, size_t from, struct hk_str name);

#endif
