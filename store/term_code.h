/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_STORE_TERM_CODE_H
#define HIKU_STORE_TERM_CODE_H

/*
 * How a text is written in a term: one byte for most kana, two for kanji, where
 * UTF-8 has three. Terms are half of an index, and are there twice: in the list
 * of their passages, and in the list of each passage's terms. Letters and
 * digits are as in ASCII; whatever else there is stands as UTF-8 behind a mark.
 *
 * Each character has one code, which hangs on no other, and no code begins
 * another. So the code of a text's beginning is the beginning of its code, and
 * of nothing else: terms can be looked up by how they begin. (They are not in
 * the order of their characters.) No code has a NUL, or begins with A-Z, which
 * are prefixes (store/schema.h).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "shim/xap.h"

/* Bytes of the text of any term, at most. */
#define HK_TERM_TEXT_MAX (3 * XAP_TERM_MAX)

/* What a text begins with; several are added. */
enum hk_term_letter {
	HK_TERM_KANA = 1,  /* U+3001 to U+30FF */
	HK_TERM_HAN = 2,   /* kanji, all but the rarest of them */
	HK_TERM_ASCII = 4, /* a-z, 0-9 and signs */
	HK_TERM_OTHER = 8, /* all else, with rare kanji and signs */
};

/* Write the code of a text into `out`, which has room for twice the text's
 * bytes. Its bytes; 0 if the text is empty, is not UTF-8 or has a NUL. */
size_t hk_term_code_write(char *out, struct hk_str text);

/* The text of a code of at most XAP_TERM_MAX bytes; false where it is none. Any
 * bytes at all are safe to give. */
bool hk_term_code_read(char out[HK_TERM_TEXT_MAX], size_t *len,
		       struct hk_str code);

/* What texts begin with whose code begins with this byte; 0: none do. */
enum hk_term_letter hk_term_code_first(unsigned char first);

#endif
