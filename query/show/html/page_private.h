/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_HTML_PAGE_PRIVATE_H
#define HIKU_QUERY_SHOW_HTML_PAGE_PRIVATE_H

/* The parts of an answer on a page, each in a file of its own. */

#include "query/show/html/page.h"
#include "query/show/html/put.h"

/* Rows of a list of facets that are shown. */
#define HK_HTML_ROWS 20

/* A line about how much there is, and what else was searched if `also`. */
void hk_html_sum(struct hk_put *put, const struct hk_result *result, bool also);
/* The element with the lists of facets; nothing if the result has none. */
void hk_html_facets(struct hk_put *put, const struct hk_html_page *page,
		    const struct hk_result *result);
/* The attribute ` data-f="1-0 4-2"`: which rows of these lists the article of
 * a hit is in, as the script has it. */
void hk_html_rows(struct hk_put *put, const struct hk_result *result,
		  const struct hk_record *record);
/* A histogram of the months, with a table of its numbers. */
void hk_html_months(struct hk_put *put, const struct hk_facets *months);
/* All articles, each at the rank of its best passage. */
void hk_html_hits(struct hk_put *put, const struct hk_html_page *page,
		  const struct hk_result *result);
/* Begin and end a link to a hit's article, if there is anything to link to:
 * only files, and pages of the server. False: there is not. */
bool hk_html_link(struct hk_put *put, const struct hk_html_page *page,
		  const struct hk_record *record, uint32_t line);
/* Where a hit is: its path and line. */
void hk_html_place(struct hk_put *put, const struct hk_html_page *page,
		   const struct hk_hit *hit, uint32_t line);

#endif
