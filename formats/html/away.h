/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_HTML_AWAY_H
#define HIKU_FORMATS_HTML_AWAY_H

/*
 * What is not the main text of a page: navigation, sidebars and footers, forms,
 * what is hidden, scripts and styles.
 *
 * Of the elements around a place, those that hold others are kept on a stack
 * of fixed size. An element that has no end tag behind it is never left out:
 * that would be all of the rest.
 */

#include "formats/html/element.h"
#include "formats/html/token.h"

/* Deeper elements are not noted; browsers end there too. */
#define HK_HTML_AWAY_DEPTH 512

/* The element whose content is left out. */
struct hk_html_away_skip {
	bool on;
	bool away;  /* text that some would read; else a script or the like */
	bool form;  /* it is a form */
	int number; /* of the element; -1: none that is known */
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
	/* Where the next end tag of each element is, as far as was looked. */
	size_t ends[HK_HTML_ELEMENT_COUNT];
	size_t searched; /* bytes, for the ends of unknown elements */
	bool body_known, has_body;
};

void hk_html_away_begin(struct hk_html_away *away,
			const struct hk_html_tokens *tokens);
/*
 * An OPEN token, and the number of its element or -1. True: it belongs to
 * what is left out, or begins that. Else the element, if it holds others, is
 * on the stack now.
 */
bool hk_html_away_open(struct hk_html_away *away,
		       const struct hk_html_token *token, int number);
/* A CLOSE token. True: it belongs to what is left out, or ends that. */
bool hk_html_away_close(struct hk_html_away *away,
			const struct hk_html_token *token, int number);

#endif
