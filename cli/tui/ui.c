/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/ui.h"

#include <stdio.h>

#include "base/clean.h"
#include "base/message.h"
#include "cli/tui/help.h"

/* From so many columns on the preview is beside the list, and from so many rows
 * on below it. */
#define BESIDE 100
#define BELOW  12
/* Hits have a line for their place of their own below that. */
#define NARROW 60
/* Lines of a long file around the passage that the preview has. */
#define AROUND 400

const struct hk_ui_kind hk_ui_kinds[HK_UI_KINDS] = {
	{HK_MESSAGE("folder"), "path", HIKU_BY_FOLDER},
	{HK_MESSAGE("type"), "type", HIKU_BY_TYPE},
	{HK_MESSAGE("year"), "date", HIKU_BY_YEAR},
	{HK_MESSAGE("tag"), "tag", HIKU_BY_TAG},
};

void hk_ui_init(struct hk_ui *ui, bool wide, const char *here)
{
	memset(ui, 0, sizeof(*ui));
	hk_entry_init(&ui->entry);
	hk_pane_init(&ui->preview);
	hk_pane_init(&ui->reader);
	hk_pane_init(&ui->help);
	ui->wide = wide;
	ui->here = here;
	ui->laid_hit = SIZE_MAX;
}

void hk_ui_release(struct hk_ui *ui)
{
	hk_entry_release(&ui->entry);
	hk_pane_release(&ui->preview);
	hk_pane_release(&ui->reader);
	hk_pane_release(&ui->help);
	hk_seeker_drop(&ui->found);
	hk_seeker_drop(&ui->words);
	hk_seeker_drop(&ui->article);
	hk_seeker_drop(&ui->menu.reply);
}

void hk_ui_say(struct hk_ui *ui, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	hk_clean_format(ui->notice, sizeof(ui->notice), format, args, NULL);
	va_end(args);
}

size_t hk_ui_hits(const struct hk_ui *ui)
{
	return ui->found.answer ? hiku_answer_hits(ui->found.answer) : 0;
}

struct hk_ui_areas hk_ui_areas(const struct hk_ui *ui)
{
	struct hk_ui_areas a = {.list_row = 2, .list_columns = ui->columns};
	unsigned rows = ui->rows > 2 ? ui->rows - 2 : 0;

	a.list_rows = rows;
	if (!ui->no_preview && ui->columns >= BESIDE && rows >= 3) {
		a.list_columns = ui->columns / 2 - 2;
		a.preview_row = a.list_row;
		a.preview_rows = rows;
		a.preview_column = a.list_columns + 3; /* beside a line */
		a.preview_columns = ui->columns - a.preview_column;
	} else if (!ui->no_preview && ui->rows >= BELOW) {
		a.preview_rows = rows * 2 / 5;
		a.list_rows = rows - a.preview_rows - 1;
		a.preview_row = a.list_row + a.list_rows + 1;
		a.preview_columns = ui->columns;
	}
	a.hit_rows = a.list_columns < NARROW ? 3 : 2;
	if (a.hit_rows > a.list_rows)
		a.hit_rows = a.list_rows ? a.list_rows : 1;
	return a;
}

struct hiku_format_options hk_ui_format(const struct hk_ui *ui,
					unsigned columns, unsigned lines)
{
	struct hiku_format_options o = HIKU_FORMAT_OPTIONS_INIT;

	o.flags = HIKU_COLOR | (ui->wide ? HIKU_WIDE : 0u);
	o.columns = columns > 4 ? columns : 4;
	o.lines = lines;
	o.colors = HK_CELLS_COLORS;
	o.here = ui->here;
	return o;
}

static enum hiku_by menu_by(const struct hk_ui *ui)
{
	return (enum hiku_by)hk_ui_kinds[ui->menu.kind].by;
}

size_t hk_ui_facet_count(const struct hk_ui *ui)
{
	const struct hiku_answer *answer = ui->menu.reply.answer;

	return answer ? hiku_answer_facets(answer, menu_by(ui)) : 0;
}

struct hiku_text hk_ui_facet(const struct hk_ui *ui, size_t i,
			     uint64_t *articles)
{
	const struct hiku_answer *answer = ui->menu.reply.answer;

	if (articles)
		*articles = 0;
	return answer ? hiku_facet(answer, menu_by(ui), i, articles)
		      : (struct hiku_text){NULL, 0};
}

uint32_t hk_ui_line(const struct hk_ui *ui, size_t hit)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	struct hiku_format_options o = hk_ui_format(
		ui, a.list_columns > 2 ? a.list_columns - 2 : 1, 1);
	struct hiku_excerpt excerpt;

	memset(&excerpt, 0, sizeof(excerpt));
	if (hit >= hk_ui_hits(ui) ||
	    hiku_hit_excerpt(ui->found.answer, hit, &o, &excerpt,
			     sizeof(excerpt), NULL, NULL, NULL))
		return 0;
	return excerpt.line;
}

/* ---- Articles ---- */

/* Lay out the article that is looked at for a window. */
static enum hk_status lay(struct hk_ui *ui, struct hk_pane *pane,
			  unsigned columns, bool whole)
{
	struct hiku_answer *article = ui->article.answer;
	struct hiku_format_options o = hk_ui_format(ui, columns, 0);
	bool paged = hiku_hit_number(ui->found.answer, ui->chosen, HIKU_PAGED);
	uint32_t line = hk_ui_line(ui, ui->chosen);
	enum hk_status status = HK_OK;
	size_t target = 0;

	hk_pane_reset(pane);
	if (!article || !hiku_answer_hits(article))
		return HK_OK;
	if (!whole && line && !paged) {
		o.first_line = line > AROUND ? line - AROUND : 1;
		o.line_count = 2 * AROUND;
	}
	o.target_line = line;
	o.target_row = &target;
	if (hiku_answer_write(article, "text", &o, hk_pane_write, pane, NULL))
		status = HK_ENOMEM;
	if (!status)
		status = hk_pane_index(pane);
	if (status) {
		hk_pane_reset(pane);
		return status;
	}
	if (!line || (!target && line != o.first_line)) {
		target = hk_pane_marked(pane, 0, false);
		target = target < pane->count ? target : 0;
	}
	pane->target = target;
	return HK_OK;
}

/* The article is that of the chosen hit, or not there yet. */
static enum hk_status lay_preview(struct hk_ui *ui)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	enum hk_status status;

	if (!a.preview_rows || !ui->article.answer || !hk_ui_hits(ui))
		return HK_OK;
	status = lay(ui, &ui->preview, a.preview_columns, false);
	ui->laid_hit = ui->chosen;
	hk_pane_go(&ui->preview, ui->preview.target, a.preview_rows / 3,
		   a.preview_rows);
	return status;
}

unsigned hk_ui_reader_rows(const struct hk_ui *ui)
{
	return ui->rows > 2 ? ui->rows - 2 : 1;
}

enum hk_status hk_ui_lay_reader(struct hk_ui *ui)
{
	enum hk_status status = lay(ui, &ui->reader, ui->columns, true);

	hk_pane_go(&ui->reader, ui->reader.target, hk_ui_reader_rows(ui) / 3,
		   hk_ui_reader_rows(ui));
	return status;
}

enum hk_status hk_ui_article(struct hk_ui *ui, struct hk_seeker_reply *reply)
{
	hk_seeker_drop(&ui->article);
	ui->article = *reply;
	if (ui->article.status)
		hk_ui_say(ui, "%s", ui->article.error.message);
	if (ui->mode == HK_UI_READ) {
		enum hk_status status = hk_ui_lay_reader(ui);

		if (status)
			return status;
	}
	return lay_preview(ui);
}

/* ---- Replies ---- */

void hk_ui_keep_in_sight(struct hk_ui *ui)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	size_t seen = a.list_rows / a.hit_rows;

	seen = seen ? seen : 1;
	if (ui->chosen < ui->top)
		ui->top = ui->chosen;
	if (ui->chosen >= ui->top + seen)
		ui->top = ui->chosen - seen + 1;
}

enum hk_status hk_ui_found(struct hk_ui *ui, struct hk_seeker_reply *reply)
{
	struct hk_seeker_reply empty = {.number = 0};

	ui->waits = false;
	hk_seeker_drop(&ui->found);
	ui->found = *reply;
	hk_seeker_drop(&ui->article);
	ui->article = empty;
	ui->chosen = ui->top = 0;
	ui->laid_hit = SIZE_MAX;
	hk_pane_reset(&ui->preview);
	return HK_OK;
}

void hk_ui_more(struct hk_ui *ui, struct hk_seeker_reply *reply)
{
	size_t shown = hk_ui_hits(ui);

	/* Where they failed, or the index has fewer now, those that are shown
	 * stay. */
	if (reply->status || hiku_answer_hits(reply->answer) < shown) {
		hk_seeker_drop(reply);
		return;
	}
	/* The query that they answer is the same. */
	reply->instead = ui->found.instead;
	ui->found.instead = NULL;
	hk_seeker_drop(&ui->found);
	ui->found = *reply;
}

void hk_ui_words(struct hk_ui *ui, struct hk_seeker_reply *reply)
{
	hk_seeker_drop(&ui->words);
	ui->words = *reply;
}

void hk_ui_facets(struct hk_ui *ui, struct hk_seeker_reply *reply)
{
	hk_seeker_drop(&ui->menu.reply);
	ui->menu.reply = *reply;
	ui->menu.waits = false;
	ui->menu.chosen = ui->menu.top = 0;
}

enum hk_status hk_ui_resize(struct hk_ui *ui, unsigned columns, unsigned rows)
{
	enum hk_status status;
	size_t top = ui->help.top;

	ui->columns = columns;
	ui->rows = rows;
	hk_ui_keep_in_sight(ui);
	status = hk_help_lay(&ui->help, columns);
	hk_pane_scroll(&ui->help, (long)top, hk_ui_reader_rows(ui));
	if (!status && ui->mode == HK_UI_READ)
		status = hk_ui_lay_reader(ui);
	return status ? status : lay_preview(ui);
}
