/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_OPEN_H
#define HIKU_FORMATS_OFFICE_OPEN_H

/* An OpenDocument file while it is read. */

#include "formats/office/open_style.h"

/* Text boxes, notes and the like inside each other. */
#define HK_OPEN_DEPTH 16

struct hk_office_open {
	struct hk_office *office;
	struct hk_open_styles styles;
	struct hk_office_skip skip;
	unsigned paragraphs; /* around this place, since the last box */
	bool title_seen;
	unsigned items; /* of lists, around this place */
	struct {
		unsigned depth, paragraphs;
	} boxes[HK_OPEN_DEPTH];
	unsigned box_count;
	unsigned meta;	     /* depth of office:meta; 0: not inside */
	struct hk_buf value; /* of an element of it */
	bool alt;	     /* inside of what is said of a picture */
	bool chart;	     /* the object is one: its table is left out */

	/* Tables: */
	unsigned tables;     /* around this place */
	struct hk_str sheet; /* the name of it; empty: none, or it was given */
	unsigned row_times, cell_times;
	unsigned rows;	   /* around this place */
	size_t cell;	   /* where the text of the cell begins */
	char date[11];	   /* of the cell */
	struct hk_buf raw; /* the value of the cell, if it has no text */

	/* Slides: */
	unsigned page;	/* depth of the element; 0: not inside */
	unsigned frame; /* the same, of one with a title, head or foot */
	bool frame_title;
	bool titled, hidden;
};

/* ---- open_table.c ---- */

void hk_open_table(struct hk_office_open *open,
		   const struct hk_xml_parse_element *element);
void hk_open_table_end(struct hk_office_open *open);
void hk_open_row(struct hk_office_open *open,
		 const struct hk_xml_parse_element *element);
void hk_open_row_end(struct hk_office_open *open);
void hk_open_cell(struct hk_office_open *open,
		  const struct hk_xml_parse_element *element);
void hk_open_cell_end(struct hk_office_open *open);
/* The name of the sheet, before what comes. */
void hk_open_sheet_name(struct hk_office_open *open);

void hk_open_page(struct hk_office_open *open,
		  const struct hk_xml_parse_element *element);
void hk_open_page_end(struct hk_office_open *open);
void hk_open_frame(struct hk_office_open *open,
		   const struct hk_xml_parse_element *element);
void hk_open_frame_end(struct hk_office_open *open);

#endif
