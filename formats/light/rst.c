/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"
#include "base/utf8.h"

/* reStructuredText. */

/* Kinds of lines below titles. */
#define LEVELS_MAX 6

enum mode {
	TEXT,
	CODE,	 /* lines that are indented further than `indent` */
	SKIP,	 /* such lines are no text */
	OPTIONS, /* of a directive */
	SIMPLE,	 /* inside a table whose rules are ==== ==== */
	GRID,	 /* +----+----+ */
};

struct state {
	enum mode mode, after;	    /* `after` OPTIONS */
	size_t indent;		    /* of the line that began the mode */
	size_t block;		    /* of the first line of the open block */
	bool coming;		    /* "::" ended the paragraph: code follows */
	bool blank;		    /* the line before is blank */
	char levels[LEVELS_MAX][2]; /* a sign, and 1 if it is above, too */
	unsigned level_count;
};

static const struct hk_light_mark marks[] = {
	{"``", "``", NULL, HK_LIGHT_RAW, 0},
	{"**", "**", NULL, HK_LIGHT_KEEP, 0},
	{"*", "*", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"|", "|_", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"|", "|", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{NULL, NULL, NULL, 0, 0},
};

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

/* ---- Inside lines ---- */

/* `text <target>`_ behind its role, if it has one. */
static size_t take_quoted(struct hk_light *l, size_t at)
{
	const char *data = l->text.data;
	size_t end = hk_light_find(l, 0, "`", at + 1), begin = at + 1;
	size_t behind = end + 1, stop = end;

	if (end >= l->text.len || end == begin)
		return 0;
	while (behind < l->text.len && data[behind] == '_')
		behind++;
	if (data[begin] == '~' || data[begin] == '!')
		begin++;
	if (data[end - 1] == '>') {
		const char *open = memrchr(data + begin, '<', end - begin);
		size_t text = open ? (size_t)(open - data) : begin;

		if (text > begin)
			stop = text;
		while (stop > begin && stop < end &&
		       strchr(" \n", data[stop - 1]))
			stop--;
	}
	hk_light_keep(l, begin, stop);
	hk_light_drop(l, stop, end);
	return behind - at;
}

/* :role:`text` */
static size_t take_role(struct hk_light *l, size_t at)
{
	const char *data = l->text.data;
	size_t n = at + 1, quoted;

	while (n < l->text.len && n < at + 60 &&
	       (is_word(data[n]) || strchr("-_.+:", data[n])))
		n++;
	if (n < at + 3 || n >= l->text.len || data[n] != '`' ||
	    data[n - 1] != ':')
		return 0;
	quoted = take_quoted(l, n);
	return quoted ? n - at + quoted : 0;
}

/* [1]_, [#name]_, [名前2002]_ */
static size_t take_reference(struct hk_str here)
{
	size_t n = 1;

	while (n < here.len && n < 80 && !strchr("[] \n", here.data[n]))
		n++;
	return n > 1 && n + 1 < here.len && here.data[n] == ']' &&
			       here.data[n + 1] == '_'
		       ? n + 2
		       : 0;
}

static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	char c = *here.data, next = here.len > 1 ? here.data[1] : '\n';
	char before = at ? l->text.data[at - 1] : '\n';

	if (c == '\\') {
		/* A blank behind it parts words from marks, and is nothing. */
		if (next == '\n')
			return 1;
		if (next != ' ')
			hk_light_keep(l, at + 1,
				      at + 2 <= l->text.len ? at + 2
							    : l->text.len);
		return here.len > 1 ? 2 : 1;
	}
	if (c == '`')
		return hk_span_starts(here, "``") ? 0 : take_quoted(l, at);
	if (c == ':')
		return take_role(l, at);
	if (c == '[')
		return take_reference(here);
	/* name_, __, _`target` */
	if (next == '`' || ((is_word(before) || (before & 0x80)) &&
			    !is_word(next) && next != '_'))
		return 1;
	return next == '_' && is_word(before) && here.len > 2 &&
			       !is_word(here.data[2]) && here.data[2] != '_'
		       ? 2
		       : 0;
}

/* ---- Titles ---- */

static bool is_rule(struct hk_str line, size_t least)
{
	return line.len &&
	       strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", *line.data) &&
	       hk_light_rule(line, *line.data, least);
}

/* A title whose rule is of the sign `c`. */
static void take_title(struct hk_light *l, struct hk_str text, char c,
		       bool above)
{
	struct state *s = l->state;
	unsigned level = 0;

	while (level < s->level_count &&
	       (s->levels[level][0] != c || s->levels[level][1] != (char)above))
		level++;
	if (level == s->level_count && level < LEVELS_MAX) {
		s->levels[level][0] = c;
		s->levels[level][1] = (char)above;
		s->level_count++;
	}
	level = level < LEVELS_MAX ? level + 1 : LEVELS_MAX;
	hk_light_one(l, level == 1 ? HK_BLOCK_TITLE : HK_BLOCK_HEADING, level,
		     hk_plain_trim(text));
	s->coming = false;
}

/* A title of two or three lines, which begins with the line at hand. */
static bool find_title(struct hk_light *l, struct hk_str line)
{
	struct hk_str next = hk_light_peek(l), third, rest = l->rest;

	if (is_rule(line, 2) && next.len && !is_rule(next, 2)) {
		hk_plain_line(&third, &rest);
		if (!hk_plain_line(&third, &rest) || !is_rule(third, 2) ||
		    *third.data != *line.data || hk_plain_is_blank(next))
			return false;
		hk_light_next(l, &next);
		take_title(l, next, *line.data, true);
		hk_light_next(l, &third);
		return true;
	}
	if (hk_light_open(l) || hk_light_indent(line) || is_rule(line, 2) ||
	    !is_rule(next, 2) ||
	    (hk_light_run(next, *next.data) < 4 &&
	     hk_light_run(next, *next.data) < hk_utf8_count(line)))
		return false;
	take_title(l, line, *next.data, false);
	hk_light_next(l, &next);
	return true;
}

/* ---- Explicit markup: .. ---- */

static const struct {
	const char *name;
	enum mode mode; /* of what is inside */
	bool argument;	/* is it text? */
} directives[] = {
	{"code", CODE, false},
	{"code-block", CODE, false},
	{"sourcecode", CODE, false},
	{"parsed-literal", CODE, false},
	{"math", CODE, true},
	{"prompt", CODE, false},
	{"productionlist", CODE, false},
	{"graphviz", SKIP, false},
	{"highlight", SKIP, false},
	{"literalinclude", SKIP, false},
	{"toctree", SKIP, false},
	{"include", SKIP, false},
	{"contents", SKIP, false},
	{"index", SKIP, false},
	{"raw", SKIP, false},
	{"meta", SKIP, false},
	{"sectnum", SKIP, false},
	{"role", SKIP, false},
	{"default-role", SKIP, false},
	{"tabularcolumns", SKIP, false},
	{"currentmodule", SKIP, false},
	{"module", SKIP, false},
	{"sectionauthor", SKIP, false},
	{"moduleauthor", SKIP, false},
	{"uml", SKIP, false},
	{"target-notes", SKIP, false},
	{"image", TEXT, false},
	{"figure", TEXT, false},
	{"only", TEXT, false},
	{"class", TEXT, false},
	{"container", TEXT, false},
	{"list-table", TEXT, true},
};

static void take_directive(struct hk_light *l, struct hk_str name,
			   struct hk_str argument, size_t indent)
{
	struct state *s = l->state;
	bool words = true;

	s->after = TEXT;
	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++)
		if (hk_light_is(name, directives[i].name)) {
			s->after = directives[i].mode;
			words = directives[i].argument;
		}
	s->mode = OPTIONS;
	s->indent = indent;
	if (words && argument.len)
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, argument);
}

/* The line behind ".. ". */
static void take_explicit(struct hk_light *l, struct hk_str text, size_t indent)
{
	struct state *s = l->state;
	const char *sign =
		text.len ? memmem(text.data, text.len, "::", 2) : NULL;
	const char *end;
	size_t at = sign ? (size_t)(sign - text.data) : 0;

	hk_light_close(l);
	s->coming = false;
	if (hk_span_starts(text, "[")) {
		/* A footnote, or an entry of a list of books. */
		end = memchr(text.data, ']', text.len);
		if (end)
			text = hk_span_from(text,
					    (size_t)(end - text.data) + 1);
		s->block = indent;
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, hk_plain_trim(text));
		return;
	}
	s->mode = SKIP;
	s->indent = indent;
	if (!at || *text.data == '_' || *text.data == '|' ||
	    (at + 2 < text.len && text.data[at + 2] != ' '))
		return; /* a target, a substitution, a comment */
	for (size_t i = 0; i < at; i++)
		if (!is_word(text.data[i]) && !strchr("-_:.+", text.data[i]))
			return;
	take_directive(l, hk_span_str(text.data, at),
		       hk_plain_trim(hk_span_from(text, at + 2)), indent);
}

/* ---- Lines ---- */

static size_t item_mark(struct hk_str text)
{
	size_t n = 0, from = text.len && *text.data == '(';

	if (!text.len)
		return 0;
	if (strchr("*-+", *text.data)) {
		n = 1;
	} else {
		n = from;
		if (n < text.len && text.data[n] == '#')
			n++;
		while (n < text.len && n < from + 4 && text.data[n] >= '0' &&
		       text.data[n] <= '9')
			n++;
		if (n == from || n >= text.len ||
		    !strchr(from ? ")" : ".)", text.data[n]))
			return 0;
		n++;
	}
	return n < text.len && text.data[n] == ' ' ? n + 1 : 0;
}

/* ":name: value" */
static bool take_field(struct hk_light *l, struct hk_str text)
{
	static const char *const authors[] = {"author", "authors", "著者",
					      "作者", "執筆者"};
	static const char *const dates[] = {"date", "日付", "作成日", "更新日",
					    "日時"};
	struct hk_str key, value;

	if (!hk_light_pair(text, ":", ":", &key, &value) ||
	    hk_span_starts(value, "`") || key.len > 60)
		return false;
	for (size_t i = 0; i < 5; i++) {
		if (hk_light_is(key, authors[i]))
			hk_light_author(l, value);
		if (hk_light_is(key, dates[i]))
			hk_light_date(l, value);
	}
	if (hk_light_is(key, "orphan") || hk_light_is(key, "tocdepth")) {
		hk_light_close(l);
		return true;
	}
	hk_light_begin(l, HK_BLOCK_ITEM, 0, key);
	hk_light_add(l, HK_BLOCK_ITEM, hk_span_cstr("  "));
	hk_light_add(l, HK_BLOCK_ITEM, value);
	return true;
}

static bool is_simple_rule(struct hk_str line)
{
	struct hk_str text = hk_span_trim(line);
	bool blank = false;

	if (!hk_span_starts(text, "=="))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] != '=' && text.data[i] != ' ')
			return false;
		blank = blank || text.data[i] == ' ';
	}
	return blank;
}

/* A line of a table; false: the table is over. */
static bool take_row(struct hk_light *l, struct hk_str text)
{
	struct state *s = l->state;

	if (s->mode == GRID) {
		if (text.len && *text.data == '+') {
			hk_light_close(l);
		} else if (text.len && *text.data == '|') {
			hk_light_add(l, HK_BLOCK_PARAGRAPH,
				     hk_light_cells(l, text, "|"));
		} else {
			return false;
		}
		return true;
	}
	if (is_simple_rule(text)) {
		hk_light_close(l);
		if (hk_plain_is_blank(hk_light_peek(l)))
			s->mode = TEXT;
	} else if (hk_light_run(text, '-') < 2) {
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0,
			     hk_light_cells(l, text, "  "));
	}
	return true;
}

/* Take a line inside something that is not text; false: it is over. */
static bool take_inside(struct hk_light *l, struct hk_str line, bool blank)
{
	struct state *s = l->state;
	size_t indent = hk_light_indent(line);
	struct hk_str text = hk_span_from(line, indent), key, value;

	if (s->mode == SIMPLE || s->mode == GRID)
		return take_row(l, text);
	if (!blank && indent <= s->indent)
		return false;
	if (s->mode == OPTIONS) {
		if (!blank && hk_light_pair(text, ":", ":", &key, &value)) {
			if (hk_light_is(key, "alt") ||
			    hk_light_is(key, "caption"))
				hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, value);
			return true;
		}
		if (blank) {
			hk_light_close(l);
			s->mode = s->after;
			return true;
		}
		if (s->after == TEXT) {
			s->mode = TEXT;
			return false;
		}
		return true;
	}
	if (s->mode == CODE && (!blank || hk_light_open(l)))
		hk_light_add(l, HK_BLOCK_CODE, line);
	return true;
}

/* A line of a paragraph, or of an item. */
static void take_text(struct hk_light *l, struct hk_str text, size_t indent)
{
	struct state *s = l->state;
	size_t mark = item_mark(text);

	if (mark && (!hk_light_open(l) || l->kind == HK_BLOCK_ITEM)) {
		hk_light_begin(l, HK_BLOCK_ITEM, 0, hk_span_from(text, mark));
		s->block = indent + mark;
	} else {
		/* What is indented below a line of text explains it. */
		if (hk_light_open(l) && l->kind == HK_BLOCK_PARAGRAPH &&
		    indent > s->block)
			hk_light_close(l);
		if (!hk_light_open(l))
			s->block = indent;
		hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
	}
	text = hk_span_trim(text);
	s->coming = text.len > 1 && !memcmp(text.data + text.len - 2, "::", 2);
	if (s->coming) {
		/* One colon stays, and none where it stands alone. */
		l->lines.len -= text.len == 2 ? 2 : 1;
		s->indent = s->block < indent ? s->block : indent;
	}
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	bool blank = hk_plain_is_blank(line);
	size_t indent = hk_light_indent(line);
	struct hk_str text = hk_span_from(line, indent);

	if (s->mode != TEXT && take_inside(l, line, blank))
		return;
	if (s->mode != TEXT) {
		hk_light_close(l);
		s->mode = TEXT;
	}
	if (blank) {
		hk_light_close(l);
		if (s->coming)
			s->mode = CODE;
		s->coming = false;
		return;
	}
	if (find_title(l, line))
		return;
	if (hk_span_starts(text, ".. ") || hk_light_is(text, "..")) {
		take_explicit(l, hk_plain_trim(hk_span_from(text, 2)), indent);
	} else if (hk_span_starts(text, "+--") || hk_span_starts(text, "+==")) {
		hk_light_close(l);
		s->mode = GRID;
	} else if (is_simple_rule(text)) {
		hk_light_close(l);
		s->mode = SIMPLE;
	} else if (is_rule(text, 4) || hk_span_starts(text, "__ ")) {
		hk_light_close(l);
	} else if (hk_span_starts(text, "| ")) {
		hk_light_add(l, HK_BLOCK_PARAGRAPH, hk_span_from(text, 2));
	} else if ((hk_light_open(l) && l->kind != HK_BLOCK_ITEM) ||
		   !take_field(l, text)) {
		take_text(l, text, indent);
	}
}

static enum hk_status read_rst(const struct hk_format_input *input,
			       struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = marks,
		.hooks = "\\`:[_",
		.hook = hook,
		.take = take,
		.state_size = sizeof(struct state),
	};

	return hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_rst = {
	.takes = HK_FORMAT_TEXT,
	.read = read_rst,
};
