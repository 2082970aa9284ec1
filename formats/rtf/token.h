/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RTF_TOKEN_H
#define HIKU_FORMATS_RTF_TOKEN_H

/*
 * The tokens of RTF, as Microsoft's "Rich Text Format Specification, version
 * 1.9.1" has them under "RTF Syntax".
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum hk_rtf_kind {
	HK_RTF_OPEN,   /* { */
	HK_RTF_CLOSE,  /* } */
	HK_RTF_WORD,   /* \name, \name123, with the blank behind it */
	HK_RTF_SYMBOL, /* a backslash and a sign; `byte` is the sign */
	HK_RTF_BYTE,   /* \'xx; `byte` is its value */
	HK_RTF_TEXT,   /* bytes of text, as they are; no line ends */
};

struct hk_rtf_token {
	enum hk_rtf_kind kind;
	struct hk_str text; /* of a WORD its name; of TEXT the bytes */
	bool numbered;	    /* a WORD has a number */
	int32_t number;	    /* else 0; one that is too large is cut */
	unsigned char byte;
};

/* Take the next token off `*rest`; the bytes of \bin are passed over. False at
 * the end. */
bool hk_rtf_token_next(struct hk_rtf_token *token, struct hk_str *rest);

#endif
