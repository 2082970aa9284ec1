/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ROFF_MACRO_H
#define HIKU_FORMATS_ROFF_MACRO_H

/* The macros and requests of manual pages: what each one does to the text. */

#include "base/span.h"

enum hk_roff_macro {
	HK_MACRO_NOTHING,
	HK_MACRO_PARAGRAPH,
	HK_MACRO_APART,	     /* a new block follows */
	HK_MACRO_ITEM,	     /* its argument is the tag */
	HK_MACRO_TAG,	     /* the next line is the tag */
	HK_MACRO_HEADING,    /* level 1 */
	HK_MACRO_SUBHEADING, /* level 2 */
	HK_MACRO_TEXT,	     /* its arguments are text */
	HK_MACRO_JOINED,     /* the same without blanks between them */
	HK_MACRO_CODE,
	HK_MACRO_NO_CODE,
	HK_MACRO_DISPLAY, /* code if it is literal */
	HK_MACRO_ONE_LINE,
	HK_MACRO_PAGE_MAN,
	HK_MACRO_PAGE_MDOC,
	HK_MACRO_DATE,
	HK_MACRO_STRING,
	HK_MACRO_IGNORE,
	HK_MACRO_MACRO,
	HK_MACRO_EQUATION,
	HK_MACRO_PICTURE,
	HK_MACRO_TABLE,
	HK_MACRO_TABLE_GOES_ON, /* another format of a table follows */
	HK_MACRO_TABLE_END,
	HK_MACRO_OPTION,
	HK_MACRO_LINK,
	HK_MACRO_SOURCE,
	HK_MACRO_IF,
	HK_MACRO_IF_ELSE,
	HK_MACRO_ELSE,
	HK_MACRO_UNKNOWN, /* of the page itself: its arguments are text */
};

/* What the macro of that name does, as "SH". */
enum hk_roff_macro hk_roff_macro_named(struct hk_str name);

#endif
