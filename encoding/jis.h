/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_JIS_H
#define HIKU_ENCODING_JIS_H

/*
 * ISO-2022-JP and its kin (RFC 1468, 1554; CP50220 to 50222; JIS7 and JIS8)
 * as EUC: kanji get their high bits, half-width kana 8E, JIS X 0212 and the
 * second plane of JIS X 0213 8F. Each of iconv's
 * own decoders knows only some of these, and passes unknown escapes as text.
 */

#include "base/buf.h"

/* Stands for an undecodable sequence in the EUC text; not a byte of EUC. */
#define HK_JIS_BAD '\xFF'

/*
 * Append `bytes` as EUC to `out`. `*x0213` says whether there were escapes of
 * JIS X 0213, whose planes need EUC-JIS-2004. With `midway` the text begins
 * after an escape of kanji. Line ends are kept and end every shift. What cannot
 * be decoded, up to the next escape or line end, is one HK_JIS_BAD. HK_ENOMEM,
 * or HK_ETOOBIG past the buffer's cap.
 */
enum hk_status hk_jis_to_euc(struct hk_buf *out, struct hk_str bytes,
			     bool midway, bool *x0213) HK_MUST_USE;

/* The offset of the first such escape; the length of the text if there is
 * none. */
size_t hk_jis_find_escape(struct hk_str bytes);

#endif
