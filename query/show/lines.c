/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/layout.h"
#include "query/show/sink.h"
#include "query/show/visible.h"

/* The colours of grep: name, line number, match. */
#define NAME_ON	 "\033[35m"
#define LINE_ON	 "\033[32m"
#define MATCH_ON "\033[1;31m"
#define OFF	 "\033[0m"

static const char *style(const struct hk_sink *sink, const char *on)
{
	return sink->options->color ? on : "";
}

/* Append " (見出し › 小見出し)", for formats without lines. */
static enum hk_status put_headings(struct hk_sink *sink,
				   const struct hk_record *r)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < r->heading_count && !status; i++) {
		status = hk_buf_puts(sink->out, i ? " › " : " (");
		if (!status)
			status = hk_visible_text(sink->out, r->headings[i]);
	}
	return status || !r->heading_count ? status
					   : hk_buf_putc(sink->out, ')');
}

/* Append "path:line: ", "path:p.3: ", or "path (heading): ". */
static enum hk_status put_location(struct hk_sink *sink,
				   const struct hk_hit *hit)
{
	enum hk_status status = hk_buf_puts(sink->out, style(sink, NAME_ON));

	if (!status)
		status = hk_sink_path(sink->out, hit, sink->options);
	if (!status)
		status = hk_buf_puts(sink->out, style(sink, OFF));
	if (!status)
		status = hk_sink_position(sink->out, hit, style(sink, LINE_ON),
					  style(sink, OFF));
	if (!status && hit->record.lines == HK_BLOCK_LINES_NONE)
		status = put_headings(sink, &hit->record);
	return status ? status : hk_buf_puts(sink->out, ": ");
}

static enum hk_status put_text(struct hk_sink *sink, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	const struct hk_layout_source source = {r->text, hit->marks,
						hit->mark_count, r->blocks,
						r->block_count};
	const struct hk_layout_style marks = {"", "", "", style(sink, MATCH_ON),
					      style(sink, OFF)};
	struct hk_layout layout;
	enum hk_status status;

	hk_layout_init(&layout);
	status = hk_layout_text(&layout, &source,
				(struct hk_span){0, r->text.len});
	if (!status)
		status = hk_layout_line(sink->out, &layout, &marks);
	hk_layout_release(&layout);
	return status ? status : hk_buf_putc(sink->out, '\n');
}

static enum hk_status put_reasons(struct hk_sink *sink,
				  const struct hk_hit *hit)
{
	enum hk_status status =
		hk_buf_printf(sink->out, "  score %.4f =", hit->score);

	for (size_t i = 0; i < hit->reason_count && !status; i++) {
		const struct hk_search_reason *reason = &hit->reasons[i];

		status = hk_buf_puts(sink->out, i ? " + " : " ");
		if (!status)
			status = hk_visible_text(
				sink->out,
				reason->unit ? reason->unit->surface
					     : hk_span_cstr(reason->what));
		if (!status && reason->form.len) {
			status = hk_buf_puts(sink->out, " as ");
			if (!status)
				status = hk_visible_text(sink->out,
							 reason->form);
		}
		if (!status)
			status = hk_buf_printf(sink->out, " %.4f",
					       reason->score);
	}
	return status ? status : hk_buf_putc(sink->out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	enum hk_status status = put_location(sink, hit);

	if (!status)
		status = put_text(sink, hit);
	if (!status && sink->options->explain)
		status = put_reasons(sink, hit);
	return status;
}

const struct hk_sink_format hk_sink_lines = {
	.name = "lines", .paged = true, .hit = hit};
