/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_DETECT_H
#define HIKU_ENCODING_DETECT_H

/*
 * Which encoding bytes are in: by the byte order mark, else as valid UTF-8,
 * else by trial. A bounded sample is read in every candidate encoding, and the
 * reading that is likeliest as Japanese (encoding/likely.h) wins. If it is not
 * likelier than bytes in an unknown encoding, or than Chinese, Korean or an
 * alphabetic language, the answer is none. What a text declares weighs as much
 * as a few characters.
 */

#include "base/error.h"
#include "encoding/charset.h"

struct hk_detect_result {
	enum hk_charset charset; /* NONE: not text, or of another encoding */
	unsigned confidence;	 /* in percent; 100: certain */
	bool binary;		 /* with NONE: not text at all */
	size_t mark;		 /* bytes of a byte order mark */
	size_t cut;		 /* bytes of a cut character at the beginning */
	struct hk_str declared;	 /* the encoding that the text declares, if that
				  * was looked at; borrowed from the bytes */
};

/* HK_ENOMEM is the only error. */
enum hk_status hk_detect_guess(struct hk_detect_result *result,
			       struct hk_str bytes,
			       struct hk_error *err) HK_MUST_USE;

/* The length in bytes of the byte order mark at the beginning, 0 if there is
 * none, and the encoding that it stands for. */
size_t hk_detect_mark(struct hk_str bytes, enum hk_charset *charset);

#endif
