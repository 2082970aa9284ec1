/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_VISIBLE_H
#define HIKU_QUERY_SHOW_VISIBLE_H

/*
 * Text from files, made safe for a terminal: what could move the cursor,
 * change colours or turn the direction of writing is shown instead of sent.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/* Bytes that one code point may come to. */
#define HK_VISIBLE_MAX 12

/*
 * Write what is printed for one code point, and return its bytes: itself; a
 * picture of it (U+2400 and following) for ASCII's controls, line feeds and
 * tabs too; "<U+202E>" for the other controls, for what turns the direction of
 * writing, and for tags.
 */
size_t hk_visible_char(char out[HK_VISIBLE_MAX], uint32_t c);

/* Append text so; each byte that is not UTF-8 becomes U+FFFD. HK_ENOMEM. */
enum hk_status hk_visible_text(struct hk_buf *out,
			       struct hk_str text) HK_MUST_USE;

/* Append a path so; relative to the folder `here` (a real path, or NULL)
 * where it lies below it. HK_ENOMEM. */
enum hk_status hk_visible_path(struct hk_buf *out, struct hk_str path,
			       const char *here) HK_MUST_USE;

#endif
