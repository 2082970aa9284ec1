/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Text of DrawingML (ECMA-376 part 1, 20 and 21): shapes, tables, charts,
 * diagrams; slides and their notes; and comments, which are simpler. */

#include "formats/office/office.h"

#ifdef HK_OFFICE_BUILT

/* Drawings of drawings. */
#define DEPTH_MAX 3

/* What a shape of a slide stands in for. */
enum holder {
	HOLDER_NONE,
	HOLDER_TITLE,
	HOLDER_FOOT,   /* the same on every slide */
	HOLDER_HIDDEN, /* number and date, and the picture of the slide */
};

struct drawing {
	struct hk_office *office;
	enum hk_office_drawing what;
	struct hk_office_skip skip;
	unsigned shape; /* depth of the element; 0: not inside of one */
	enum holder holder;
	bool in_text;
	bool cache;  /* inside of the names that a chart has kept */
	bool hidden; /* the slide */
	bool titled;
};

static bool is(const struct hk_xml_parse_element *e, const char *name)
{
	return hk_xml_parse_is(e, name);
}

static enum holder holder_of(const struct drawing *d, struct hk_str type)
{
	static const struct {
		const char *type;
		enum holder holder;
	} holders[] = {
		{"title", HOLDER_TITLE},   {"ctrTitle", HOLDER_TITLE},
		{"ftr", HOLDER_FOOT},	   {"hdr", HOLDER_FOOT},
		{"sldNum", HOLDER_HIDDEN}, {"dt", HOLDER_HIDDEN},
		{"sldImg", HOLDER_HIDDEN},
	};

	for (size_t i = 0; i < sizeof(holders) / sizeof(*holders); i++)
		if (hk_span_same(type, hk_span_cstr(holders[i].type)))
			return holders[i].holder == HOLDER_TITLE &&
					       d->what !=
						       HK_OFFICE_DRAWING_SLIDE
				       ? HOLDER_NONE
				       : holders[i].holder;
	return HOLDER_NONE;
}

/* A field whose text is the number of a page or the date of today. */
static bool is_changing(const struct hk_xml_parse_element *e)
{
	struct hk_str type = hk_xml_parse_value(e, "type");

	return is(e, "fld") && (hk_span_starts(type, "slidenum") ||
				hk_span_starts(type, "datetime"));
}

static bool is_shape(const struct hk_xml_parse_element *e)
{
	return is(e, "sp") || is(e, "graphicFrame") || is(e, "pic");
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct drawing *d = ctx;
	struct hk_office_flow *flow = &d->office->flow;

	if (hk_office_skip_open(&d->skip, e))
		return HK_OK;
	if (is(e, "t") || is(e, "text") || (d->cache && is(e, "v"))) {
		d->in_text = d->holder != HOLDER_HIDDEN;
	} else if (is_shape(e) && !d->shape) {
		d->shape = e->depth;
		d->holder = HOLDER_NONE;
	} else if (is(e, "cNvPr")) {
		hk_office_alt_of(flow, e);
	} else if (is(e, "ph")) {
		d->holder = holder_of(d, hk_xml_parse_value(e, "type"));
		flow->once = d->holder == HOLDER_FOOT;
		if (d->holder == HOLDER_TITLE)
			hk_office_flow_kind(flow, HK_BLOCK_HEADING, 1);
	} else if (is(e, "br")) {
		hk_office_flow_feed(flow);
	} else if (is(e, "tr")) {
		hk_office_flow_row(flow);
	} else if (is(e, "strCache")) {
		d->cache = true;
	} else if (is_changing(e)) {
		hk_office_skip_it(&d->skip, e);
	} else if (is(e, "sld") && e->depth == 1) {
		struct hk_str show = hk_xml_parse_value(e, "show");

		d->hidden = show.data && !hk_office_is_on(show);
	}
	return flow->status;
}

static void close_title(struct drawing *d)
{
	struct hk_office_flow *flow = &d->office->flow;

	if (hk_office_flow_blank(flow))
		return;
	hk_office_flow_ahead(flow, 1,
			     d->hidden && !d->titled ? HK_OFFICE_HIDDEN : "");
	d->titled = true;
}

static enum hk_status on_close(void *ctx, const struct hk_xml_parse_element *e)
{
	struct drawing *d = ctx;
	struct hk_office_flow *flow = &d->office->flow;

	if (hk_office_skip_close(&d->skip, e))
		return HK_OK;
	if (d->in_text && d->cache && is(e, "v"))
		hk_office_flow_tab(flow);
	if (is(e, "t") || is(e, "v"))
		d->in_text = false;
	if (e->depth == d->shape) {
		if (d->holder == HOLDER_TITLE)
			close_title(d);
		d->shape = 0;
		d->holder = HOLDER_NONE;
		flow->once = false;
	} else if (is(e, "p") && d->holder == HOLDER_TITLE) {
		hk_office_flow_feed(flow);
	} else if (is(e, "p") || is(e, "text") || is(e, "strCache")) {
		d->in_text = false;
		d->cache = d->cache && !is(e, "strCache");
		hk_office_flow_end(flow);
	} else if (is(e, "tc")) {
		hk_office_flow_tab(flow);
	} else if (is(e, "tr")) {
		hk_office_flow_row_end(flow, 1);
	}
	return flow->status;
}

static enum hk_status on_text(void *ctx, struct hk_str text, uint32_t line)
{
	struct drawing *d = ctx;

	(void)line;
	if (d->in_text && !d->skip.from)
		hk_office_flow_text(&d->office->flow, text);
	return d->office->flow.status;
}

enum hk_status hk_office_drawing(struct hk_office *o,
				 struct hk_office_part *part,
				 enum hk_office_drawing what)
{
	static const struct hk_xml_parse_events events = {on_open, on_close,
							  on_text};
	struct drawing d = {.office = o, .what = what};
	enum hk_status status;

	if (!part || !hk_office_package_once(part))
		return HK_OK;
	status =
		hk_office_package_parse(&o->package, part, &events, &d, o->err);
	o->flow.once = false;
	hk_office_flow_end(&o->flow);
	if (what == HK_OFFICE_DRAWING_SLIDE && d.hidden && !d.titled) {
		hk_office_flow_ahead(&o->flow, 1, HK_OFFICE_HIDDEN);
	} else if (what == HK_OFFICE_DRAWING_SLIDE && !d.titled) {
		hk_office_flow_promote(&o->flow, 1);
	}
	return status;
}

static enum hk_status read_all(struct hk_office *o,
			       const struct hk_office_relations *relations,
			       const char *type, unsigned depth)
{
	static const char *const inner[] = {"chart", "diagramData",
					    "chartUserShapes"};
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < relations->count && !status; i++) {
		const struct hk_office_relation *r = &relations->list[i];
		struct hk_office_relations own;

		if (!r->part || r->part->used ||
		    !hk_span_same(r->type, hk_span_cstr(type)))
			continue;
		status = hk_office_drawing(o, r->part, HK_OFFICE_DRAWING_ANY);
		if (!status)
			status = hk_office_package_relations(&o->package, &own,
							     r->part, o->err);
		for (size_t k = 0; k < 3 && !status && depth < DEPTH_MAX; k++)
			status = read_all(o, &own, inner[k], depth + 1);
	}
	return status;
}

enum hk_status hk_office_drawings(struct hk_office *o,
				  const struct hk_office_relations *relations,
				  const char *type)
{
	return read_all(o, relations, type, 0);
}

#endif
