/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_OFFICE_WORD_STYLE_H
#define HIKU_FORMATS_OFFICE_WORD_STYLE_H

/* Styles of Word: what kind of paragraph each of them makes (ECMA-376 part 1,
 * 17.7). */

#include "formats/office/office.h"

/* Of a paragraph or a style. */
struct hk_word_format {
	unsigned outline; /* 0: not given; 1 to 9: a heading of this level; 10:
			   * not a heading */
	bool title;	  /* of the document */
	int list;	  /* 1: an item of a list; 0: not; -1: not given */
};

struct hk_word_style {
	struct hk_str id, based_on;
	struct hk_word_format format;
	bool settled; /* what it is based on is in `format` */
};

struct hk_word_styles {
	struct hk_word_style *list;
	size_t count, capacity;
	struct hk_hashmap by_id;
	struct hk_arena arena;
};

void hk_word_style_init(struct hk_word_styles *styles);
void hk_word_style_release(struct hk_word_styles *styles);
/* Read the part that describes them. */
enum hk_status hk_word_style_read(struct hk_word_styles *styles,
				  struct hk_office *office,
				  struct hk_office_part *part) HK_MUST_USE;
/* What the style makes; nothing for one that is not known. */
struct hk_word_format hk_word_style_find(struct hk_word_styles *styles,
					 struct hk_str id);
/* Take what an element of a paragraph's properties says. */
void hk_word_style_format(struct hk_word_format *format,
			  const struct hk_xml_parse_element *element);

#endif
