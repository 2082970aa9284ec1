/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PDF_PAGE_H
#define HIKU_FORMATS_PDF_PAGE_H

/*
 * The text of a page from where its characters stand: which way the lines run,
 * columns, rows of tables, paragraphs, furigana. Knows nothing of PDF.
 *
 * Any rectangles may be given, also absurd ones; no character is lost. The work
 * grows with n log n.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* A character, in points from the left and the top of the page. */
struct hk_pdf_glyph {
	uint32_t c;	       /* code point */
	bool apart;	       /* the source has a blank before it */
	double x0, y0, x1, y1; /* its box; x0 <= x1, y0 <= y1 */
	double size;	       /* of the font; 0: unknown */
};

/* Bytes of the text of a PDF. */
#define HK_PDF_TEXT_MAX (64u << 20)
/* Flags, size and place of a block as the parent gets them. */
#define HK_PDF_FLAGS_MAX 63u
#define HK_PDF_SIZE_MAX	 4095u
#define HK_PDF_PLACE_MAX 16383u
/* Characters of a page whose places are looked at. */
#define HK_PDF_PAGE_GLYPHS_MAX 200000

enum hk_pdf_block_flags {
	/* A row of a table, with tabs between its cells. */
	HK_PDF_BLOCK_ROW = 1,
	/* The last line is full and ends no sentence: it may go on. */
	HK_PDF_BLOCK_OPEN = 2,
	/* It begins without an indent, as the rest of a paragraph does. */
	HK_PDF_BLOCK_FLUSH = 4,
	/* It stands above or below everything else on the page, as running
	 * heads and page numbers do. */
	HK_PDF_BLOCK_TOP = 8,
	HK_PDF_BLOCK_BOTTOM = 16,
	/* The text as the source has it: paragraphs end at blank lines. */
	HK_PDF_BLOCK_PLAIN = 32,
};

/* A paragraph, heading or row of a table. */
struct hk_pdf_block {
	size_t begin, end;     /* bytes of the page's text */
	unsigned flags;	       /* enum hk_pdf_block_flags */
	unsigned lines;	       /* how many it has */
	double size;	       /* of its letters, the usual one of it */
	double x0, y0, x1, y1; /* where it stands on the page */
};

/* The marks of furigana in a text: base, reading, and its end. They are
 * Unicode's "interlinear annotation" signs. */
#define HK_PDF_BASE    0xFFF9
#define HK_PDF_READING 0xFFFA
#define HK_PDF_READ    0xFFFB

/* What was read of a page. The text is UTF-8; lines of a paragraph end in line
 * feeds, furigana stand behind their base, both in the marks above. */
struct hk_pdf_page {
	struct hk_buf text;
	struct hk_pdf_block *blocks; /* in reading order */
	size_t block_count, block_capacity;
};

void hk_pdf_page_init(struct hk_pdf_page *page);
void hk_pdf_page_release(struct hk_pdf_page *page);

/*
 * Read the page that has these characters, in any order; the order decides
 * only where the places do not. `page` is emptied first. HK_ENOMEM,
 * HK_ETOOBIG.
 */
enum hk_status hk_pdf_page_read(struct hk_pdf_page *page,
				const struct hk_pdf_glyph *glyphs,
				size_t count) HK_MUST_USE;

#endif
