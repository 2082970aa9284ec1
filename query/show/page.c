/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "base/message.h"
#include "query/show/above.h"
#include "query/show/heading.h"
#include "query/show/place.h"
#include "query/show/reasons.h"
#include "query/show/shown.h"

#define INDENT "  "
/* The most lines that a passage takes, unless all of it is wanted. */
#define EXCERPT_LINES 4
/* Places of copies that are named. */
#define COPIES_MAX 5

static unsigned columns_of(const struct hk_sink *sink)
{
	return hk_sink_columns(sink, HK_SINK_PAGE);
}

/* ---- Headings ---- */

/* Write the marks inside a block to `out`, for a copy of the block that begins
 * at byte `to`; their number. */
static size_t move_marks(struct hk_span *out, const struct hk_hit *hit,
			 struct hk_span block, size_t to)
{
	size_t n = 0;

	for (size_t i = 0; i < hit->mark_count; i++) {
		struct hk_span mark = hit->marks[i];

		if (mark.begin < block.begin || mark.end > block.end)
			continue;
		out[n].begin = mark.begin - block.begin + to;
		out[n++].end = mark.end - block.begin + to;
	}
	return n;
}

/* Append dim lines. */
static enum hk_status put_dim(struct hk_sink *sink,
			      struct hk_layout_source *source)
{
	const struct hk_style *style = hk_sink_style(sink);
	struct hk_style_lines dim;
	struct hk_layout layout;
	enum hk_status status;

	hk_style_source(source, style);
	hk_style_lines(&dim, style, INDENT, style->dim);
	hk_layout_init(&layout);
	status = hk_layout_text(&layout, source,
				(struct hk_span){0, source->text.len});
	if (!status)
		status = hk_layout_wrap(sink->out, &layout, columns_of(sink),
					&dim.layout);
	hk_layout_release(&layout);
	return status;
}

/* Append "見出し › 小見出し" without the headings that are blocks from `body`
 * on, since the text shows those. Headings that are blocks before it have
 * marks. */
static enum hk_status put_headings(struct hk_sink *sink,
				   const struct hk_hit *hit, size_t body)
{
	const struct hk_record *r = &hit->record;
	struct hk_span *marks = calloc(hit->mark_count + 1, sizeof(*marks));
	enum hk_status status = marks ? HK_OK : HK_ENOMEM;
	struct hk_layout_source source = {.marks = marks};
	struct hk_buf path;

	hk_buf_init(&path, HK_BUF_NO_MAX);
	for (size_t i = 0; i < r->heading_count && !status; i++) {
		struct hk_str heading = r->headings[i];
		size_t block = hk_above_find(r, heading);

		if (block >= body && block < r->block_count)
			continue;
		if (path.len)
			status = hk_buf_puts(&path, " › ");
		if (block < body)
			source.mark_count +=
				move_marks(marks + source.mark_count, hit,
					   r->blocks[block].span, path.len);
		if (!status)
			status =
				hk_buf_append(&path, heading.data, heading.len);
	}
	source.text = hk_buf_str(&path);
	if (!status)
		status = put_dim(sink, &source);
	hk_buf_release(&path);
	free(marks);
	return status;
}

/* ---- Passages ---- */

/* A hit as it is shown. */
struct passage {
	struct hk_shown shown;
	size_t body;   /* the first block that is not shown above the text */
	uint32_t line; /* of the source */
};

/* The line that stands for the passage: that of the first mark which is shown,
 * in the text or else in the headings above it; else of the text. */
static uint32_t choose_line(const struct passage *p, const struct hk_hit *hit,
			    size_t begin)
{
	struct hk_span mark = hk_shown_mark(&p->shown);
	size_t at = hk_shown_at(&p->shown);

	if (mark.begin == mark.end && hit->mark_count &&
	    hit->marks[0].begin < begin)
		at = hit->marks[0].begin;
	return hk_shown_line(hit, at);
}

static enum hk_status choose(struct hk_sink *sink, struct passage *p,
			     const struct hk_hit *hit)
{
	unsigned columns = columns_of(sink), indent = strlen(INDENT);
	struct hk_shown_size size = {
		.columns = columns > indent ? columns - indent : 1,
		.lines = sink->options->whole ? 0 : EXCERPT_LINES};
	size_t begin = hk_above_end(hit, &p->body);
	enum hk_status status =
		hk_shown_init(&p->shown, hit, begin, hk_sink_style(sink), size);
	p->line = status ? 0 : choose_line(p, hit, begin);
	return status;
}

/* Append "also in path:line, path:line". */
static enum hk_status put_copies(struct hk_sink *sink, const struct passage *p,
				 const struct hk_hit *hit)
{
	const struct hk_copy *copy = hit->copies;
	const size_t at = hk_shown_at(&p->shown);
	struct hk_layout_source source = {.mark_count = 0};
	enum hk_status status = HK_OK;
	size_t n = 0;
	struct hk_buf line;

	if (!copy)
		return HK_OK;
	hk_buf_init(&line, HK_BUF_NO_MAX);
	for (; copy && !status; copy = copy->next, n++) {
		const struct hk_hit other = {.record = copy->record};

		if (n >= COPIES_MAX)
			continue;
		status = hk_buf_puts(&line,
				     n ? ", " : hk_message_text("also in "));
		if (!status)
			status = hk_place_path(&line, &other, sink->options);
		if (!status)
			status = hk_place_line(&line, &other,
					       hk_shown_line(&other, at), "",
					       "");
	}
	if (!status && n > COPIES_MAX)
		status = hk_buf_printf(&line, hk_message_text(" and %zu more"),
				       n - COPIES_MAX);
	source.text = hk_buf_str(&line);
	if (!status)
		status = put_dim(sink, &source);
	hk_buf_release(&line);
	return status;
}

/* Append the headings around a passage, its text, and what explains it. */
static enum hk_status put_passage(struct hk_sink *sink, const struct passage *p,
				  const struct hk_hit *hit)
{
	struct hk_style_lines style;
	enum hk_status status = put_headings(sink, hit, p->body);

	hk_style_lines(&style, hk_sink_style(sink), INDENT, "");
	if (!status)
		status = hk_layout_wrap(sink->out, &p->shown.layout,
					columns_of(sink), &style.layout);
	if (!status)
		status = put_copies(sink, p, hit);
	if (!status && sink->options->explain)
		status = hk_reasons_table(sink, hit);
	return status;
}

/* Append what is between two passages of an article: "  3  line 40". */
static enum hk_status put_next(struct hk_sink *sink, const struct hk_hit *hit,
			       uint32_t line)
{
	const struct hk_style *style = hk_sink_style(sink);
	bool page = hit->record.lines == HK_BLOCK_LINES_PAGE;
	enum hk_status status =
		hk_buf_printf(sink->out, INDENT "%s%llu", style->dim,
			      (unsigned long long)hit->rank);

	if (!status && line)
		status = hk_buf_printf(sink->out,
				       page ? hk_message_text("  page %u")
					    : hk_message_text("  line %u"),
				       (unsigned)line);
	return status ? status
		      : hk_buf_printf(sink->out, "%s\n",
				      *style->dim ? style->off : "");
}

/* ---- The format ---- */

static enum hk_status begin(struct hk_sink *sink)
{
	struct hk_sink_group *groups;
	enum hk_status status = hk_sink_group(&groups, sink->result, false);

	sink->state = groups;
	return status;
}

/* An article is shown at the rank of its best passage, with all its passages.
 */
static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *best)
{
	const struct hk_hit *hits = sink->result->hits, *hit = best;
	const struct hk_sink_group *groups = sink->state;
	enum hk_status status = HK_OK;

	if (!groups[best - hits].first)
		return HK_OK;
	if (best != hits)
		status = hk_buf_putc(sink->out, '\n');
	while (!status) {
		size_t next = groups[hit - hits].next;
		struct passage p;

		status = choose(sink, &p, hit);
		hk_sink_note(sink, hit, p.line);
		if (!status)
			status = hit == best ? hk_heading_put(sink, hit, p.line)
					     : put_next(sink, hit, p.line);
		if (!status)
			status = put_passage(sink, &p, hit);
		hk_shown_release(&p.shown);
		if (!next)
			break;
		hit = &hits[next];
	}
	return status;
}

static enum hk_status end(struct hk_sink *sink)
{
	free(sink->state);
	return HK_OK;
}

const struct hk_sink_format hk_sink_page = {.name = "page",
					    .explains = true,
					    .chosen = true,
					    .paged = true,
					    .page = true,
					    .begin = begin,
					    .hit = hit,
					    .end = end};
