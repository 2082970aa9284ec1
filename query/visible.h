/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_VISIBLE_H
#define HIKU_QUERY_VISIBLE_H

/*
 * Text from files, made safe for a terminal: what could move the cursor,
 * change colours or turn the direction of writing is shown instead of sent.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/*
 * What is printed for one code point: itself, a picture of it (U+2400 and
 * following for controls), or "<U+202E>" for what turns the direction and for
 * other controls. `out` gets at most 12 bytes; their number is returned.
 */
size_t hk_visible_char(char out[12], uint32_t c);

/* Append text so; bytes that are not UTF-8 become U+FFFD. */
enum hk_status hk_visible_text(struct hk_buf *out,
			       struct hk_str text) HK_MUST_USE;

/* Append a path as it is shown: relative to the folder `here` (NULL: not)
 * where it lies below it, else as it is. */
enum hk_status hk_visible_path(struct hk_buf *out, struct hk_str path,
			       const char *here) HK_MUST_USE;

#endif
