/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_VISIBLE_H
#define HIKU_QUERY_SHOW_VISIBLE_H

/*
 * Text from files, made safe for a terminal. base/clean.h says which characters
 * are not safe; where it replaces them by '?', in messages, an answer shows
 * which one it was.
 */

#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/span.h"

/* The most bytes that one code point is shown as. */
#define HK_VISIBLE_MAX 12

/*
 * Write what is shown for a code point to `out` and return its length in bytes:
 * the character itself; if it is not safe, a picture of it (U+2400 and
 * following) for an ASCII control character, line feed and tab included, else
 * its number: "<U+202E>".
 */
size_t hk_visible_char(char out[HK_VISIBLE_MAX], uint32_t c);

/* Append `text` as hk_visible_char() shows it; each byte that is not UTF-8
 * becomes U+FFFD. HK_ENOMEM. */
enum hk_status hk_visible_text(struct hk_buf *out,
			       struct hk_str text) HK_MUST_USE;

/* The same for a path, which is made relative to the folder `here` (a real
 * path, or NULL) if it is below that. HK_ENOMEM. */
enum hk_status hk_visible_path(struct hk_buf *out, struct hk_str path,
			       const char *here) HK_MUST_USE;

#endif
