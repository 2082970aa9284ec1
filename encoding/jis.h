/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_JIS_H
#define HIKU_ENCODING_JIS_H

/*
 * ISO-2022-JP and its kin (RFC 1468, 1554; CP50220 to 50222; JIS7 and JIS8)
 * as EUC: kanji get their high bits, half-width kana 8E, JIS X 0212 and the
 * second plane of JIS X 0213 8F. iconv's own decoders know one or the other of
 * these each, and let escapes that they do not know through as text.
 */

#include "base/buf.h"

/* What stands in the EUC text for a sequence that fits nothing; EUC has no
 * such byte. */
#define HK_JIS_BAD '\xFF'

/*
 * Append `bytes` as EUC to `out`. `*x0213` says whether escapes of JIS X 0213
 * were among them: its planes want EUC-JIS-2004. With `midway` the text begins
 * behind an escape of kanji. Line ends are kept and end
 * every shift. What fits nothing, up to the next escape or line end, is one
 * HK_JIS_BAD. HK_ENOMEM, or HK_ETOOBIG past the buffer's cap.
 */
enum hk_status hk_jis_to_euc(struct hk_buf *out, struct hk_str bytes,
			     bool midway, bool *x0213) HK_MUST_USE;

/* Where the first escape of these begins; the text's length: nowhere. */
size_t hk_jis_find_escape(struct hk_str bytes);

#endif
