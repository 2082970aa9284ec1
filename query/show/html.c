/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/place.h"
#include "query/show/shown.h"
#include "query/show/sink.h"
#include "query/show/visible.h"

/* The page has no scripts, asks for nothing, and forbids both, so that nothing
 * of a document could do so either. */
#define HEAD                                                           \
	"<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n"                \
	"<meta charset=\"utf-8\">\n"                                   \
	"<meta http-equiv=\"Content-Security-Policy\" "                \
	"content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" \
	"<meta name=\"viewport\" content=\"width=device-width\">\n"    \
	"<title>"
#define STYLE                                                                  \
	"</title>\n<style>\n"                                                  \
	":root{color-scheme:light dark}\n"                                     \
	"body{max-width:44em;margin:2em auto;padding:0 1em;line-height:1.7}\n" \
	"h2{font-size:1.1em;margin:1.5em 0 0}\n"                               \
	"p{margin:.3em 0}\n"                                                   \
	".about{font-size:.85em}\n"                                            \
	"mark{background:#fd6;color:#000}\n"                                   \
	"</style>\n</head>\n<body>\n"

static enum hk_status put_escaped(struct hk_buf *out, struct hk_str shown)
{
	if (shown.len == 1)
		switch (shown.data[0]) {
		case '&':
			return hk_buf_puts(out, "&amp;");
		case '<':
			return hk_buf_puts(out, "&lt;");
		case '>':
			return hk_buf_puts(out, "&gt;");
		case '"':
			return hk_buf_puts(out, "&quot;");
		case '\'':
			return hk_buf_puts(out, "&#39;");
		default:
			break;
		}
	if (shown.len > 1 && shown.data[0] == '<') /* "<U+202E>" */
		return hk_buf_printf(out, "&lt;%.*s&gt;", (int)shown.len - 2,
				     shown.data + 1);
	return hk_buf_append(out, shown.data, shown.len);
}

static enum hk_status put_layout(struct hk_buf *out,
				 const struct hk_layout *layout)
{
	static const struct hk_layout_style style = {
		.indent = "",
		.on = "",
		.off = "",
		.mark_on = "<mark>",
		.mark_off = "</mark>",
		.put = put_escaped,
	};

	return hk_layout_line(out, layout, &style);
}

/* Append a text with its marks. */
static enum hk_status put_text(struct hk_buf *out, struct hk_str text,
			       const struct hk_span *marks, size_t count)
{
	const struct hk_layout_source source = {
		.text = text, .marks = marks, .mark_count = count};
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

static enum hk_status begin(struct hk_sink *sink)
{
	struct hk_buf *out = sink->out;
	struct hk_str query = sink->options->query;
	enum hk_status status = hk_buf_puts(out, HEAD);

	if (!status)
		status = put_text(out, query, NULL, 0);
	if (!status)
		status = hk_buf_puts(out, STYLE "<h1>");
	if (!status)
		status = put_text(out, query, NULL, 0);
	return status ? status : hk_buf_puts(out, "</h1>\n");
}

/* Append "author, date, path:line". */
static enum hk_status put_about(struct hk_sink *sink, const struct hk_hit *hit,
				uint32_t line)
{
	const struct hk_record *r = &hit->record;
	const struct hk_str date = hk_place_date(hit);
	struct hk_buf *out = sink->out;
	struct hk_buf place;
	enum hk_status status = HK_OK;

	hk_buf_init(&place, HK_BUF_NO_MAX);
	if (r->author.len)
		status = put_text(out, r->author, hit->author_marks,
				  hit->author_mark_count);
	if (!status && r->author.len)
		status = hk_buf_puts(out, ", ");
	if (!status && date.len)
		status = put_text(out, date, NULL, 0);
	if (!status && date.len)
		status = hk_buf_puts(out, ", ");
	if (!status)
		status = hk_place_path(&place, hit, sink->options);
	if (!status)
		status = hk_place_line(&place, hit, line, "", "");
	if (!status)
		status = put_text(out, hk_buf_str(&place), NULL, 0);
	hk_buf_release(&place);
	return status;
}

static enum hk_status put_title(struct hk_buf *out, const struct hk_hit *hit)
{
	const struct hk_record *r = &hit->record;
	bool file = r->path.len > 0;
	enum hk_status status =
		hk_buf_printf(out, "<h2>%llu. ", (unsigned long long)hit->rank);

	if (!status && file) {
		status = hk_buf_puts(out, "<a href=\"file://");
		if (!status)
			status = hk_place_url(out, r->path);
		if (!status)
			status = hk_buf_puts(out, "\">");
	}
	if (!status)
		status = put_text(out, r->title.len ? r->title : r->id,
				  hit->title_marks, hit->title_mark_count);
	if (!status && file)
		status = hk_buf_puts(out, "</a>");
	return status ? status : hk_buf_puts(out, "</h2>\n");
}

static enum hk_status put(struct hk_sink *sink, const struct hk_shown *shown)
{
	struct hk_buf *out = sink->out;
	enum hk_status status = put_title(out, shown->hit);

	if (!status)
		status = hk_buf_puts(out, "<p class=\"about\">");
	if (!status)
		status = put_about(
			sink, shown->hit,
			hk_shown_line(shown->hit, hk_shown_at(shown)));
	if (!status)
		status = hk_buf_puts(out, "</p>\n<p>");
	if (!status)
		status = put_layout(out, &shown->layout);
	return status ? status : hk_buf_puts(out, "</p>\n");
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	return hk_shown_write(sink, hit, put);
}

static enum hk_status end(struct hk_sink *sink)
{
	return hk_buf_puts(sink->out, "</body>\n</html>\n");
}

const struct hk_sink_format hk_sink_html = {
	.name = "html", .chosen = true, .begin = begin, .hit = hit, .end = end};
