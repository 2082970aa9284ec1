/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_SURVEY_H
#define HIKU_FORMATS_XML_SURVEY_H

/*
 * A first look at a document: which vocabulary it has, and which of its
 * elements stand in a line. Nothing in XML says the latter: an element counts
 * as part of a line if at least half of those of its name have text beside
 * them, in the same parent.
 */

#include "base/arena.h"
#include "base/hashmap.h"
#include "formats/xml/vocabulary.h"

/* Bytes that are looked at. */
#define HK_XML_SURVEY_LENGTH (4u << 20)

struct hk_xml_survey_name {
	struct hk_str name;
	unsigned seen, beside_text;
	enum hk_xml_role role;
};

struct hk_xml_survey {
	const struct hk_xml_vocabulary *vocabulary;
	struct hk_xml_survey_name *names;
	size_t count, capacity;
	struct hk_hashmap map;
	struct hk_arena arena;
};

/* Look at a document. HK_ENOMEM. */
enum hk_status hk_xml_survey_init(struct hk_xml_survey *survey,
				  struct hk_str text) HK_MUST_USE;
void hk_xml_survey_release(struct hk_xml_survey *survey);
/* The role of an element of this name. */
enum hk_xml_role hk_xml_survey_role(const struct hk_xml_survey *survey,
				    struct hk_str name);

#endif
