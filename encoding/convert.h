/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_CONVERT_H
#define HIKU_ENCODING_CONVERT_H

/*
 * Bytes in an encoding that is known to UTF-8, by iconv where it takes tables.
 * What fits nothing becomes U+FFFD, one for each sequence: a character of two
 * or three bytes that is cut or that nothing is assigned to, a surrogate
 * alone, else a byte; in ISO-2022-JP all up to the next escape or line end.
 * An ASCII byte, and so a line end, is never taken for part of one.
 */

#include "base/buf.h"
#include "base/error.h"
#include "encoding/charset.h"

struct hk_convert_result {
	size_t replaced;  /* sequences that became U+FFFD */
	size_t first_bad; /* the source offset of the first; about where it
			   * is in ISO-2022-JP */
	bool x0213; /* characters that only JIS X 0213 has were among them */
};

/* Bytes from the beginning on that are valid UTF-8. */
size_t hk_convert_valid(struct hk_str bytes);

/*
 * Append `bytes` as UTF-8 to `out`. Shift_JIS and EUC-JP are read as Microsoft
 * and the Unix vendors extended them; only if characters are left over that
 * mean nothing there, and nearly all of them mean something in JIS X 0213,
 * these are read so. Byte order marks are characters here.
 *
 * HK_EUSAGE where iconv does not know the encoding (or, with HK_CHARSET_NONE,
 * `name`, which is not looked at otherwise); HK_ETOOBIG past the cap of `out`;
 * HK_ENOMEM.
 */
enum hk_status hk_convert_run(struct hk_buf *out, struct hk_str bytes,
			      enum hk_charset charset, const char *name,
			      struct hk_convert_result *result,
			      struct hk_error *err) HK_MUST_USE;

#endif
