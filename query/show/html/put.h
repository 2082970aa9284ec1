/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_HTML_PUT_H
#define HIKU_QUERY_SHOW_HTML_PUT_H

/*
 * Pieces of a page. Whatever is not markup of the program's own is escaped
 * here, for elements and for attributes in double quotes alike. The first
 * failure stays, and nothing is written behind it.
 */

#include "base/attribute.h"
#include "query/show/layout.h"

struct hk_put {
	struct hk_buf *out;
	enum hk_status status; /* begins as HK_OK */
};

/* Markup, as it stands. */
void hk_put_raw(struct hk_put *put, const char *markup);
/* The same with numbers in it; never with texts. */
void hk_put_format(struct hk_put *put, const char *format, ...) HK_PRINTF(2, 3);
/* A text of any bytes, made visible (query/show/visible.h) and escaped. */
void hk_put_text(struct hk_put *put, struct hk_str text);
/* A message of the program in the user's language. */
void hk_put_said(struct hk_put *put, const char *message);
/* A text on one line, with its marks. */
void hk_put_marked(struct hk_put *put, struct hk_str text,
		   const struct hk_span *marks, size_t count);
/* What is laid out, with its marks; line breaks that are kept are kept. */
void hk_put_layout(struct hk_put *put, const struct hk_layout *layout);
/* A text as a part of an address: a path, or a value of a query. */
void hk_put_url(struct hk_put *put, struct hk_str text);
/* The attribute ` lang="..."`: `lang`, if it is written as a language is
 * (BCP 47, section 2.1), else Japanese. */
void hk_put_lang(struct hk_put *put, struct hk_str lang);

#endif
