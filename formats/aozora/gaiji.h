/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_AOZORA_GAIJI_H
#define HIKU_FORMATS_AOZORA_GAIJI_H

/*
 * Characters that a text could not hold and names instead (外字): by their
 * place in JIS X 0213 (plane-row-cell, 面区点) or by their code point.
 *
 * The places are looked up with iconv, whose EUC-JISX0213 is that table;
 * where iconv does not know it, EUC-JP still tells those of JIS X 0208.
 */

#include <stdbool.h>

#include "base/span.h"

/* Bytes of the longest: a character and a combining mark. */
#define HK_GAIJI_MAX 16

struct hk_gaiji {
	void *table; /* iconv's, opened at the first need */
	bool opened, has, small;
};

void hk_gaiji_init(struct hk_gaiji *gaiji);
void hk_gaiji_release(struct hk_gaiji *gaiji);

/* Write the character at that place as UTF-8; returns its bytes, 0 where
 * there is none. Some are two code points. */
size_t hk_gaiji_place(struct hk_gaiji *gaiji, unsigned plane, unsigned row,
		      unsigned cell, char out[HK_GAIJI_MAX]);

/*
 * Write the character that a note names: what stands between ［＃ and ］, as
 * 「木＋靈」、第3水準1-86-29 or 「口＋世」、U+546D、12-3. What stands in 「」
 * describes it and names nothing. Returns its bytes, 0 where none is named.
 */
size_t hk_gaiji_note(struct hk_gaiji *gaiji, struct hk_str note,
		     char out[HK_GAIJI_MAX]);

#endif
