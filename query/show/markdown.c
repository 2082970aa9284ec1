/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/place.h"
#include "query/show/shown.h"
#include "query/show/sink.h"
#include "query/show/visible.h"

/* ASCII that Markdown (CommonMark 0.30, 2.4) may read as its own anywhere in a
 * line, and at the beginning of one. */
#define SIGNS	    "\\`*_[]<>#|~!&"
#define FIRST_SIGNS "-+="

static enum hk_status put_escaped(struct hk_buf *out, struct hk_str shown)
{
	bool first = out->len >= 2 && out->data[out->len - 1] == ' ' &&
		     out->data[out->len - 2] == '>';
	enum hk_status status = HK_OK;

	if (shown.len == 1 && (strchr(SIGNS, shown.data[0]) ||
			       (first && strchr(FIRST_SIGNS, shown.data[0]))))
		status = hk_buf_putc(out, '\\');
	return status ? status : hk_buf_append(out, shown.data, shown.len);
}

/* Append a text on one line, with its marks in bold. */
static enum hk_status put_layout(struct hk_buf *out,
				 const struct hk_layout *layout)
{
	static const struct hk_layout_style style = {
		.indent = "",
		.on = "",
		.off = "",
		.mark_on = "**",
		.mark_off = "**",
		.put = put_escaped,
	};

	return hk_layout_line(out, layout, &style);
}

static enum hk_status put_text(struct hk_buf *out, struct hk_str text)
{
	const struct hk_layout_source source = {.text = text};
	struct hk_layout layout;
	enum hk_status status;

	hk_layout_init(&layout);
	status =
		hk_layout_text(&layout, &source, (struct hk_span){0, text.len});
	if (!status)
		status = put_layout(out, &layout);
	hk_layout_release(&layout);
	return status;
}

/* Append "[path:line](<path>)", or the name alone if there is no file. */
static enum hk_status put_place(struct hk_sink *sink, const struct hk_hit *hit,
				uint32_t line)
{
	struct hk_buf *out = sink->out;
	bool file = hit->record.path.len > 0;
	struct hk_buf name;
	enum hk_status status;

	hk_buf_init(&name, HK_BUF_NO_MAX);
	status = hk_place_path(&name, hit, sink->options);
	if (!status)
		status = hk_place_line(&name, hit, line, "", "");
	if (!status && file)
		status = hk_buf_putc(out, '[');
	if (!status)
		status = put_text(out, hk_buf_str(&name));
	if (!status && file) {
		status = hk_buf_puts(out, "](<file://");
		if (!status)
			status = hk_place_url(out, hit->record.path);
		if (!status)
			status = hk_buf_puts(out, ">)");
	}
	hk_buf_release(&name);
	return status;
}

/* "3. Title — author, date, place", and a quotation below it. */
static enum hk_status put(struct hk_sink *sink, const struct hk_shown *shown)
{
	const struct hk_hit *hit = shown->hit;
	const struct hk_record *r = &hit->record;
	const struct hk_str date = hk_place_date(hit);
	struct hk_buf *out = sink->out;
	enum hk_status status = hk_buf_printf(
		out, "%s%llu. ", hit == sink->result->hits ? "" : "\n",
		(unsigned long long)hit->rank);

	if (!status)
		status = put_text(out, r->title.len ? r->title : r->id);
	if (!status && r->author.len) {
		status = hk_buf_puts(out, " — ");
		if (!status)
			status = put_text(out, r->author);
	}
	if (!status && date.len) {
		status = hk_buf_puts(out, ", ");
		if (!status)
			status = put_text(out, date);
	}
	if (!status)
		status = hk_buf_puts(out, ", ");
	if (!status)
		status = put_place(sink, hit,
				   hk_shown_line(hit, hk_shown_at(shown)));
	if (!status)
		status = hk_buf_puts(out, "\n\n    > ");
	if (!status)
		status = put_layout(out, &shown->layout);
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	return hk_shown_write(sink, hit, put);
}

const struct hk_sink_format hk_sink_markdown = {
	.name = "markdown", .chosen = true, .hit = hit};
