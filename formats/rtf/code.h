/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RTF_CODE_H
#define HIKU_FORMATS_RTF_CODE_H

/*
 * The characters of RTF: bytes in the code page of a font or of the document,
 * and code units of UTF-16. Bytes are collected as long as they are of one code
 * page, since a character of two bytes may be cut by anything: by control
 * words, groups and line ends, and its second byte may be a letter.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* A font's code page that is not one: signs that are pictures. */
#define HK_RTF_CODE_SYMBOL 42

struct hk_rtf_code {
	unsigned ansi;	      /* \ansicpg; 0: the document names none */
	struct hk_str forced; /* named by the user; empty: nothing is */
	struct hk_buf bytes;  /* not decoded yet */
	unsigned page;	      /* of these bytes; 0: that of the document */
	bool half;	      /* they end in the first byte of two */
	uint32_t high;	      /* a high surrogate that waits for a low one */
	uint32_t replaced;    /* characters that became U+FFFD */
	struct hk_buf text;   /* decoded, and not taken yet */
};

void hk_rtf_code_init(struct hk_rtf_code *code);
void hk_rtf_code_release(struct hk_rtf_code *code);
/* The code page of \fcharset; 0: that of the document. */
unsigned hk_rtf_code_of_charset(int32_t charset);
/* Does a character of two bytes begin with this one, in that code page? */
bool hk_rtf_code_is_first(unsigned page, unsigned char byte);
/* Add a byte in the code page of its font. HK_ENOMEM. */
enum hk_status hk_rtf_code_byte(struct hk_rtf_code *code, unsigned page,
				unsigned char byte) HK_MUST_USE;
/* Add the number of \u, a signed code unit. HK_ENOMEM. */
enum hk_status hk_rtf_code_unit(struct hk_rtf_code *code,
				int32_t number) HK_MUST_USE;
/* Decode all bytes: then `text` has everything, and is the caller's to empty.
 * HK_ENOMEM. */
enum hk_status hk_rtf_code_flush(struct hk_rtf_code *code) HK_MUST_USE;

#endif
