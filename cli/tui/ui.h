/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_CLI_TUI_UI_H
#define HIKU_CLI_TUI_UI_H

/*
 * What is on the screen of `hiku -i`, and what keys make of it. It knows no
 * terminal and no thread: keys and replies come in, wishes go out, and view.h
 * draws it.
 */

#include <stdbool.h>

#include "cli/tui/cells.h"
#include "cli/tui/entry.h"
#include "cli/tui/pane.h"
#include "cli/tui/seeker.h"

enum hk_ui_mode {
	HK_UI_LIST, /* a query and what was found */
	HK_UI_MENU, /* the same, and what it can be narrowed to */
	HK_UI_READ, /* an article */
	HK_UI_HELP,
};

/* What is to be done for a key. */
enum hk_ui_wish {
	HK_UI_NOTHING,
	HK_UI_SEARCH, /* the query is another one */
	HK_UI_LOOK,   /* the chosen passage is another one */
	HK_UI_FACETS, /* the menu counts by something else */
	HK_UI_EDIT,   /* open the chosen passage */
	HK_UI_COPY,   /* copy its path, or its id */
	HK_UI_REDRAW,
	HK_UI_SUSPEND,
	HK_UI_QUIT,
	HK_UI_ABORT,
};

#define HK_UI_NOTICE 512

struct hk_ui_menu {
	size_t kind; /* of hk_ui_kinds */
	struct hk_seeker_reply reply;
	bool waits;
	size_t chosen, top;
};

/* What a query can be narrowed by. */
#define HK_UI_KINDS 4
struct hk_ui_kind {
	const char *name;  /* as it is shown */
	const char *field; /* of the query language */
	uint32_t by;	   /* enum hiku_by */
};
extern const struct hk_ui_kind hk_ui_kinds[HK_UI_KINDS];

struct hk_ui {
	struct hk_entry entry;
	enum hk_ui_mode mode, before; /* help goes back to `before` */
	struct hk_seeker_reply found, words, article;
	bool waits;		   /* for an answer */
	size_t chosen, top;	   /* hits */
	char notice[HK_UI_NOTICE]; /* what was done, or went wrong */
	struct hk_ui_menu menu;
	struct hk_pane preview, reader, help;
	size_t laid_hit; /* that the preview shows; SIZE_MAX: none */
	bool no_preview;
	unsigned columns, rows;
	bool wide;
	const char *here;   /* a folder, to which paths are made relative */
	const char *copied; /* how ctrl-y was used last: by path, or id */
};

/* How the screen is divided; widths and heights may be 0. */
struct hk_ui_areas {
	unsigned list_row, list_rows, list_columns;
	unsigned hit_rows; /* of each hit */
	unsigned preview_row, preview_rows, preview_column, preview_columns;
};

void hk_ui_init(struct hk_ui *ui, bool wide, const char *here);
void hk_ui_release(struct hk_ui *ui);
/* The terminal has so many cells. HK_ENOMEM. */
enum hk_status hk_ui_resize(struct hk_ui *ui, unsigned columns,
			    unsigned rows) HK_MUST_USE;
/* Take over a reply. HK_ENOMEM. */
enum hk_status hk_ui_found(struct hk_ui *ui,
			   struct hk_seeker_reply *reply) HK_MUST_USE;
/* The same passages, and those behind them. */
void hk_ui_more(struct hk_ui *ui, struct hk_seeker_reply *reply);
void hk_ui_words(struct hk_ui *ui, struct hk_seeker_reply *reply);
enum hk_status hk_ui_article(struct hk_ui *ui,
			     struct hk_seeker_reply *reply) HK_MUST_USE;
void hk_ui_facets(struct hk_ui *ui, struct hk_seeker_reply *reply);

/* Say something on the line below the query, until the next key. */
void hk_ui_say(struct hk_ui *ui, const char *format, ...) HK_PRINTF(2, 3);

/* Rows of the window on an article that is read. */
unsigned hk_ui_reader_rows(const struct hk_ui *ui);
/* Lay out the article that is read, at the line that was found. HK_ENOMEM. */
enum hk_status hk_ui_lay_reader(struct hk_ui *ui) HK_MUST_USE;
/* Let the chosen hit be seen. */
void hk_ui_keep_in_sight(struct hk_ui *ui);
struct hk_ui_areas hk_ui_areas(const struct hk_ui *ui);
/* The number of hits. */
size_t hk_ui_hits(const struct hk_ui *ui);
/* What the menu offers: how many, and number `i` of them; empty: there is none.
 * `*articles`, unless NULL, is how many have it. */
size_t hk_ui_facet_count(const struct hk_ui *ui);
struct hiku_text hk_ui_facet(const struct hk_ui *ui, size_t i,
			     uint64_t *articles);
/* The line or page that is shown for a hit; 0: none. */
uint32_t hk_ui_line(const struct hk_ui *ui, size_t hit);
/* How the library is to write what is shown here. */
struct hiku_format_options hk_ui_format(const struct hk_ui *ui,
					unsigned columns, unsigned lines);

#endif
