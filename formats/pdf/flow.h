/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PDF_FLOW_H
#define HIKU_FORMATS_PDF_FLOW_H

/*
 * The blocks of all pages of a PDF, as they came out of the pipe, and what they
 * become: paragraphs that go on over columns and pages, headings, running heads
 * that stand in no sentence.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/pdf/page.h"
#include "text/article.h"

struct hk_pdf_flow_block {
	uint32_t page;
	unsigned flags;	    /* enum hk_pdf_block_flags */
	unsigned size;	    /* quarters of a point */
	unsigned place;	    /* the same, from the top of the page */
	struct hk_str text; /* valid UTF-8; of controls it has line feeds and
			     * tabs */
	bool running;	    /* a running head, or the number of a page */
	bool again;	    /* it was told before, or it is such a number */
};

/* An entry of the outline; the array is sorted by page. */
struct hk_pdf_flow_entry {
	uint32_t page;
	unsigned level; /* 1 to 6 */
	struct hk_str title;
};

struct hk_pdf_flow {
	struct hk_pdf_flow_block *blocks; /* by page */
	size_t block_count, block_capacity;
	struct hk_pdf_flow_entry *outline;
	size_t outline_count, outline_capacity;
};

/* Free the two arrays. */
void hk_pdf_flow_release(struct hk_pdf_flow *flow);

/* Mark the blocks that stand on many pages at the same place. HK_ENOMEM. */
enum hk_status hk_pdf_flow_running(struct hk_pdf_flow *flow) HK_MUST_USE;

/* Add the blocks to the article. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_pdf_flow_write(const struct hk_pdf_flow *flow,
				 struct hk_article *article) HK_MUST_USE;

/* How many characters there are that are not blanks, and how many of them tell
 * nothing: private ones, U+FFFD, and those of many foreign scripts, which the
 * library makes of a font's own numbers if it has no map. Running heads are
 * left out. */
void hk_pdf_flow_count(const struct hk_pdf_flow *flow, size_t *all,
		       size_t *lost);

#endif
