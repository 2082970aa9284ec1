/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_PARSE_H
#define HIKU_FORMATS_XML_PARSE_H

/*
 * XML as events: elements and text, in the order of the source, with names
 * apart from their namespaces. The parser is expat, behind bounds:
 *
 * - nothing is ever fetched: DTDs and entities in other files are left out and
 *   counted;
 * - entities that the document declares itself are expanded, as long as they
 *   make it at most five times as long;
 * - elements are nested at most HK_XML_PARSE_DEPTH deep;
 * - time is linear in the text, and memory is a small part of it.
 *
 * Names of HTML's entities (&nbsp;) are known without a DTD. Frequent slips
 * are mended (formats/xml/mend.h). An error ends the reading: what stands
 * before it has been given, and the elements that are open there are closed.
 */

#include <stdint.h>

#include "base/error.h"
#include "base/span.h"

/* Elements around a place, at most. */
#define HK_XML_PARSE_DEPTH 2000
/* Attributes of an element that are given, at most. */
#define HK_XML_PARSE_ATTRIBUTES 256

struct hk_xml_parse_attribute {
	struct hk_str space; /* the URI of its namespace; empty: none */
	struct hk_str name;  /* without a prefix */
	struct hk_str value;
};

struct hk_xml_parse_element {
	struct hk_str space; /* the URI of its namespace; empty: none, or one
			      * whose prefix is not declared */
	struct hk_str name;  /* without a prefix */
	unsigned depth;	     /* of the root: 1 */
	uint32_t line;	     /* of the tag */
	/* Of the tag that opens it; without xmlns: */
	const struct hk_xml_parse_attribute *attributes;
	size_t attribute_count;
};

/*
 * What hears of the events. Everything that is given is borrowed during the
 * call. A status but HK_OK ends the reading. Any function may be NULL.
 */
struct hk_xml_parse_events {
	enum hk_status (*open)(void *ctx,
			       const struct hk_xml_parse_element *element);
	enum hk_status (*close)(void *ctx,
				const struct hk_xml_parse_element *element);
	/* A piece of text, CDATA included, with its references resolved; line
	 * ends are '\n', and each is a piece of its own. */
	enum hk_status (*text)(void *ctx, struct hk_str text, uint32_t line);
};

/* What was wrong with the document. */
struct hk_xml_parse_flaw {
	const char *why; /* a constant; NULL: it is well-formed */
	uint32_t line;	 /* where the reading ended */
	size_t rest;	 /* bytes at the end of the text that were not read */
	size_t external; /* references to entities in other files */
};

/*
 * Read the document `text`: valid UTF-8, whatever its declaration says, without
 * a byte order mark. Its first byte is on `line`.
 *
 * HK_OK, also for a document that is broken, which `flaw` then says; what a
 * function of `events` returned; or HK_ENOMEM.
 */
enum hk_status hk_xml_parse(struct hk_str text, uint32_t line,
			    const struct hk_xml_parse_events *events, void *ctx,
			    struct hk_xml_parse_flaw *flaw) HK_MUST_USE;

/*
 * The same for a document that comes in pieces, in UTF-8, UTF-16 or what its
 * declaration says, and of which nothing is mended. NULL: out of memory.
 */
struct hk_xml_parser;
struct hk_xml_parser *hk_xml_parse_new(const struct hk_xml_parse_events *events,
				       void *ctx) HK_MUST_USE;
/* HK_OK, also when nothing more is read; what a function of `events` returned;
 * HK_ENOMEM. */
enum hk_status hk_xml_parse_piece(struct hk_xml_parser *parser,
				  struct hk_str piece) HK_MUST_USE;
/* The document ends, also if a piece failed; close what is open and free the
 * parser. `rest` of the flaw is 0. */
enum hk_status hk_xml_parse_end(struct hk_xml_parser *parser,
				struct hk_xml_parse_flaw *flaw) HK_MUST_USE;

/* The value of the attribute of that name, in any namespace; data NULL if there
 * is none. */
struct hk_str hk_xml_parse_value(const struct hk_xml_parse_element *element,
				 const char *name);
/* Is this its name, which is case sensitive? */
bool hk_xml_parse_is(const struct hk_xml_parse_element *element,
		     const char *name);

#endif
