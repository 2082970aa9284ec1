/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "query/layout.h"
#include "query/sink.h"
#include "query/visible.h"

#define TITLE_ON "\033[1m"
#define PLACE_ON "\033[36m"
#define DIM_ON	 "\033[2m"
#define MATCH_ON "\033[1;31m"
#define OFF	 "\033[0m"

#define INDENT "  "
/* Lines of the window that a passage may take, unless all of it is wanted. */
#define EXCERPT_LINES 4

static const char *style(const struct hk_sink *sink, const char *on)
{
	return sink->options->color ? on : "";
}

static struct hk_str file_name(struct hk_str path)
{
	for (size_t i = path.len; i-- > 0;)
		if (path.data[i] == '/')
			return hk_span_str(path.data + i + 1, path.len - i - 1);
	return path;
}

/* The source line of the first mark, so that an editor opens there. */
static uint32_t line_of(const struct hk_hit *hit)
{
	return hit->mark_count
		       ? hk_record_line(&hit->record, hit->marks[0].begin)
		       : hit->record.line_begin;
}

/* "title  path:line", the title with its marks. */
static enum hk_status put_heading(struct hk_sink *sink,
				  const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	struct hk_span all = {0, r->title.len};
	struct hk_layout_style marks = {"", style(sink, MATCH_ON),
					style(sink, OFF TITLE_ON)};
	struct hk_layout layout;
	enum hk_status status = HK_OK;
	uint32_t line = line_of(hit);

	hk_layout_init(&layout);
	if (!r->path.len || !hk_span_same(r->title, file_name(r->path))) {
		status =
			hk_layout_text(&layout, r->title, all, hit->title_marks,
				       hit->title_mark_count);
		if (!status)
			status = hk_buf_puts(sink->out, style(sink, TITLE_ON));
		if (!status)
			status = hk_layout_print(sink->out, &layout, 0, &marks);
		/* The place goes on the same line. */
		if (!status && sink->out->len)
			sink->out->len--;
		if (!status)
			status = hk_buf_printf(sink->out, "%s  ",
					       style(sink, OFF));
	}
	hk_layout_release(&layout);
	if (!status)
		status = hk_buf_puts(sink->out, style(sink, PLACE_ON));
	if (!status)
		status = hk_visible_path(sink->out,
					 r->path.len ? r->path : r->id,
					 sink->options->here);
	if (!status && line)
		status = hk_buf_printf(sink->out, ":%u", line);
	return status ? status
		      : hk_buf_printf(sink->out, "%s\n", style(sink, OFF));
}

/* "見出し › 小見出し": those that are not in the text itself. */
static enum hk_status put_headings(struct hk_sink *sink,
				   const struct hk_record *r)
{
	enum hk_status status = HK_OK;
	bool first = true;

	for (size_t i = 0; i < r->heading_count && !status; i++) {
		struct hk_str h = r->headings[i];

		if (memmem(r->text.data, r->text.len, h.data, h.len))
			continue;
		status = hk_buf_printf(sink->out, "%s",
				       first ? style(sink, DIM_ON) : " › ");
		if (!status && first)
			status = hk_buf_puts(sink->out, INDENT);
		if (!status)
			status = hk_visible_text(sink->out, h);
		first = false;
	}
	if (!status && !first)
		status = hk_buf_printf(sink->out, "%s\n", style(sink, OFF));
	return status;
}

/* The text behind its own title line, which stands above it already. */
static size_t skip_title(const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;

	if (r->block_count < 2 || r->blocks[0].kind != HK_BLOCK_TITLE)
		return 0;
	if (hit->mark_count &&
	    hit->marks[hit->mark_count - 1].begin < r->blocks[1].span.begin)
		return 0;
	return r->blocks[1].span.begin;
}

static enum hk_status put_text(struct hk_sink *sink, const struct hk_hit *hit)
{
	const struct hk_layout_style marks = {INDENT, style(sink, MATCH_ON),
					      style(sink, OFF)};
	unsigned columns = sink->options->columns;
	size_t cells = (size_t)(columns - 4) * EXCERPT_LINES;
	size_t begin = skip_title(hit), first = 0, n;
	struct hk_str text = hit->record.text;
	struct hk_span shown = {begin, text.len};
	struct hk_span *moved = NULL;
	struct hk_layout layout;
	enum hk_status status;

	while (first < hit->mark_count && hit->marks[first].end <= begin)
		first++;
	n = hit->mark_count - first;
	if (!sink->options->whole) {
		/* Marks as they stand in what is left of the text. */
		moved = malloc((n + 1) * sizeof(*moved));
		if (!moved)
			return HK_ENOMEM;
		for (size_t i = 0; i < n; i++) {
			size_t from = hit->marks[first + i].begin;
			moved[i].begin = from > begin ? from - begin : 0;
			moved[i].end = hit->marks[first + i].end - begin;
		}
		shown = hk_layout_excerpt(
			hk_span_str(text.data + begin, text.len - begin), moved,
			n, cells);
		shown.begin += begin;
		shown.end += begin;
		free(moved);
	}
	hk_layout_init(&layout);
	status = hk_layout_text(&layout, text, shown, hit->marks,
				hit->mark_count);
	layout.cut_before = shown.begin > begin;
	layout.cut_after = shown.end < text.len;
	if (!status)
		status = hk_layout_print(sink->out, &layout, columns, &marks);
	hk_layout_release(&layout);
	return status;
}

static enum hk_status put_parts(struct hk_sink *sink, const struct hk_hit *hit)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < hit->part_count && !status; i++) {
		const struct hk_search_part *part = &hit->parts[i];

		if (part->unit && part->score == 0)
			continue;
		status = hk_buf_printf(sink->out, INDENT "%s%9.4f  ",
				       style(sink, DIM_ON), part->score);
		if (!status && part->unit)
			status =
				hk_visible_text(sink->out, part->unit->surface);
		else if (!status)
			status = hk_buf_puts(sink->out, part->what);
		if (!status && part->unit &&
		    !hk_span_same(part->unit->lemma, part->unit->surface)) {
			status = hk_buf_puts(sink->out, " → ");
			if (!status)
				status = hk_visible_text(sink->out,
							 part->unit->lemma);
		}
		if (!status && part->unit)
			status = hk_buf_printf(sink->out, " (in %u passages)",
					       part->unit->documents);
		if (!status)
			status = hk_buf_printf(sink->out, "%s\n",
					       style(sink, OFF));
	}
	return status ? status
		      : hk_buf_printf(sink->out, INDENT "%s%9.4f  = score%s\n",
				      style(sink, DIM_ON), hit->score,
				      style(sink, OFF));
}

/* How the query was cut. */
static enum hk_status put_cut(struct hk_sink *sink)
{
	const struct hk_plan *plan = &sink->result->plan;
	enum hk_status status = hk_buf_puts(sink->out, "query: ");

	for (size_t i = 0; i < plan->unit_count && !status; i++) {
		status = hk_buf_puts(sink->out, i ? " | " : "");
		if (!status)
			status = hk_visible_text(sink->out,
						 plan->units[i].surface);
	}
	return status ? status : hk_buf_puts(sink->out, "\n\n");
}

static enum hk_status begin(struct hk_sink *sink)
{
	sink->state = calloc(sink->result->count + 1, sizeof(bool));
	if (!sink->state)
		return HK_ENOMEM;
	return sink->options->explain ? put_cut(sink) : HK_OK;
}

/* An article is shown where its best passage stands, with the others of it. */
static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	const struct hk_hit *hits = sink->result->hits;
	bool *shown = sink->state;
	enum hk_status status = HK_OK;

	if (shown[hit - hits])
		return HK_OK;
	if (hit != hits)
		status = hk_buf_putc(sink->out, '\n');
	if (!status)
		status = put_heading(sink, hit);
	for (size_t i = 0; i < sink->result->count && !status; i++) {
		const struct hk_hit *h = &hits[i];

		if (shown[i] || !hk_span_same(h->record.id, hit->record.id))
			continue;
		shown[i] = true;
		if (h != hit)
			status = hk_buf_printf(sink->out, INDENT "%s⋯%s\n",
					       style(sink, DIM_ON),
					       style(sink, OFF));
		if (!status)
			status = put_headings(sink, &h->record);
		if (!status)
			status = put_text(sink, h);
		if (!status && sink->options->explain)
			status = put_parts(sink, h);
	}
	return status;
}

static enum hk_status end(struct hk_sink *sink)
{
	free(sink->state);
	return HK_OK;
}

const struct hk_sink_format hk_sink_text = {"text", begin, hit, end};
