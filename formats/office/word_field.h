/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_WORD_FIELD_H
#define HIKU_FORMATS_OFFICE_WORD_FIELD_H

/*
 * Fields of Word: a code, which is not text, and its result, which is (ECMA-376
 * part 1, 17.16). One kind has no result, but shows its code: EQ, with which
 * Word made ruby before it had an element for it, and still does for old files.
 */

#include "formats/office/flow.h"

/* Fields inside each other. */
#define HK_WORD_FIELD_DEPTH 32

struct hk_word_field {
	unsigned depth;
	uint32_t codes;	    /* bit n: of field n the code is being read */
	struct hk_buf code; /* of the innermost field that has begun */
};

void hk_word_field_init(struct hk_word_field *field);
void hk_word_field_release(struct hk_word_field *field);
void hk_word_field_reset(struct hk_word_field *field);
/* Take a mark: "begin", "separate" or "end". */
void hk_word_field_take(struct hk_word_field *field,
			struct hk_office_flow *flow, struct hk_str type);
/* Add to the code. */
void hk_word_field_code(struct hk_word_field *field, struct hk_str text);
/* Is text here part of a code? */
bool hk_word_field_hides(const struct hk_word_field *field);

#endif
