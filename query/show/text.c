/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/text.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "query/show/heading.h"

/* Blanks between the number of a line and its text. */
#define GUTTER	   "  "
#define NUMBER_MIN 4 /* digits */

/* One article, put together. */
struct joined {
	struct hk_buf text;
	struct hk_block *blocks;
	size_t block_count, block_capacity;
	struct hk_span *marks;
	size_t mark_count, mark_capacity;
	enum hk_block_lines lines;
};

struct writer {
	struct hk_sink *sink;
	struct hk_text_range range;
	uint32_t target;
	size_t *row;
	int digits;
	bool row_known;
};

static void reset(struct joined *j)
{
	hk_buf_reset(&j->text);
	j->block_count = j->mark_count = 0;
}

/* Add a passage behind those that are there. */
static enum hk_status add(struct joined *j, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	enum hk_status status = HK_OK;
	size_t at;

	if (j->text.len && !r->continues)
		status = hk_buf_puts(&j->text, "\n\n");
	at = j->text.len;
	if (!status)
		status = hk_buf_append(&j->text, r->text.data, r->text.len);
	if (status ||
	    !HK_ARRAY_RESERVE(j->blocks, j->block_capacity,
			      j->block_count + r->block_count) ||
	    !HK_ARRAY_RESERVE(j->marks, j->mark_capacity,
			      j->mark_count + hit->mark_count))
		return HK_ENOMEM;
	for (size_t i = 0; i < r->block_count; i++) {
		struct hk_block block = r->blocks[i];

		block.span.begin += at;
		block.span.end += at;
		j->blocks[j->block_count++] = block;
	}
	for (size_t i = 0; i < hit->mark_count; i++)
		j->marks[j->mark_count++] = (struct hk_span){
			hit->marks[i].begin + at, hit->marks[i].end + at};
	j->lines = r->lines;
	return HK_OK;
}

/* ---- Lines ---- */

/* "  12  ", or "p.3  ". */
static enum hk_status put_number(struct writer *w, const struct joined *j,
				 uint32_t line)
{
	const struct hk_style *style = hk_sink_style(w->sink);
	char number[24] = "";

	if (line)
		snprintf(number, sizeof(number), "%s%u",
			 j->lines == HK_BLOCK_LINES_PAGE ? "p." : "",
			 (unsigned)line);
	return hk_buf_printf(w->sink->out, "%s%*s%s" GUTTER, style->line,
			     w->digits, number, style->color ? style->off : "");
}

/* Write the layout of a line: wrapped below its number, or as it is. */
static enum hk_status put_layout(struct writer *w, struct hk_layout *layout)
{
	unsigned columns = w->sink->options->columns;
	unsigned gutter = (unsigned)w->digits + (unsigned)strlen(GUTTER);
	struct hk_style_lines style;
	struct hk_buf *out = w->sink->out;
	size_t last = layout->last;
	enum hk_status status = HK_OK;

	hk_style_lines(&style, hk_sink_style(w->sink), "", "");
	while (!status) {
		layout->last = last;
		layout->last = hk_layout_reach(
			layout, layout->first,
			columns > gutter + 2 ? columns - gutter : SIZE_MAX, 1);
		status = hk_layout_line(out, layout, &style.layout);
		if (!status)
			status = hk_buf_putc(out, '\n');
		layout->first = layout->last;
		if (status || layout->last == last)
			break;
		status = hk_buf_printf(out, "%*s", (int)gutter, "");
	}
	return status;
}

/* Write the bytes `range`, a line of the text, which is `line` of the source.
 * `block` begins with it, or is NULL. */
static enum hk_status put_line(struct writer *w, const struct joined *j,
			       struct hk_span range,
			       const struct hk_block *block, size_t *mark,
			       uint32_t line)
{
	struct hk_layout_source source = {.text = hk_buf_str(&j->text),
					  .blocks = block,
					  .block_count = block != NULL,
					  .verbatim = true,
					  .indent = HK_ITEM_DEPTH_MAX * 2};
	struct hk_layout layout;
	enum hk_status status;

	while (*mark < j->mark_count && j->marks[*mark].end <= range.begin)
		++*mark;
	if (*mark < j->mark_count)
		source.marks = j->marks + *mark;
	source.mark_count = j->mark_count - *mark;
	hk_style_source(&source, hk_sink_style(w->sink));
	status = put_number(w, j, line);
	hk_layout_init(&layout);
	if (!status)
		status = hk_layout_text(&layout, &source, range);
	if (!status)
		status = put_layout(w, &layout);
	hk_layout_release(&layout);
	return status;
}

static void note_row(struct writer *w, uint32_t line)
{
	if (w->row_known || !w->target || line < w->target)
		return;
	w->row_known = true;
	*w->row = 0;
	for (size_t i = 0; i < w->sink->out->len; i++)
		*w->row += w->sink->out->data[i] == '\n';
}

static bool is_wanted(const struct writer *w, uint32_t line)
{
	return !w->range.line ||
	       (line >= w->range.line && line - w->range.line < w->range.count);
}

/* Where lines of the source lie between, or there are no lines, an empty line
 * is shown between two blocks. */
static enum hk_status put_lines(struct writer *w, const struct joined *j)
{
	const char *text = j->text.data;
	size_t block = 0, mark = 0;
	uint32_t before = 0;
	enum hk_status status = HK_OK;

	for (size_t at = 0; at < j->text.len && !status;) {
		const char *nl = memchr(text + at, '\n', j->text.len - at);
		struct hk_span range = {at,
					nl ? (size_t)(nl - text) : j->text.len};
		const struct hk_block *begins;
		uint32_t line;

		at = range.end + 1;
		while (block < j->block_count &&
		       j->blocks[block].span.begin < range.begin)
			block++;
		begins =
			block < j->block_count && j->blocks[block].span.begin ==
							  range.begin
				? &j->blocks[block]
				: NULL;
		line = hk_article_line(text, j->blocks, j->block_count,
				       j->lines, range.begin);
		if (range.begin == range.end || !is_wanted(w, line))
			continue;
		note_row(w, line);
		if (begins && w->sink->out->len && !w->range.line &&
		    (!line || !before || line > before + 1))
			status = hk_buf_putc(w->sink->out, '\n');
		before = line;
		if (!status)
			status = put_line(w, j, range, begins, &mark, line);
	}
	return status;
}

/* ---- Articles ---- */

static int digits_of(const struct hk_result *result)
{
	uint32_t most = 0;
	bool page = false;
	int digits;

	for (size_t i = 0; i < result->count; i++) {
		const struct hk_record *r = &result->hits[i].record;

		most = r->line_end > most ? r->line_end : most;
		page = page || r->lines == HK_BLOCK_LINES_PAGE;
	}
	if (!most)
		return 0;
	digits = snprintf(NULL, 0, "%s%u", page ? "p." : "", (unsigned)most);
	return digits < NUMBER_MIN ? NUMBER_MIN : digits;
}

enum hk_status hk_text_put(struct hk_sink *sink, struct hk_text_range range,
			   uint32_t target, size_t *row)
{
	const struct hk_result *result = sink->result;
	struct writer w = {.sink = sink,
			   .range = range,
			   .target = target,
			   .row = row,
			   .digits = digits_of(result)};
	struct joined j = {.mark_count = 0};
	enum hk_status status = HK_OK;

	*row = 0;
	hk_buf_init(&j.text, HK_BUF_NO_MAX);
	for (size_t i = 0; i < result->count && !status; i++) {
		const struct hk_hit *hit = &result->hits[i];
		const struct hk_hit *next =
			i + 1 < result->count ? hit + 1 : NULL;

		if (!j.text.len && !range.line) {
			if (i)
				status = hk_buf_putc(sink->out, '\n');
			if (!status)
				status = hk_heading_put(sink, hit, 0);
		}
		if (!status)
			status = add(&j, hit);
		if (next && hk_span_same(next->record.id, hit->record.id))
			continue;
		if (!status)
			status = put_lines(&w, &j);
		reset(&j);
	}
	hk_buf_release(&j.text);
	free(j.blocks);
	free(j.marks);
	return status;
}
