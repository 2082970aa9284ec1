/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_ROFF_PAGE_H
#define HIKU_FORMATS_ROFF_PAGE_H

/*
 * A manual page while it is read: the block that is open, and what the page
 * says of itself. Each line of the source gives a line of a block, so that
 * lines stay true, or nothing.
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
	struct hk_roff_args args;      /* of the macro at hand */
	struct hk_buf text;	       /* of the block that is open */
	struct hk_buf line;	       /* of the line at hand */
	struct hk_buf name, section;   /* .TH or .Dt */
	struct hk_buf about;	       /* the section NAME */
	uint32_t number;	       /* of the line at hand */
	uint32_t first, last;	       /* lines of the block that is open */
	enum hk_block_kind kind, next; /* of it, and of the one after it */
	unsigned level, next_level;
	uint32_t owed; /* line feeds that \c put off */
	bool attach;   /* no blank before the next text: \c */
	bool mdoc;     /* the page is in mdoc(7) */
	bool code;     /* lines stay as they are */
	bool in_name;  /* the section NAME is at hand */
	bool in_cell;  /* a cell of several lines is open */
	enum hk_roff_page_table table;
	char cell; /* what stands between cells */
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
/* Add the text of the line at hand; its escapes are resolved. */
enum hk_status hk_roff_page_text(struct hk_roff_page *page,
				 struct hk_str text) HK_MUST_USE;
/* Add the arguments of the macro at hand as text, `between` between them. */
enum hk_status hk_roff_page_args(struct hk_roff_page *page, const char *open,
				 const char *between,
				 const char *close) HK_MUST_USE;
/* Add what a macro of mdoc says of the arguments at hand. */
enum hk_status hk_roff_page_mdoc(struct hk_roff_page *page,
				 struct hk_str name) HK_MUST_USE;
/* A line of a table: of its format, or a row, which is an item. */
enum hk_status hk_roff_page_row(struct hk_roff_page *page,
				struct hk_str line) HK_MUST_USE;
/* The page ends: the last block, and the title. */
enum hk_status hk_roff_page_end(struct hk_roff_page *page) HK_MUST_USE;

#endif
