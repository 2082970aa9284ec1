/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_WORD_H
#define HIKU_FORMATS_OFFICE_WORD_H

/* A Word document while it is read. */

#include "formats/office/word_field.h"
#include "formats/office/word_style.h"

/* Paragraphs inside each other, as in text boxes; those that are deeper share
 * what is known of them. */
#define HK_WORD_DEPTH 16

struct hk_word_paragraph {
	struct hk_word_format format, style;
	bool joined; /* its mark was deleted */
};

struct hk_word {
	struct hk_office *office;
	struct hk_office_relations relations;
	struct hk_word_styles styles;
	struct hk_office_skip skip;
	struct hk_word_field field;
	struct hk_word_paragraph paragraphs[HK_WORD_DEPTH];
	unsigned depth;
	unsigned properties; /* depth of the element; 0: not inside */
	unsigned mark;	     /* the same, of those of the paragraph's mark */
	bool in_text, in_code;
	bool placeholder; /* the content that comes is none of the document's */
	bool title_seen;
};

#endif
