/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_PDF_PAGE_PRIVATE_H
#define HIKU_FORMATS_PDF_PAGE_PRIVATE_H

/*
 * What the files that read a page share (formats/pdf/page.h is their face).
 *
 * All lines are laid out as if they ran from left to right and one below the
 * other: `u` grows along a line, `v` from line to line. For vertical text u is
 * the way down and v the way to the left. All lengths are in points.
 *
 * page.c    sorts the characters by the way their lines run (turn.c),
 * piece.c   joins neighbours to pieces of lines,
 * ruby.c    puts furigana to their bases,
 * column.c  orders pieces by column,
 * row.c     joins the pieces of a column to rows, and writes a row,
 * table.c   joins the rows of a table over which its cells run on,
 * block.c   joins rows to paragraphs.
 */

#include "formats/pdf/page.h"

/* The way lines run on the page. */
enum hk_pdf_turn {
	HK_PDF_ACROSS, /* to the right, the next one below */
	HK_PDF_DOWN,   /* down, the next one on the left */
	HK_PDF_UP,     /* up, the next one on the right: a page on its side */
	HK_PDF_TURN_COUNT
};

struct hk_pdf_spot {
	double u0, u1, v; /* v is its middle */
	double em;	  /* size of the letter, above 0 */
	uint32_t c;
	uint32_t from;	/* its number among the glyphs */
	uint32_t piece; /* it belongs to */
	bool apart;	/* a blank before it, if it follows from - 1 */
};

/* Neighbours in a line. */
struct hk_pdf_piece {
	double u0, u1, v;
	double em;	     /* the largest */
	size_t first, count; /* spots, in order */
	/* Furigana: the spots of the base, and 1 + the piece of furigana that
	 * comes next beside the same piece. In a base: 1 + the first one. */
	size_t base, base_end;
	size_t ruby;
	bool furigana;
	bool cell; /* a cell of a table begins with it, not the row's first */
};

/* Pieces beside each other. */
struct hk_pdf_row {
	size_t first, count; /* of layout->order */
	double u0, u1, v;
	double em; /* the usual one, of kanji and kana if it has some */
	bool cells;
};

struct hk_pdf_layout {
	enum hk_pdf_turn turn;
	struct hk_pdf_spot *spots;
	size_t spot_count;
	struct hk_pdf_piece *pieces;
	size_t piece_count, piece_capacity;
	double em;	 /* the usual one */
	uint32_t *order; /* pieces in reading order, without furigana */
	uint32_t *spare; /* as large */
	size_t order_count;
	struct hk_pdf_row *rows; /* of the column at hand */
	bool loose; /* its words are set as they were recognised, with gaps */
	size_t row_count, row_capacity;
	double *sizes; /* room for a number a spot */
};

/* Kanji or kana: letters that are written without blanks. */
bool hk_pdf_layout_letter(uint32_t c);
/* The middle one of the numbers, which are sorted; 0 if there are none. */
double hk_pdf_layout_median(double *numbers, size_t count);

/* Say for each glyph which way its line runs. All boxes are finite. HK_ENOMEM.
 */
enum hk_status hk_pdf_layout_turn(unsigned char *turns,
				  const struct hk_pdf_glyph *glyphs,
				  size_t count) HK_MUST_USE;
/* Make pieces of the spots, and sort the spots by piece. HK_ENOMEM. */
enum hk_status hk_pdf_layout_pieces(struct hk_pdf_layout *layout) HK_MUST_USE;
/* Find the furigana among the pieces. HK_ENOMEM. */
enum hk_status hk_pdf_layout_ruby(struct hk_pdf_layout *layout) HK_MUST_USE;

/* What hears of a column: layout->order[first, first + count). */
typedef enum hk_status (*hk_pdf_layout_fn)(void *ctx,
					   struct hk_pdf_layout *layout,
					   size_t first, size_t count);
/* Order the pieces, and give each column to `fn`. HK_ENOMEM, or what fn
 * returned. */
enum hk_status hk_pdf_layout_columns(struct hk_pdf_layout *layout,
				     hk_pdf_layout_fn fn,
				     void *ctx) HK_MUST_USE;
/* Make the rows of a column. HK_ENOMEM. */
enum hk_status hk_pdf_layout_rows(struct hk_pdf_layout *layout, size_t first,
				  size_t count) HK_MUST_USE;
/* Append the text of the pieces [from, to) of row `row`. HK_ENOMEM, HK_ETOOBIG.
 */
enum hk_status hk_pdf_layout_write(const struct hk_pdf_layout *layout,
				   size_t row, size_t from, size_t to,
				   struct hk_buf *out) HK_MUST_USE;
/* How many rows belong to the row of a table that begins with row `row`, which
 * has cells: those into which its cells run on, and itself. */
size_t hk_pdf_layout_record(const struct hk_pdf_layout *layout, size_t row);
/* Append those rows, cell by cell, with tabs between. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_pdf_layout_cells(const struct hk_pdf_layout *layout,
				   size_t row, size_t count,
				   struct hk_buf *out) HK_MUST_USE;
/* Append the paragraphs of a column to `ctx`, a struct hk_pdf_page. */
enum hk_status hk_pdf_layout_blocks(void *ctx, struct hk_pdf_layout *layout,
				    size_t first, size_t count) HK_MUST_USE;

#endif
