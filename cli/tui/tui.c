/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/tui.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/message.h"
#include "cli/editor.h"
#include "cli/tui/clip.h"
#include "cli/tui/paint.h"
#include "cli/tui/past.h"
#include "cli/tui/press.h"
#include "cli/tui/tty.h"
#include "cli/tui/view.h"

#define CODE_ABORT 130
/* Milliseconds in which the rest of a key comes, also over ssh, and a paste. */
#define ESCAPE_MS 50
#define PASTE_MS  1000
/* And after which nothing more is being typed. */
#define PAUSE_MS 300
/* Passages that are asked for: as many as the window shows, so that they are
 * there at once, but some at least; and with those behind them. */
#define HITS_MIN 10
#define HITS_MAX 100

static struct hk_terminfo terminal;

struct tui {
	const struct hk_tui_options *options;
	struct hk_ui ui;
	struct hk_keys keys;
	struct hk_seeker *seeker;
	struct hk_paint paint;
	struct hk_cells cells;
	struct hk_buf out;
	size_t wanted_hit; /* whose article was asked for; SIZE_MAX: none */
	bool deepens; /* nothing was found, or not all was looked at, or words
		       * may be slips: search on when nothing is typed */
	bool ends;
	int code;
	struct hk_error *err;
};

enum hk_status hk_tui_check(struct hk_error *err)
{
	const char *inside = getenv("INSIDE_EMACS");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return hk_error_set(err, HK_EUSAGE,
				    "-i needs a terminal as its input and its "
				    "output: ask without -i");
	/* Emacs says what runs the program: vterm, term and eat are terminals.
	 */
	if (inside && *inside && !strstr(inside, "term") &&
	    !strstr(inside, ",eat"))
		return hk_error_set(err, HK_EUSAGE,
				    "-i needs a terminal with a screen; this "
				    "is a buffer of Emacs: ask without -i");
	return hk_terminfo_load(&terminal, err);
}

void hk_tui_end(void)
{
	hk_tty_close();
}

/* ---- What was asked before ---- */

static void keep(struct tui *t)
{
	/* Out of memory there is one line less to go back to. */
	if (hk_entry_keep(&t->ui.entry, hk_buf_str(&t->ui.entry.text)))
		t->ui.entry.past_at = t->ui.entry.past_count;
}

/* ---- Wishes ---- */

static struct hk_str query(const struct tui *t)
{
	return hk_span_trim(hk_buf_str(&t->ui.entry.text));
}

/* The query that the hits answer. */
static struct hk_str answered(const struct tui *t)
{
	return t->ui.found.instead ? hk_span_cstr(t->ui.found.instead)
				   : query(t);
}

static uint32_t shown_hits(const struct tui *t)
{
	const struct hk_ui_areas a = hk_ui_areas(&t->ui);
	unsigned hits = (a.list_rows + a.hit_rows - 1) / a.hit_rows;

	return hits < HITS_MIN ? HITS_MIN : hits > HITS_MAX ? HITS_MAX : hits;
}

/* Ask for the passages behind those that were found. */
static void search_rest(struct tui *t)
{
	const struct hiku_answer *answer = t->ui.found.answer;
	struct hk_seeker_wish wish = {.query = answered(t),
				      .hits = HITS_MAX,
				      .patient = t->ui.found.patient};

	if (answer && hiku_answer_number(answer, HIKU_MORE) &&
	    hiku_answer_hits(answer) < HITS_MAX)
		hk_seeker_want(t->seeker, HK_SEEKER_REST, &wish);
}

static enum hk_status search(struct tui *t, bool patient)
{
	struct hk_seeker_wish wish = {
		.query = query(t), .hits = shown_hits(t), .patient = patient};
	struct hk_seeker_reply none = {.number = 0};

	t->deepens = false;
	if (!wish.query.len) {
		/* What may still come is not wanted. */
		hk_seeker_forget(t->seeker);
		hk_seeker_drop(&t->ui.words);
		return hk_ui_found(&t->ui, &none);
	}
	t->ui.waits = hk_seeker_want(t->seeker, HK_SEEKER_SEARCH, &wish) != 0;
	hk_seeker_cancel(t->seeker, HK_SEEKER_REST);
	if (patient)
		return HK_OK;
	hk_seeker_drop(&t->ui.words);
	if (hk_seeker_word(hk_buf_str(&t->ui.entry.text)).len)
		hk_seeker_want(t->seeker, HK_SEEKER_WORDS, &wish);
	else
		hk_seeker_cancel(t->seeker, HK_SEEKER_WORDS);
	return HK_OK;
}

/* Ask for the article of the chosen hit, unless that was done. */
static void look(struct tui *t)
{
	struct hk_ui *ui = &t->ui;
	struct hk_seeker_wish wish = {.query = answered(t)};
	struct hiku_text id;

	if (!hk_ui_hits(ui) || t->wanted_hit == ui->chosen ||
	    (!hk_ui_areas(ui).preview_rows && ui->mode != HK_UI_READ))
		return;
	hk_seeker_drop(&ui->article);
	id = hiku_hit_text(ui->found.answer, ui->chosen, HIKU_ID);
	wish.id = hk_span_str(id.data, id.len);
	if (hk_seeker_want(t->seeker, HK_SEEKER_ARTICLE, &wish))
		t->wanted_hit = ui->chosen;
}

static void count(struct tui *t)
{
	struct hk_seeker_wish wish = {.query = answered(t),
				      .patient = t->ui.found.patient,
				      .by = hk_ui_kinds[t->ui.menu.kind].by};

	hk_seeker_drop(&t->ui.menu.reply);
	t->ui.menu.chosen = t->ui.menu.top = 0;
	t->ui.menu.waits =
		wish.query.len &&
		hk_seeker_want(t->seeker, HK_SEEKER_FACETS, &wish) != 0;
}

static enum hk_status resize(struct tui *t)
{
	unsigned columns, rows;

	hk_tty_size(&columns, &rows);
	hk_paint_forget(&t->paint);
	return hk_ui_resize(&t->ui, columns, rows);
}

/* Why the chosen hit cannot be opened in an editor; NULL: it can. */
static const char *unfit(const struct hk_ui *ui, const char *path)
{
	const struct hiku_answer *answer = ui->found.answer;

	if (!hiku_hit_text(answer, ui->chosen, HIKU_PATH).len)
		return HK_MESSAGE("it came from standard input: this is what "
				  "the index has of it");
	if (hiku_hit_number(answer, ui->chosen, HIKU_PAGED) ||
	    hiku_hit_text(answer, ui->chosen, HIKU_MEMBER).len)
		return HK_MESSAGE("it is not a text that an editor could open: "
				  "this is what the index has of it");
	if (access(path, R_OK) != 0)
		return HK_MESSAGE("the file cannot be read any more: this is "
				  "what the index has of it");
	return NULL;
}

static enum hk_status edit(struct tui *t)
{
	struct hk_ui *ui = &t->ui;
	char path[PATH_MAX] = "", encoding[64] = "";
	struct hk_error err = {HK_OK, ""};
	struct hiku_text text;
	const char *why;
	uint32_t line;

	if (!hk_ui_hits(ui))
		return HK_OK;
	keep(t);
	text = hiku_hit_text(ui->found.answer, ui->chosen, HIKU_PATH);
	if (text.len && text.len < sizeof(path))
		memcpy(path, text.data, text.len);
	text = hiku_hit_text(ui->found.answer, ui->chosen, HIKU_ENCODING);
	if (text.len && text.len < sizeof(encoding))
		memcpy(encoding, text.data, text.len);
	why = unfit(ui, path);
	if (why) {
		enum hk_status status;

		ui->mode = HK_UI_READ;
		status = hk_ui_lay_reader(ui);
		look(t);
		hk_ui_say(ui, "%s", why);
		return status;
	}
	line = hk_ui_line(ui, ui->chosen);
	hk_tty_lend();
	if (hk_editor_open(path, line, encoding, &err))
		hk_ui_say(ui, "%s", err.message);
	hk_tty_take_back();
	return resize(t);
}

/* The path first, and then the id, if it is another one. */
static enum hk_status copy(struct tui *t)
{
	struct hk_ui *ui = &t->ui;
	static const char by_path[] = "path", by_id[] = "id";
	struct hiku_text path, id;
	enum hk_status status;

	if (!hk_ui_hits(ui))
		return HK_OK;
	keep(t);
	path = hiku_hit_text(ui->found.answer, ui->chosen, HIKU_PATH);
	id = hiku_hit_text(ui->found.answer, ui->chosen, HIKU_ID);
	if (!path.len ||
	    (ui->copied == by_path &&
	     (path.len != id.len || memcmp(path.data, id.data, id.len) != 0))) {
		ui->copied = by_id;
		path = id;
	} else {
		ui->copied = by_path;
	}
	hk_buf_reset(&t->out);
	status = hk_clip_put(&t->out, hk_span_str(path.data, path.len));
	if (!status)
		status = hk_tty_send(hk_buf_str(&t->out), t->err);
	hk_ui_say(ui,
		  ui->copied == by_id
			  ? HK_MESSAGE("copied the id %.*s (OSC 52)")
			  : HK_MESSAGE("copied the path %.*s (OSC 52)"),
		  (int)(path.len < 4096 ? path.len : 4096), path.data);
	return status;
}

static enum hk_status grant(struct tui *t, enum hk_ui_wish wish)
{
	switch (wish) {
	case HK_UI_SEARCH:
		return search(t, false);
	case HK_UI_LOOK:
		if (t->ui.mode == HK_UI_READ)
			keep(t);
		look(t);
		return HK_OK;
	case HK_UI_FACETS:
		count(t);
		return HK_OK;
	case HK_UI_EDIT:
		return edit(t);
	case HK_UI_COPY:
		return copy(t);
	case HK_UI_REDRAW:
		return resize(t);
	case HK_UI_SUSPEND:
		hk_tty_stop();
		return resize(t);
	case HK_UI_QUIT:
	case HK_UI_ABORT:
		t->ends = true;
		t->code = wish == HK_UI_ABORT ? CODE_ABORT : 0;
		return HK_OK;
	default:
		return HK_OK;
	}
}

/* ---- The loop ---- */

static enum hk_status press(struct tui *t, bool whole)
{
	struct hk_key key;
	enum hk_status status = HK_OK;

	while (!status && !t->ends && hk_keys_next(&key, &t->keys, whole)) {
		enum hk_ui_wish wish;

		status = hk_press_key(&wish, &t->ui, &key);
		if (!status)
			status = grant(t, wish);
		if (!status)
			look(t);
	}
	return status;
}

/* Read what was typed. */
static enum hk_status read_keys(struct tui *t)
{
	char bytes[4096];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));
	enum hk_status status = HK_OK;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return HK_OK;
	if (n <= 0) {
		/* The terminal is gone. */
		t->ends = true;
		t->code = CODE_ABORT;
		return HK_OK;
	}
	for (size_t at = 0; at < (size_t)n && !status && !t->ends;) {
		at += hk_keys_take(&t->keys, bytes + at, (size_t)n - at);
		status = press(t, false);
	}
	return status;
}

static enum hk_status receive(struct tui *t)
{
	struct hk_seeker_reply reply;
	enum hk_status status = HK_OK;

	hk_seeker_heard(t->seeker);
	if (hk_seeker_take(&reply, t->seeker, HK_SEEKER_SEARCH)) {
		t->wanted_hit = SIZE_MAX;
		t->deepens = !reply.patient && !reply.status && reply.answer &&
			     (!hiku_answer_hits(reply.answer) ||
			      hiku_answer_number(reply.answer, HIKU_AT_LEAST) ||
			      (hiku_answer_number(reply.answer, HIKU_UNTRIED) &&
			       !reply.instead));
		status = hk_ui_found(&t->ui, &reply);
		look(t);
		search_rest(t);
	}
	if (hk_seeker_take(&reply, t->seeker, HK_SEEKER_WORDS))
		hk_ui_words(&t->ui, &reply);
	if (hk_seeker_take(&reply, t->seeker, HK_SEEKER_REST))
		hk_ui_more(&t->ui, &reply);
	if (!status && hk_seeker_take(&reply, t->seeker, HK_SEEKER_ARTICLE)) {
		if (t->wanted_hit == t->ui.chosen)
			status = hk_ui_article(&t->ui, &reply);
		else
			hk_seeker_drop(&reply);
	}
	if (hk_seeker_take(&reply, t->seeker, HK_SEEKER_FACETS))
		hk_ui_facets(&t->ui, &reply);
	return status;
}

static enum hk_status heed_signals(struct tui *t)
{
	unsigned what = hk_tty_signals();

	if (what & (HK_TTY_ENDS | HK_TTY_INTERRUPTED)) {
		t->ends = true;
		t->code = CODE_ABORT;
		return HK_OK;
	}
	if (what & HK_TTY_STOPS) {
		hk_tty_stop();
	} else if (what & HK_TTY_GOES_ON) {
		/* Whoever had the terminal meanwhile may have changed it. */
		hk_tty_lend();
		hk_tty_take_back();
	}
	return what ? resize(t) : HK_OK;
}

static enum hk_status draw(struct tui *t)
{
	enum hk_status status = hk_view_draw(&t->cells, &t->ui);

	hk_buf_reset(&t->out);
	if (!status)
		status = hk_paint_put(&t->out, &t->paint, &t->cells);
	if (status)
		return hk_error_nomem(t->err);
	return hk_tty_send(hk_buf_str(&t->out), t->err);
}

static enum hk_status wait_and_do(struct tui *t)
{
	struct pollfd p[] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = hk_tty_descriptor(), .events = POLLIN},
		{.fd = hk_seeker_descriptor(t->seeker), .events = POLLIN}};
	int wait = t->keys.pasting	       ? PASTE_MS
		   : hk_keys_pending(&t->keys) ? ESCAPE_MS
		   : t->deepens		       ? PAUSE_MS
					       : -1;
	int n = poll(p, sizeof(p) / sizeof(*p), wait);
	enum hk_status status = HK_OK;

	if (n < 0 && errno != EINTR)
		return hk_error_system(t->err, errno,
				       "cannot wait for the terminal");
	if (n == 0) {
		/* Whoever has chosen a passage keeps it. */
		bool deepens = t->deepens && !hk_keys_pending(&t->keys) &&
			       !t->ui.chosen;

		t->deepens = t->deepens && !t->ui.chosen;
		hk_keys_calm(&t->keys);
		return deepens ? search(t, true) : press(t, true);
	}
	if (n < 0)
		return HK_OK;
	if (p[1].revents)
		status = heed_signals(t);
	if (!status && p[0].revents && !t->ends)
		status = read_keys(t);
	if (!status && p[2].revents && !t->ends)
		status = receive(t);
	return status;
}

static enum hk_status run(struct tui *t)
{
	enum hk_status status = resize(t);

	hk_past_recall(&t->ui.entry);
	if (!status)
		status = hk_entry_set(&t->ui.entry, t->options->query);
	if (!status)
		status = search(t, false);
	while (!status && !t->ends) {
		status = draw(t);
		if (!status)
			status = wait_and_do(t);
	}
	keep(t);
	hk_past_keep(&t->ui.entry);
	if (status == HK_ENOMEM)
		hk_error_nomem(t->err);
	return status;
}

enum hk_status hk_tui_run(int *code, struct hiku_index *index,
			  const struct hk_tui_options *options,
			  struct hk_error *err)
{
	struct tui t = {.options = options, .err = err, .wanted_hit = SIZE_MAX};
	char here[PATH_MAX];
	enum hk_status status =
		hk_seeker_new(&t.seeker, index, &options->search, err);

	if (status)
		return status;
	hk_ui_init(&t.ui, options->wide, realpath(".", here) ? here : NULL);
	hk_cells_init(&t.cells, options->wide);
	hk_paint_init(&t.paint, &terminal, options->color, options->colors);
	hk_buf_init(&t.out, HK_BUF_NO_MAX);
	status = hk_tty_open(&terminal, err);
	if (!status)
		status = run(&t);
	hk_tty_close();
	/* Nobody waits for what nobody will see. */
	if (!hk_seeker_free(t.seeker))
		_exit(t.code);
	hk_ui_release(&t.ui);
	hk_paint_release(&t.paint);
	hk_cells_release(&t.cells);
	hk_buf_release(&t.out);
	*code = t.code;
	return status;
}
