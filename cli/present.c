/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/message.h"
#include "cli/present.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/ask.h"
#include "cli/choice.h"
#include "cli/pager.h"
#include "cli/width.h"

#define WIDTH_MIN HK_TERMINAL_COLUMNS_MIN
#define WIDTH_MAX HK_TERMINAL_COLUMNS_MAX
/* Cells of a sign around matches. */
#define SIGN_MAX 8

static uint32_t traits_of(const char *format)
{
	uint32_t traits = 0;
	const char *name;

	for (size_t i = 0; (name = hiku_format(i, &traits)); i++)
		if (!strcmp(name, format))
			return traits;
	return 0;
}

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
			    const char *format, uint32_t traits,
			    struct hk_error *err)
{
	if (o->explain && !(traits & HIKU_FORMAT_EXPLAINS))
		return hk_error_set(err, HK_EUSAGE,
				    "--explain is not for the format %s; use "
				    "page, lines or json",
				    format);
	if (o->null && !(traits & HIKU_FORMAT_NULS))
		return hk_error_set(err, HK_EUSAGE,
				    "--null is not for the format %s; use "
				    "lines, or -l",
				    format);
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
		if (hiku_text_cells(o->marks.items[i],
				    strlen(o->marks.items[i]), 0) > SIGN_MAX)
			return hk_error_set(err, HK_EUSAGE,
					    "'%s' is too long for --marks; "
					    "use a sign, such as '['",
					    o->marks.items[i]);
	return HK_OK;
}

static void choose_style(struct hk_present *p, const struct hk_query_options *o)
{
	bool page = p->traits & HIKU_FORMAT_PAGE;
	bool color = o->pretty || (o->color == HK_COLOR_AUTO
					   ? hk_terminal_color(&p->terminal)
					   : o->color == HK_COLOR_ALWAYS);
	struct hk_message_buf said;
	struct hiku_error why;

	if (o->color == HK_COLOR_NEVER)
		color = false;
	if (color) {
		p->how.flags |= HIKU_COLOR;
		p->how.colors = getenv("HIKU_COLORS");
		if (hiku_format_check(&p->how, &why))
			fprintf(stderr, "hiku: %s\n",
				hk_message_line(&said, why.message));
	}
	if (o->ambiguous == HK_WIDTH_AUTO
		    ? hk_width_is_wide(p->terminal.full && (page || o->kwic))
		    : o->ambiguous == HK_WIDTH_TWO)
		p->how.flags |= HIKU_WIDE;
	/* Without colours a page would not show what matched. */
	if (!color && ((page && p->terminal.is) || o->kwic)) {
		p->how.open = "[";
		p->how.close = "]";
	}
	if (o->marks.count) {
		p->how.open = o->marks.items[o->marks.count - 2];
		p->how.close = o->marks.items[o->marks.count - 1];
	}
}

static unsigned choose_columns(const struct hk_present *p,
			       const struct hk_query_options *o)
{
	unsigned columns = p->terminal.columns;

	if (o->width)
		return (unsigned)o->width;
	if (!(p->traits & HIKU_FORMAT_PAGE))
		return 0;
	return columns > HK_TERMINAL_PAGE ? HK_TERMINAL_PAGE : columns;
}

enum hk_status hk_present_init(struct hk_present *out,
			       const struct hk_query_options *o,
			       struct hk_error *err)
{
	const struct hiku_format_options preset = HIKU_FORMAT_OPTIONS_INIT;
	enum hk_status status;

	memset(out, 0, sizeof(*out));
	hk_terminal_look(&out->terminal);
	out->format = format_name(o, &out->terminal);
	out->traits = traits_of(out->format);
	status = check(o, out->format, out->traits, err);
	if (status)
		return status;
	out->how = preset;
	choose_style(out, o);
	out->paged = out->terminal.full && out->traits & HIKU_FORMAT_PAGED &&
		     !o->no_pager;
	out->how.columns = choose_columns(out, o);
	out->how.flags |= (o->whole ? HIKU_WHOLE : 0u) |
			  (o->explain ? HIKU_FORMAT_PARTS : 0u) |
			  (o->null ? HIKU_NULS : 0u) |
			  (out->terminal.full || o->pretty ? HIKU_BARS : 0u);
	out->how.context = (uint32_t)o->kwic;
	out->how.here = realpath(".", out->here) ? out->here : NULL;
	out->how.link = hk_choice_link_pattern(o->hyperlink);
	return HK_OK;
}

void hk_present_release(struct hk_present *p)
{
	free(p->lines);
}

enum hk_status hk_present_print(struct hk_present *p,
				const struct hiku_answer *answer,
				struct hk_error *err)
{
	struct hiku_error why;
	struct hk_buf out;
	enum hk_status status;

	p->lines = calloc(hiku_answer_hits(answer) + 1, sizeof(*p->lines));
	p->how.shown_lines = p->lines;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hiku_answer_write(answer, p->format, &p->how, hk_buf_collect,
				   &out, &why)
			 ? hk_ask_fail(err, &why)
			 : hk_pager_print(hk_buf_str(&out), p->terminal.rows,
					  p->paged, err);
	hk_buf_release(&out);
	return status;
}
