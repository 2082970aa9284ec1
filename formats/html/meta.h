/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_META_H
#define HIKU_FORMATS_HTML_META_H

/* What an HTML page says about itself: title, date, author, tags, address. */

#include "formats/html/token.h"
#include "text/article.h"

struct hk_html_meta {
	struct hk_article *article;
	unsigned date_rank;  /* of where the date comes from; 0: none yet */
	struct hk_buf value; /* to work in */
	enum hk_status status;
};

void hk_html_meta_init(struct hk_html_meta *meta, struct hk_article *article);
void hk_html_meta_release(struct hk_html_meta *meta);

/* The attributes of a <meta>, a <link> and the <html>. Failures are kept in
 * `status`. */
void hk_html_meta_tag(struct hk_html_meta *meta, struct hk_str attributes);
void hk_html_meta_link(struct hk_html_meta *meta, struct hk_str attributes);
void hk_html_meta_root(struct hk_html_meta *meta, struct hk_str attributes);
/* A <time>, in the head of the article or not. */
void hk_html_meta_time(struct hk_html_meta *meta, struct hk_str attributes,
		       bool head);
/* The content of a <script> of that type that may be JSON-LD. */
void hk_html_meta_script(struct hk_html_meta *meta, struct hk_str attributes,
			 struct hk_str content);
/* The title as the source writes it, references in it; the first one counts. */
void hk_html_meta_title(struct hk_html_meta *meta, struct hk_str text);
/* Is this text of a heading of level 1 the title of the page, or contained in
 * it? If the page has no title, it becomes the title. */
bool hk_html_meta_heading(struct hk_html_meta *meta, struct hk_str text);

#endif
