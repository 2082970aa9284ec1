/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/facet.h"
#include "query/show/sink.h"
#include "query/show/visible.h"

/* Cells of the longest bar, at most. */
#define BAR_MAX 40

static enum hk_status put_key(struct hk_buf *out, struct hk_str key,
			      const struct hk_sink_options *options)
{
	if (!key.len)
		return hk_buf_puts(out, "-");
	return key.data[0] == '/' ? hk_visible_path(out, key, options->here)
				  : hk_visible_text(out, key);
}

/* For programs: "key", a tab and the number. */
static enum hk_status put_lines(struct hk_sink *sink)
{
	const struct hk_facets *f = hk_facet_counted(sink->result);
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < f->count && !status; i++) {
		status = put_key(sink->out, f->list[i].key, sink->options);
		if (!status)
			status = hk_buf_printf(
				sink->out, "\t%llu\n",
				(unsigned long long)f->list[i].articles);
	}
	return status;
}

/* What is shown of a key in `cells`: its end is cut off. */
static enum hk_status put_padded(struct hk_sink *sink, const struct hk_buf *key,
				 size_t cells)
{
	const struct hk_style *style = hk_sink_style(sink);
	const struct hk_layout_source source = {.text = hk_buf_str(key),
						.wide = style->wide};
	struct hk_style_lines plain;
	struct hk_layout layout;
	enum hk_status status;
	size_t used = 0;

	hk_layout_init(&layout);
	hk_style_lines(&plain, style, "", "");
	status = hk_layout_text(&layout, &source,
				(struct hk_span){0, source.text.len});
	for (layout.last = 0; layout.last < layout.count &&
			      used + layout.list[layout.last].width <= cells;
	     layout.last++)
		used += layout.list[layout.last].width;
	if (!status)
		status = hk_layout_line(sink->out, &layout, &plain.layout);
	hk_layout_release(&layout);
	return status ? status
		      : hk_buf_printf(sink->out, "%*s", (int)(cells - used),
				      "");
}

/* For people: a bar as long as the number says. */
static enum hk_status put_bars(struct hk_sink *sink)
{
	const struct hk_facets *f = hk_facet_counted(sink->result);
	const struct hk_style *style = hk_sink_style(sink);
	size_t columns = hk_sink_columns(sink, HK_SINK_PAGE), widest = 0;
	uint64_t most = 1;
	enum hk_status status = HK_OK;
	struct hk_buf key;

	hk_buf_init(&key, HK_BUF_NO_MAX);
	for (size_t i = 0; i < f->count && !status; i++) {
		size_t cells;

		hk_buf_reset(&key);
		status = put_key(&key, f->list[i].key, sink->options);
		cells = hk_layout_cells(hk_buf_str(&key), style->wide);
		widest = cells > widest ? cells : widest;
		most = f->list[i].articles > most ? f->list[i].articles : most;
	}
	if (widest > columns / 2)
		widest = columns / 2;
	for (size_t i = 0; i < f->count && !status; i++) {
		size_t room = columns > widest + 12 ? columns - widest - 12 : 1;
		size_t bar = room < BAR_MAX ? room : BAR_MAX;

		bar = (size_t)((double)f->list[i].articles / (double)most *
			       (double)bar);
		hk_buf_reset(&key);
		status = put_key(&key, f->list[i].key, sink->options);
		if (!status)
			status = put_padded(sink, &key, widest);
		if (!status)
			status = hk_buf_printf(
				sink->out, " %8llu ",
				(unsigned long long)f->list[i].articles);
		if (!status)
			status = hk_buf_puts(sink->out, style->path);
		for (size_t k = 0; k < (bar ? bar : 1) && !status; k++)
			status = hk_buf_puts(sink->out, "#");
		if (!status)
			status = hk_buf_printf(sink->out, "%s\n",
					       style->color ? style->off : "");
	}
	hk_buf_release(&key);
	return status;
}

static enum hk_status begin(struct hk_sink *sink)
{
	return sink->options->bars ? put_bars(sink) : put_lines(sink);
}

const struct hk_sink_format hk_sink_facets = {.name = "facets",
					      .paged = true,
					      .page = true,
					      .counts = true,
					      .begin = begin};
