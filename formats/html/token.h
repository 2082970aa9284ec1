/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_TOKEN_H
#define HIKU_FORMATS_HTML_TOKEN_H

/*
 * HTML and XHTML cut into tags and text. Nothing is copied: tokens are ranges
 * of the source, so that every byte has its line. Time is linear and memory
 * fixed, whatever the source is.
 *
 * The rules are those of the HTML standard's tokenizer, except where it throws
 * away text that ended up inside of markup by mistake: a comment, a quote, a
 * <script> or a CDATA section that never ends does not count as one, nor does a
 * tag that never ends and has letters other than those of ASCII behind it; a
 * tag ends where the next one begins in its name; `a <bである` is text, and so
 * is `x <b なら、<br>`. A CDATA section is text everywhere. "/>" ends any
 * element in XHTML (an XML declaration, or an <html> with xmlns) and in <svg>
 * and <math>, but none in HTML.
 */

#include "formats/html/attribute.h"

enum hk_html_token_kind {
	HK_HTML_TOKEN_TEXT,
	HK_HTML_TOKEN_OPEN,  /* <name ...> */
	HK_HTML_TOKEN_CLOSE, /* </name> */
};

struct hk_html_token {
	enum hk_html_token_kind kind;
	struct hk_str text; /* TEXT: the text; OPEN: the attributes */
	struct hk_str name; /* of the element, in any case */
	struct hk_str held; /* OPEN of an element without markup inside, such
			     * as <script> and <title>: its content, after
			     * which the end tag is skipped; else data NULL */
	bool empty;	    /* OPEN: <name/>, which ends it */
	bool literal;	    /* TEXT: & does not begin a reference */
};

/* How far a source is read. What was searched for once and not found in the
 * rest of the source is not searched for again. */
struct hk_html_tokens {
	struct hk_str source;
	size_t at;
	bool no_comment_end, no_cdata_end, no_tag_end, no_escape_end;
	bool piece; /* the source is a piece of a text: "<!--" and <script>
		     * that do not end in it are text */
	bool xml;   /* XHTML or XML: "/>" ends any element */
	unsigned foreign; /* elements <svg> and <math> that are open */
	bool doctype;	  /* was seen */
	struct hk_html_attribute_quotes quotes; /* off: a tag ran to the end */
	size_t wide;	   /* no byte above 0x7F stands between `at` and it */
	unsigned no_close; /* bit n: of the n-th element that holds text */
};

void hk_html_token_begin(struct hk_html_tokens *tokens, struct hk_str source);
/* Take the next token; false at the end. TEXT may come in several pieces. */
bool hk_html_token_next(struct hk_html_tokens *tokens,
			struct hk_html_token *token);
/* Is it this name, which is given in lower case? */
bool hk_html_token_is(struct hk_str name, const char *lower);

#endif
