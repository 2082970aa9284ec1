/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/open_style.h"

#ifdef HK_OFFICE_BUILT

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"

#define STYLES_MAX 50000

void hk_open_style_init(struct hk_open_styles *s)
{
	memset(s, 0, sizeof(*s));
	hk_hashmap_init(&s->by_name);
}

void hk_open_style_release(struct hk_open_styles *s)
{
	free(s->list);
	hk_hashmap_release(&s->by_name);
}

static bool same_name(const void *ctx, size_t item)
{
	const void *const *both = ctx;
	const struct hk_open_styles *s = both[0];
	const struct hk_str *name = both[1];

	return hk_span_same(s->list[item].name, *name);
}

static size_t find(const struct hk_open_styles *s, struct hk_str name)
{
	const void *both[2] = {s, &name};

	return hk_hashmap_find(&s->by_name,
			       hk_hash_bytes(name.data, name.len).low,
			       same_name, both);
}

const struct hk_open_style *hk_open_style_find(const struct hk_open_styles *s,
					       struct hk_str name)
{
	size_t at = name.len ? find(s, name) : HK_HASHMAP_NONE;

	return at == HK_HASHMAP_NONE ? NULL : &s->list[at];
}

static enum hk_status add(struct hk_open_styles *s, struct hk_arena *arena,
			  const struct hk_xml_parse_element *e)
{
	struct hk_str name = hk_xml_parse_value(e, "name");
	struct hk_str parent = hk_xml_parse_value(e, "parent-style-name");
	struct hk_open_style style = {.title = false};

	s->now = NULL;
	/* Names are unique in a family; those of others do not matter. */
	if (!name.len || s->count >= STYLES_MAX ||
	    find(s, name) != HK_HASHMAP_NONE)
		return HK_OK;
	if (!HK_ARRAY_RESERVE(s->list, s->capacity, s->count + 1))
		return HK_ENOMEM;
	style.title = hk_span_same(parent, hk_span_cstr("Title"));
	style.name.data = hk_arena_copy(arena, name.data, name.len);
	style.name.len = name.len;
	if (!style.name.data ||
	    hk_hashmap_add(&s->by_name, hk_hash_bytes(name.data, name.len).low,
			   s->count))
		return HK_ENOMEM;
	s->list[s->count++] = style;
	s->now = &s->list[s->count - 1];
	return HK_OK;
}

enum hk_status hk_open_style_take(struct hk_open_styles *s,
				  struct hk_arena *arena,
				  const struct hk_xml_parse_element *e)
{
	if (hk_xml_parse_is(e, "style"))
		return add(s, arena, e);
	if (!s->now)
		return HK_OK;
	if (hk_xml_parse_is(e, "table-properties"))
		s->now->hidden = hk_span_same(hk_xml_parse_value(e, "display"),
					      hk_span_cstr("false"));
	else if (hk_xml_parse_is(e, "drawing-page-properties") ||
		 hk_xml_parse_is(e, "properties"))
		s->now->hidden =
			hk_span_same(hk_xml_parse_value(e, "visibility"),
				     hk_span_cstr("hidden"));
	return HK_OK;
}

#endif
