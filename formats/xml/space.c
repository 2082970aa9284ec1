/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/xml/space.h"

void hk_xml_space_init(struct hk_xml_spaces *spaces)
{
	spaces->count = 0;
	hk_buf_init(&spaces->text, HK_BUF_NO_MAX);
}

void hk_xml_space_release(struct hk_xml_spaces *spaces)
{
	hk_buf_release(&spaces->text);
}

static struct hk_str in_text(const struct hk_xml_spaces *spaces, size_t at,
			     size_t len)
{
	return hk_span_str(len ? spaces->text.data + at : NULL, len);
}

struct hk_str hk_xml_space_find(const struct hk_xml_spaces *spaces,
				struct hk_str prefix)
{
	for (unsigned i = spaces->count; i-- > 0;) {
		const struct hk_xml_binding *b = &spaces->list[i];

		if (hk_span_same(in_text(spaces, b->prefix, b->prefix_len),
				 prefix))
			return in_text(spaces, b->uri, b->uri_len);
	}
	if (prefix.len == 3 && !memcmp(prefix.data, "xml", 3))
		return hk_span_cstr("http://www.w3.org/XML/1998/namespace");
	return hk_span_str(NULL, 0);
}

enum hk_status hk_xml_space_bind(struct hk_xml_spaces *spaces, unsigned depth,
				 struct hk_str prefix, struct hk_str uri)
{
	struct hk_xml_binding *b = &spaces->list[spaces->count];

	if (spaces->count == HK_XML_SPACES_MAX ||
	    hk_span_same(hk_xml_space_find(spaces, prefix), uri))
		return HK_OK;
	b->depth = depth;
	b->prefix = spaces->text.len;
	b->prefix_len = prefix.len;
	b->uri = b->prefix + prefix.len;
	b->uri_len = uri.len;
	if (hk_buf_append(&spaces->text, prefix.data, prefix.len) ||
	    hk_buf_append(&spaces->text, uri.data, uri.len))
		return HK_ENOMEM;
	spaces->count++;
	return HK_OK;
}

void hk_xml_space_unbind(struct hk_xml_spaces *spaces, unsigned depth)
{
	while (spaces->count && spaces->list[spaces->count - 1].depth >= depth)
		spaces->text.len = spaces->list[--spaces->count].prefix;
}

struct hk_str hk_xml_space_split(struct hk_str name, struct hk_str *prefix)
{
	const char *colon = memchr(name.data, ':', name.len);

	*prefix =
		hk_span_str(name.data, colon ? (size_t)(colon - name.data) : 0);
	return colon ? hk_span_from(name, prefix->len + 1) : name;
}

bool hk_xml_space_declares(struct hk_str name, struct hk_str *prefix)
{
	if (!hk_span_starts(name, "xmlns") ||
	    (name.len > 5 && name.data[5] != ':'))
		return false;
	*prefix = name.len > 5 ? hk_span_from(name, 6) : hk_span_str(NULL, 0);
	return true;
}
