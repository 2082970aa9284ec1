/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/place.h"
#include "query/show/shown.h"
#include "query/show/sink.h"

/* The column, in bytes of UTF-8 from 1, of byte `at` of the passage in its
 * line, as far as the text tells it. */
static size_t column_of(const struct hk_record *r, size_t at)
{
	size_t begin = 0, i = at, before = 0;

	if (r->lines != HK_BLOCK_LINES_PHYSICAL)
		return 1;
	for (size_t k = 0; k < r->block_count; k++)
		if (r->blocks[k].span.begin <= at) {
			begin = r->blocks[k].span.begin;
			before = r->blocks[k].column;
		}
	while (i > begin && r->text.data[i - 1] != '\n')
		i--;
	return at - i + 1 + (i == begin ? before : 0);
}

/* Append "path:line:column: excerpt". Editors want both numbers, so what has no
 * lines is at 1:1, and its page or heading is told behind. */
static enum hk_status put(struct hk_sink *sink, const struct hk_shown *shown)
{
	const struct hk_hit *hit = shown->hit;
	size_t at = hk_shown_at(shown);
	uint32_t line = hk_shown_line(hit, at);
	bool page = hit->record.lines == HK_BLOCK_LINES_PAGE;
	struct hk_style_lines style;
	struct hk_buf *out = sink->out;
	enum hk_status status = hk_place_path(out, hit, sink->options);

	if (!status)
		status = hk_buf_printf(
			out, ":%u:%zu: ", line && !page ? (unsigned)line : 1,
			column_of(&hit->record, at));
	if (!status && page)
		status = hk_buf_printf(out, "(p.%u) ", (unsigned)line);
	hk_style_lines(&style, hk_sink_style(sink), "", "");
	if (!status)
		status = hk_layout_line(out, &shown->layout, &style.layout);
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	return hk_shown_write(sink, hit, put);
}

const struct hk_sink_format hk_sink_vimgrep = {
	.name = "vimgrep", .chosen = true, .paged = true, .hit = hit};
