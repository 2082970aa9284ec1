/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_RTF_WORD_H
#define HIKU_FORMATS_RTF_WORD_H

/*
 * The control words of RTF that matter for its text, out of some 1,800. What is
 * not here changes only how the text looks.
 */

#include <stdint.h>

#include "base/span.h"

enum hk_rtf_action {
	HK_RTF_IGNORED = 0,
	HK_RTF_INTO,	/* the group is a destination: enum hk_rtf_place */
	HK_RTF_CHAR,	/* stands for the character `value` */
	HK_RTF_PAR,	/* a paragraph ends */
	HK_RTF_LINE,	/* a line of it does */
	HK_RTF_TAB,	/* a tab */
	HK_RTF_CELL,	/* a cell of a table ends */
	HK_RTF_ROW_DEF, /* a row is described */
	HK_RTF_ROW,	/* a row ends */
	HK_RTF_INTBL,	/* the paragraph is in a table */
	HK_RTF_PARD,	/* properties of the paragraph as by default */
	HK_RTF_PLAIN,	/* those of characters */
	HK_RTF_STYLE,	/* \s: the style of the paragraph */
	HK_RTF_OUTLINE, /* \outlinelevel */
	HK_RTF_FONT,	/* \f */
	HK_RTF_DEFF,	/* \deff: the font of all other text */
	HK_RTF_FCHARSET,
	HK_RTF_CPG,	/* \cpg */
	HK_RTF_UNIT,	/* \u */
	HK_RTF_UC,	/* \uc */
	HK_RTF_PAGE,	/* the code page of the document is `value`, or its
			 * number if that is 0 */
	HK_RTF_DELETED, /* text that a revision takes away */
	HK_RTF_HIDDEN,	/* \v */
	HK_RTF_DATE,	/* part `value` of a date: 0 year ... 4 minute */
};

/* Where the text of a group goes. */
enum hk_rtf_place {
	HK_RTF_BODY = 0, /* the text of the article */
	HK_RTF_NOWHERE,
	HK_RTF_ASIDE,  /* a note, comment or box inside the text */
	HK_RTF_MARGIN, /* a header or footer: the same, once each */
	HK_RTF_MARKER, /* the number of an item of a list */
	HK_RTF_FIELD,  /* a field: its parts are groups of their own */
	HK_RTF_INST,   /* what a field is */
	HK_RTF_RESULT, /* what it shows */
	HK_RTF_UPR,    /* two groups of which the second is Unicode */
	HK_RTF_UD,     /* that one */
	HK_RTF_FONTS,  /* the table of fonts */
	HK_RTF_STYLES, /* that of styles */
	HK_RTF_INFO,   /* what the document says about itself: */
	HK_RTF_TITLE,
	HK_RTF_AUTHOR,
	HK_RTF_CREATED,
	HK_RTF_REVISED,
	HK_RTF_PLACES
};

struct hk_rtf_word {
	const char *name;
	enum hk_rtf_action action;
	uint32_t value;
};

/* The row of that name, or NULL. */
const struct hk_rtf_word *hk_rtf_word_find(struct hk_str name);

#endif
