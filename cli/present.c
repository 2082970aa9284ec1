/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/message.h"
#include "cli/present.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/choice.h"
#include "cli/pager.h"
#include "cli/width.h"

#define WIDTH_MIN HK_TERMINAL_COLUMNS_MIN
#define WIDTH_MAX HK_TERMINAL_COLUMNS_MAX
/* Cells of a sign around matches. */
#define SIGN_MAX 8

static const char *format_name(const struct hk_query_options *o,
			       const struct hk_terminal *terminal)
{
	if (o->count)
		return "count";
	if (o->json)
		return "json";
	if (o->files)
		return "files";
	if (o->count_by)
		return "facets";
	if (o->kwic)
		return "kwic";
	if (o->format)
		return hk_choice_format_name(o->format);
	if (o->pretty)
		return "page";
	return terminal->full && !o->no_heading && !o->null ? "page" : "lines";
}

/* What an option says must not be dropped in silence. */
static enum hk_status check(const struct hk_query_options *o,
			    const struct hk_sink_format *format,
			    struct hk_error *err)
{
	if (o->explain && !format->explains)
		return hk_error_set(err, HK_EUSAGE,
				    "--explain is not for the format %s; use "
				    "page, lines or json",
				    format->name);
	if (o->null && !format->nulls)
		return hk_error_set(err, HK_EUSAGE,
				    "--null is not for the format %s; use "
				    "lines, or -l",
				    format->name);
	if (o->width && (o->width < WIDTH_MIN || o->width > WIDTH_MAX))
		return hk_error_set(err, HK_EUSAGE,
				    "--width takes %d to %d cells, not %llu",
				    WIDTH_MIN, WIDTH_MAX,
				    (unsigned long long)o->width);
	if (o->kwic > WIDTH_MAX)
		return hk_error_set(err, HK_EUSAGE,
				    "--kwic takes 1 to %d cells, not %llu",
				    WIDTH_MAX, (unsigned long long)o->kwic);
	for (size_t i = 0; i < o->marks.count; i++)
		if (hk_layout_cells(hk_span_cstr(o->marks.items[i]), false) >
		    SIGN_MAX)
			return hk_error_set(err, HK_EUSAGE,
					    "'%s' is too long for --marks; "
					    "use a sign, such as '['",
					    o->marks.items[i]);
	return HK_OK;
}

static void choose_style(struct hk_present *p, const struct hk_query_options *o)
{
	bool color = o->pretty || (o->color == HK_COLOR_AUTO
					   ? hk_terminal_color(&p->terminal)
					   : o->color == HK_COLOR_ALWAYS);
	struct hk_message_buf said;
	struct hk_error err = {HK_OK, ""};

	if (o->color == HK_COLOR_NEVER)
		color = false;
	if (!color)
		hk_style_plain(&p->style);
	else if (hk_style_colors(&p->style, getenv("HIKU_COLORS"), &err))
		fprintf(stderr, "hiku: %s\n",
			hk_message_line(&said, err.message));
	p->style.wide = o->ambiguous == HK_WIDTH_AUTO
				? hk_width_is_wide(p->terminal.full &&
						   (p->format->page || o->kwic))
				: o->ambiguous == HK_WIDTH_TWO;
	/* Without colours a page would not show what matched. */
	if (!color && ((p->format->page && p->terminal.is) || o->kwic)) {
		p->style.open = "[";
		p->style.close = "]";
	}
	if (o->marks.count) {
		p->style.open = o->marks.items[o->marks.count - 2];
		p->style.close = o->marks.items[o->marks.count - 1];
	}
}

static unsigned choose_columns(const struct hk_present *p,
			       const struct hk_query_options *o)
{
	unsigned columns = p->terminal.columns;

	if (o->width)
		return (unsigned)o->width;
	if (!p->format->page)
		return 0;
	return columns > HK_TERMINAL_PAGE ? HK_TERMINAL_PAGE : columns;
}

enum hk_status hk_present_init(struct hk_present *out,
			       const struct hk_query_options *o,
			       struct hk_error *err)
{
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	hk_terminal_look(&out->terminal);
	out->format = hk_sink_find(format_name(o, &out->terminal));
	status = check(o, out->format, err);
	if (status)
		return status;
	choose_style(out, o);
	out->paged = out->terminal.full && out->format->paged && !o->no_pager;
	out->sink = (struct hk_sink_options){
		.style = &out->style,
		.columns = choose_columns(out, o),
		.whole = o->whole,
		.explain = o->explain,
		.null = o->null,
		.bars = out->terminal.full || o->pretty,
		.context = (unsigned)o->kwic,
		.here = realpath(".", out->here) ? out->here : NULL,
		.link = hk_choice_link_pattern(o->hyperlink)};
	return HK_OK;
}

void hk_present_release(struct hk_present *p)
{
	free(p->lines);
}

enum hk_status hk_present_print(struct hk_present *p,
				const struct hk_result *result,
				struct hk_error *err)
{
	struct hk_buf out;
	enum hk_status status;

	p->lines = calloc(result->count + 1, sizeof(*p->lines));
	p->sink.lines = p->lines;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_sink_write(&out, p->format, &p->sink, result);
	if (status)
		hk_error_nomem(err);
	else
		status = hk_pager_print(hk_buf_str(&out), p->terminal.rows,
					p->paged, err);
	hk_buf_release(&out);
	return status;
}
