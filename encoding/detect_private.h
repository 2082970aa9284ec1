/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_DETECT_PRIVATE_H
#define HIKU_ENCODING_DETECT_PRIVATE_H

/* What the files of hk_detect_guess() share. */

#include "encoding/detect.h"

/* A text may have one control character in CONTROL_SHARE characters. */
#define HK_DETECT_CONTROL_SHARE 50

/* What a quick look shows. The counts are of the first bytes of the text and
 * of those after the first that is not ASCII. */
struct hk_detect_glance {
	size_t high;  /* offset of the first byte that is not ASCII */
	bool regular; /* all ASCII, but perhaps UTF-16 or JIS without escapes */
	size_t controls, nuls, nul_runs;
	size_t twos, threes; /* lead bytes of 2, of 3 or more bytes of UTF-8 */
};

/* Decode samples of the bytes in every candidate encoding and take the one that
 * reads best. HK_ENOMEM is the only error. */
enum hk_status hk_detect_try(struct hk_detect_result *result,
			     struct hk_str bytes,
			     const struct hk_detect_glance *g);

#endif
