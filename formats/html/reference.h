/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_REFERENCE_H
#define HIKU_FORMATS_HTML_REFERENCE_H

/* Character references: &#26085; &#x672C; &amp; */

#include "base/buf.h"
#include "base/span.h"

/* Bytes of the characters that one reference stands for, at most. */
#define HK_HTML_REFERENCE_MAX 8
/*
 * Read the reference at the beginning of `text`, which begins with '&'. Returns
 * its length in bytes, or 0 if it is not a reference; `out` is what it stands
 * for, as UTF-8. Surrogates, NUL and values past U+10FFFF become U+FFFD. In an
 * attribute, fewer names count without a semicolon.
 */
size_t hk_html_reference_read(char out[HK_HTML_REFERENCE_MAX], size_t *out_len,
			      struct hk_str text, bool attribute);
/* Append `text` with its references resolved. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_html_reference_expand(struct hk_buf *out, struct hk_str text,
					bool attribute) HK_MUST_USE;

#endif
