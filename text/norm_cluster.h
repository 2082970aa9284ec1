/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TEXT_NORM_CLUSTER_H
#define HIKU_TEXT_NORM_CLUSTER_H

/*
 * Grapheme clusters: NFKC and case folding by utf8proc, and a table of our own
 * for what NFKC keeps apart (dashes, quotes, wave dashes).
 */

#include "text/norm_out.h"

/* The characters that `c` becomes by itself (ｶ: カ, ㌔: キ and ロ), decomposed:
 * at most HK_NORM_OUT_PARTS, and none where the normal form leaves it out. */
size_t hk_norm_cluster_parts(uint32_t c, int32_t parts[HK_NORM_OUT_PARTS]);
/* The first of them; `c` where there are none. */
uint32_t hk_norm_cluster_first(uint32_t c);

/* Write the cluster that begins at `*at` of the text; `*at` becomes the byte
 * after it. A byte that is not UTF-8 becomes U+FFFD. Errors as in
 * text/norm_out.h. */
enum hk_status hk_norm_cluster_put(struct hk_norm_out *out,
				   size_t *at) HK_MUST_USE;

#endif
