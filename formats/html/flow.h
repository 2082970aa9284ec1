/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_FLOW_H
#define HIKU_FORMATS_HTML_FLOW_H

/*
 * From ranges of an HTML source to the blocks of an article.
 *
 * White space collapses as in browsers, but line feeds of the source stay '\n',
 * and lines that only markup spans are made up for, so that hk_article_line()
 * gives the true line of every character:
 *
 * - white space that holds line feeds becomes as many '\n' as lines were
 *   passed since the character before, whether in the white space, in tags or
 *   in comments; the indent after them is dropped. Between Japanese characters
 * the normal form then joins lines at a single '\n', as in wrapped text;
 * - where lines were passed and no white space stands (東<b\nclass="x">京</b>),
 *   a '\n' between two Japanese characters is harmless, and one is written;
 *   behind 。 and 」 all are. Else the missing '\n' are written where white
 * space comes next, since a word must stay whole: only up to there, the lines
 * of a few characters may be too small.
 *
 * A <br> is U+2028 and a blank, or "\n " where a line ends there: no word
 * crosses it. Between table cells there is a tab.
 */

#include "formats/lines.h"
#include "text/article.h"

/* What stands before the next character; the greatest wins. */
enum hk_html_flow_gap {
	HK_HTML_FLOW_NONE,
	HK_HTML_FLOW_SPACE,
	HK_HTML_FLOW_BREAK, /* <br> */
	HK_HTML_FLOW_CELL,  /* of one row */
	HK_HTML_FLOW_BLOCK,
};

struct hk_html_flow {
	struct hk_article *article;
	enum hk_html_flow_gap gap;
	/* What the next block will be: */
	unsigned heading; /* its level; 0: none */
	bool pre, item;
	struct hk_item mark; /* of the item */

	struct hk_lines lines; /* of the source */

	/* The block that is open: */
	bool open;
	size_t before;	       /* the text's length without it */
	struct hk_block block; /* its end is not yet known */
	uint32_t now;	       /* the line that its text has come to */
	char blanks[64];       /* in <pre>: since the last line feed */
	size_t blank_count;
	enum hk_status status; /* the first failure */
};

/* All texts given later are ranges of `source`, in order; its first byte is on
 * `line`. */
void hk_html_flow_begin(struct hk_html_flow *flow, struct hk_article *article,
			struct hk_str source, uint32_t line);
/* Add text, a range of the source; unless `literal`, references are resolved.
 * Failures are kept in `status`. */
void hk_html_flow_text(struct hk_html_flow *flow, struct hk_str text,
		       bool literal);
/* Add a character, which stands for what begins at `at` in the source. */
void hk_html_flow_char(struct hk_html_flow *flow, const char *at,
		       const char *bytes, size_t len);
/* Take back the last character of the open block, which is `len` bytes long. */
void hk_html_flow_back(struct hk_html_flow *flow, size_t len);
void hk_html_flow_space(struct hk_html_flow *flow, enum hk_html_flow_gap gap);
/* The last character of the text; 0: none. */
uint32_t hk_html_flow_last(const struct hk_html_flow *flow);
/* End the block that is open. */
void hk_html_flow_end(struct hk_html_flow *flow);

/* Append `text` as one line: white space is one blank, a line feed between
 * Japanese characters nothing. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_html_flow_line(struct hk_buf *out,
				 struct hk_str text) HK_MUST_USE;

#endif
