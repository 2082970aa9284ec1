/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/tui/help.h"

#include "base/message.h"
#include "lib/hiku.h"

/* Cells of the names of keys, and the window that has room for them beside
 * what they do. */
#define NAMES	18
#define BESIDES 46
#define INDENT	2

/* Without keys: a heading. */
static const struct {
	const char *keys, *text;
} rows[] = {
	{NULL, HK_MESSAGE("Typing")},
	{"← → ctrl-b ctrl-f", HK_MESSAGE("a character back or on")},
	{"alt-b alt-f", HK_MESSAGE("a word back or on")},
	{"ctrl-a ctrl-e", HK_MESSAGE("to the beginning or the end")},
	{"backspace ctrl-h", HK_MESSAGE("remove a character")},
	{"delete ctrl-d", HK_MESSAGE("remove the one under the cursor")},
	{"ctrl-w alt-d", HK_MESSAGE("cut the word before or behind")},
	{"ctrl-u alt-k", HK_MESSAGE("cut all before or behind")},
	{"alt-y", HK_MESSAGE("put back what was cut")},
	{"ctrl-p ctrl-n", HK_MESSAGE("queries of before")},
	{"→ at the end",
	 HK_MESSAGE("let the last word be the first of those offered below")},
	{"alt-1 … alt-9", HK_MESSAGE("or another one of them")},
	{NULL, HK_MESSAGE("Passages")},
	{"↑ ↓ ctrl-k ctrl-j", HK_MESSAGE("one up or down")},
	{"pgup pgdn", HK_MESSAGE("a screen up or down")},
	{"alt-< alt->", HK_MESSAGE("to the first or last")},
	{"shift-↑ shift-↓", HK_MESSAGE("scroll the preview")},
	{"shift-pgup -pgdn", HK_MESSAGE("scroll it by a screen")},
	{"ctrl-/", HK_MESSAGE("without the preview, and with it again")},
	{"enter", HK_MESSAGE("open the file at the line in $EDITOR")},
	{"ctrl-o", HK_MESSAGE("read the whole article")},
	{"ctrl-y",
	 HK_MESSAGE("copy the path; again: the id (OSC 52, if the terminal "
		    "allows it)")},
	{"tab", HK_MESSAGE("narrow by folder, type, year or tag")},
	{"ctrl-l", HK_MESSAGE("draw the screen anew")},
	{"ctrl-z", HK_MESSAGE("suspend")},
	{"esc", HK_MESSAGE("leave")},
	{"ctrl-c ctrl-g", HK_MESSAGE("leave with status 130")},
	{"? F1",
	 HK_MESSAGE("these keys (? at the beginning, or behind a blank)")},
	{NULL, HK_MESSAGE("Narrowing")},
	{"tab → shift-tab ←", HK_MESSAGE("count by something else")},
	{"↑ ↓ enter", HK_MESSAGE("narrow to this; again: no more")},
	{"esc", HK_MESSAGE("back")},
	{NULL, HK_MESSAGE("Reading")},
	{"j k ↓ ↑", HK_MESSAGE("a line down or up")},
	{"space b", HK_MESSAGE("a screen down or up")},
	{"d u", HK_MESSAGE("half a screen down or up")},
	{"g G", HK_MESSAGE("to the beginning or the end")},
	{"n N", HK_MESSAGE("to the next match, or the one before")},
	{"v", HK_MESSAGE("open the file in $EDITOR")},
	{"q esc", HK_MESSAGE("back")},
	{NULL, HK_MESSAGE("The wheel of the mouse moves what it is over; a "
			  "click chooses. To select text, hold shift.")},
};

static enum hk_status blanks(struct hk_buf *out, size_t count)
{
	return hk_buf_printf(out, "%*s", (int)count, "");
}

/* Append wrapped text, every line but the first behind `indent` blanks. */
static enum hk_status put_text(struct hk_pane *pane, const char *text,
			       unsigned columns, size_t indent)
{
	struct hiku_format_options o = HIKU_FORMAT_OPTIONS_INIT;
	struct hk_pane lines;
	enum hk_status status = HK_OK;

	o.columns = columns > indent + 4 ? columns - (unsigned)indent : 4;
	hk_pane_init(&lines);
	if (hiku_text_wrap(text, strlen(text), NULL, 0, &o, hk_pane_write,
			   &lines, NULL))
		status = HK_ENOMEM;
	if (!status)
		status = hk_pane_index(&lines);
	for (size_t i = 0; i < lines.count && !status; i++) {
		struct hk_str line = hk_pane_line(&lines, i);

		status = i ? blanks(&pane->text, indent) : HK_OK;
		if (!status)
			status =
				hk_buf_append(&pane->text, line.data, line.len);
		if (!status)
			status = hk_buf_putc(&pane->text, '\n');
	}
	hk_pane_release(&lines);
	return status;
}

static enum hk_status put_row(struct hk_pane *pane, const char *keys,
			      const char *text, unsigned columns)
{
	size_t cells = hiku_text_cells(keys, strlen(keys), 0), indent = INDENT;
	enum hk_status status =
		hk_buf_printf(&pane->text, "\033[1m%s\033[0m", keys);

	if (status)
		return status;
	if (columns >= BESIDES) {
		indent = NAMES;
		status = blanks(&pane->text, cells < NAMES ? NAMES - cells : 1);
	} else {
		status = hk_buf_putc(&pane->text, '\n');
		if (!status)
			status = blanks(&pane->text, indent);
	}
	return status ? status : put_text(pane, text, columns, indent);
}

enum hk_status hk_help_lay(struct hk_pane *pane, unsigned columns)
{
	enum hk_status status = HK_OK;

	hk_pane_reset(pane);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows) && !status; i++) {
		const char *text = hk_message_text(rows[i].text);

		if (rows[i].keys) {
			status = put_row(pane, rows[i].keys, text, columns);
			continue;
		}
		if (i)
			status = hk_buf_putc(&pane->text, '\n');
		if (!status)
			status = put_text(pane, text, columns, 0);
	}
	return status ? status : hk_pane_index(pane);
}
