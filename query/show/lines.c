/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/place.h"
#include "query/show/reasons.h"
#include "query/show/shown.h"
#include "query/show/sink.h"

/* Append "path:line: ", "path:p.3: ", or "path (heading): "; with --null, as
 * grep -Z does, the bytes of the path, a NUL, and "line: ". */
static enum hk_status put_place(struct hk_sink *sink, const struct hk_hit *hit,
				uint32_t line)
{
	const struct hk_style *style = hk_sink_style(sink);
	struct hk_buf *out = sink->out;
	enum hk_status status = hk_buf_puts(out, style->path);

	hk_sink_note(sink, hit, line);
	if (!status)
		status = hk_place_link(out, hit, line, sink->options);
	if (!status)
		status = sink->options->null
				 ? hk_place_bytes(out, hit)
				 : hk_place_path(out, hit, sink->options);
	if (!status)
		status = hk_place_unlink(out, hit, sink->options);
	if (!status)
		status = hk_buf_puts(out, *style->path ? style->off : "");
	if (!status && sink->options->null)
		status = hk_buf_putc(out, '\0');
	if (!status && sink->options->null && line)
		return hk_buf_printf(
			out, "%s%s%u%s: ", style->line,
			hit->record.lines == HK_BLOCK_LINES_PAGE ? "p." : "",
			(unsigned)line, *style->line ? style->off : "");
	if (!status)
		status = hk_place_line(out, hit, line, style->line,
				       *style->line ? style->off : "");
	if (!status && hit->record.lines == HK_BLOCK_LINES_NONE)
		status = hk_place_headings(out, hit);
	return status || sink->options->null ? status : hk_buf_puts(out, ": ");
}

static enum hk_status put_text(struct hk_sink *sink,
			       const struct hk_shown *shown)
{
	struct hk_style_lines style;
	enum hk_status status;

	hk_style_lines(&style, hk_sink_style(sink), "", "");
	status = hk_layout_line(sink->out, &shown->layout, &style.layout);
	return status ? status : hk_buf_putc(sink->out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	struct hk_shown shown;
	enum hk_status status = hk_shown_excerpt(&shown, sink, hit);

	if (!status)
		status = put_place(sink, hit,
				   hk_shown_line(hit, hk_shown_at(&shown)));
	if (!status)
		status = put_text(sink, &shown);
	if (!status && sink->options->explain)
		status = hk_reasons_line(sink, hit);
	hk_shown_release(&shown);
	return status;
}

const struct hk_sink_format hk_sink_lines = {.name = "lines",
					     .explains = true,
					     .nulls = true,
					     .chosen = true,
					     .paged = true,
					     .hit = hit};
