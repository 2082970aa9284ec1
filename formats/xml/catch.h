/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_CATCH_H
#define HIKU_FORMATS_XML_CATCH_H

/*
 * Text of a document, caught as it comes for a use of its own: a field, a note,
 * HTML inside XML. It has a line feed wherever the source has come to another
 * line, so that its lines are those of the source.
 */

#include <stdint.h>

#include "text/article.h"

struct hk_xml_catch {
	struct hk_buf text;
	uint32_t line; /* on which it begins */
	uint32_t now;  /* on which its end is */
};

void hk_xml_catch_init(struct hk_xml_catch *caught, size_t max);
void hk_xml_catch_release(struct hk_xml_catch *caught);
void hk_xml_catch_reset(struct hk_xml_catch *caught);
/* Add text that begins on `line`. HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_xml_catch_put(struct hk_xml_catch *caught, struct hk_str text,
				uint32_t line) HK_MUST_USE;
/* The same for text that becomes part of HTML: & and < are escaped. */
enum hk_status hk_xml_catch_escape(struct hk_xml_catch *caught,
				   struct hk_str text,
				   uint32_t line) HK_MUST_USE;
/* ---- Asides: paragraphs that wait for their place ---- */

struct hk_xml_aside {
	size_t begin; /* in `text` */
	uint32_t line;
};

struct hk_xml_asides {
	struct hk_xml_catch text;
	struct hk_xml_aside *list;
	size_t count, capacity;
};

void hk_xml_asides_init(struct hk_xml_asides *asides, size_t max);
void hk_xml_asides_release(struct hk_xml_asides *asides);
void hk_xml_asides_reset(struct hk_xml_asides *asides);
/* Begin one that stands on `line`; what is caught in `text` is its own.
 * HK_ENOMEM. */
enum hk_status hk_xml_asides_begin(struct hk_xml_asides *asides,
				   uint32_t line) HK_MUST_USE;
/* Add them to the article, each as paragraphs of its own, and forget them.
 * HK_ENOMEM, HK_ETOOBIG. */
enum hk_status hk_xml_asides_flush(struct hk_xml_asides *asides,
				   struct hk_article *article) HK_MUST_USE;

#endif
