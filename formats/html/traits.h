/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_TRAITS_H
#define HIKU_FORMATS_HTML_TRAITS_H

/* What the attributes of an element of HTML say about its place in the page. */

#include "base/span.h"

struct hk_html_traits {
	bool hidden; /* by an attribute or its style; `aria` among them */
	bool aria;   /* by aria-hidden: seen, but not read out */
	bool away;   /* its role is navigation or the like */
	bool banner; /* its role is the head of the page */
	bool note;   /* a note or a column of the text, by role or class */
	bool apart;  /* a sidebar, menu, dialogue or the like, by role, class or
		      * id */
};

struct hk_html_traits hk_html_traits_of(struct hk_str attributes);

#endif
