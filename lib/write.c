/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Writing an answer. */

#include <stdio.h>

#include "lib/handle.h"
#include "lib/pieces.h"
#include "query/show/shown.h"
#include "query/show/text.h"

static enum hk_status put_text(struct hk_sink *sink,
			       const struct hiku_format_options *o)
{
	const struct hk_text_range range = {
		o->first_line, o->line_count ? o->line_count : UINT32_MAX};
	size_t row;
	enum hk_status status = hk_text_put(sink, range, o->target_line, &row);

	if (o->target_row)
		*o->target_row = row;
	return status;
}

static enum hk_status put(struct hk_buf *out, const struct hiku_answer *answer,
			  const char *name, const struct hiku_format_options *o,
			  const struct hk_sink_options *options,
			  const struct hk_sink_format *format)
{
	struct hk_sink sink = {
		.options = options, .out = out, .result = &answer->result};

	if (format)
		return hk_sink_write(out, format, options, &answer->result);
	if (!strcmp(name, "object"))
		return hk_sink_json_answer(
			out, &answer->result, answer->query, answer->missing,
			answer->missing_count, answer->explained);
	return put_text(&sink, o);
}

enum hiku_status hiku_answer_write(const struct hiku_answer *answer,
				   const char *format,
				   const struct hiku_format_options *options,
				   hiku_write_fn write, void *ctx,
				   struct hiku_error *err)
{
	const struct hk_sink_format *known = hk_sink_find(format);
	struct hk_error why = {HK_OK, ""};
	struct hiku_format_options o;
	struct hk_sink_options sink;
	struct hk_style style;
	struct hk_buf out;
	enum hk_status status = hk_options_format(&o, options, &why);

	if (!status && !known && strcmp(format, "text") != 0 &&
	    strcmp(format, "object") != 0)
		status = hk_error_set(&why, HK_EUSAGE,
				      "there is no format '%s'", format);
	if (status)
		return hk_handle_fail(err, &why);
	hk_options_style(&style, &o, NULL);
	sink = (struct hk_sink_options){.style = &style,
					.columns = o.columns,
					.whole = o.flags & HIKU_WHOLE,
					.explain = o.flags & HIKU_FORMAT_PARTS,
					.bars = o.flags & HIKU_BARS,
					.null = o.flags & HIKU_NULS,
					.context = o.context,
					.here = o.here,
					.lines = o.shown_lines,
					.query = answer->query,
					.link = o.link,
					.notes = &answer->notes};
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_pieces_give(&out,
				put(&out, answer, format, &o, &sink, known),
				write, ctx, &why);
	hk_buf_release(&out);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}

const char *hiku_format(size_t i, uint32_t *traits)
{
	const struct hk_sink_format *f = hk_sink_number(i);

	if (f && traits)
		*traits = (f->chosen ? HIKU_FORMAT_CHOSEN : 0u) |
			  (f->paged ? HIKU_FORMAT_PAGED : 0u) |
			  (f->page ? HIKU_FORMAT_PAGE : 0u) |
			  (f->explains ? HIKU_FORMAT_EXPLAINS : 0u) |
			  (f->nulls ? HIKU_FORMAT_NULS : 0u) |
			  (f->counts ? HIKU_FORMAT_COUNTS : 0u) |
			  (f->facets ? HIKU_FORMAT_FACETS : 0u);
	return f ? f->name : NULL;
}

enum hiku_status hiku_format_check(const struct hiku_format_options *options,
				   struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hiku_format_options o;
	struct hk_style style;
	enum hk_status status = hk_options_format(&o, options, &why);

	if (!status)
		status = hk_options_style(&style, &o, &why);
	return status ? hk_handle_fail(err, &why) : HIKU_OK;
}

void hiku_format_color(char *out, size_t size, const char *colors,
		       const char *part)
{
	struct hiku_format_options o = {.flags = HIKU_COLOR, .colors = colors};
	struct hk_style style;
	const struct {
		const char *name, *escape;
	} parts[] = {{"title", style.title},
		     {"path", style.path},
		     {"line", style.line},
		     {"dim", style.dim},
		     {"mark", style.mark}};

	if (!size)
		return;
	out[0] = '\0';
	/* Colours that make no sense are left as they usually are. */
	if (hk_options_style(&style, &o, NULL) == HK_ENOMEM)
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (!strcmp(part, parts[i].name))
			snprintf(out, size, "%s", parts[i].escape);
}

/* ---- Pieces ---- */

enum hiku_status hiku_hit_excerpt(const struct hiku_answer *answer, size_t hit,
				  const struct hiku_format_options *options,
				  struct hiku_excerpt *excerpt, size_t size,
				  hiku_write_fn write, void *ctx,
				  struct hiku_error *err)
{
	struct hk_error why = {HK_OK, ""};
	struct hiku_excerpt chosen = {{0, 0}, 0, 0};
	struct hiku_format_options o;
	struct hk_style style;
	struct hk_shown shown;
	struct hk_span span;
	struct hk_buf out;
	enum hk_status status = hk_options_format(&o, options, &why);

	if (!status && hit >= answer->result.count)
		status = hk_error_set(&why, HK_EUSAGE,
				      "the answer has no hit %zu", hit);
	if (status)
		return hk_handle_fail(err, &why);
	hk_options_style(&style, &o, NULL);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	status = hk_shown_init(
		&shown, &answer->result.hits[hit], 0, &style,
		(struct hk_shown_size){.columns = hk_pieces_columns(&o),
				       .lines = o.lines,
				       .one_line = o.flags & HIKU_ONE_LINE});
	if (!status) {
		span = hk_layout_shown(&shown.layout);
		chosen.range = (struct hiku_range){span.begin, span.end};
		chosen.at = hk_shown_at(&shown);
		chosen.line = hk_shown_line(shown.hit, chosen.at);
		status =
			write ? hk_pieces_wrap(&out, &shown.layout, &o) : HK_OK;
	}
	status = hk_pieces_give(&out, status, write, ctx, &why);
	hk_shown_release(&shown);
	hk_buf_release(&out);
	if (status)
		return hk_handle_fail(err, &why);
	if (excerpt) {
		memset(excerpt, 0, size);
		memcpy(excerpt, &chosen,
		       size < sizeof(chosen) ? size : sizeof(chosen));
	}
	return HIKU_OK;
}
