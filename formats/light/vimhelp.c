/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include <stdio.h>

#include "formats/plain.h"

/* Help files of Vim. */

/* The modeline stands in the last bytes. */
#define MODELINE 400

struct state {
	bool code;  /* lines of an example */
	bool rule;  /* the line before was ==== or ---- */
	bool minor; /* of ---- */
	bool named; /* the title was found */
};

static const struct hk_light_mark marks[] = {
	{"*", "*", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"|", "|", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"`", "`", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{NULL, NULL, NULL, 0, 0},
};

static bool told(struct hk_str text)
{
	struct hk_str tail = text;
	const char *vim;

	if (tail.len > MODELINE)
		tail = hk_span_from(text, text.len - MODELINE);
	vim = tail.len ? memmem(tail.data, tail.len, "vim:", 4) : NULL;
	if (!vim)
		return false;
	tail.len -= (size_t)(vim - tail.data);
	return memmem(vim, tail.len, "ft=help", 7) ||
	       memmem(vim, tail.len, "filetype=help", 13);
}

/* "Last change: 2024 Feb 28", as other dates are written. */
static void take_date(struct hk_light *l, struct hk_str line)
{
	static const char *const words[] = {
		"Last change:", "Last Change:", "最終更新:", "更新日:"};
	char date[40];
	struct hk_str rest;
	int year, day;
	char month[4];

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const char *found =
			memmem(line.data, line.len, words[i], strlen(words[i]));
		if (!found)
			continue;
		rest = hk_plain_trim(hk_span_from(
			line, (size_t)(found - line.data) + strlen(words[i])));
		snprintf(date, sizeof(date), "%.*s",
			 rest.len < 30 ? (int)rest.len : 0, rest.data);
		if (sscanf(date, "%4d %3[A-Za-z] %2d", &year, month, &day) == 3)
			snprintf(date, sizeof(date), "%s %d, %d", month, day,
				 year);
		hk_light_date(l, hk_span_cstr(date));
	}
}

/* The line without the tags at its end: 題   *tag* *tag* */
static struct hk_str without_tags(struct hk_str line)
{
	struct hk_str text = hk_plain_trim(line);

	while (text.len > 2 && text.data[text.len - 1] == '*') {
		const char *open = memrchr(text.data, '*', text.len - 1);
		size_t at = open ? (size_t)(open - text.data) : 0;

		if (!open || memchr(open, ' ', text.len - at) ||
		    (at && text.data[at - 1] != ' ' &&
		     text.data[at - 1] != '\t'))
			break;
		text.len = at;
		text = hk_plain_trim(text);
	}
	return text;
}

/* "*name.txt*  what it is about": the first line. */
static void take_first(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	const char *end = memchr(line.data + 1, '*', line.len - 1);
	struct hk_str text;

	take_date(l, line);
	if (!end)
		return;
	text = hk_plain_trim(hk_span_from(line, (size_t)(end - line.data) + 1));
	if (text.len && !hk_light_starts(text, "for vim") &&
	    !hk_light_starts(text, "for nvim") &&
	    !hk_span_starts(text, "Vim") &&
	    !memmem(text.data, text.len, "Last ", 5)) {
		hk_light_title(l, text);
		s->named = true;
	}
	hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, line);
}

/* The title of all manuals of Vim says nothing about this one. */
static bool is_series(struct hk_str text)
{
	return hk_light_starts(text, "vim reference manual") ||
	       hk_light_starts(text, "vim user manual") ||
	       hk_light_starts(text, "nvim reference manual") ||
	       hk_span_starts(text, "VIM リファレンスマニュアル") ||
	       hk_span_starts(text, "VIM ユーザーマニュアル") ||
	       hk_span_starts(text, "VIM ユーザマニュアル");
}

/* The line looks as the title of what follows. */
static bool take_heading(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str text = without_tags(line);
	bool rule = s->rule;

	s->rule = false;
	if (!text.len)
		return false;
	if (!s->named && !is_series(text) && l->line < 30) {
		s->named = true;
		hk_light_one(l, HK_BLOCK_TITLE, 0, text);
		return true;
	}
	if (text.len > 2 && !memcmp(text.data + text.len - 2, " ~", 2)) {
		text.len -= 2;
		hk_light_one(l, HK_BLOCK_HEADING, 3, text);
		return true;
	}
	if (!rule)
		return false;
	hk_light_one(l, HK_BLOCK_HEADING, s->minor ? 3 : 2, text);
	return true;
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	bool blank = hk_plain_is_blank(line);
	struct hk_str text = hk_span_trim(line);

	if (s->code) {
		if (blank || hk_light_indent(line)) {
			hk_light_add(l, HK_BLOCK_CODE, line);
			return;
		}
		hk_light_close(l);
		s->code = false;
		if (hk_span_starts(line, "<")) {
			line = hk_span_from(line, 1);
			blank = hk_plain_is_blank(line);
			text = hk_span_trim(line);
		}
	}
	if (blank) {
		hk_light_close(l);
		return;
	}
	if (l->line == l->input->first_line && *line.data == '*') {
		take_first(l, line);
		return;
	}
	if (hk_light_rule(text, '=', 10) || hk_light_rule(text, '-', 10)) {
		hk_light_close(l);
		s->rule = true;
		s->minor = *text.data == '-';
		return;
	}
	if (hk_span_starts(text, "vim:") || hk_span_starts(text, "vi:")) {
		hk_light_close(l);
		return;
	}
	if (!hk_light_open(l) && take_heading(l, line))
		return;
	s->code = text.data[text.len - 1] == '>' &&
		  (text.len == 1 || text.data[text.len - 2] == ' ' ||
		   (unsigned char)text.data[text.len - 2] >= 0x80);
	if (s->code)
		text.len--;
	hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
	if (s->code)
		hk_light_close(l);
}

static enum hk_status read_vimhelp(const struct hk_format_input *input,
				   struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = marks,
		.take = take,
		.state_size = sizeof(struct state),
	};

	return hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_vimhelp = {
	.takes = HK_FORMAT_TEXT,
	.told = told,
	.read = read_vimhelp,
};
