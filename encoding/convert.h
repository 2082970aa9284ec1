/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_CONVERT_H
#define HIKU_ENCODING_CONVERT_H

/*
 * Bytes in a known encoding to UTF-8, by iconv where that takes tables. Each
 * undecodable sequence becomes one U+FFFD: a character of two or three bytes
 * that is cut or unassigned, a lone surrogate, or else a byte; in ISO-2022-JP
 * everything up to the next escape or line end. An ASCII byte, and so a line
 * end, is never taken for a part of such a sequence.
 */

#include "base/buf.h"
#include "base/error.h"
#include "encoding/charset.h"

struct hk_convert_result {
	size_t replaced;  /* sequences that became U+FFFD */
	size_t first_bad; /* the source offset of the first; roughly where it
			   * is in ISO-2022-JP */
	bool x0213;	  /* there were characters that only JIS X 0213 has */
};

/* The length in bytes of the longest beginning that is valid UTF-8. */
size_t hk_convert_valid(struct hk_str bytes);

/*
 * Append `bytes` as UTF-8 to `out`. Shift_JIS and EUC-JP are read as Microsoft
 * and the Unix vendors extended them. Characters that are unassigned there are
 * read by JIS X 0213, if nearly all of them are assigned in that. Byte order
 * marks are characters here.
 *
 * HK_EUSAGE if iconv does not know the encoding (with HK_CHARSET_NONE, that
 * called `name`, which is ignored otherwise); HK_ETOOBIG past the cap of `out`;
 * HK_ENOMEM.
 */
enum hk_status hk_convert_run(struct hk_buf *out, struct hk_str bytes,
			      enum hk_charset charset, const char *name,
			      struct hk_convert_result *result,
			      struct hk_error *err) HK_MUST_USE;

#endif
