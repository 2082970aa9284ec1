/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "query/show/kwic.h"
#include "query/show/place.h"
#include "query/show/shown.h"

/* Cells of the places, so that matches stand one above the other. */
#define PLACE_MAX 40

/* Append "path:line" of a match. */
static enum hk_status put_place(struct hk_buf *out, struct hk_sink *sink,
				const struct hk_hit *hit, size_t at)
{
	enum hk_status status = hk_place_path(out, hit, sink->options);

	return status ? status
		      : hk_place_line(out, hit, hk_shown_line(hit, at), "", "");
}

/* `sink->state` is the width of the widest place, but not more than above. */
static enum hk_status begin(struct hk_sink *sink)
{
	const struct hk_style *style = hk_sink_style(sink);
	size_t *widest = calloc(1, sizeof(*widest));
	enum hk_status status = HK_OK;
	struct hk_buf place;

	sink->state = widest;
	if (!widest)
		return HK_ENOMEM;
	hk_buf_init(&place, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sink->result->count && !status; i++) {
		const struct hk_hit *hit = &sink->result->hits[i];
		size_t cells;

		hk_buf_reset(&place);
		status = put_place(&place, sink, hit, hit->record.text.len);
		cells = hk_layout_cells(hk_buf_str(&place), style->wide);
		if (cells <= PLACE_MAX && cells > *widest)
			*widest = cells;
	}
	hk_buf_release(&place);
	return status;
}

/* The cells of the glyphs [begin, end), with what stands between them and, as
 * far as there is a next one, behind them. */
static size_t cells_of(const struct hk_layout *l, size_t begin, size_t end)
{
	size_t cells = 0;

	for (size_t i = begin; i < end; i++) {
		cells += l->list[i].width;
		if (i + 1 < l->count)
			cells += hk_layout_gap_cells(l, l->list[i].gap);
	}
	return cells;
}

bool hk_kwic_next(const struct hk_layout *l, struct hk_span *match)
{
	size_t begin = match->end, end;

	while (begin < l->count && !l->list[begin].mark)
		begin++;
	for (end = begin; end < l->count; end++)
		if (l->list[end].mark != l->list[begin].mark)
			break;
	*match = (struct hk_span){begin, end};
	return begin < l->count;
}

struct hk_span hk_kwic_around(const struct hk_layout *l, struct hk_span match,
			      size_t most, size_t *left)
{
	size_t right = 0;

	*left = 0;
	while (match.begin > 0 &&
	       *left + cells_of(l, match.begin - 1, match.begin) <= most) {
		match.begin--;
		*left += cells_of(l, match.begin, match.begin + 1);
	}
	while (match.end < l->count &&
	       right + l->list[match.end].width <= most) {
		right += cells_of(l, match.end, match.end + 1);
		match.end++;
	}
	return match;
}

/* Append one match, of these glyphs, in its line. */
static enum hk_status put_match(struct hk_sink *sink, struct hk_layout *l,
				const struct hk_hit *hit, struct hk_span match)
{
	const struct hk_style *style = hk_sink_style(sink);
	size_t most = sink->options->context, widest = *(size_t *)sink->state;
	size_t left, used;
	struct hk_span around = hk_kwic_around(l, match, most, &left);
	struct hk_buf *out = sink->out, place;
	struct hk_style_lines lines;
	enum hk_status status;

	hk_buf_init(&place, HK_BUF_NO_MAX);
	status = put_place(&place, sink, hit, l->list[match.begin].begin);
	used = hk_layout_cells(hk_buf_str(&place), style->wide);
	if (!status)
		status = hk_buf_printf(
			out, "%s%s%s%*s", style->path,
			place.data ? place.data : "",
			style->color ? style->off : "",
			(int)((used < widest ? widest - used : 0) + 2 + most -
			      left),
			"");
	hk_style_lines(&lines, style, "", "");
	l->first = around.begin;
	l->last = around.end;
	if (!status)
		status = hk_layout_line(out, l, &lines.layout);
	hk_buf_release(&place);
	return status ? status : hk_buf_putc(out, '\n');
}

static enum hk_status hit(struct hk_sink *sink, const struct hk_hit *hit)
{
	static const struct hk_shown_size whole = {.one_line = true};
	struct hk_span match = {0, 0};
	struct hk_shown shown;
	enum hk_status status =
		hk_shown_init(&shown, hit, 0, hk_sink_style(sink), whole);

	while (!status && hk_kwic_next(&shown.layout, &match))
		status = put_match(sink, &shown.layout, hit, match);
	hk_shown_release(&shown);
	return status;
}

static enum hk_status end(struct hk_sink *sink)
{
	free(sink->state);
	return HK_OK;
}

const struct hk_sink_format hk_sink_kwic = {
	.name = "kwic", .paged = true, .begin = begin, .hit = hit, .end = end};
