/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_HTML_CONCORDANCE_H
#define HIKU_QUERY_SHOW_HTML_CONCORDANCE_H

/*
 * The page of many queries: a table of them, and for each its matches in their
 * context, one above the other, and how many there are by article and date.
 */

#include "query/show/html/page.h"

struct hk_concordance {
	const struct hk_html_page *page;
	unsigned context; /* cells on each side of a match */
	struct hk_buf table, sections;
	size_t count; /* queries */
};

/* `page` is borrowed until the release. */
void hk_concordance_init(struct hk_concordance *out,
			 const struct hk_html_page *page, unsigned context);
void hk_concordance_release(struct hk_concordance *concordance);
/* Add an answer, with its facets by month if there are any. HK_ENOMEM. */
enum hk_status hk_concordance_add(struct hk_concordance *concordance,
				  struct hk_str query,
				  const struct hk_result *result) HK_MUST_USE;
/* Add a query that could not be answered, and why. HK_ENOMEM. */
enum hk_status hk_concordance_fail(struct hk_concordance *concordance,
				   struct hk_str query,
				   const char *message) HK_MUST_USE;
/* Append the whole page. HK_ENOMEM. */
enum hk_status hk_concordance_write(struct hk_buf *out,
				    const struct hk_concordance *concordance)
	HK_MUST_USE;

#endif
