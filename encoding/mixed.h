/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_MIXED_H
#define HIKU_ENCODING_MIXED_H

/*
 * Texts whose lines are in several encodings: logs, and texts that were
 * pasted together. Each line is read by itself: as UTF-8 if it is valid, else
 * as Shift_JIS, EUC-JP or ISO-2022-JP, whichever reads more like Japanese.
 */

#include "base/buf.h"
#include "base/error.h"

struct hk_mixed_result {
	bool mixed;	 /* it is Japanese, in at least two encodings */
	size_t replaced; /* sequences that became U+FFFD */
};

/*
 * Append `bytes` as UTF-8 to `out`, line by line, or nothing if they are not
 * mixed. HK_ETOOBIG past the cap of `out`, HK_ENOMEM; `out` is then unchanged.
 */
enum hk_status hk_mixed_decode(struct hk_buf *out, struct hk_str bytes,
			       struct hk_mixed_result *result,
			       struct hk_error *err) HK_MUST_USE;

#endif
