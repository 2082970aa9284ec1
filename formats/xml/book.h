/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_BOOK_H
#define HIKU_FORMATS_XML_BOOK_H

/*
 * From the events of a document to the blocks of an article, by the roles of
 * its elements. Elements that are articles of their own go to
 * formats/xml/entry.h; what is left of the document is one more.
 */

#include "formats/html/flow.h"
#include "formats/html/ruby.h"
#include "formats/xml/entry.h"
#include "formats/xml/survey.h"

/* A diagram that is compressed. */
struct hk_xml_diagram {
	struct hk_buf packed;
	uint32_t line;
	bool broken; /* it is too long */
	bool told;   /* that one could not be read */
};

struct hk_xml_book {
	const struct hk_format_input *input;
	const struct hk_xml_survey *survey;
	struct hk_article article, inner;
	struct hk_html_flow flow;
	struct hk_html_ruby ruby;
	struct hk_xml_entry entry;
	struct hk_error *err;

	unsigned char roles[HK_XML_PARSE_DEPTH + 2]; /* of open elements */
	unsigned depth;
	unsigned sections, envelopes, contents, pre; /* that are open */
	/* Depths of the outermost open element of a kind, or 0. */
	unsigned drop, head, cell, note, field, meta, in_entry;
	uint32_t entry_line;
	unsigned level;	       /* of the heading; 0: it is the title */
	bool heading;	       /* it is read, or was and may go on */
	bool titled;	       /* by a heading, */
	unsigned titled_depth; /* at this depth */
	size_t row;	       /* length of the text where the row begins */
	enum hk_xml_role field_role;
	struct hk_xml_catch caught,
		about; /* a field; the note of the article */
	struct hk_xml_asides notes;
	struct hk_xml_diagram diagram;
	enum hk_status status;
};

void hk_xml_book_init(struct hk_xml_book *book,
		      const struct hk_format_input *input,
		      const struct hk_xml_survey *survey, struct hk_error *err);
void hk_xml_book_release(struct hk_xml_book *book);
/* The events of the document; `ctx` is the book. */
extern const struct hk_xml_parse_events hk_xml_book_events;
/* End what is open. The article is then whole. */
enum hk_status hk_xml_book_end(struct hk_xml_book *book) HK_MUST_USE;

#endif
