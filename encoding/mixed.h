/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_MIXED_H
#define HIKU_ENCODING_MIXED_H

/*
 * Texts whose lines are in several encodings: logs, and what was pasted
 * together. Each line is read for itself: as UTF-8 where it is valid, else as
 * Shift_JIS, EUC-JP or ISO-2022-JP, whichever reads more like Japanese.
 */

#include "base/buf.h"
#include "base/error.h"

struct hk_mixed_result {
	bool mixed;	 /* lines of two encodings at least, in Japanese */
	size_t replaced; /* sequences that became U+FFFD */
};

/*
 * Append `bytes` as UTF-8 to `out`, by lines; where they turn out not to be
 * mixed, nothing. HK_ETOOBIG past the cap of `out`; HK_ENOMEM; `out` is
 * unchanged then.
 */
enum hk_status hk_mixed_decode(struct hk_buf *out, struct hk_str bytes,
			       struct hk_mixed_result *result,
			       struct hk_error *err) HK_MUST_USE;

#endif
