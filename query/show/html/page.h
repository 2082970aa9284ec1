/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_QUERY_SHOW_HTML_PAGE_H
#define HIKU_QUERY_SHOW_HTML_PAGE_H

/*
 * A page for a browser: what stands around an answer, and the answer itself.
 *
 * A page is one file. Its style and its script stand in it, and its policy lets
 * run what has their hashes and nothing else; nothing is loaded from anywhere.
 * Without the script all can be read. The page of a file (--format html, hiku
 * report) and a page that is served are made of the same pieces:
 *
 *	hk_html_begin(), then hk_html_answer() for an answer, then hk_html_end()
 *
 * A server also sends hk_html_policy() as the header Content-Security-Policy.
 * All pieces are in the language of the user's messages (base/message.h), what
 * is of a document in its own, and no byte of a document can become a tag, an
 * attribute or an address that runs. All give HK_ENOMEM, and HK_ETOOBIG past
 * the cap of `out`.
 */

#include "query/show/sink.h"

struct hk_html_page {
	struct hk_str title; /* of the window and the page: the query, or the
			      * name of a file; any bytes */
	const struct hk_sink_options *options; /* `query`, `here`, `whole` */
	/*
	 * Served: a form asks `GET /?q=...` in place of the title, articles
	 * link to `/show?id=...&line=...#at` in place of files, and words of
	 * facets to `/?q=...` with the field added. live.js replaces the
	 * element #answer while one types, by what `GET /?q=...&part=answer`
	 * gives, which is hk_html_answer() alone.
	 */
	bool live;
};

/* The policy of the page, as a header has it; static. */
const char *hk_html_policy(bool live);

/* From the document type to the beginning of the element `main`, form included
 * where it is `live`. */
enum hk_status hk_html_begin(struct hk_buf *out,
			     const struct hk_html_page *page) HK_MUST_USE;
/*
 * The element #answer: how much was found, the facets that `result` has
 * (hk_search_options.facets) with their histograms, and each article with its
 * passages.
 */
enum hk_status hk_html_answer(struct hk_buf *out,
			      const struct hk_html_page *page,
			      const struct hk_result *result) HK_MUST_USE;
/* In place of an answer: an error, in English, said in the user's language. */
enum hk_status hk_html_failure(struct hk_buf *out,
			       const char *message) HK_MUST_USE;
/* The end of `main` and of the page. */
enum hk_status hk_html_end(struct hk_buf *out,
			   const struct hk_html_page *page) HK_MUST_USE;

/* Append a text of any bytes, escaped for an element or a quoted attribute, and
 * made visible (query/show/visible.h). */
enum hk_status hk_html_text(struct hk_buf *out, struct hk_str text) HK_MUST_USE;

#endif
