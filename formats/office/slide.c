/* SPDX-License-Identifier: GPL-2.0-or-later */

/* PowerPoint: the slides in the order of the presentation (ECMA-376 part 1,
 * 19.2), each with its charts, notes and comments. Their numbers are those of
 * pages. What masters and layouts hold is not repeated on each slide. */

#include "formats/office/office.h"

#ifdef HK_OFFICE_BUILT

/* Slides of a presentation. */
#define SLIDES_MAX 20000

struct slides {
	struct hk_office *office;
	struct hk_office_relations relations;
	struct hk_office_part **list; /* in their order */
	size_t count, capacity;
};

static enum hk_status read_slide(struct hk_office *o,
				 struct hk_office_part *part)
{
	static const char *const apart[] = {"chart", "diagramData"};
	struct hk_office_flow *flow = &o->flow;
	struct hk_office_relations relations;
	enum hk_status status;

	if (!part || part->used)
		return HK_OK;
	flow->page++;
	hk_office_flow_hold(flow);
	status = hk_office_drawing(o, part, HK_OFFICE_DRAWING_SLIDE);
	if (!status)
		status = hk_office_package_relations(&o->package, &relations,
						     part, o->err);
	for (size_t i = 0; i < 2 && !status; i++)
		status = hk_office_drawings(o, &relations, apart[i]);
	for (size_t i = 0; !status && i < relations.count; i++)
		if (hk_span_same(relations.list[i].type,
				 hk_span_cstr("notesSlide")))
			status = hk_office_drawing(o, relations.list[i].part,
						   HK_OFFICE_DRAWING_NOTES);
	if (!status)
		status = hk_office_drawings(o, &relations, "comments");
	hk_office_flow_give(flow);
	return status;
}

static enum hk_status add(struct slides *s, struct hk_office_part *part)
{
	if (!part)
		hk_container_complain(s->office->input, hk_span_str(NULL, 0),
				      "a slide is missing");
	if (!part || s->count >= SLIDES_MAX)
		return HK_OK;
	if (!HK_ARENA_RESERVE(&s->office->arena, s->list, s->capacity,
			      s->count + 1))
		return HK_ENOMEM;
	s->list[s->count++] = part;
	return HK_OK;
}

static enum hk_status on_open(void *ctx, const struct hk_xml_parse_element *e)
{
	struct slides *s = ctx;

	return hk_xml_parse_is(e, "sldId")
		       ? add(s,
			     hk_office_package_related(
				     &s->relations, hk_office_relation_id(e)))
		       : HK_OK;
}

/* Slides that a damaged list leaves out. */
static enum hk_status add_others(struct slides *s)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < s->relations.count && !status; i++)
		if (hk_span_same(s->relations.list[i].type,
				 hk_span_cstr("slide")))
			status = add(s, s->relations.list[i].part);
	return status ? hk_error_nomem(s->office->err) : HK_OK;
}

enum hk_status hk_office_slides(struct hk_office *o)
{
	static const struct hk_xml_parse_events events = {.open = on_open};
	struct hk_office_part *main =
		hk_office_package_find(&o->package, o->main);
	struct slides s = {.office = o};
	enum hk_status status;

	o->flow.article->lines = HK_BLOCK_LINES_PAGE;
	status = hk_office_package_relations(&o->package, &s.relations, main,
					     o->err);
	if (!status)
		status = hk_office_package_parse(&o->package, main, &events, &s,
						 o->err);
	if (!status && main->broken)
		status = add_others(&s);
	for (size_t i = 0; i < s.count && !status; i++)
		status = read_slide(o, s.list[i]);
	return status;
}

#endif
