/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/csv.h"

#include "query/show/kwic.h"
#include "query/show/place.h"
#include "query/show/shown.h"
#include "query/show/visible.h"

#define BOM "\xEF\xBB\xBF"

/* Would a spreadsheet take it for a formula? Japanese ones take wide signs,
 * too.
 */
static bool is_formula(struct hk_str text)
{
	static const char *const signs[] = {"=",  "+",	"-",  "@",
					    "＝", "＋", "－", "＠"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (text.len >= strlen(signs[i]) &&
		    !memcmp(text.data, signs[i], strlen(signs[i])))
			return true;
	return false;
}

/* Append a field of text that is visible, and what is between two. */
static enum hk_status put_visible(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status =
		hk_buf_puts(out, is_formula(text) ? "\"'" : "\"");

	for (size_t i = 0; i < text.len && !status; i++) {
		if (text.data[i] == '"')
			status = hk_buf_putc(out, '"');
		if (!status)
			status = hk_buf_putc(out, text.data[i]);
	}
	return status ? status : hk_buf_puts(out, "\",");
}

static enum hk_status put_text(struct hk_buf *out, struct hk_str text)
{
	struct hk_buf shown;
	enum hk_status status;

	hk_buf_init(&shown, HK_BUF_NO_MAX);
	status = hk_visible_text(&shown, text);
	if (!status)
		status = put_visible(out, hk_buf_str(&shown));
	hk_buf_release(&shown);
	return status;
}

/* The glyphs of a layout. */
static enum hk_status put_glyphs(struct hk_buf *out, struct hk_layout *l,
				 size_t begin, size_t end)
{
	static const struct hk_layout_style plain = {.indent = "",
						     .on = "",
						     .off = "",
						     .mark_on = "",
						     .mark_off = ""};
	struct hk_buf shown;
	enum hk_status status;

	hk_buf_init(&shown, HK_BUF_NO_MAX);
	l->first = begin;
	l->last = end;
	status = hk_layout_line(&shown, l, &plain);
	if (!status)
		status = put_visible(out, hk_buf_str(&shown));
	hk_buf_release(&shown);
	return status;
}

/* Behind the match: what it is of, and where it is. */
static enum hk_status put_place(struct hk_buf *out, const struct hk_hit *hit,
				const struct hk_sink_options *options,
				uint32_t line)
{
	const struct hk_record *r = &hit->record;
	bool page = r->lines == HK_BLOCK_LINES_PAGE;
	enum hk_status status = put_text(out, r->title);
	struct hk_buf place;

	hk_buf_init(&place, HK_BUF_NO_MAX);
	if (!status)
		status = put_text(out, r->author);
	if (!status)
		status = put_text(out, r->date);
	if (!status)
		status = hk_place_path(&place, hit, options);
	if (!status)
		status = put_visible(out, hk_buf_str(&place));
	hk_buf_release(&place);
	if (!status && line && !page)
		status = hk_buf_printf(out, "%u", (unsigned)line);
	if (!status)
		status = hk_buf_putc(out, ',');
	if (!status && line && page)
		status = hk_buf_printf(out, "%u", (unsigned)line);
	return status ? status : hk_buf_puts(out, "\r\n");
}

static enum hk_status put_row(struct hk_buf *out, struct hk_shown *shown,
			      const struct hk_sink_options *options,
			      struct hk_str query, struct hk_span match,
			      unsigned context)
{
	struct hk_layout *l = &shown->layout;
	bool any = match.begin < match.end;
	size_t left, at = any ? l->list[match.begin].begin : 0;
	struct hk_span around =
		any ? hk_kwic_around(l, match, context, &left) : match;
	enum hk_status status = put_text(out, query);

	if (!status)
		status = hk_buf_printf(out, "%llu,",
				       (unsigned long long)shown->hit->rank);
	if (!status)
		status = put_glyphs(out, l, around.begin, match.begin);
	if (!status)
		status = put_glyphs(out, l, match.begin, match.end);
	if (!status)
		status = put_glyphs(out, l, match.end, around.end);
	return status ? status
		      : put_place(out, shown->hit, options,
				  hk_shown_line(shown->hit, at));
}

enum hk_status hk_csv_begin(struct hk_buf *out)
{
	return hk_buf_puts(out, BOM "query,rank,before,match,behind,title,"
				    "author,date,path,line,page\r\n");
}

enum hk_status hk_csv_add(struct hk_buf *out,
			  const struct hk_sink_options *options,
			  struct hk_str query, const struct hk_result *result,
			  unsigned context)
{
	static const struct hk_shown_size whole = {.one_line = true};
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < result->count && !status; i++) {
		struct hk_span match = {0, 0};
		struct hk_shown shown;
		bool any = false;

		status =
			hk_shown_init(&shown, &result->hits[i], 0, NULL, whole);
		while (!status && hk_kwic_next(&shown.layout, &match)) {
			any = true;
			status = put_row(out, &shown, options, query, match,
					 context);
		}
		match = (struct hk_span){0, 0};
		if (!status && !any)
			status = put_row(out, &shown, options, query, match,
					 context);
		hk_shown_release(&shown);
	}
	return status;
}
