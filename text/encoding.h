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

/*
 * Append `bytes` as valid UTF-8 to `out`, without a byte order mark. `name` is
 * the encoding as the user gave it, empty for UTF-8; `*used`, unless NULL,
 * becomes the name to remember, in lower case, borrowed (a constant, or
 * `name`). HK_EENCODING where the bytes are not in it, with the line and
 * offset of the first that is not; HK_EUSAGE for an encoding that iconv does
 * not know; HK_ETOOBIG past the buffer's cap.
 */
enum hk_status hk_encoding_decode(struct hk_buf *out, struct hk_str bytes,
				  struct hk_str name, struct hk_str *used,
				  struct hk_error *err) HK_MUST_USE;

/* Does it look like anything but text? A NUL, or too many controls, among
 * the first bytes. UTF-16 and UTF-32 do. */
bool hk_encoding_binary(struct hk_str bytes);

#endif
