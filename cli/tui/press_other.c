/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Keys in an article, in the help and in the menu. */

#include "base/message.h"
#include "cli/tui/narrow.h"
#include "cli/tui/press.h"

#define WHEEL 3

/* ---- Reading ---- */

/* How far a key moves, as in less; 0: it does not. */
static long distance(const struct hk_key *key, long rows)
{
	switch (key->kind) {
	case HK_KEY_UP:
		return -1;
	case HK_KEY_DOWN:
	case HK_KEY_ENTER:
		return 1;
	case HK_KEY_PAGE_UP:
		return -rows;
	case HK_KEY_PAGE_DOWN:
		return rows;
	case HK_KEY_WHEEL_UP:
		return -WHEEL;
	case HK_KEY_WHEEL_DOWN:
		return WHEEL;
	case HK_KEY_CHAR:
		break;
	default:
		return 0;
	}
	if (key->alt || key->pasted)
		return 0;
	switch (key->c) {
	case 'j':
		return 1;
	case 'k':
		return -1;
	case ' ':
	case 'f':
		return rows;
	case 'b':
		return -rows;
	case 'd':
		return (rows + 1) / 2;
	case 'u':
		return -(rows + 1) / 2;
	default:
		return 0;
	}
}

static void leave(struct hk_ui *ui)
{
	ui->mode = ui->mode == HK_UI_HELP ? ui->before : HK_UI_LIST;
}

/* Go to the next line with a match, or the one before. */
static void go_marked(struct hk_ui *ui, struct hk_pane *pane, size_t rows,
		      bool back)
{
	size_t above = rows / 3, from = pane->target + !back;
	size_t line = hk_pane_marked(pane, from, back);

	if (line >= pane->count) {
		hk_ui_say(ui, "%s", hk_message_text("no more matches there"));
		return;
	}
	pane->target = line;
	hk_pane_go(pane, line, above, rows);
}

static bool jump(struct hk_ui *ui, struct hk_pane *pane, size_t rows,
		 const struct hk_key *key)
{
	if (hk_press_is(key, 'g') || hk_press_is(key, '<') ||
	    key->kind == HK_KEY_HOME)
		hk_pane_go(pane, 0, 0, rows);
	else if (hk_press_is(key, 'G') || hk_press_is(key, '>') ||
		 key->kind == HK_KEY_END)
		hk_pane_go(pane, pane->count, 0, rows);
	else if (hk_press_is(key, 'n'))
		go_marked(ui, pane, rows, false);
	else if (hk_press_is(key, 'N'))
		go_marked(ui, pane, rows, true);
	else
		return false;
	return true;
}

enum hk_status hk_press_reading(enum hk_ui_wish *wish, struct hk_ui *ui,
				const struct hk_key *key)
{
	bool help = ui->mode == HK_UI_HELP;
	struct hk_pane *pane = help ? &ui->help : &ui->reader;
	size_t rows = hk_ui_reader_rows(ui);
	long by = distance(key, (long)rows);

	if (hk_press_is(key, 'q') || key->kind == HK_KEY_ESCAPE ||
	    hk_press_control(key, 'g') || hk_press_control(key, 'o')) {
		leave(ui);
	} else if (hk_press_is(key, '?') || hk_press_is(key, 'h') ||
		   key->kind == HK_KEY_HELP) {
		if (help) {
			leave(ui);
		} else {
			ui->before = HK_UI_READ;
			ui->mode = HK_UI_HELP;
			ui->help.top = 0;
		}
	} else if (!help && (hk_press_is(key, 'v') || hk_press_is(key, 'e'))) {
		*wish = HK_UI_EDIT;
	} else if (!help && hk_press_control(key, 'y')) {
		*wish = HK_UI_COPY;
	} else if (!jump(ui, pane, rows, key) && by) {
		hk_pane_scroll(pane, by, rows);
	}
	return HK_OK;
}

/* ---- The menu ---- */

static void choose(struct hk_ui *ui, size_t i)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	size_t count = hk_ui_facet_count(ui),
	       rows = a.list_rows > 1 ? a.list_rows - 1 : 1;

	ui->menu.chosen = i < count ? i : count ? count - 1 : 0;
	if (ui->menu.chosen < ui->menu.top)
		ui->menu.top = ui->menu.chosen;
	if (ui->menu.chosen >= ui->menu.top + rows)
		ui->menu.top = ui->menu.chosen - rows + 1;
}

static void turn(struct hk_ui *ui, size_t by)
{
	ui->menu.kind = (ui->menu.kind + by) % HK_UI_KINDS;
	hk_seeker_drop(&ui->menu.reply);
	ui->menu.chosen = ui->menu.top = 0;
}

static enum hk_status narrow(enum hk_ui_wish *wish, struct hk_ui *ui)
{
	struct hiku_text key = hk_ui_facet(ui, ui->menu.chosen, NULL);
	struct hk_buf query;
	enum hk_status status;

	if (!key.len)
		return HK_OK;
	hk_buf_init(&query, HK_BUF_NO_MAX);
	status = hk_narrow_query(&query, hk_buf_str(&ui->entry.text),
				 hk_ui_kinds[ui->menu.kind].field,
				 hk_span_str(key.data, key.len));
	if (!status && query.len <= HK_ENTRY_MAX) {
		status = hk_entry_set(&ui->entry, hk_buf_str(&query));
		ui->mode = HK_UI_LIST;
		*wish = HK_UI_SEARCH;
	} else if (status != HK_ENOMEM) {
		status = HK_OK;
		hk_ui_say(ui, "%s",
			  hk_message_text("that cannot be written in a query"));
	}
	hk_buf_release(&query);
	return status;
}

static enum hk_status click(enum hk_ui_wish *wish, struct hk_ui *ui,
			    const struct hk_key *key)
{
	struct hk_ui_areas a = hk_ui_areas(ui);

	if (key->row <= a.list_row || key->row >= a.list_row + a.list_rows)
		return HK_OK;
	choose(ui, ui->menu.top + key->row - a.list_row - 1);
	return narrow(wish, ui);
}

enum hk_status hk_press_menu(enum hk_ui_wish *wish, struct hk_ui *ui,
			     const struct hk_key *key)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	long by = distance(key, a.list_rows > 1 ? a.list_rows - 1 : 1);
	size_t at = ui->menu.chosen;

	if (key->kind == HK_KEY_ESCAPE || hk_press_is(key, 'q') ||
	    hk_press_control(key, 'g')) {
		ui->mode = HK_UI_LIST;
	} else if (key->kind == HK_KEY_TAB || key->kind == HK_KEY_RIGHT ||
		   hk_press_is(key, 'l')) {
		turn(ui, 1);
		*wish = HK_UI_FACETS;
	} else if (key->kind == HK_KEY_BACKTAB || key->kind == HK_KEY_LEFT ||
		   hk_press_is(key, 'h')) {
		turn(ui, HK_UI_KINDS - 1);
		*wish = HK_UI_FACETS;
	} else if (key->kind == HK_KEY_ENTER) {
		return narrow(wish, ui);
	} else if (key->kind == HK_KEY_CLICK) {
		return click(wish, ui, key);
	} else if (hk_press_is(key, '?') || key->kind == HK_KEY_HELP) {
		ui->before = HK_UI_MENU;
		ui->mode = HK_UI_HELP;
		ui->help.top = 0;
	} else if (hk_press_is(key, 'g') || key->kind == HK_KEY_HOME) {
		choose(ui, 0);
	} else if (hk_press_is(key, 'G') || key->kind == HK_KEY_END) {
		choose(ui, SIZE_MAX);
	} else if (by) {
		choose(ui, by < 0 && (size_t)-by > at ? 0 : at + (size_t)by);
	}
	return HK_OK;
}
