/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_CELLS_H
#define HIKU_CLI_TUI_CELLS_H

/*
 * A screen as cells, before anything is sent to a terminal.
 *
 * Rows and columns count from 0. No text that is put here can control the
 * terminal (base/clean.h), and it has the widths that the library has
 * (hiku_text_char()), so that the page and this screen agree, whatever the
 * locale says.
 */

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/* Bytes of what one cell shows, its NUL included: a character and what
 * combines with it. */
#define HK_CELLS_TEXT 24

enum hk_cells_style {
	HK_CELLS_PLAIN,
	HK_CELLS_TITLE,
	HK_CELLS_PATH,
	HK_CELLS_LINE,
	HK_CELLS_DIM,
	HK_CELLS_MARK,
	HK_CELLS_BAR, /* in reverse: what is chosen in a menu */
	HK_CELLS_STYLES,
};

struct hk_cell {
	char text[HK_CELLS_TEXT]; /* UTF-8; "" in a cell that the character
				   * before it covers */
	unsigned char width;	  /* cells of the character; 0: covered */
	unsigned char style;
	bool unsure; /* terminals may disagree about its width */
};

struct hk_cells {
	struct hk_cell *list; /* row by row */
	unsigned columns, rows;
	bool wide; /* characters of ambiguous width take two cells */
	unsigned cursor_row, cursor_column;
};

void hk_cells_init(struct hk_cells *cells, bool wide);
void hk_cells_release(struct hk_cells *cells);
/* Make all cells blank, and so many. HK_ENOMEM leaves them as they were. */
enum hk_status hk_cells_resize(struct hk_cells *cells, unsigned columns,
			       unsigned rows) HK_MUST_USE;
/* Make the columns [begin, end) of a row blank. */
void hk_cells_wipe(struct hk_cells *cells, unsigned row, unsigned begin,
		   unsigned end);

/*
 * Put a text into the columns [column, end) of a row, as far as it fits, and
 * return the column behind it. What is outside of the screen is left out.
 */
unsigned hk_cells_put(struct hk_cells *cells, unsigned row, unsigned column,
		      unsigned end, struct hk_str text,
		      enum hk_cells_style style);
/* The same for a NUL-terminated one. */
unsigned hk_cells_puts(struct hk_cells *cells, unsigned row, unsigned column,
		       unsigned end, const char *text,
		       enum hk_cells_style style);
/* The same, with "…" at its end if it does not fit. */
unsigned hk_cells_put_cut(struct hk_cells *cells, unsigned row, unsigned column,
			  unsigned end, struct hk_str text,
			  enum hk_cells_style style);
/*
 * The same for a line that the library wrote with HIKU_COLOR and these colours:
 * its escapes, which no text of a file can have there, become styles; `style`
 * is what is between them.
 */
#define HK_CELLS_COLORS "title=1:path=34:line=32:dim=2:mark=7"
unsigned hk_cells_put_styled(struct hk_cells *cells, unsigned row,
			     unsigned column, unsigned end, struct hk_str line,
			     enum hk_cells_style style);

#endif
