/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The list of what was found. */

#include "cli/tui/view_private.h"

/* Cells of a day. */
#define DAY 10
/* Matches of a title that are marked, at most. */
#define MARKS_MAX 32

static struct hk_str text_of(const struct hk_ui *ui, size_t hit,
			     enum hiku_hit_text which)
{
	struct hiku_text text = hiku_hit_text(ui->found.answer, hit, which);

	return hk_span_str(text.data ? text.data : "", text.len);
}

static int to_scratch(void *scratch, const char *data, size_t len)
{
	return hk_buf_append(scratch, data, len) != HK_OK;
}

enum hk_status hk_view_place(struct hk_buf *out, const struct hk_ui *ui,
			     size_t hit)
{
	struct hk_str path = text_of(ui, hit, HIKU_PATH);
	struct hk_str member = text_of(ui, hit, HIKU_MEMBER);
	uint32_t line = hk_ui_line(ui, hit);
	size_t here = ui->here ? strlen(ui->here) : 0;
	enum hk_status status;

	if (!path.len)
		path = text_of(ui, hit, HIKU_ID);
	else if (here > 1 && hk_span_starts(path, ui->here) &&
		 path.len > here + 1 && path.data[here] == '/')
		path = hk_span_from(path, here + 1);
	status = hk_buf_append(out, path.data, path.len);
	if (!status && member.len)
		status = hk_buf_putc(out, '/');
	if (!status && member.len)
		status = hk_buf_append(out, member.data, member.len);
	if (!status && line)
		status = hk_buf_printf(
			out, ":%s%u",
			hiku_hit_number(ui->found.answer, hit, HIKU_PAGED)
				? "p."
				: "",
			(unsigned)line);
	return status;
}

/* Of a place that is too long the end is shown, which is its own. */
static unsigned put_end(struct hk_view_drawing *d, unsigned row,
			unsigned column, unsigned end, struct hk_str text)
{
	size_t cells = hiku_text_cells(text.data, text.len, d->cells->wide);
	size_t room = end > column ? end - column : 0, width;

	if (cells <= room)
		return hk_cells_put(d->cells, row, column, end, text,
				    HK_CELLS_PATH);
	column = hk_cells_puts(d->cells, row, column, end, "…", HK_CELLS_PATH);
	room = end > column ? end - column : 0;
	while (text.len && cells > room) {
		size_t n = hiku_text_char(text.data, text.len, d->cells->wide,
					  &width);

		cells -= width < cells ? width : cells;
		text = hk_span_from(text, n);
	}
	return hk_cells_put(d->cells, row, column, end, text, HK_CELLS_PATH);
}

/* One line of a title, with its matches. */
enum hk_status hk_view_title(struct hk_view_drawing *d, unsigned row,
			     unsigned column, unsigned end, size_t hit)
{
	const struct hiku_answer *answer = d->ui->found.answer;
	struct hk_str title = text_of(d->ui, hit, HIKU_TITLE);
	struct hiku_format_options o =
		hk_ui_format(d->ui, end > column ? end - column : 1, 1);
	struct hiku_range marks[MARKS_MAX];
	size_t count = hiku_hit_marks(answer, hit, HIKU_TITLE);

	count = count < MARKS_MAX ? count : MARKS_MAX;
	for (size_t i = 0; i < count; i++)
		marks[i] = hiku_hit_mark(answer, hit, HIKU_TITLE, i);
	o.flags |= HIKU_ONE_LINE;
	hk_buf_reset(&d->scratch);
	if (hiku_text_wrap(title.data, title.len, marks, count, &o, to_scratch,
			   &d->scratch, NULL))
		return HK_ENOMEM;
	title = hk_span_trim(hk_buf_str(&d->scratch));
	hk_cells_put_styled(d->cells, row, column, end, title, HK_CELLS_TITLE);
	return HK_OK;
}

static enum hk_status put_excerpt(struct hk_view_drawing *d, unsigned row,
				  unsigned rows, unsigned column, unsigned end,
				  size_t hit)
{
	struct hiku_format_options o =
		hk_ui_format(d->ui, end > column ? end - column : 1, rows);
	struct hk_str rest;

	hk_buf_reset(&d->scratch);
	if (hiku_hit_excerpt(d->ui->found.answer, hit, &o, NULL, 0, to_scratch,
			     &d->scratch, NULL))
		return HK_ENOMEM;
	rest = hk_buf_str(&d->scratch);
	for (unsigned i = 0; i < rows && rest.len; i++) {
		const char *line_end = memchr(rest.data, '\n', rest.len);
		size_t n = line_end ? (size_t)(line_end - rest.data) : rest.len;

		hk_cells_put_styled(d->cells, row + i, column, end,
				    hk_span_str(rest.data, n), HK_CELLS_PLAIN);
		rest = hk_span_from(rest, n + (n < rest.len));
	}
	return HK_OK;
}

static enum hk_status put_place(struct hk_view_drawing *d, unsigned row,
				unsigned column, unsigned end, size_t hit)
{
	enum hk_status status;

	hk_buf_reset(&d->scratch);
	status = hk_view_place(&d->scratch, d->ui, hit);
	if (!status)
		put_end(d, row, column, end, hk_buf_str(&d->scratch));
	return status;
}

/* "2024-05-31" at the end of a row; the column before it. */
static unsigned put_date(struct hk_view_drawing *d, unsigned row, unsigned end,
			 size_t hit)
{
	struct hk_str date = text_of(d->ui, hit, HIKU_DATE);

	if (!date.len || end < 3 * DAY)
		return end;
	date.len = date.len < DAY ? date.len : DAY;
	hk_cells_put(d->cells, row, end - (unsigned)date.len, end, date,
		     HK_CELLS_DIM);
	return end - (unsigned)date.len - 1;
}

/* The columns of a title that shares its row with the place: what it needs, but
 * not more than two thirds of them. */
static unsigned title_end(struct hk_view_drawing *d, unsigned column,
			  unsigned end, size_t hit)
{
	struct hk_str title = text_of(d->ui, hit, HIKU_TITLE);
	size_t cells = hiku_text_cells(title.data, title.len, d->cells->wide);
	unsigned most = column + (end - column) * 2 / 3;

	return column + cells < most ? column + (unsigned)cells : most;
}

static enum hk_status draw_hit(struct hk_view_drawing *d, unsigned row,
			       size_t hit)
{
	unsigned end = d->areas.list_columns, rows = d->areas.hit_rows;
	unsigned column = 2, split, here;
	enum hk_status status;

	if (hit == d->ui->chosen)
		for (unsigned i = 0; i < rows; i++)
			hk_cells_puts(d->cells, row + i, 0, end, i ? "|" : ">",
				      HK_CELLS_MARK);
	if (end < 4)
		return HK_OK;
	if (rows == 1)
		return put_excerpt(d, row, 1, column, end, hit);
	here = put_date(d, row, end, hit);
	split = rows == 2 ? title_end(d, column, here, hit) : here;
	status = hk_view_title(d, row, column, split, hit);
	if (!status && rows == 2 && split + 2 < here)
		status = put_place(d, row, split + 2, here, hit);
	else if (!status && rows > 2)
		status = put_place(d, row + 1, column, end, hit);
	if (!status)
		status = put_excerpt(d, row + rows - 1, 1, column, end, hit);
	return status;
}

enum hk_status hk_view_hits(struct hk_view_drawing *d)
{
	size_t count = hk_ui_hits(d->ui);
	enum hk_status status = HK_OK;
	unsigned row = d->areas.list_row;
	unsigned end = row + d->areas.list_rows;

	for (size_t i = d->ui->top; i < count && !status; i++) {
		if (row + d->areas.hit_rows > end)
			break;
		status = draw_hit(d, row, i);
		row += d->areas.hit_rows;
	}
	return status;
}
