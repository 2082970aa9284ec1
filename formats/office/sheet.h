/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_SHEET_H
#define HIKU_FORMATS_OFFICE_SHEET_H

/* What the files that read Excel's workbooks share: shared strings, and how
 * numbers are shown (ECMA-376 part 1, 18). */

#include "formats/office/office.h"

/* ---- sheet_string.c ---- */

/* How a stretch of a string is read; `begin` and `end` count UTF-16 units. */
struct hk_sheet_phonetic {
	size_t string; /* its number */
	uint32_t begin, end;
	size_t at, len; /* bytes of `text` */
};

struct hk_sheet_strings {
	struct hk_buf text; /* of all strings and readings */
	size_t *ends;	    /* of each string in `text`; it begins where the
			     * readings of the one before end */
	size_t *begins;
	size_t count, capacity, begins_capacity;
	struct hk_sheet_phonetic *readings; /* by string */
	size_t reading_count, reading_capacity;
	bool full; /* there were more than fit */
};

void hk_sheet_strings_init(struct hk_sheet_strings *strings);
void hk_sheet_strings_release(struct hk_sheet_strings *strings);
/* Forget them. */
void hk_sheet_strings_reset(struct hk_sheet_strings *strings);
/* Read them from their part; NULL: there are none. */
enum hk_status hk_sheet_strings_read(struct hk_sheet_strings *strings,
				     struct hk_office *office,
				     struct hk_office_part *part) HK_MUST_USE;
/* Put a string into the cell that is collected, with its readings. */
void hk_sheet_strings_put(const struct hk_sheet_strings *strings,
			  struct hk_office_flow *flow, size_t number);

/* Text and readings of a string while it is read, from `si`, `is`, `text` and
 * the like. */
struct hk_sheet_rich {
	struct hk_sheet_strings *strings; /* where it goes */
	unsigned phonetic;		  /* depth of rPh; 0: not inside */
	bool in_text;
	struct hk_sheet_phonetic now;
	enum hk_status status;
};

/* Begin a string; it ends with hk_sheet_rich_end(). */
void hk_sheet_rich_begin(struct hk_sheet_rich *rich,
			 struct hk_sheet_strings *strings);
void hk_sheet_rich_open(struct hk_sheet_rich *rich,
			const struct hk_xml_parse_element *element);
void hk_sheet_rich_close(struct hk_sheet_rich *rich,
			 const struct hk_xml_parse_element *element);
void hk_sheet_rich_text(struct hk_sheet_rich *rich, struct hk_str text);
void hk_sheet_rich_end(struct hk_sheet_rich *rich);

/* ---- sheet_number.c ---- */

enum hk_sheet_shape {
	HK_SHEET_GENERAL,
	HK_SHEET_FIXED, /* a number of decimals, perhaps % and commas */
	HK_SHEET_DATE,
	HK_SHEET_TIME,
	HK_SHEET_BOTH,	  /* date and time */
	HK_SHEET_ELAPSED, /* hours, of which there may be more than 24 */
};

/* How a cell shows its number. */
struct hk_sheet_format {
	enum hk_sheet_shape shape;
	unsigned char decimals;
	bool percent, commas, seconds;
};

/* Of a code (ECMA-376 part 1, 18.8.31), and of a number without one: those that
 * all programs know (18.8.30, Japanese). */
struct hk_sheet_format hk_sheet_number_code(struct hk_str code);
struct hk_sheet_format hk_sheet_number_built_in(unsigned number);
/* Write the number `value` as it is shown: dates as YYYY-MM-DD. What is not a
 * number, or out of range, is as it is. */
void hk_sheet_number_put(struct hk_office_flow *flow, struct hk_str value,
			 struct hk_sheet_format format, bool from_1904);

/* The formats of a workbook's cells, by the numbers that these name. */
struct hk_sheet_styles {
	struct hk_sheet_format *list; /* in the office's arena */
	size_t count, capacity;
};

/* Read them from their part; NULL: there are none. */
enum hk_status hk_sheet_styles_read(struct hk_sheet_styles *styles,
				    struct hk_office *office,
				    struct hk_office_part *part) HK_MUST_USE;

#endif
