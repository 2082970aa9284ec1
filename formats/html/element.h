/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_ELEMENT_H
#define HIKU_FORMATS_HTML_ELEMENT_H

/* The elements of HTML that are more than marks inside a line. */

#include "base/span.h"

enum hk_html_element_flag {
	HK_HTML_ELEMENT_BLOCK = 1, /* begins and ends a line */
	HK_HTML_ELEMENT_HOLDS = 2, /* its end ends all that it holds */
	HK_HTML_ELEMENT_VOID = 4,  /* has no content */
	HK_HTML_ELEMENT_DROP = 8,  /* what it holds is never text */
	HK_HTML_ELEMENT_AWAY = 16, /* is beside the main text */
	HK_HTML_ELEMENT_NEXT = 32, /* another one of them ends it */
	HK_HTML_ELEMENT_BODY = 64, /* holds main text for sure */
};

/* Those that the reader does something about. */
enum hk_html_element_id {
	HK_HTML_ELEMENT_PLAIN,
	HK_HTML_ELEMENT_ASIDE,
	HK_HTML_ELEMENT_BR,
	HK_HTML_ELEMENT_CELL,
	HK_HTML_ELEMENT_FOOTER,
	HK_HTML_ELEMENT_FORM,
	HK_HTML_ELEMENT_HEADER,
	HK_HTML_ELEMENT_HEADING,
	HK_HTML_ELEMENT_HTML,
	HK_HTML_ELEMENT_IMG,
	HK_HTML_ELEMENT_INPUT,
	HK_HTML_ELEMENT_ITEM,
	HK_HTML_ELEMENT_LINK,
	HK_HTML_ELEMENT_LIST,
	HK_HTML_ELEMENT_META,
	HK_HTML_ELEMENT_PRE,
	HK_HTML_ELEMENT_RB,
	HK_HTML_ELEMENT_RP,
	HK_HTML_ELEMENT_RT,
	HK_HTML_ELEMENT_RTC,
	HK_HTML_ELEMENT_RUBY,
	HK_HTML_ELEMENT_ROW,
	HK_HTML_ELEMENT_SCRIPT,
	HK_HTML_ELEMENT_SOFT, /* a block that may be all of a table cell */
	HK_HTML_ELEMENT_TABLE,
	HK_HTML_ELEMENT_TIME,
	HK_HTML_ELEMENT_TITLE,
	HK_HTML_ELEMENT_XMP,
};

struct hk_html_element {
	const char *name; /* in lower case */
	enum hk_html_element_id id;
	unsigned flags;
};

#define HK_HTML_ELEMENT_COUNT 96

/* The number of the element of that name, below HK_HTML_ELEMENT_COUNT, or -1.
 * Prefixes html: and xhtml: don't count. */
int hk_html_element_find(struct hk_str name);
const struct hk_html_element *hk_html_element_at(int number);

#endif
