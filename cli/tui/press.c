/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/press.h"

/* Rows that a turn of the wheel moves. */
#define WHEEL 3

bool hk_press_is(const struct hk_key *key, uint32_t c)
{
	return key->kind == HK_KEY_CHAR && !key->control && !key->alt &&
	       !key->pasted && key->c == c;
}

bool hk_press_control(const struct hk_key *key, uint32_t c)
{
	return key->kind == HK_KEY_CHAR && key->control && !key->alt &&
	       key->c == c;
}

static bool is_alt(const struct hk_key *key, uint32_t c)
{
	return key->kind == HK_KEY_CHAR && key->alt && !key->control &&
	       key->c == c;
}

/* ---- The list ---- */

static enum hk_ui_wish choose(struct hk_ui *ui, size_t hit)
{
	size_t count = hk_ui_hits(ui), before = ui->chosen;

	if (!count)
		return HK_UI_NOTHING;
	ui->chosen = hit < count ? hit : count - 1;
	ui->copied = NULL;
	hk_ui_keep_in_sight(ui);
	return ui->chosen == before ? HK_UI_NOTHING : HK_UI_LOOK;
}

static enum hk_ui_wish step(struct hk_ui *ui, long by)
{
	if (by < 0 && (size_t)-by > ui->chosen)
		return choose(ui, 0);
	return choose(ui, ui->chosen + (size_t)by);
}

static long page(const struct hk_ui *ui)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	unsigned hits = a.list_rows / a.hit_rows;

	return hits ? (long)hits : 1;
}

static bool is_over_preview(const struct hk_ui *ui, const struct hk_key *key)
{
	struct hk_ui_areas a = hk_ui_areas(ui);

	return key->row >= a.preview_row &&
	       key->row < a.preview_row + a.preview_rows &&
	       key->column >= a.preview_column;
}

static void scroll_preview(struct hk_ui *ui, long by)
{
	hk_pane_scroll(&ui->preview, by, hk_ui_areas(ui).preview_rows);
}

static enum hk_ui_wish mouse(struct hk_ui *ui, const struct hk_key *key)
{
	struct hk_ui_areas a = hk_ui_areas(ui);
	long by = key->kind == HK_KEY_WHEEL_UP ? -1 : 1;

	if (key->kind == HK_KEY_CLICK) {
		size_t hit;

		if (is_over_preview(ui, key) || key->row < a.list_row ||
		    key->row >= a.list_row + a.list_rows)
			return HK_UI_NOTHING;
		hit = ui->top + (key->row - a.list_row) / a.hit_rows;
		return hit < hk_ui_hits(ui) ? choose(ui, hit) : HK_UI_NOTHING;
	}
	if (!is_over_preview(ui, key))
		return step(ui, by);
	scroll_preview(ui, WHEEL * by);
	return HK_UI_NOTHING;
}

/* Keys that move in the list and its preview; false: it is none. */
static bool move(enum hk_ui_wish *wish, struct hk_ui *ui,
		 const struct hk_key *key)
{
	bool up = key->kind == HK_KEY_UP || key->kind == HK_KEY_PAGE_UP;

	if (key->kind == HK_KEY_UP || key->kind == HK_KEY_DOWN) {
		if (key->shift || key->alt)
			scroll_preview(ui, up ? -1 : 1);
		else
			*wish = step(ui, up ? -1 : 1);
	} else if (key->kind == HK_KEY_PAGE_UP ||
		   key->kind == HK_KEY_PAGE_DOWN) {
		long rows = (long)hk_ui_areas(ui).preview_rows - 1;

		if (key->shift || key->alt)
			scroll_preview(ui, up ? -rows : rows);
		else
			*wish = step(ui, up ? -page(ui) : page(ui));
	} else if (hk_press_control(key, 'k')) {
		*wish = step(ui, -1);
	} else if (hk_press_control(key, 'j')) {
		*wish = step(ui, 1);
	} else if (is_alt(key, '<') ||
		   (key->kind == HK_KEY_HOME && key->control)) {
		*wish = choose(ui, 0);
	} else if (is_alt(key, '>') ||
		   (key->kind == HK_KEY_END && key->control)) {
		*wish = choose(ui, SIZE_MAX);
	} else if (key->kind == HK_KEY_WHEEL_UP ||
		   key->kind == HK_KEY_WHEEL_DOWN ||
		   key->kind == HK_KEY_CLICK) {
		*wish = mouse(ui, key);
	} else {
		return false;
	}
	return true;
}

/* ---- The query ---- */

/* Let the word that is being typed be one of those that are offered. */
static enum hk_status accept(bool *done, struct hk_ui *ui, size_t i)
{
	struct hk_entry *e = &ui->entry;
	struct hk_str word = hk_seeker_word(hk_buf_str(&e->text));
	struct hiku_text offered = ui->words.words
					   ? hiku_word(ui->words.words, i, NULL)
					   : (struct hiku_text){NULL, 0};
	struct hk_buf whole;
	enum hk_status status = HK_OK;

	*done = false;
	if (!offered.len || !word.len || e->cursor != e->text.len)
		return HK_OK;
	hk_buf_init(&whole, HK_ENTRY_MAX + 4096);
	status = hk_buf_append(&whole, e->text.data,
			       (size_t)(word.data - e->text.data));
	if (!status)
		status = hk_buf_append(&whole, offered.data, offered.len);
	if (!status) {
		status = hk_entry_set(e, hk_buf_str(&whole));
		hk_seeker_drop(&ui->words);
		*done = true;
	}
	hk_buf_release(&whole);
	return status == HK_ETOOBIG ? HK_OK : status;
}

static enum hk_status right(bool *changed, struct hk_ui *ui)
{
	*changed = false;
	if (ui->entry.cursor == ui->entry.text.len)
		return accept(changed, ui, 0);
	hk_entry_right(&ui->entry);
	return HK_OK;
}

static bool move_in_line(struct hk_entry *e, const struct hk_key *key)
{
	bool far = key->alt || key->control;

	if (key->kind == HK_KEY_LEFT && far)
		hk_entry_word_left(e);
	else if (key->kind == HK_KEY_LEFT || hk_press_control(key, 'b'))
		hk_entry_left(e);
	else if (key->kind == HK_KEY_RIGHT && far)
		hk_entry_word_right(e);
	else if (is_alt(key, 'b'))
		hk_entry_word_left(e);
	else if (is_alt(key, 'f'))
		hk_entry_word_right(e);
	else if (key->kind == HK_KEY_HOME || hk_press_control(key, 'a'))
		e->cursor = 0;
	else
		return false;
	return true;
}

/* Keys that change the line; false: it is none. */
static bool change(enum hk_status *status, struct hk_entry *e,
		   const struct hk_key *key)
{
	*status = HK_OK;
	if (key->kind == HK_KEY_BACKSPACE && key->alt)
		*status = hk_entry_cut_to(e, hk_entry_word_before(e));
	else if (key->kind == HK_KEY_BACKSPACE)
		hk_entry_erase(e);
	else if (key->kind == HK_KEY_DELETE || hk_press_control(key, 'd'))
		hk_entry_delete(e);
	else if (hk_press_control(key, 'w'))
		*status = hk_entry_cut_to(e, hk_entry_word_before(e));
	else if (is_alt(key, 'd'))
		*status = hk_entry_cut_to(e, hk_entry_word_behind(e));
	else if (hk_press_control(key, 'u'))
		*status = hk_entry_cut_to(e, 0);
	else if (is_alt(key, 'k'))
		*status = hk_entry_cut_to(e, e->text.len);
	else if (is_alt(key, 'y'))
		*status = hk_entry_put_back(e);
	else if (hk_press_control(key, 'p'))
		hk_entry_older(e);
	else if (hk_press_control(key, 'n'))
		hk_entry_newer(e);
	else if (key->kind == HK_KEY_CHAR && !key->control && !key->alt)
		*status = hk_entry_type(e, key->c);
	else
		return false;
	return true;
}

/* Behind a word it belongs to a question. */
static bool asks_for_help(const struct hk_entry *e, const struct hk_key *key)
{
	return key->kind == HK_KEY_HELP ||
	       (hk_press_is(key, '?') &&
		(!e->cursor || e->text.data[e->cursor - 1] == ' '));
}

static enum hk_status open_article(struct hk_ui *ui)
{
	if (!hk_ui_hits(ui))
		return HK_OK;
	ui->mode = HK_UI_READ;
	return hk_ui_lay_reader(ui);
}

/* Keys that do something with what is there; false: it is none. */
static bool act(enum hk_ui_wish *wish, enum hk_status *status, struct hk_ui *ui,
		const struct hk_key *key)
{
	*status = HK_OK;
	if (key->kind == HK_KEY_ENTER && !key->alt) {
		*wish = HK_UI_EDIT;
	} else if (hk_press_control(key, 'o')) {
		*status = open_article(ui);
		*wish = hk_ui_hits(ui) ? HK_UI_LOOK : HK_UI_NOTHING;
	} else if (hk_press_control(key, 'y')) {
		*wish = HK_UI_COPY;
	} else if (key->kind == HK_KEY_TAB) {
		ui->mode = HK_UI_MENU;
		*wish = HK_UI_FACETS;
	} else if (asks_for_help(&ui->entry, key)) {
		ui->before = HK_UI_LIST;
		ui->mode = HK_UI_HELP;
		ui->help.top = 0;
	} else if (hk_press_control(key, '_') || hk_press_control(key, '/')) {
		ui->no_preview = !ui->no_preview;
		hk_ui_keep_in_sight(ui);
		*status = hk_ui_resize(ui, ui->columns, ui->rows);
	} else if (key->kind == HK_KEY_ESCAPE) {
		*wish = HK_UI_QUIT;
	} else if (hk_press_control(key, 'd') && !ui->entry.text.len) {
		*wish = HK_UI_QUIT;
	} else if (hk_press_control(key, 'g')) {
		*wish = HK_UI_ABORT;
	} else {
		return false;
	}
	return true;
}

static enum hk_status press_in_list(enum hk_ui_wish *wish, struct hk_ui *ui,
				    const struct hk_key *key)
{
	bool changed = false;
	enum hk_status status;

	if (act(wish, &status, ui, key))
		return status;
	if (move(wish, ui, key) || move_in_line(&ui->entry, key))
		return HK_OK;
	if (key->kind == HK_KEY_RIGHT || hk_press_control(key, 'f') ||
	    key->kind == HK_KEY_END || hk_press_control(key, 'e')) {
		if (key->kind == HK_KEY_END || hk_press_control(key, 'e'))
			ui->entry.cursor = ui->entry.text.len;
		status = right(&changed, ui);
	} else if (key->kind == HK_KEY_CHAR && key->alt && key->c >= '1' &&
		   key->c <= '9') {
		status = accept(&changed, ui, key->c - '1');
	} else {
		changed = change(&status, &ui->entry, key);
	}
	if (changed)
		*wish = HK_UI_SEARCH;
	return status;
}

enum hk_status hk_press_key(enum hk_ui_wish *wish, struct hk_ui *ui,
			    const struct hk_key *key)
{
	*wish = HK_UI_NOTHING;
	ui->notice[0] = '\0';
	if (hk_press_control(key, 'c'))
		*wish = HK_UI_ABORT;
	else if (hk_press_control(key, 'z'))
		*wish = HK_UI_SUSPEND;
	else if (hk_press_control(key, 'l'))
		*wish = HK_UI_REDRAW;
	else if (ui->mode == HK_UI_READ || ui->mode == HK_UI_HELP)
		return hk_press_reading(wish, ui, key);
	else if (ui->mode == HK_UI_MENU)
		return hk_press_menu(wish, ui, key);
	else
		return press_in_list(wish, ui, key);
	return HK_OK;
}
