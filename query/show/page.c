/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "query/show/excerpt.h"
#include "query/show/layout.h"
#include "query/show/sink.h"
#include "query/show/visible.h"

#define TITLE_ON    "\033[1m"
#define LOCATION_ON "\033[36m"
#define DIM_ON	    "\033[2m"
#define MATCH_ON    "\033[1;31m"
#define OFF	    "\033[0m"

#define INDENT "  "
/* The most lines that a passage takes, unless all of it is wanted. */
#define EXCERPT_LINES	4
#define TITLE_LINES	2
#define COLUMNS_DEFAULT 80 /* cells */

static const struct hk_layout_style title_style = {"", TITLE_ON, OFF, MATCH_ON,
						   OFF TITLE_ON};
static const struct hk_layout_style text_style = {INDENT, "", "", MATCH_ON,
						  OFF};
static const struct hk_layout_style dim_style = {INDENT, DIM_ON, OFF,
						 OFF MATCH_ON, OFF DIM_ON};

static const char *color(const struct hk_sink *sink, const char *on)
{
	return sink->options->color ? on : "";
}

static struct hk_layout_style style_of(const struct hk_sink *sink,
				       const struct hk_layout_style *style)
{
	struct hk_layout_style plain = {style->indent, "", "", "", ""};

	return sink->options->color ? *style : plain;
}

static unsigned columns_of(const struct hk_sink *sink)
{
	unsigned columns = sink->options->columns;

	return columns ? columns : COLUMNS_DEFAULT;
}

/* Append the text from byte `begin` on, wrapped; unless `lines` is 0, an
 * excerpt of about that many lines. */
static enum hk_status put_lines(struct hk_sink *sink,
				const struct hk_layout_source *source,
				size_t begin, unsigned lines,
				const struct hk_layout_style *as)
{
	const struct hk_layout_style style = style_of(sink, as);
	unsigned columns = columns_of(sink);
	unsigned indent = (unsigned)strlen(style.indent);
	struct hk_layout layout;
	enum hk_status status;

	hk_layout_init(&layout);
	status = hk_layout_text(&layout, source,
				(struct hk_span){begin, source->text.len});
	if (!status && lines)
		hk_excerpt_choose(&layout, source,
				  columns > indent ? columns - indent : 1,
				  lines);
	if (!status)
		status = hk_layout_wrap(sink->out, &layout, columns, &style);
	hk_layout_release(&layout);
	return status;
}

/* ---- Articles ---- */

static struct hk_str file_name(struct hk_str path)
{
	for (size_t i = path.len; i-- > 0;)
		if (path.data[i] == '/')
			return hk_span_str(path.data + i + 1, path.len - i - 1);
	return path;
}

/* Append the title and what separates it from the location: a blank if both fit
 * into one line. Nothing if the title is only the name of the file. */
static enum hk_status put_title(struct hk_sink *sink, const struct hk_hit *hit,
				struct hk_str location)
{
	const struct hk_layout_source title = {hit->record.title,
					       hit->title_marks,
					       hit->title_mark_count, NULL, 0};
	const struct hk_layout_style style = style_of(sink, &title_style);
	struct hk_layout layout;
	enum hk_status status;

	if (!title.text.len ||
	    hk_span_same(title.text,
			 file_name(hit->record.member.len ? hit->record.member
							  : hit->record.path)))
		return HK_OK;
	if (hk_layout_cells(title.text) + strlen(INDENT) +
		    hk_layout_cells(location) >
	    columns_of(sink)) {
		status = put_lines(sink, &title, 0, TITLE_LINES, &title_style);
		return status ? status : hk_buf_puts(sink->out, INDENT);
	}
	hk_layout_init(&layout);
	status = hk_layout_text(&layout, &title,
				(struct hk_span){0, title.text.len});
	if (!status)
		status = hk_layout_line(sink->out, &layout, &style);
	hk_layout_release(&layout);
	return status ? status : hk_buf_puts(sink->out, "  ");
}

/* Append "title  path:line". */
static enum hk_status put_article(struct hk_sink *sink,
				  const struct hk_hit *hit)
{
	struct hk_buf location;
	enum hk_status status;

	hk_buf_init(&location, HK_BUF_NO_MAX);
	status = hk_sink_path(&location, hit, sink->options);
	if (!status)
		status = hk_sink_position(&location, hit, "", "");
	if (!status)
		status = put_title(sink, hit, hk_buf_str(&location));
	if (!status)
		status = hk_buf_printf(
			sink->out, "%s%s%s\n", color(sink, LOCATION_ON),
			location.data ? location.data : "", color(sink, OFF));
	hk_buf_release(&location);
	return status;
}

/* ---- Passages ---- */

static struct hk_str text_of(const struct hk_record *r, size_t block)
{
	struct hk_span span = r->blocks[block].span;

	return hk_span_str(r->text.data + span.begin, span.end - span.begin);
}

/* The block of this heading; block_count if the passage has none. */
static size_t find_heading(const struct hk_record *r, struct hk_str heading)
{
	size_t i = 0;

	while (i < r->block_count && (r->blocks[i].kind != HK_BLOCK_HEADING ||
				      !hk_span_same(text_of(r, i), heading)))
		i++;
	return i;
}

/* Is this block, at the top of the passage, already shown above the text? */
static bool is_above(const struct hk_hit *hit, size_t block)
{
	const struct hk_record *r = &hit->record;
	size_t i = 0;

	if (r->blocks[block].kind == HK_BLOCK_TITLE)
		return hk_span_same(text_of(r, block), r->title) &&
		       block + 1 < r->block_count &&
		       (!hit->mark_count ||
			hit->marks[hit->mark_count - 1].begin >=
				r->blocks[block].span.end);
	if (r->blocks[block].kind != HK_BLOCK_HEADING)
		return false;
	while (i < r->heading_count &&
	       !hk_span_same(r->headings[i], text_of(r, block)))
		i++;
	return i < r->heading_count;
}

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
		size_t block = find_heading(r, heading);

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
		status = put_lines(sink, &source, 0, 0, &dim_style);
	hk_buf_release(&path);
	free(marks);
	return status;
}

/* Append the headings around a passage and its text. */
static enum hk_status put_passage(struct hk_sink *sink,
				  const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	const struct hk_layout_source source = {r->text, hit->marks,
						hit->mark_count, r->blocks,
						r->block_count};
	size_t body = 0, begin = 0;
	enum hk_status status;

	while (body < r->block_count && is_above(hit, body))
		begin = r->blocks[body++].span.end;
	status = put_headings(sink, hit, body);
	if (status)
		return status;
	return put_lines(sink, &source, begin,
			 sink->options->whole ? 0 : EXCERPT_LINES, &text_style);
}

/* ---- Explanations ---- */

/* Append "query: word | word | word*". */
static enum hk_status put_query(struct hk_sink *sink)
{
	const struct hk_plan *plan = &sink->result->plan;
	struct hk_layout_style style = dim_style;
	struct hk_layout_source source = {.mark_count = 0};
	const char *between = "query: ";
	enum hk_status status = HK_OK;
	struct hk_buf line;

	hk_buf_init(&line, HK_BUF_NO_MAX);
	for (size_t i = 0; i < plan->unit_count && !status; i++) {
		const struct hk_unit *unit = &plan->units[i];

		status = hk_buf_printf(&line, "%s%s", between,
				       unit->excluded ? "-" : "");
		if (!status)
			status = hk_buf_append(&line, unit->surface.data,
					       unit->surface.len);
		between = " | ";
	}
	for (size_t i = 0; i < plan->prefix_count && !status; i++) {
		status = hk_buf_puts(&line, between);
		if (!status)
			status = hk_buf_append(&line, plan->prefixes[i].data,
					       plan->prefixes[i].len);
		if (!status)
			status = hk_buf_putc(&line, '*');
		between = " | ";
	}
	if (!status && plan->dropped)
		status = hk_buf_puts(&line,
				     " (too long; part of it was ignored)");
	source.text = hk_buf_str(&line);
	style.indent = "";
	if (!status)
		status = put_lines(sink, &source, 0, 0, &style);
	hk_buf_release(&line);
	return status ? status : hk_buf_putc(sink->out, '\n');
}

/* A row of the table. Numbers come first, since the width of words varies. */
static enum hk_status put_reason(struct hk_sink *sink,
				 const struct hk_search_reason *reason)
{
	const struct hk_unit *unit = reason->unit;
	enum hk_status status =
		hk_buf_printf(sink->out, INDENT "%s%8.4f", color(sink, DIM_ON),
			      reason->score);

	if (!status && unit)
		status = hk_buf_printf(sink->out, " %6.2f %8u  ", unit->idf,
				       (unsigned)unit->documents);
	else if (!status)
		status = hk_buf_printf(sink->out, " %6s %8s  ", "", "");
	if (!status)
		status = hk_visible_text(sink->out,
					 unit ? unit->surface
					      : hk_span_cstr(reason->what));
	if (!status && unit && !hk_span_same(unit->lemma, unit->surface)) {
		status = hk_buf_puts(sink->out, " (");
		if (!status)
			status = hk_visible_text(sink->out, unit->lemma);
		if (!status)
			status = hk_buf_putc(sink->out, ')');
	}
	if (!status && reason->form.len) {
		status = hk_buf_puts(sink->out, " as ");
		if (!status)
			status = hk_visible_text(sink->out, reason->form);
	}
	return status ? status
		      : hk_buf_printf(sink->out, "%s\n", color(sink, OFF));
}

static enum hk_status put_reasons(struct hk_sink *sink,
				  const struct hk_hit *hit)
{
	enum hk_status status = hk_buf_printf(
		sink->out, INDENT "%s%8s %6s %8s%s\n", color(sink, DIM_ON),
		"score", "idf", "passages", color(sink, OFF));

	for (size_t i = 0; i < hit->reason_count && !status; i++)
		status = put_reason(sink, &hit->reasons[i]);
	return status ? status
		      : hk_buf_printf(sink->out, INDENT "%s%8.4f in all%s\n",
				      color(sink, DIM_ON), hit->score,
				      color(sink, OFF));
}

/* ---- The format ---- */

static enum hk_status begin(struct hk_sink *sink)
{
	struct hk_sink_group *groups;
	enum hk_status status = hk_sink_group(&groups, sink->result, false);

	sink->state = groups;
	if (!status && sink->options->explain && sink->result->count)
		status = put_query(sink);
	return status;
}

/* Append what separates two passages of an article: "⋯ :line". */
static enum hk_status put_next(struct hk_sink *sink, const struct hk_hit *hit)
{
	enum hk_status status =
		hk_buf_printf(sink->out, INDENT "%s⋯ ", color(sink, DIM_ON));

	if (!status)
		status = hk_sink_position(sink->out, hit, "", "");
	return status ? status
		      : hk_buf_printf(sink->out, "%s\n", color(sink, OFF));
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
	if (!status)
		status = put_article(sink, best);
	while (!status) {
		size_t next = groups[hit - hits].next;

		status = put_passage(sink, hit);
		if (!status && sink->options->explain)
			status = put_reasons(sink, hit);
		if (status || !next)
			break;
		hit = &hits[next];
		status = put_next(sink, hit);
	}
	return status;
}

static enum hk_status end(struct hk_sink *sink)
{
	free(sink->state);
	return HK_OK;
}

const struct hk_sink_format hk_sink_page = {
	.name = "page", .paged = true, .begin = begin, .hit = hit, .end = end};
