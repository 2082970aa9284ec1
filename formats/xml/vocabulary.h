/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_VOCABULARY_H
#define HIKU_FORMATS_XML_VOCABULARY_H

/*
 * What the elements of XML's vocabularies mean for a text: laws, TEI, DocBook,
 * feeds, exports of wikis and notes, and whatever else is XML.
 */

#include <stdint.h>

#include "base/span.h"

enum hk_xml_role {
	HK_XML_UNKNOWN, /* in a line or a block: what the document shows */
	HK_XML_INLINE,	/* part of a line */
	HK_XML_SPACED,	/* the same, with a blank around it */
	HK_XML_BREAK,	/* a line ends */
	HK_XML_BLOCK,
	HK_XML_SECTION,	 /* a block whose headings are one level deeper */
	HK_XML_ENVELOPE, /* holds the heading of the section around it */
	HK_XML_CONTENTS, /* a block whose headings are none */
	HK_XML_HEAD,	 /* a heading; the title, outside of all sections */
	HK_XML_JOIN,	 /* more of the heading before it */
	HK_XML_ITEM,
	HK_XML_ROW, /* of a table */
	HK_XML_CELL,
	HK_XML_PRE, /* code */
	HK_XML_RUBY,
	HK_XML_RB,
	HK_XML_RT,
	HK_XML_RP,
	HK_XML_NOTE,   /* a footnote: a paragraph behind the block */
	HK_XML_CHOICE, /* of two forms, of which one is ALTERNATIVE */
	HK_XML_ALTERNATIVE,
	HK_XML_DROP,
	HK_XML_OUTLINE,	  /* an item whose text is an attribute */
	HK_XML_DIAGRAM,	  /* a section that its attribute "name" names */
	HK_XML_CELL_HTML, /* its attributes value and label are HTML */
	HK_XML_META,	  /* what it holds is about the text: see `meta` */
	HK_XML_ENTRY,	  /* an article of its own: see `entry` */
	/* Fields of the article. */
	HK_XML_TITLE,
	HK_XML_AUTHOR,
	HK_XML_DATE,
	HK_XML_TAG,
	HK_XML_URL,
	HK_XML_ID,
	/* In entries only: the text. */
	HK_XML_HTML,
	HK_XML_WIKI,
	HK_XML_NAMED, /* text behind its attribute "name" */
};

struct hk_xml_row {
	const char *name; /* without a prefix */
	enum hk_xml_role role;
	unsigned rank; /* of a field or text in an entry: the greatest wins */
};

struct hk_xml_vocabulary {
	const char *name;
	/* Each ends with a row whose name is NULL; NULL: there are none. */
	const struct hk_xml_row *rows, *meta, *entry;
	enum hk_xml_role otherwise; /* what is in no table; UNKNOWN: as in all
				     * vocabularies */
	bool note;	 /* what META holds beside fields is the note */
	bool attributes; /* texts in attributes count */
};

extern const struct hk_xml_vocabulary hk_xml_law, hk_xml_tei, hk_xml_docbook,
	hk_xml_rss, hk_xml_atom, hk_xml_mediawiki, hk_xml_evernote, hk_xml_kml,
	hk_xml_opml, hk_xml_drawio, hk_xml_generic;

/* The vocabulary of a document whose outermost element has this name;
 * `has(ctx, name)` says whether it has an element of that name. */
const struct hk_xml_vocabulary *hk_xml_vocabulary_of(
	struct hk_str root, bool (*has)(const void *ctx, const char *name),
	const void *ctx);
/* The row of the name in a table, which may be NULL; NULL: it has none. */
const struct hk_xml_row *hk_xml_vocabulary_row(const struct hk_xml_row *rows,
					       struct hk_str name);
/* The role of an element of the text. */
enum hk_xml_role hk_xml_vocabulary_role(
	const struct hk_xml_vocabulary *vocabulary, struct hk_str name);

#endif
