/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/shown.h"

/* In plain text a tab is what it is. */
static bool is_text(const struct hk_record *r)
{
	return !r->type.len || hk_span_same(r->type, hk_span_cstr("text"));
}

enum hk_status hk_shown_init(struct hk_shown *out, const struct hk_hit *hit,
			     size_t begin, const struct hk_style *style,
			     struct hk_shown_size size)
{
	const struct hk_record *r = &hit->record;
	enum hk_status status;

	out->hit = hit;
	out->source = (struct hk_layout_source){
		.text = r->text,
		.marks = hit->marks,
		.mark_count = hit->mark_count,
		.blocks = r->blocks,
		.block_count = r->block_count,
		.cells = !is_text(r),
		.indent = size.one_line ? 0 : size.columns / 4};
	if (style)
		hk_style_source(&out->source, style);
	hk_layout_init(&out->layout);
	status = hk_layout_text(&out->layout, &out->source,
				(struct hk_span){begin, r->text.len});
	if (status)
		return status;
	if (size.one_line)
		hk_layout_flatten(&out->layout);
	if (size.lines)
		hk_excerpt_choose(&out->layout, &out->source, size.columns,
				  size.lines);
	return HK_OK;
}

enum hk_status hk_shown_excerpt(struct hk_shown *out,
				const struct hk_sink *sink,
				const struct hk_hit *hit)
{
	struct hk_shown_size size = {
		.columns = hk_sink_columns(sink, HK_SHOWN_CELLS),
		.lines = !sink->options->whole,
		.one_line = true};

	return hk_shown_init(out, hit, 0, hk_sink_style(sink), size);
}

void hk_shown_release(struct hk_shown *shown)
{
	hk_layout_release(&shown->layout);
}

enum hk_status hk_shown_write(struct hk_sink *sink, const struct hk_hit *hit,
			      enum hk_status (*put)(struct hk_sink *sink,
						    const struct hk_shown *))
{
	struct hk_shown shown;
	enum hk_status status = hk_shown_excerpt(&shown, sink, hit);

	if (!status)
		status = put(sink, &shown);
	hk_shown_release(&shown);
	return status;
}

struct hk_span hk_shown_mark(const struct hk_shown *shown)
{
	const struct hk_layout *l = &shown->layout;

	for (size_t i = l->first; i < l->last; i++)
		if (l->list[i].mark)
			return shown->source.marks[l->list[i].mark - 1];
	return (struct hk_span){0, 0};
}

size_t hk_shown_at(const struct hk_shown *shown)
{
	const struct hk_layout *l = &shown->layout;

	for (size_t i = l->first; i < l->last; i++)
		if (l->list[i].mark)
			return l->list[i].begin;
	return hk_layout_shown(l).begin;
}

uint32_t hk_shown_line(const struct hk_hit *hit, size_t at)
{
	const struct hk_record *r = &hit->record;
	uint32_t line = hk_record_line(r, at);

	return line ? line : r->line_begin;
}
