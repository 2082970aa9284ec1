/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_FORMATS_XML_SPACE_H
#define HIKU_FORMATS_XML_SPACE_H

/* Namespaces in XML: which prefix stands for which URI at a place. */

#include "base/buf.h"

/* Prefixes that are declared at a place; more stand for nothing. */
#define HK_XML_SPACES_MAX 256

struct hk_xml_binding {
	size_t prefix, prefix_len, uri, uri_len; /* in `text` */
	unsigned depth; /* of the element that declares it */
};

struct hk_xml_spaces {
	struct hk_xml_binding list[HK_XML_SPACES_MAX];
	unsigned count;
	struct hk_buf text;
};

void hk_xml_space_init(struct hk_xml_spaces *spaces);
void hk_xml_space_release(struct hk_xml_spaces *spaces);
/* What the prefix stands for; empty: nothing. Borrowed until the next call. */
struct hk_str hk_xml_space_find(const struct hk_xml_spaces *spaces,
				struct hk_str prefix);
/* Let the prefix stand for `uri` in the element at that depth. HK_ENOMEM. */
enum hk_status hk_xml_space_bind(struct hk_xml_spaces *spaces, unsigned depth,
				 struct hk_str prefix,
				 struct hk_str uri) HK_MUST_USE;
/* Forget what elements at that depth and deeper have declared. */
void hk_xml_space_unbind(struct hk_xml_spaces *spaces, unsigned depth);
/* "prefix:name" as its parts; no prefix is the empty one. */
struct hk_str hk_xml_space_split(struct hk_str name, struct hk_str *prefix);
/* The prefix that an attribute of this name declares; false if it is another
 * one. */
bool hk_xml_space_declares(struct hk_str name, struct hk_str *prefix);

#endif
