/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_ATTRIBUTE_H
#define HIKU_FORMATS_HTML_ATTRIBUTE_H

/* The attributes of a tag of HTML, by the rules of the standard. */

#include "base/span.h"

/* What is known of the quotes in the rest of a source. */
struct hk_html_attribute_quotes {
	bool no_double, no_single; /* there are no more */
	bool off;		   /* they do not count */
};

struct hk_html_attribute {
	struct hk_span name, value;
	bool slash; /* there is none, and a '/' stands before the end */
};

/*
 * Read the attribute of `s` that begins at the offset `at` or behind it; an
 * empty name: there is none. Returns where the next one begins: the offset of a
 * '>' if there is none, or s.len.
 *
 * `quotes`: `s` is a source, of which a quote that is not closed begins no
 * value. NULL: `s` is all the attributes of one tag.
 */
size_t hk_html_attribute_next(struct hk_html_attribute *attribute,
			      struct hk_html_attribute_quotes *quotes,
			      struct hk_str s, size_t at);
/* Take the next attribute off `*rest`, the text of an OPEN token; false at the
 * end. References in the value still stand there. Where a name comes twice, the
 * first one counts. */
bool hk_html_attribute_take(struct hk_str *name, struct hk_str *value,
			    struct hk_str *rest);
/* The value of the first attribute of that name, which is given in lower case;
 * data NULL: there is none. */
struct hk_str hk_html_attribute_value(struct hk_str attributes,
				      const char *lower);

#endif
