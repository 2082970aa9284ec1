/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_BOOK_PRIVATE_H
#define HIKU_FORMATS_XML_BOOK_PRIVATE_H

/* What the files of a book share: book.c has the events, put.c the text,
 * field.c what is about the text. Nobody else includes this. */

#include "formats/xml/book.h"

/* Bytes of a field of the article. */
#define HK_XML_FIELD_MAX (64u << 10)

/* Keep the first failure. */
static inline void hk_xml_book_heed(struct hk_xml_book *b,
				    enum hk_status status)
{
	if (!b->status)
		b->status = status;
}

/* ---- put.c ---- */

/* Add text that stands on `line`. */
void hk_xml_put_text(struct hk_xml_book *b, struct hk_str text, uint32_t line);
/* End the heading, unless none is open. */
void hk_xml_put_settle(struct hk_xml_book *b);
/* A block begins or ends. */
void hk_xml_put_gap(struct hk_xml_book *b);
/* Add the text of an attribute, as a block or in the line. */
void hk_xml_put_attribute(struct hk_xml_book *b,
			  const struct hk_xml_parse_element *e,
			  struct hk_str value, bool block);
/* Add all texts in attributes of an element with this role. */
void hk_xml_put_attributes(struct hk_xml_book *b,
			   const struct hk_xml_parse_element *e,
			   enum hk_xml_role role);
/* Add the HTML in an attribute. */
void hk_xml_put_html(struct hk_xml_book *b,
		     const struct hk_xml_parse_element *e, const char *name);
/* Add the heading of a diagram. */
void hk_xml_put_diagram(struct hk_xml_book *b,
			const struct hk_xml_parse_element *e);

/* ---- diagram.c ---- */

void hk_xml_diagram_init(struct hk_xml_diagram *diagram);
void hk_xml_diagram_release(struct hk_xml_diagram *diagram);
/* Take text of a diagram, which is compressed if it has any. */
void hk_xml_diagram_put(struct hk_xml_book *b, struct hk_str text,
			uint32_t line);
/* It ends: read what was taken. What cannot be read is complained about. */
void hk_xml_diagram_end(struct hk_xml_book *b);

/* ---- field.c ---- */

/* Does the article take this field from here? */
bool hk_xml_field_wanted(const struct hk_xml_book *b, enum hk_xml_role role);
/* Take what was caught as the field that is open. */
void hk_xml_field_take(struct hk_xml_book *b);
/* Take the day on which a law was promulgated from the element <Law>. */
void hk_xml_field_law(struct hk_xml_book *b,
		      const struct hk_xml_parse_element *e);

#endif
