/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ROFF_PAGE_H
#define HIKU_FORMATS_ROFF_PAGE_H

/*
 * A manual page while it is read: the open block, and what the page says about
 * itself. Each line of the source becomes a line of a block, so that line
 * numbers stay true, or nothing.
 */

#include "formats/roff/language.h"
#include "text/article.h"

enum hk_roff_page_table {
	HK_ROFF_NO_TABLE,
	HK_ROFF_FORMAT,
	HK_ROFF_ROWS
};

struct hk_roff_page {
	struct hk_article *article;
	struct hk_roff roff;
	struct hk_roff_args args;      /* of the current macro */
	struct hk_buf text;	       /* of the block that is open */
	struct hk_buf line;	       /* text of the current line */
	struct hk_buf name, section;   /* .TH or .Dt */
	struct hk_buf about;	       /* the section NAME */
	uint32_t number;	       /* of the current line */
	uint32_t first, last;	       /* lines of the block that is open */
	enum hk_block_kind kind, next; /* of it, and of the one after it */
	unsigned level, next_level;
	uint32_t owed; /* line feeds that \c put off */
	bool attach;   /* no blank before the next text: \c */
	bool mdoc;     /* the page is in mdoc(7) */
	bool code;     /* lines stay as they are */
	bool in_name;  /* inside the section NAME */
	bool in_cell;  /* a cell of several lines is open */
	enum hk_roff_page_table table;
	char cell; /* the separator of cells */
	size_t headings;
};

void hk_roff_page_init(struct hk_roff_page *page, struct hk_article *article);
void hk_roff_page_release(struct hk_roff_page *page);

/* Each of these gives HK_ENOMEM. */

enum hk_status hk_roff_page_close(struct hk_roff_page *page) HK_MUST_USE;
/* The text that comes next begins a block of that kind. */
enum hk_status hk_roff_page_begin(struct hk_roff_page *page,
				  enum hk_block_kind kind,
				  unsigned level) HK_MUST_USE;
enum hk_status hk_roff_page_code(struct hk_roff_page *page,
				 bool on) HK_MUST_USE;
/* Add text of the current line, whose escapes are resolved. */
enum hk_status hk_roff_page_text(struct hk_roff_page *page,
				 struct hk_str text) HK_MUST_USE;
/* Add the arguments of the current macro as text, separated by `between`. */
enum hk_status hk_roff_page_args(struct hk_roff_page *page, const char *open,
				 const char *between,
				 const char *close) HK_MUST_USE;
/* Add the text of a macro of mdoc with the current arguments. */
enum hk_status hk_roff_page_mdoc(struct hk_roff_page *page,
				 struct hk_str name) HK_MUST_USE;
/* Take a line of a table: of its format, or a row, which becomes an item. */
enum hk_status hk_roff_page_row(struct hk_roff_page *page,
				struct hk_str line) HK_MUST_USE;
/* End the page: add the last block, and set the title. */
enum hk_status hk_roff_page_end(struct hk_roff_page *page) HK_MUST_USE;

#endif
