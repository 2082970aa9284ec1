/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_LOOK_H
#define HIKU_FORMATS_HTML_LOOK_H

/* A look ahead at what an element of HTML holds. */

#include "formats/html/token.h"

struct hk_html_look {
	bool ends;	    /* its end tag was seen */
	size_t black;	    /* bytes of its text without white space, */
	size_t links;	    /* and of those inside of links */
	bool sentence;	    /* it holds one, or a long text */
	size_t next_hidden; /* where the tag of the element directly behind it
			     * ends, if that is hidden, too; else 0 */
	size_t searched;    /* bytes that were looked at */
};

/* Look at the element of that name whose OPEN token was taken from `tokens`
 * last, as far as 64 KiB. */
void hk_html_look_inside(struct hk_html_look *look,
			 const struct hk_html_tokens *tokens,
			 struct hk_str name);

#endif
