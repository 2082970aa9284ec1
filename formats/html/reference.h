/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_REFERENCE_H
#define HIKU_FORMATS_HTML_REFERENCE_H

/* Character references: &#26085; &#x672C; &amp; */

#include "base/buf.h"
#include "base/span.h"

/* The bytes of one character reference, at most. */
#define HK_HTML_REFERENCE_MAX 8
/*
 * The reference that begins at the '&' that `text` begins with: the bytes that
 * it takes, 0 where it is none, and what it stands for, as UTF-8. Surrogates,
 * NUL and what is past U+10FFFF are U+FFFD. In an attribute, names without a
 * semicolon count less often.
 */
size_t hk_html_reference_read(char out[HK_HTML_REFERENCE_MAX], size_t *out_len,
			      struct hk_str text, bool attribute);
/* Append `text` with its references resolved. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_html_reference_expand(struct hk_buf *out, struct hk_str text,
					bool attribute) HK_MUST_USE;

#endif
