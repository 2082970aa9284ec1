/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/word_style.h"

#ifdef HK_OFFICE_BUILT

#include <stdlib.h>
#include <strings.h>

#include "base/array.h"
#include "base/hash.h"

/* Styles, and how many of them are based on each other. */
#define STYLES_MAX 20000
#define CHAIN_MAX  50

struct reading {
	struct hk_word_styles *styles;
	struct hk_word_style *now;
	bool changed; /* what stands there is an older version */
};

void hk_word_style_init(struct hk_word_styles *s)
{
	memset(s, 0, sizeof(*s));
	hk_hashmap_init(&s->by_id);
	hk_arena_init(&s->arena, HK_BUF_NO_MAX);
}

void hk_word_style_release(struct hk_word_styles *s)
{
	free(s->list);
	hk_hashmap_release(&s->by_id);
	hk_arena_release(&s->arena);
}

/* ---- Names ---- */

static bool is(struct hk_str text, const char *other)
{
	return text.len == strlen(other) &&
	       !strncasecmp(text.data, other, text.len);
}

/* The level in the name of a heading's style: "heading 1", 見出し 1; else 0. */
static unsigned level_of(struct hk_str name)
{
	static const char *const before[] = {"heading ", "heading", "見出し ",
					     "見出し"};

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++) {
		size_t len = strlen(before[i]);

		if (name.len == len + 1 &&
		    !strncasecmp(name.data, before[i], len) &&
		    name.data[len] >= '1' && name.data[len] <= '9')
			return (unsigned)(name.data[len] - '0');
	}
	return 0;
}

static void take_name(struct hk_word_style *style, struct hk_str name)
{
	unsigned level = level_of(name);

	if (level && !style->format.outline)
		style->format.outline = level;
	if (is(name, "title") || is(name, "表題"))
		style->format.title = true;
}

void hk_word_style_format(struct hk_word_format *f,
			  const struct hk_xml_parse_element *e)
{
	struct hk_str val = hk_xml_parse_value(e, "val");

	if (hk_xml_parse_is(e, "outlineLvl"))
		f->outline = hk_office_number(val, 9, 9) + 1;
	else if (hk_xml_parse_is(e, "numId"))
		f->list = hk_office_number(val, 1, 0) != 0;
}

/* ---- The part ---- */

static bool same_id(const void *ctx, size_t item)
{
	const void *const *both = ctx;
	const struct hk_word_styles *s = both[0];
	const struct hk_str *id = both[1];

	return hk_span_same(s->list[item].id, *id);
}

static size_t find(const struct hk_word_styles *s, struct hk_str id)
{
	const void *both[2] = {s, &id};

	return hk_hashmap_find(&s->by_id, hk_hash_bytes(id.data, id.len).low,
			       same_id, both);
}

static enum hk_status add(struct hk_word_styles *s, struct hk_str id)
{
	struct hk_word_style style = {.format = {.list = -1}};

	if (!HK_ARRAY_RESERVE(s->list, s->capacity, s->count + 1))
		return HK_ENOMEM;
	style.id.data = hk_arena_copy(&s->arena, id.data, id.len);
	style.id.len = id.len;
	if (!style.id.data ||
	    hk_hashmap_add(&s->by_id, hk_hash_bytes(id.data, id.len).low,
			   s->count))
		return HK_ENOMEM;
	s->list[s->count++] = style;
	return HK_OK;
}

static enum hk_status open_style(struct reading *r,
				 const struct hk_xml_parse_element *e)
{
	struct hk_word_styles *s = r->styles;
	struct hk_str id = hk_xml_parse_value(e, "styleId");
	struct hk_str type = hk_xml_parse_value(e, "type");
	enum hk_status status;

	r->now = NULL;
	if (!id.len || s->count >= STYLES_MAX ||
	    (type.len && !is(type, "paragraph")) ||
	    find(s, id) != HK_HASHMAP_NONE)
		return HK_OK;
	status = add(s, id);
	if (!status)
		r->now = &s->list[s->count - 1];
	return status;
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct reading *r = ctx;
	struct hk_str val;

	if (hk_xml_parse_is(e, "style"))
		return open_style(r, e);
	if (hk_xml_parse_is(e, "pPrChange"))
		r->changed = true;
	if (!r->now || r->changed)
		return HK_OK;
	val = hk_xml_parse_value(e, "val");
	if (hk_xml_parse_is(e, "name")) {
		take_name(r->now, val);
	} else if (hk_xml_parse_is(e, "basedOn")) {
		r->now->based_on.data =
			hk_arena_copy(&r->styles->arena, val.data, val.len);
		if (!r->now->based_on.data)
			return HK_ENOMEM;
		r->now->based_on.len = val.len;
	} else {
		hk_word_style_format(&r->now->format, e);
	}
	return HK_OK;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct reading *r = ctx;

	if (hk_xml_parse_is(e, "style"))
		r->now = NULL;
	if (hk_xml_parse_is(e, "pPrChange"))
		r->changed = false;
	return HK_OK;
}

enum hk_status hk_word_style_read(struct hk_word_styles *s, struct hk_office *o,
				  struct hk_office_part *part)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  NULL};
	struct reading r = {.styles = s};

	if (!part)
		return HK_OK;
	return hk_office_package_parse(&o->package, part, &events, &r, o->err);
}

/* ---- What a style makes ---- */

/* Take from the style that it is based on what it does not say itself. */
static struct hk_word_format settle(struct hk_word_styles *s, size_t at,
				    unsigned depth)
{
	struct hk_word_style *style = &s->list[at];
	struct hk_word_format base;
	size_t other;

	if (style->settled || depth == CHAIN_MAX)
		return style->format;
	style->settled = true; /* before the others: they may form a circle */
	other = style->based_on.len ? find(s, style->based_on)
				    : HK_HASHMAP_NONE;
	if (other == HK_HASHMAP_NONE)
		return style->format;
	base = settle(s, other, depth + 1);
	if (!style->format.outline)
		style->format.outline = base.outline;
	if (style->format.list < 0)
		style->format.list = base.list;
	return style->format;
}

struct hk_word_format hk_word_style_find(struct hk_word_styles *s,
					 struct hk_str id)
{
	struct hk_word_format none = {.list = -1};
	size_t at = id.len ? find(s, id) : HK_HASHMAP_NONE;

	return at == HK_HASHMAP_NONE ? none : settle(s, at, 0);
}

#endif
