/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_FLOW_H
#define HIKU_FORMATS_OFFICE_FLOW_H

/*
 * From the pieces of text of an office file to the blocks of an article.
 *
 * Text is collected in a paragraph until that ends. Paragraphs that stand
 * inside another one (notes, text boxes, comments) are asides: they wait until
 * the outermost paragraph, row or page is complete, so that they cut no word.
 * In a row of a table all paragraphs of a cell are one text, and the row is one
 * block: cells are a tab apart, paragraphs and forced line ends are "\n ",
 * which no word crosses.
 */

#include "base/keyset.h"
#include "text/article.h"

/* Bytes of text of a file; what follows is left out, and this is said. */
#define HK_OFFICE_FLOW_MAX (32u << 20)
/* Paragraphs inside each other. */
#define HK_OFFICE_FLOW_DEPTH 8

struct hk_office_reading {
	size_t begin, end; /* bytes of the paragraph's text: the base */
	size_t at, len;	   /* bytes of the readings' text */
};

/* Readings, and their texts. */
struct hk_office_readings {
	struct hk_buf text;
	struct hk_office_reading *list;
	size_t count, capacity;
};

/* A paragraph that is being collected. */
struct hk_office_paragraph {
	struct hk_buf text;
	struct hk_office_readings readings;
	enum hk_block_kind kind;
	unsigned level;	      /* of a heading */
	unsigned rows;	      /* of tables, around what comes */
	bool picture;	      /* it says what a picture shows */
	bool tab, feed;	      /* stands before the next text */
	bool reading;	      /* what comes is the reading of ruby */
	struct hk_buf caught; /* that reading */
	size_t base, base_end;
};

/* One that is complete, and waits. */
struct hk_office_waiting {
	size_t begin, end;   /* bytes of the waiting text */
	size_t first, count; /* of the waiting readings */
	bool picture;	     /* never a title */
	enum hk_block_kind kind;
	unsigned level;
};

struct hk_office_flow {
	struct hk_article *article;
	struct hk_office_paragraph open[HK_OFFICE_FLOW_DEPTH];
	unsigned depth;	    /* of the paragraph that is collected, from 0 */
	unsigned too_deep;  /* asides that are not apart */
	bool hold;	    /* all complete paragraphs wait */
	struct hk_buf text; /* of those that wait */
	struct hk_office_readings readings;
	struct hk_office_waiting *waiting;
	size_t waiting_count, waiting_capacity;
	bool once; /* what has come before, or has no letters, is left out */
	struct hk_keyset seen;
	uint32_t page; /* of the blocks; 0: none */
	size_t left;   /* bytes of text that still fit */
	bool full;     /* text was left out */
	enum hk_status status;
};

void hk_office_flow_init(struct hk_office_flow *flow,
			 struct hk_article *article);
void hk_office_flow_release(struct hk_office_flow *flow);

/* All that follows keeps failures in `status`. */

/* Add text to the paragraph; line feeds are line ends, controls nothing. */
void hk_office_flow_text(struct hk_office_flow *flow, struct hk_str text);
/* A tab, or the border of a cell; between other text only. */
void hk_office_flow_tab(struct hk_office_flow *flow);
/* A forced line end. */
void hk_office_flow_feed(struct hk_office_flow *flow);
/* Neither comes before the next text. */
void hk_office_flow_go_on(struct hk_office_flow *flow);
/* What the paragraph is when it ends; ignored in a row. */
void hk_office_flow_kind(struct hk_office_flow *flow, enum hk_block_kind kind,
			 unsigned level);
enum hk_block_kind hk_office_flow_kind_of(const struct hk_office_flow *flow);
/* The paragraph ends; in a row only its line does. */
void hk_office_flow_end(struct hk_office_flow *flow);
/* Is the paragraph without text? */
bool hk_office_flow_blank(const struct hk_office_flow *flow);

/* A row begins, perhaps inside another one's cell, which it is then part of.
 * It ends. It ends and comes `times`. */
void hk_office_flow_row(struct hk_office_flow *flow);
void hk_office_flow_row_end(struct hk_office_flow *flow, unsigned times);

/* Repeat what the paragraph has from byte `begin` on `times` more, tabs
 * between.
 */
void hk_office_flow_repeat(struct hk_office_flow *flow, size_t begin,
			   unsigned times);
/* Is a row being collected? */
bool hk_office_flow_in_row(const struct hk_office_flow *flow);

/* What comes up to the end stands aside. */
void hk_office_flow_aside(struct hk_office_flow *flow);
void hk_office_flow_aside_end(struct hk_office_flow *flow);
/* What stands aside is said of a picture. */
void hk_office_flow_picture(struct hk_office_flow *flow);
/* Let all paragraphs that end wait; give those that wait. */
void hk_office_flow_hold(struct hk_office_flow *flow);
void hk_office_flow_give(struct hk_office_flow *flow);
/* The paragraph ends, with `mark` at its end, as a heading that comes before
 * all that wait: the title of a page. */
void hk_office_flow_ahead(struct hk_office_flow *flow, unsigned level,
			  const char *mark);
/* The first that waits is a heading, if it looks like a title. */
void hk_office_flow_promote(struct hk_office_flow *flow, unsigned level);

/* Ruby: its base and its reading, in any order, then its end. */
void hk_office_flow_base(struct hk_office_flow *flow);
void hk_office_flow_base_end(struct hk_office_flow *flow);
void hk_office_flow_reading(struct hk_office_flow *flow);
void hk_office_flow_reading_end(struct hk_office_flow *flow);
void hk_office_flow_ruby_end(struct hk_office_flow *flow);
/* Bytes of the paragraph's text so far. */
size_t hk_office_flow_at(const struct hk_office_flow *flow);
/* Note how these bytes of it are read. */
void hk_office_flow_read(struct hk_office_flow *flow, struct hk_span base,
			 struct hk_str reading);

/* A heading, at once: it comes before the paragraph that is collected. */
void hk_office_flow_heading(struct hk_office_flow *flow, unsigned level,
			    struct hk_str text);

#endif
