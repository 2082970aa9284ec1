/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/view_private.h"

#include <stdio.h>

#include "base/message.h"

#define PROMPT "> "
/* Cells that stay free behind the cursor. */
#define MARGIN 2

static struct hk_str str(struct hiku_text text)
{
	return hk_span_str(text.data ? text.data : "", text.len);
}

/* ---- The query ---- */

/* What was found, in few characters. */
static void put_count(char *out, size_t size, const struct hk_ui *ui)
{
	size_t hits = hk_ui_hits(ui);

	if (ui->waits)
		snprintf(out, size, " ... ");
	else if (!ui->found.answer)
		snprintf(out, size, " ");
	else
		snprintf(out, size, " %zu/%zu%s ", hits ? ui->chosen + 1 : 0,
			 hits,
			 hiku_answer_number(ui->found.answer, HIKU_MORE) ? "+"
									 : "");
}

/* The query scrolls sideways, so that the cursor is always seen. */
static void draw_entry(struct hk_view_drawing *d)
{
	const struct hk_entry *e = &d->ui->entry;
	struct hk_cells *cells = d->cells;
	char count[32];
	unsigned column, end = cells->columns;
	size_t begin = 0, used;

	put_count(count, sizeof(count), d->ui);
	if (strlen(count) + 12 < end) {
		end -= (unsigned)strlen(count);
		hk_cells_puts(cells, 0, end, cells->columns, count,
			      HK_CELLS_DIM);
	}
	column = hk_cells_puts(cells, 0, 0, end, PROMPT, HK_CELLS_TITLE);
	if (!e->text.len) {
		cells->cursor_column = column;
		return;
	}
	used = hiku_text_cells(e->text.data, e->cursor, cells->wide);
	while (begin < e->cursor && column + used + MARGIN > end) {
		size_t width;

		begin += hiku_text_char(e->text.data + begin, e->cursor - begin,
					cells->wide, &width);
		used = used > width ? used - width : 0;
	}
	hk_cells_put(cells, 0, column, end,
		     hk_span_from(hk_buf_str(&e->text), begin), HK_CELLS_PLAIN);
	column += (unsigned)used;
	cells->cursor_column =
		column < cells->columns ? column : cells->columns - 1;
}

/* ---- The line below it ---- */

static unsigned draw_words(struct hk_view_drawing *d)
{
	const struct hk_ui *ui = d->ui;
	const struct hk_str typed = hk_seeker_word(hk_buf_str(&ui->entry.text));
	unsigned column = 0, end = d->cells->columns;

	if (!ui->words.words || ui->entry.cursor != ui->entry.text.len)
		return column;
	for (size_t i = 0;; i++) {
		struct hk_str word = str(hiku_word(ui->words.words, i, NULL));
		size_t cells =
			hiku_text_cells(word.data, word.len, d->cells->wide);
		char number[24];

		if (!word.len)
			return column;
		/* What is typed already is no offer. */
		if (!i && hk_span_same(word, typed) &&
		    !hiku_word(ui->words.words, 1, NULL).len)
			return column;
		if (column + cells + 3 > end)
			return column;
		snprintf(number, sizeof(number), "%zu ", i + 1);
		column = hk_cells_puts(d->cells, 1, column, end, number,
				       HK_CELLS_DIM);
		column = hk_cells_put(d->cells, 1, column, end, word,
				      i ? HK_CELLS_DIM : HK_CELLS_PLAIN);
		column += 2;
	}
}

static void say(struct hk_view_drawing *d, const char *line)
{
	struct hk_message_buf said;

	hk_cells_put_cut(d->cells, 1, 0, d->cells->columns,
			 hk_span_cstr(hk_message_line(&said, line)),
			 HK_CELLS_DIM);
}

static void draw_status(struct hk_view_drawing *d)
{
	const struct hk_ui *ui = d->ui;
	const char *note = ui->found.answer
				   ? hiku_answer_note(ui->found.answer, 0, NULL)
				   : NULL;
	unsigned column;

	if (d->cells->rows < 2)
		return;
	if (ui->notice[0]) {
		say(d, ui->notice);
		return;
	}
	if (ui->found.status) {
		say(d, ui->found.error.message);
		return;
	}
	column = draw_words(d);
	if (column || !ui->entry.text.len) {
		if (!column)
			say(d,
			    hk_message_text("type what you look for; ? shows "
					    "the keys"));
		return;
	}
	if (note)
		say(d, note);
	else if (ui->found.answer && !hk_ui_hits(ui) && !ui->waits)
		say(d, hk_message_text("nothing found"));
}

/* ---- The preview, articles and the help ---- */

static void draw_pane(struct hk_view_drawing *d, const struct hk_pane *pane,
		      unsigned row, unsigned rows, unsigned column,
		      unsigned columns)
{
	for (unsigned i = 0; i < rows; i++)
		hk_cells_put_styled(d->cells, row + i, column, column + columns,
				    hk_pane_line(pane, pane->top + i),
				    HK_CELLS_PLAIN);
}

static void draw_preview(struct hk_view_drawing *d)
{
	const struct hk_ui_areas *a = &d->areas;

	if (!a->preview_rows)
		return;
	if (a->preview_column)
		for (unsigned i = 0; i < a->preview_rows; i++)
			hk_cells_puts(d->cells, a->preview_row + i,
				      a->preview_column - 2, a->preview_column,
				      "|", HK_CELLS_DIM);
	else
		for (unsigned i = 0; i < d->cells->columns; i++)
			hk_cells_puts(d->cells, a->preview_row - 1, i, i + 1,
				      "-", HK_CELLS_DIM);
	if (d->ui->laid_hit == d->ui->chosen)
		draw_pane(d, &d->ui->preview, a->preview_row, a->preview_rows,
			  a->preview_column, a->preview_columns);
}

static enum hk_status draw_reader(struct hk_view_drawing *d)
{
	const struct hk_ui *ui = d->ui;
	bool help = ui->mode == HK_UI_HELP;
	const struct hk_pane *pane = help ? &ui->help : &ui->reader;
	unsigned rows = hk_ui_reader_rows(ui), end = d->cells->columns;
	char where[48];
	enum hk_status status = HK_OK;
	size_t last =
		pane->top + rows < pane->count ? pane->top + rows : pane->count;

	snprintf(where, sizeof(where), " %zu-%zu/%zu",
		 pane->count ? pane->top + 1 : 0, last, pane->count);
	if (strlen(where) + 8 < end) {
		end -= (unsigned)strlen(where);
		hk_cells_puts(d->cells, 0, end, d->cells->columns, where,
			      HK_CELLS_DIM);
	}
	if (help)
		hk_cells_puts(d->cells, 0, 0, end,
			      hk_message_text("keys (q: back)"),
			      HK_CELLS_TITLE);
	else
		status = hk_view_title(d, 0, 0, end, ui->chosen);
	d->cells->cursor_row = 0;
	d->cells->cursor_column = 0;
	if (ui->notice[0] && d->cells->rows > 1)
		say(d, ui->notice);
	draw_pane(d, pane, 2, rows, 0, d->cells->columns);
	return status;
}

/* ---- The menu ---- */

static void draw_kinds(struct hk_view_drawing *d)
{
	unsigned column = 0, end = d->areas.list_columns;

	for (size_t i = 0; i < HK_UI_KINDS; i++) {
		column = hk_cells_puts(d->cells, d->areas.list_row, column, end,
				       hk_message_text(hk_ui_kinds[i].name),
				       i == d->ui->menu.kind ? HK_CELLS_BAR
							     : HK_CELLS_DIM);
		column++;
	}
}

/* The key of a facet as it is shown. */
static struct hk_str facet_key(const struct hk_view_drawing *d, size_t i,
			       uint64_t *articles)
{
	struct hk_str key = str(hk_ui_facet(d->ui, i, articles));
	size_t here = d->ui->here ? strlen(d->ui->here) : 0;

	if (!key.len)
		return hk_span_cstr("-");
	if (here > 1 && hk_span_starts(key, d->ui->here) &&
	    key.len > here + 1 && key.data[here] == '/')
		return hk_span_from(key, here + 1);
	return key;
}

static void draw_menu(struct hk_view_drawing *d)
{
	const struct hk_ui_menu *menu = &d->ui->menu;
	size_t count = hk_ui_facet_count(d->ui);
	unsigned row = d->areas.list_row + 1, end = d->areas.list_columns;

	draw_kinds(d);
	for (size_t i = menu->top;
	     i < count && row < d->areas.list_row + d->areas.list_rows; i++) {
		char number[24];
		uint64_t articles;
		struct hk_str key = facet_key(d, i, &articles);
		bool chosen = i == menu->chosen;
		unsigned column;

		if (chosen)
			hk_cells_puts(d->cells, row, 0, end, ">",
				      HK_CELLS_MARK);
		snprintf(number, sizeof(number), "%6llu ",
			 (unsigned long long)articles);
		column = hk_cells_puts(d->cells, row, 2, end, number,
				       HK_CELLS_DIM);
		hk_cells_put_cut(d->cells, row, column, end, key,
				 chosen ? HK_CELLS_BAR : HK_CELLS_PLAIN);
		row++;
	}
	if (!count && row < d->cells->rows)
		hk_cells_puts(d->cells, row, 2, end,
			      menu->waits ? "..."
					  : hk_message_text("nothing to count"),
			      HK_CELLS_DIM);
}

enum hk_status hk_view_draw(struct hk_cells *out, const struct hk_ui *ui)
{
	struct hk_view_drawing d = {
		.cells = out, .ui = ui, .areas = hk_ui_areas(ui)};
	enum hk_status status;

	status = hk_cells_resize(out, ui->columns, ui->rows);
	if (status)
		return status;
	hk_buf_init(&d.scratch, HK_BUF_NO_MAX);
	if (ui->mode == HK_UI_READ || ui->mode == HK_UI_HELP) {
		status = draw_reader(&d);
	} else {
		draw_entry(&d);
		draw_status(&d);
		draw_preview(&d);
		if (ui->mode == HK_UI_MENU)
			draw_menu(&d);
		else
			status = hk_view_hits(&d);
	}
	hk_buf_release(&d.scratch);
	return status;
}
