/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/place.h"
#include "query/show/shown.h"
#include "query/show/sink.h"
#include "query/show/visible.h"

static enum hk_status begin(struct hk_sink *sink)
{
	return hk_buf_puts(sink->out, "rank\tscore\tpath\tline\ttitle\tauthor\t"
				      "date\ttags\ttext\n");
}

/* Append a field, in which no tab or line end is left, and what ends it. */
static enum hk_status put_field(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = hk_visible_text(out, text);

	return status ? status : hk_buf_putc(out, '\t');
}

static enum hk_status put_tags(struct hk_buf *out, const struct hk_record *r)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < r->tag_count && !status; i++) {
		if (i)
			status = hk_buf_putc(out, ',');
		if (!status)
			status = hk_visible_text(out, r->tags[i]);
	}
	return status ? status : hk_buf_putc(out, '\t');
}

static enum hk_status put(struct hk_sink *sink, const struct hk_shown *shown)
{
	const struct hk_hit *hit = shown->hit;
	const struct hk_record *r = &hit->record;
	uint32_t line = hk_shown_line(hit, hk_shown_at(shown));
	struct hk_style_lines style;
	struct hk_buf *out = sink->out;
	enum hk_status status = hk_buf_printf(
		out, "%llu\t%.4f\t", (unsigned long long)hit->rank, hit->score);

	if (!status)
		status = hk_place_path(out, hit, sink->options);
	if (!status && line)
		status = hk_buf_printf(out, "\t%s%u\t",
				       r->lines == HK_BLOCK_LINES_PAGE ? "p."
								       : "",
				       (unsigned)line);
	else if (!status)
		status = hk_buf_puts(out, "\t\t");
	if (!status)
		status = put_field(out, r->title);
	if (!status)
		status = put_field(out, r->author);
	if (!status)
		status = put_field(out, r->date);
	if (!status)
		status = put_tags(out, r);
	hk_style_lines(&style, hk_sink_style(sink), "", "");
	if (!status)
		status = hk_layout_line(out, &shown->layout, &style.layout);
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	return hk_shown_write(sink, hit, put);
}

const struct hk_sink_format hk_sink_tsv = {
	.name = "tsv", .chosen = true, .begin = begin, .hit = hit};
