/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/heading.h"

#include <stdlib.h>

#include "query/show/excerpt.h"
#include "query/show/place.h"
#include "query/show/visible.h"

#define INDENT "  "
/* The most lines that a title takes. */
#define TITLE_LINES 2
struct heading {
	struct hk_sink *sink;
	const struct hk_hit *hit;
	const struct hk_style *style;
	unsigned columns;
	struct hk_buf title;   /* number, title, author */
	struct hk_span *marks; /* of these */
	size_t mark_count;
	struct hk_buf details; /* date and tags */
	struct hk_buf place;   /* path:line */
};

static size_t cells(const struct heading *h, const struct hk_buf *text)
{
	return hk_layout_cells(hk_buf_str(text), h->style->wide);
}

static struct hk_str file_name(struct hk_str path)
{
	for (size_t i = path.len; i-- > 0;)
		if (path.data[i] == '/')
			return hk_span_str(path.data + i + 1, path.len - i - 1);
	return path;
}

/* Is the title nothing but the name of the file? */
static bool is_file_name(const struct hk_record *r)
{
	return hk_span_same(r->title,
			    file_name(r->member.len ? r->member : r->path));
}

/* Append a text to the title, with its marks. */
static enum hk_status add_marked(struct heading *h, struct hk_str text,
				 const struct hk_span *marks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		h->marks[h->mark_count].begin = h->title.len + marks[i].begin;
		h->marks[h->mark_count++].end = h->title.len + marks[i].end;
	}
	return hk_buf_append(&h->title, text.data, text.len);
}

static enum hk_status make_title(struct heading *h)
{
	const struct hk_record *r = &h->hit->record;
	enum hk_status status = HK_OK;

	if (h->hit->rank)
		status = hk_buf_printf(&h->title, "%llu",
				       (unsigned long long)h->hit->rank);

	h->marks =
		calloc(h->hit->title_mark_count + h->hit->author_mark_count + 1,
		       sizeof(*h->marks));
	if (!h->marks)
		return HK_ENOMEM;
	if (!status && r->title.len && !is_file_name(r)) {
		if (h->title.len)
			status = hk_buf_putc(&h->title, ' ');
		if (!status)
			status = add_marked(h, r->title, h->hit->title_marks,
					    h->hit->title_mark_count);
	}
	if (!status && r->author.len) {
		status = hk_buf_puts(&h->title, " — ");
		if (!status)
			status = add_marked(h, r->author, h->hit->author_marks,
					    h->hit->author_mark_count);
	}
	return status;
}

/* "2024-05-31  #tag #tag", as many tags as fit into a line. */
static enum hk_status make_details(struct heading *h)
{
	const struct hk_record *r = &h->hit->record;
	enum hk_status status =
		hk_visible_text(&h->details, hk_place_date(h->hit));

	for (size_t i = 0; i < r->tag_count && !status; i++) {
		size_t before = h->details.len;

		status = hk_buf_puts(&h->details, !before ? "#"
						  : i	  ? " #"
							  : "  #");
		if (!status)
			status = hk_visible_text(&h->details, r->tags[i]);
		if (!status &&
		    cells(h, &h->details) + strlen(INDENT) > h->columns) {
			h->details.data[h->details.len = before] = '\0';
			break;
		}
	}
	return status;
}

/* Append `text` in the style `on`, behind two blanks. */
static enum hk_status put(struct heading *h, const struct hk_buf *text,
			  const char *on)
{
	if (!text->len)
		return HK_OK;
	return hk_buf_printf(h->sink->out, "%s%s%s%s", INDENT, on, text->data,
			     *on ? h->style->off : "");
}

static enum hk_status put_place(struct heading *h, uint32_t line)
{
	struct hk_buf *out = h->sink->out;
	enum hk_status status = hk_buf_puts(out, h->style->path);

	if (!status)
		status = hk_place_link(out, h->hit, line, h->sink->options);
	if (!status)
		status = hk_buf_puts(out, h->place.data ? h->place.data : "");
	if (!status)
		status = hk_place_unlink(out, h->hit, h->sink->options);
	return status ? status : hk_buf_printf(out, "%s\n", h->style->off);
}

/* Append the title: on the line that others go on, or on lines of its own. */
static enum hk_status put_title(struct heading *h, bool alone)
{
	struct hk_layout_source source = {.text = hk_buf_str(&h->title),
					  .marks = h->marks,
					  .mark_count = h->mark_count};
	struct hk_style_lines style;
	struct hk_layout layout;
	enum hk_status status;

	hk_style_source(&source, h->style);
	hk_style_lines(&style, h->style, "", h->style->title);
	hk_layout_init(&layout);
	status = hk_layout_text(&layout, &source,
				(struct hk_span){0, source.text.len});
	if (!status && alone)
		hk_excerpt_choose(&layout, &source, h->columns, TITLE_LINES);
	if (!status && alone)
		status = hk_layout_wrap(h->sink->out, &layout, h->columns,
					&style.layout);
	else if (!status)
		status = hk_layout_line(h->sink->out, &layout, &style.layout);
	hk_layout_release(&layout);
	return status;
}

static enum hk_status put_all(struct heading *h, uint32_t line)
{
	size_t blanks = strlen(INDENT), title = cells(h, &h->title),
	       details = cells(h, &h->details) + (h->details.len ? blanks : 0),
	       place = cells(h, &h->place) + blanks,
	       signs = h->mark_count *
		       (hk_layout_cells(hk_span_cstr(h->style->open),
					h->style->wide) +
			hk_layout_cells(hk_span_cstr(h->style->close),
					h->style->wide));
	bool alone = title + signs + details + place > h->columns;
	enum hk_status status = title ? put_title(h, alone) : HK_OK;

	if (!status)
		status = put(h, &h->details, h->style->dim);
	if (!status && alone && details && details + place > h->columns)
		status = hk_buf_putc(h->sink->out, '\n');
	if (!status && title)
		status = hk_buf_puts(h->sink->out, INDENT);
	return status ? status : put_place(h, line);
}

enum hk_status hk_heading_put(struct hk_sink *sink, const struct hk_hit *hit,
			      uint32_t line)
{
	struct heading h = {.sink = sink,
			    .hit = hit,
			    .style = hk_sink_style(sink),
			    .columns = hk_sink_columns(sink, HK_SINK_PAGE)};
	enum hk_status status;

	hk_buf_init(&h.title, HK_BUF_NO_MAX);
	hk_buf_init(&h.details, HK_BUF_NO_MAX);
	hk_buf_init(&h.place, HK_BUF_NO_MAX);
	status = make_title(&h);
	if (!status)
		status = make_details(&h);
	if (!status)
		status = hk_place_path(&h.place, hit, sink->options);
	if (!status)
		status = hk_place_line(&h.place, hit, line, "", "");
	if (!status)
		status = put_all(&h, line);
	hk_buf_release(&h.title);
	hk_buf_release(&h.details);
	hk_buf_release(&h.place);
	free(h.marks);
	return status;
}
