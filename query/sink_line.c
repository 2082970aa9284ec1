/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/layout.h"
#include "query/sink.h"
#include "query/visible.h"

/* The colours of grep: name, line number, match. */
#define NAME_ON	 "\033[35m"
#define LINE_ON	 "\033[32m"
#define MATCH_ON "\033[1;31m"
#define OFF	 "\033[0m"

/* "path:line: " (the line of the first match), or "path: ". */
static enum hk_status put_place(struct hk_sink *sink, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	bool color = sink->options->color;
	uint32_t line = hit->mark_count ? hk_record_line(r, hit->marks[0].begin)
					: r->line_begin;
	enum hk_status status = hk_buf_puts(sink->out, color ? NAME_ON : "");

	if (!status)
		status = hk_visible_path(sink->out,
					 r->path.len ? r->path : r->id,
					 sink->options->here);
	if (!status && color)
		status = hk_buf_puts(sink->out, OFF);
	if (!status && line)
		status = hk_buf_printf(sink->out, ":%s%u%s",
				       color ? LINE_ON : "", line,
				       color ? OFF : "");
	return status ? status : hk_buf_puts(sink->out, ": ");
}

static enum hk_status put_parts(struct hk_sink *sink, const struct hk_hit *hit)
{
	enum hk_status status =
		hk_buf_printf(sink->out, "  score %.4f =", hit->score);

	for (size_t i = 0; i < hit->part_count && !status; i++) {
		const struct hk_search_part *part = &hit->parts[i];

		status = hk_buf_puts(sink->out, i ? " + " : " ");
		if (!status && part->unit)
			status =
				hk_visible_text(sink->out, part->unit->surface);
		else if (!status)
			status = hk_buf_puts(sink->out, part->what);
		if (!status)
			status = hk_buf_printf(sink->out, " %.4f", part->score);
	}
	return status ? status : hk_buf_putc(sink->out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	const struct hk_layout_style style = {
		"", sink->options->color ? MATCH_ON : "",
		sink->options->color ? OFF : ""};
	struct hk_span all = {0, hit->record.text.len};
	struct hk_layout layout;
	enum hk_status status = put_place(sink, hit);

	hk_layout_init(&layout);
	if (!status)
		status = hk_layout_text(&layout, hit->record.text, all,
					hit->marks, hit->mark_count);
	if (!status)
		status = hk_layout_print(sink->out, &layout, 0, &style);
	if (!status && sink->options->explain)
		status = put_parts(sink, hit);
	hk_layout_release(&layout);
	return status;
}

const struct hk_sink_format hk_sink_line = {"line", NULL, hit, NULL};
