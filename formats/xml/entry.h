/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_ENTRY_H
#define HIKU_FORMATS_XML_ENTRY_H

/*
 * An element of a document that is an article of its own: the entry of a feed,
 * the page of a wiki, a note, a place on a map. Its fields are elements of
 * certain names, at any depth; its text is HTML or wikitext inside one of them;
 * other texts in it follow that, if people can read them.
 */

#include "formats/format.h"
#include "formats/unique.h"
#include "formats/xml/catch.h"
#include "formats/xml/parse.h"
#include "formats/xml/vocabulary.h"

struct hk_xml_entry {
	const struct hk_format_input *input;
	const struct hk_xml_vocabulary *vocabulary;
	struct hk_unique unique;
	struct hk_error *err;

	struct hk_arena arena; /* of the fields of the entry at hand */
	struct hk_str title, author, date, url, id;
	unsigned ranks[HK_XML_NAMED + 1]; /* of these, by role */
	struct hk_str *tags;
	size_t tag_count, tag_capacity;
	struct hk_xml_catch text;    /* of the entry */
	enum hk_xml_role kind;	     /* HTML or WIKI */
	struct hk_xml_asides others; /* texts that are no fields */
	bool apart;		     /* the next of these is one more */

	struct hk_xml_catch caught; /* of the field that is open */
	enum hk_xml_role field;	    /* UNKNOWN: none is */
	unsigned rank, depth;	    /* of it */
	bool escape;		    /* it is text or XHTML, not escaped HTML */
	bool strip;		    /* there may be tags in it, as text */
	unsigned drop;		    /* depth of an element that is left out */
	enum hk_status status;	    /* the first failure */
};

void hk_xml_entry_init(struct hk_xml_entry *entry,
		       const struct hk_format_input *input,
		       const struct hk_xml_vocabulary *vocabulary,
		       struct hk_error *err);
void hk_xml_entry_release(struct hk_xml_entry *entry);
/* Begin an entry. */
void hk_xml_entry_begin(struct hk_xml_entry *entry);
/* What stands in it. Failures are kept in `status`. */
void hk_xml_entry_open(struct hk_xml_entry *entry,
		       const struct hk_xml_parse_element *element);
void hk_xml_entry_close(struct hk_xml_entry *entry,
			const struct hk_xml_parse_element *element);
void hk_xml_entry_text(struct hk_xml_entry *entry, struct hk_str text,
		       uint32_t line);
/* End it, and emit the article; `line` is that of its beginning. */
void hk_xml_entry_end(struct hk_xml_entry *entry, uint32_t line);

#endif
