/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_ENCODING_DETECT_H
#define HIKU_ENCODING_DETECT_H

/*
 * Which encoding bytes are in. Byte order mark, then valid UTF-8, then trial:
 * a bounded sample is read in every encoding that comes into question, and
 * what is likeliest as Japanese (encoding/likely.h) wins; what is not likelier
 * than bytes of which nothing is known, or than Chinese, Korean or a language
 * of letters, is in none. What a text says of itself weighs a few characters.
 */

#include "base/error.h"
#include "encoding/charset.h"

struct hk_detect_result {
	enum hk_charset charset; /* NONE: no text that is read */
	unsigned confidence;	 /* 0 to 100; 100: sure */
	bool binary;		 /* with NONE: no text at all */
	size_t mark;		 /* bytes of a byte order mark */
	size_t cut; /* bytes at the beginning of a character that was cut */
	struct hk_str declared; /* what the text says that it is in, where it
				 * was looked at; borrowed from the bytes */
};

/* Only HK_ENOMEM can go wrong. */
enum hk_status hk_detect_guess(struct hk_detect_result *result,
			       struct hk_str bytes,
			       struct hk_error *err) HK_MUST_USE;

/* Bytes of the byte order mark that `bytes` begin with, and whose it is. */
size_t hk_detect_mark(struct hk_str bytes, enum hk_charset *charset);

#endif
