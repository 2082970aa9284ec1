/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/light/tag.h"
#include "formats/plain.h"

/* Textile, and what Redmine adds to it. */

enum mode {
	TEXT,
	CODE, /* up to </pre> */
	LONG, /* bc.. and pre.. up to the next mark of a block */
};

struct state {
	enum mode mode;
	bool code; /* the paragraph is bc. or pre. */
};

static const struct hk_light_mark marks[] = {
	{"==", "==", NULL, HK_LIGHT_RAW, HK_LIGHT_LINE},
	{"[[", "]]", "|", HK_LIGHT_REST, HK_LIGHT_LINE},
	{"{{", "}}", NULL, HK_LIGHT_DROP, HK_LIGHT_LINE},
	{"@", "@", NULL, HK_LIGHT_RAW, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"**", "**", NULL, HK_LIGHT_KEEP, 0},
	{"*", "*", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"__", "__", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"_", "_", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"??", "??", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"-", "-", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"+", "+", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"^", "^", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{NULL, NULL, NULL, 0, 0},
};

/* ---- Inside lines ---- */

/* "text(title)":address */
static size_t take_link(struct hk_light *l, size_t at)
{
	const char *data = l->text.data, *title;
	size_t end = hk_light_find(l, 0, "\":", at + 1), stop = end;
	size_t behind = end + 2;

	if (end >= l->text.len || behind >= l->text.len ||
	    strchr(" \n\t", data[behind]) ||
	    memchr(data + at, '\n', end - at) ||
	    memchr(data + at + 1, '"', end - at - 1))
		return 0;
	if (data[end - 1] == ')') {
		title = memrchr(data + at, '(', end - at);
		stop = title && title > data + at + 1 ? (size_t)(title - data)
						      : end;
	}
	while (behind < l->text.len && data[behind] > ' ' &&
	       data[behind] < 0x7F)
		behind++;
	while (behind > end + 3 && strchr(".,;:!?)]|", data[behind - 1]))
		behind--;
	return hk_light_later(l, stop, behind) ? 1 : 0;
}

/* !image(alt)!:address */
static size_t take_image(struct hk_light *l, size_t at)
{
	const char *data = l->text.data, *open;
	size_t end = hk_light_find(l, 1, "!", at + 1), behind = end + 1;

	if (end >= l->text.len || end < at + 5 ||
	    memchr(data + at, ' ', end - at) ||
	    !memchr(data + at, '.', end - at))
		return 0;
	open = memchr(data + at, '(', end - at);
	if (open && data[end - 1] == ')')
		hk_light_keep(l, (size_t)(open - data) + 1, end - 1);
	if (behind < l->text.len && data[behind] == ':')
		while (behind < l->text.len && data[behind] > ' ' &&
		       data[behind] < 0x7F)
			behind++;
	return behind - at;
}

static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	char next = here.len > 1 ? here.data[1] : '\n';
	size_t n = 1;

	switch (*here.data) {
	case '"':
		return take_link(l, at);
	case '!':
		return take_image(l, at);
	case '&':
		return hk_light_reference(l, at);
	case '<':
		return hk_light_tag(l, at);
	case '%': {
		/* %{color:red}text% */
		size_t end = next == '{' ? hk_light_find(l, 2, "}", at)
					 : l->text.len;
		size_t stop =
			end < l->text.len ? hk_light_find(l, 3, "%", end) : end;

		if (stop >= l->text.len || !hk_light_later(l, stop, stop + 1))
			return 0;
		return end + 1 - at;
	}
	default: /* [1] refers to a footnote */
		while (n < here.len && n < 4 && here.data[n] >= '0' &&
		       here.data[n] <= '9')
			n++;
		return n > 1 && n < here.len && here.data[n] == ']' && at &&
				       l->text.data[at - 1] != ' '
			       ? n + 1
			       : 0;
	}
}

/* ---- Lines ---- */

/* "h1(class). ", "bq.. ": the length of the mark of a block, whose name is
 * `*name`; 0: none. */
static size_t block_mark(struct hk_str line, struct hk_str *name)
{
	static const char *const names[] = {"h1",  "h2", "h3",	"h4",
					    "h5",  "h6", "bq",	"bc",
					    "pre", "p",	 "###", "notextile"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (hk_span_starts(line, names[i])) {
			n = strlen(names[i]);
			break;
		}
	if (!n && hk_span_starts(line, "fn")) {
		n = 2;
		while (n < line.len && line.data[n] >= '0' &&
		       line.data[n] <= '9')
			n++;
		n = n > 2 ? n : 0;
	}
	if (!n)
		return 0;
	*name = hk_span_str(line.data, n);
	while (n < line.len && n < 80 && strchr("<>=(){[]}#", line.data[n])) {
		/* A class, a style or a language in brackets. */
		const char *end = NULL;
		char c = line.data[n];

		if (c == '(' || c == '{' || c == '[')
			end = memchr(line.data + n,
				     c == '('	? ')'
				     : c == '{' ? '}'
						: ']',
				     line.len - n);
		n = end ? (size_t)(end - line.data) + 1 : n + 1;
	}
	if (n >= line.len || line.data[n] != '.')
		return 0;
	n += n + 1 < line.len && line.data[n + 1] == '.' ? 2 : 1;
	return n >= line.len || line.data[n] == ' ' ? n : 0;
}

static void take_block(struct hk_light *l, struct hk_str name,
		       struct hk_str line, size_t mark)
{
	struct state *s = l->state;
	bool lasts = line.data[mark - 2] == '.';
	struct hk_str text = hk_plain_trim(hk_span_from(line, mark));
	unsigned level =
		name.data[0] == 'h' ? (unsigned)(name.data[1] - '0') : 0;

	hk_light_close(l);
	s->mode = TEXT;
	s->code = false;
	if (hk_light_is(name, "bc") || hk_light_is(name, "pre")) {
		s->mode = lasts ? LONG : TEXT;
		s->code = true;
		hk_light_begin(l, HK_BLOCK_CODE, 0, text);
	} else if (level) {
		hk_light_one(l, level == 1 ? HK_BLOCK_TITLE : HK_BLOCK_HEADING,
			     level, text);
	} else if (!hk_light_is(name, "###")) {
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, text);
	}
}

static bool take_pre(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	const char *end;

	if (s->mode != CODE) {
		if (!hk_light_starts(hk_plain_trim(line), "<pre"))
			return false;
		hk_light_close(l);
		s->mode = CODE;
		end = memchr(line.data, '>', line.len);
		line = hk_span_from(line, end ? (size_t)(end - line.data) + 1
					      : line.len);
		if (hk_light_starts(line, "<code")) {
			end = memchr(line.data, '>', line.len);
			line = hk_span_from(line,
					    end ? (size_t)(end - line.data) + 1
						: line.len);
		}
	}
	end = line.len ? memmem(line.data, line.len, "</pre", 5) : NULL;
	if (end) {
		line.len = (size_t)(end - line.data);
		if (line.len >= 7 &&
		    !memcmp(line.data + line.len - 7, "</code>", 7))
			line.len -= 7;
	}
	if (line.len || hk_light_open(l))
		hk_light_add(l, HK_BLOCK_CODE, line);
	if (end) {
		hk_light_close(l);
		s->mode = TEXT;
	}
	return true;
}

static void take_row(struct hk_light *l, struct hk_str line)
{
	char *copy = hk_arena_copy(&l->article->arena, line.data, line.len);
	size_t len = 0, at = 0;

	/* Bars, and what stands before the dot behind them: |_. |>. |\2. */
	while (copy && at < line.len) {
		size_t n = at + 1;

		copy[len++] = line.data[at];
		if (line.data[at] == '|') {
			while (n < line.len && n < at + 6 &&
			       strchr("_<>=^~\\/0123456789", line.data[n]))
				n++;
			if (n > at + 1 && n + 1 < line.len &&
			    line.data[n] == '.' && line.data[n + 1] == ' ')
				at = n;
		}
		at++;
	}
	if (!copy)
		l->status = HK_ENOMEM;
	else
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0,
			     hk_light_cells(l, hk_span_str(copy, len), "|"));
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str name = {NULL, 0};
	size_t mark = s->mode == CODE ? 0 : block_mark(line, &name), n;

	if (take_pre(l, line))
		return;
	if (mark) {
		take_block(l, name, line, mark);
		return;
	}
	if (hk_plain_is_blank(line) && s->mode == TEXT) {
		hk_light_close(l);
		s->code = false;
		return;
	}
	if (s->mode == LONG || s->code) {
		hk_light_add(l, HK_BLOCK_CODE, line);
		return;
	}
	n = hk_light_run(line, '*');
	n = n ? n : hk_light_run(line, '#');
	if (n && n < line.len && line.data[n] == ' ')
		hk_light_begin(l, HK_BLOCK_ITEM, 0, hk_span_from(line, n + 1));
	else if (line.len > 1 && *line.data == '|')
		take_row(l, line);
	else if (hk_light_rule(line, '-', 3))
		hk_light_close(l);
	else
		hk_light_add(l, HK_BLOCK_PARAGRAPH, line);
}

static enum hk_status read_textile(const struct hk_format_input *input,
				   struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = marks,
		.hooks = "\"!&<%[",
		.hook = hook,
		.take = take,
		.state_size = sizeof(struct state),
		.front_matter = true,
	};

	return hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_textile = {
	.takes = HK_FORMAT_TEXT,
	.read = read_textile,
};
