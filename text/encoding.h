/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_ENCODING_H
#define HIKU_TEXT_ENCODING_H

/*
 * From the bytes of a file to UTF-8: the one door that every text comes
 * through. Today it reads UTF-8, with or without a byte order mark, and any
 * encoding of iconv's that the user names.
 */

#include "base/buf.h"
#include "base/error.h"

/* How a text was decoded. */
struct hk_encoding_result {
	struct hk_str name;  /* lower case: "utf-8", "cp932"; borrowed from a
			      * constant or from the name that was given */
	unsigned confidence; /* of the guess, 0 to 100; 100: named, or sure */
	size_t replaced;     /* sequences that fit nothing, now U+FFFD */
};

/*
 * Append `bytes` as valid UTF-8 to `out`, without a byte order mark. `name` is
 * the encoding as the user gave it; empty: it is found out. `*result`, unless
 * NULL, says how. HK_ENOTTEXT where the bytes are no text; HK_EENCODING where
 * they are in no encoding that is read, or mostly not in it, with the line and
 * offset of the first that is not; HK_EUSAGE for an encoding that iconv does
 * not know; HK_ETOOBIG past the buffer's cap.
 */
enum hk_status hk_encoding_decode(struct hk_buf *out, struct hk_str bytes,
				  struct hk_str name,
				  struct hk_encoding_result *result,
				  struct hk_error *err) HK_MUST_USE;

/* Does it look like anything but text? A NUL, or too many controls, among
 * the first bytes. UTF-16 and UTF-32 do. */
bool hk_encoding_binary(struct hk_str bytes);

#endif
