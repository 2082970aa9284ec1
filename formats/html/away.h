/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_AWAY_H
#define HIKU_FORMATS_HTML_AWAY_H

/*
 * What is left out because it is not the main text of a page: navigation,
 * sidebars, footers, forms, hidden elements, scripts and styles. An <aside>
 * inside the main text stays, unless it is mostly links; so does what is hidden
 * but to be shown by a script.
 *
 * The elements around a place that hold others are kept on a stack of fixed
 * size. An element whose end tag is missing is never left out, since that would
 * be all of the rest.
 */

#include "formats/html/element.h"
#include "formats/html/token.h"

/* Deeper elements are not put on the stack; browsers have the same limit. */
#define HK_HTML_AWAY_DEPTH 512

/* The element whose content is left out. */
struct hk_html_away_skip {
	bool on;
	bool away;  /* text that some would read, not a script or the like */
	bool form;  /* it is a form */
	int number; /* of the element; -1: an unknown one */
	struct hk_str name;
	unsigned count; /* of that name that are open */
	unsigned depth; /* of the stack around it */
};

struct hk_html_away {
	const struct hk_html_tokens *tokens;
	bool keep, keep_forms; /* leave out less */
	bool book;	       /* EPUB: asides are notes and columns */
	unsigned char stack[HK_HTML_AWAY_DEPTH]; /* numbers of elements */
	unsigned depth;
	unsigned open[HK_HTML_ELEMENT_COUNT]; /* of each on the stack */
	unsigned pre;			      /* <pre> and the like there */
	unsigned bodies;		      /* <main> and the like there */
	unsigned banner; /* depth inside the page's <header>, or 0 */
	int quote;	 /* the number of <blockquote> */
	struct hk_html_away_skip skip;
	/* Offset of the next end tag of each element, as far as it is known. */
	size_t ends[HK_HTML_ELEMENT_COUNT];
	size_t searched;  /* bytes searched for the ends of unknown elements,
			   * and looked at */
	size_t choice_at; /* where the tag of the next of several elements
			   * ends of which a script shows one; 0: none */
	bool choice;	  /* the tag that was taken last is such a one */
	bool body_known, has_body;
	bool script_known, has_script;
};

void hk_html_away_begin(struct hk_html_away *away,
			const struct hk_html_tokens *tokens);
/*
 * Take an OPEN token; `number` is that of its element, or -1. True: it is left
 * out, or begins what is. Else the element is on the stack now, if it holds
 * others.
 */
bool hk_html_away_open(struct hk_html_away *away,
		       const struct hk_html_token *token, int number);
/* Take a CLOSE token. True: it is left out, or ends what is. */
bool hk_html_away_close(struct hk_html_away *away,
			const struct hk_html_token *token, int number);

#endif
