/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_ENCODING_H
#define HIKU_ENCODING_ENCODING_H

/*
 * From the bytes of a file to UTF-8: every text comes through here. The
 * encoding is given or found out (encoding/detect.h), and the bytes are decoded
 * (encoding/convert.h). Line ends stay as they are.
 */

#include "base/buf.h"
#include "base/error.h"

/* How a text was decoded. */
struct hk_encoding_result {
	struct hk_str name;  /* lower case: "utf-8", "utf-16le", "utf-16be",
			      * "cp932", "euc-jp", "iso-2022-jp",
			      * "shift_jis-2004", "euc-jis-2004", "utf-32le",
			      * "utf-32be", "mixed" for lines in several
			      * of these: constants; for other encodings
			      * the name that was given, borrowed */
	unsigned confidence; /* in percent; 100: named, or certain */
	size_t replaced;     /* sequences that could not be decoded, or were
			      * encoded twice, now U+FFFD */
};

/*
 * Append `bytes` as valid UTF-8 to `out`, without a byte order mark. `name` is
 * the encoding as the user or a mail gives it; empty: it is found out.
 * Shift_JIS and EUC-JP stand for their extensions by vendors. `*result`, unless
 * NULL, says how. Undecodable sequences become U+FFFD (encoding/convert.h).
 *
 * HK_ENOTTEXT if the bytes are not text; HK_EENCODING if their encoding is not
 * one that hiku reads, or if most of them are not in it, with line and offset
 * of the first that is not; HK_EUSAGE for an encoding that iconv does not know;
 * HK_ETOOBIG past the buffer's cap; HK_ENOMEM. `out` is then unchanged.
 */
enum hk_status hk_encoding_decode(struct hk_buf *out, struct hk_str bytes,
				  struct hk_str name,
				  struct hk_encoding_result *result,
				  struct hk_error *err) HK_MUST_USE;

#endif
