/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/paint.h"

#include <limits.h>
#include <stdio.h>

#include "lib/hiku.h"

/* What is being appended; `column` is UINT_MAX where the cursor may be
 * anywhere. */
struct brush {
	struct hk_buf *out;
	struct hk_paint *paint;
	unsigned row, column;
	int style;
	enum hk_status status;
};

void hk_paint_init(struct hk_paint *p, const struct hk_terminfo *terminal,
		   bool color, const char *colors)
{
	static const char *const parts[HK_CELLS_STYLES] = {
		[HK_CELLS_TITLE] = "title", [HK_CELLS_PATH] = "path",
		[HK_CELLS_LINE] = "line",   [HK_CELLS_DIM] = "dim",
		[HK_CELLS_MARK] = "mark",
	};

	memset(p, 0, sizeof(*p));
	p->terminal = terminal;
	hk_cells_init(&p->shown, false);
	for (size_t i = 0;
	     color && terminal->colors >= 8 && i < HK_CELLS_STYLES; i++)
		if (parts[i])
			hiku_format_color(p->styles[i], sizeof(p->styles[i]),
					  colors, parts[i]);
	if (!*p->styles[HK_CELLS_MARK]) {
		snprintf(p->styles[HK_CELLS_TITLE],
			 sizeof(p->styles[HK_CELLS_TITLE]), "%s",
			 terminal->bold);
		snprintf(p->styles[HK_CELLS_MARK],
			 sizeof(p->styles[HK_CELLS_MARK]), "%s%s",
			 terminal->bold,
			 *terminal->underline ? terminal->underline
					      : terminal->reverse);
	}
	snprintf(p->styles[HK_CELLS_BAR], sizeof(p->styles[HK_CELLS_BAR]), "%s",
		 terminal->reverse);
}

void hk_paint_release(struct hk_paint *p)
{
	hk_cells_release(&p->shown);
}

void hk_paint_forget(struct hk_paint *p)
{
	hk_cells_release(&p->shown);
}

static void put(struct brush *b, const char *text)
{
	if (!b->status)
		b->status = hk_buf_puts(b->out, text);
}

static void move(struct brush *b, unsigned row, unsigned column)
{
	char text[HK_TERMINFO_MAX];

	if (b->row == row && b->column == column)
		return;
	hk_terminfo_move(text, row, column);
	put(b, text);
	b->row = row;
	b->column = column;
}

static void wear(struct brush *b, int style)
{
	if (b->style == style)
		return;
	put(b, b->paint->terminal->plain);
	put(b, b->paint->styles[style]);
	b->style = style;
}

static bool same(const struct hk_cell *a, const struct hk_cell *b)
{
	return a->width == b->width && a->style == b->style &&
	       !strcmp(a->text, b->text);
}

static void put_cell(struct brush *b, const struct hk_cell *cell, unsigned row,
		     unsigned column, unsigned columns)
{
	move(b, row, column);
	wear(b, cell->style);
	if (cell->unsure) {
		/* Whatever it does not cover is blank. */
		for (unsigned i = 0; i < cell->width; i++)
			put(b, " ");
		b->column = UINT_MAX;
		move(b, row, column);
	}
	put(b, cell->text);
	b->column = cell->unsure || column + cell->width >= columns
			    ? UINT_MAX
			    : column + cell->width;
}

static void put_row(struct brush *b, const struct hk_cells *next, unsigned row)
{
	const size_t begin = (size_t)row * next->columns;
	const struct hk_cell *new = &next->list[begin];
	const struct hk_cell *old = &b->paint->shown.list[begin];
	unsigned step;

	for (unsigned i = 0; i < next->columns; i += step) {
		bool changed = false;

		step = new[i].width ? new[i].width : 1;
		for (unsigned k = i; k < i + step && k < next->columns; k++)
			changed |= !same(&new[k], &old[k]);
		/* A terminal that wraps at once would scroll. */
		if (row + 1 == next->rows && i + step == next->columns &&
		    new[i].text[0] == ' ')
			changed = false;
		if (changed && new[i].width)
			put_cell(b, &new[i], row, i, next->columns);
	}
}

enum hk_status hk_paint_put(struct hk_buf *out, struct hk_paint *p,
			    const struct hk_cells *next)
{
	struct brush b = {.out = out,
			  .paint = p,
			  .row = UINT_MAX,
			  .column = UINT_MAX,
			  .style = -1};

	put(&b, p->terminal->hide);
	if (p->shown.columns != next->columns || p->shown.rows != next->rows) {
		b.status = b.status ? b.status
				    : hk_cells_resize(&p->shown, next->columns,
						      next->rows);
		put(&b, p->terminal->plain);
		put(&b, p->terminal->clear);
	}
	if (b.status)
		return b.status;
	for (unsigned row = 0; row < next->rows; row++)
		put_row(&b, next, row);
	put(&b, p->terminal->plain);
	move(&b, next->cursor_row, next->cursor_column);
	put(&b, p->terminal->show);
	if (b.status)
		hk_paint_forget(p);
	else
		memcpy(p->shown.list, next->list,
		       sizeof(*next->list) * next->columns * next->rows);
	return b.status;
}
