/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"
#include "formats/tags.h"
#include "formats/yomi.h"
#include "base/utf8.h"

/* AsciiDoc. */

/* Bytes of the address of a link, or the like, at most. */
#define TARGET_MAX 2000

enum mode {
	TEXT,
	CODE, /* up to the fence */
	COMMENT,
	TABLE,
};

struct state {
	enum mode mode;
	struct hk_str fence; /* the line that ends the mode */
	bool header;	     /* the lines behind the title */
	unsigned authors;    /* lines of the header that had no mark */
	bool code;	     /* the next paragraph is a listing */
};

static const struct hk_light_mark marks[] = {
	{"+++", "+++", NULL, HK_LIGHT_RAW, 0},
	{"++", "++", NULL, HK_LIGHT_RAW, HK_LIGHT_LINE},
	{" +\n", NULL, "\n", HK_LIGHT_PUT, 0},
	{"+", "+", NULL, HK_LIGHT_RAW, HK_LIGHT_BORDER},
	{"**", "**", NULL, HK_LIGHT_KEEP, 0},
	{"*", "*", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"__", "__", NULL, HK_LIGHT_KEEP, 0},
	{"_", "_", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"``", "``", NULL, HK_LIGHT_KEEP, 0},
	{"`", "`", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"##", "##", NULL, HK_LIGHT_KEEP, 0},
	{"#", "#", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"(((", ")))", NULL, HK_LIGHT_DROP, 0},
	{"((", "))", NULL, HK_LIGHT_KEEP, HK_LIGHT_LINE},
	{"<<", ">>", ",", HK_LIGHT_REST, HK_LIGHT_LINE},
	{"[[", "]]", NULL, HK_LIGHT_DROP, HK_LIGHT_LINE},
	{"{nbsp}", NULL, " ", HK_LIGHT_PUT, 0},
	{"{sp}", NULL, " ", HK_LIGHT_PUT, 0},
	{"{empty}", NULL, "", HK_LIGHT_PUT, 0},
	{"{zwsp}", NULL, "", HK_LIGHT_PUT, 0},
	{"{wj}", NULL, "", HK_LIGHT_PUT, 0},
	{NULL, NULL, NULL, 0, 0},
};

/* ---- Macros inside lines: name:target[text] ---- */

enum use {
	SHOW, /* the text, else the target */
	TEXT_ONLY,
	RAW,
	ALT,
	NOTE,
	NOTHING,
};

static const struct {
	const char *name;
	enum use use;
} macros[] = {
	{"https:", SHOW},      {"http:", SHOW},	     {"link:", SHOW},
	{"mailto:", SHOW},     {"ftp:", SHOW},	     {"xref:", SHOW},
	{"image:", ALT},       {"footnote:", NOTE},  {"footnoteref:", NOTE},
	{"kbd:", TEXT_ONLY},   {"btn:", TEXT_ONLY},  {"pass:", RAW},
	{"stem:", RAW},	       {"latexmath:", RAW},  {"asciimath:", RAW},
	{"icon:", NOTHING},    {"anchor:", NOTHING}, {"indexterm:", NOTHING},
	{"indexterm2:", SHOW}, {"menu:", SHOW},
};

/* Where the attributes in brackets begin: behind the words. A comma may be one
 * of the text if no name=value follows. */
static size_t words_end(const struct hk_light *l, size_t from, size_t end)
{
	const char *data = l->text.data;
	const char *comma = memchr(data + from, ',', end - from);
	size_t at = comma ? (size_t)(comma - data) : end;

	if (comma && !memchr(comma, '=', end - at))
		at = end;
	if (at > from && data[at - 1] == '^')
		at--;
	return at;
}

static size_t take_macro(struct hk_light *l, size_t at, size_t name,
			 enum use use)
{
	const char *data = l->text.data;
	size_t open = at + name, close, words;

	while (open < l->text.len && open - at < TARGET_MAX &&
	       !strchr("[ \t\n", data[open]))
		open++;
	if (open >= l->text.len || data[open] != '[')
		return 0;
	close = hk_light_find(l, 0, "]", open);
	if (close >= l->text.len)
		return 0;
	words = words_end(l, open + 1, close);
	if (use == NOTE) {
		hk_light_note(l, open + 1, close);
	} else if (use == NOTHING) {
		hk_light_drop(l, open, close);
	} else if (use == RAW) {
		hk_light_keep(l, open + 1, close);
	} else if (use == SHOW && words == open + 1) {
		bool address = data[at] == 'h' || data[at] == 'f';

		hk_light_keep(l, address ? at : at + name, open);
	} else {
		if (use == ALT) {
			const char *comma =
				memchr(data + open, ',', close - open);
			words = comma ? (size_t)(comma - data) : words;
		}
		if (!hk_light_later(l, words, close + 1))
			return 0;
		return open + 1 - at;
	}
	return close + 1 - at;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	const char *end;

	if (*here.data == '&')
		return hk_light_reference(l, at);
	if (*here.data == '[') {
		/* [role]#text# */
		end = memchr(here.data, ']', here.len < 80 ? here.len : 80);
		if (!end || end + 1 >= here.data + here.len ||
		    !strchr("#*_`", end[1]) ||
		    memchr(here.data, '\n', (size_t)(end - here.data)) ||
		    here.data[1] == '[')
			return 0;
		return (size_t)(end - here.data) + 1;
	}
	if (at && is_word(l->text.data[at - 1]))
		return 0;
	for (size_t i = 0; i < sizeof(macros) / sizeof(*macros); i++)
		if (hk_span_starts(here, macros[i].name))
			return take_macro(l, at, strlen(macros[i].name),
					  macros[i].use);
	return 0;
}

/* ---- Lines ---- */

/* name::target[text] on a line of its own. */
static bool take_block_macro(struct hk_light *l, struct hk_str line)
{
	const char *sign = memmem(line.data, line.len, "::", 2);
	const char *open =
		sign ? memchr(sign, '[', (size_t)(line.data + line.len - sign))
		     : NULL;
	size_t name = sign ? (size_t)(sign - line.data) : 0;
	struct hk_str words;

	line = hk_plain_trim(line);
	if (!name || !open || name > 20 || line.data[line.len - 1] != ']')
		return false;
	for (size_t i = 0; i < name; i++)
		if (!is_word(line.data[i]) && line.data[i] != '_')
			return false;
	if (memchr(sign, ' ', (size_t)(open - sign)) && name != 5)
		return false;
	hk_light_close(l);
	words = hk_span_str(open + 1,
			    (size_t)(line.data + line.len - open) - 2);
	if (hk_span_starts(line, "image::")) {
		const char *comma = memchr(words.data, ',', words.len);

		if (comma)
			words.len = (size_t)(comma - words.data);
		if (!memchr(words.data, '=', words.len))
			hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, words);
	} else if (hk_span_starts(line, "ifdef::") ||
		   hk_span_starts(line, "ifndef::")) {
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, words);
	}
	return true;
}

/* Is the line, with `under` below it, a title of two lines? Its level, or 0. */
static unsigned underlined(struct hk_str line, struct hk_str under)
{
	static const char signs[] = "=-~^+";
	const char *sign = under.len ? strchr(signs, *under.data) : NULL;
	size_t count = hk_utf8_count(line), n, wide = 0;

	if (!sign || !*sign || !line.len || strchr(" \t.[|/", *line.data))
		return 0;
	for (size_t i = 0; i < line.len; i++)
		wide += (unsigned char)line.data[i] >= 0xE0;
	n = hk_light_run(under, *sign);
	if (!hk_light_rule(under, *sign, 2) ||
	    ((n + 1 < count || n > count + 1) &&
	     (n + 1 < count + wide || n > count + wide + 1)))
		return 0;
	return (unsigned)(sign - signs) + 1;
}

static void take_heading(struct hk_light *l, unsigned level, struct hk_str text)
{
	struct state *s = l->state;

	/* == 題 == */
	text = hk_plain_trim(text);
	if (text.len > level + 1 &&
	    hk_light_rule(hk_span_from(text, text.len - level), '=', level) &&
	    text.data[text.len - level - 1] == ' ')
		text.len -= level + 1;
	hk_light_one(l, level == 1 ? HK_BLOCK_TITLE : HK_BLOCK_HEADING, level,
		     text);
	s->header = level == 1 && l->article->block_count == 1;
	s->authors = 0;
	s->code = false;
}

static bool take_attribute(struct hk_light *l, struct hk_str line)
{
	struct hk_str key, value;

	if (!hk_light_pair(line, ":", ":", &key, &value) ||
	    memchr(key.data, ' ', key.len))
		return false;
	if (hk_light_is(key, "author") || hk_light_is(key, "authors"))
		hk_light_author(l, value);
	else if (hk_light_is(key, "date") || hk_light_is(key, "revdate") ||
		 hk_light_is(key, "docdate") || hk_light_is(key, "page-date"))
		hk_light_date(l, value);
	else if (hk_light_is(key, "doctitle") || hk_light_is(key, "title"))
		hk_light_title(l, value);
	else if (hk_light_is(key, "keywords") || hk_light_is(key, "tags") ||
		 hk_light_is(key, "page-tags"))
		l->status = l->status ? l->status
				      : hk_tags_split(l->article, value);
	else if (hk_light_is(key, "lang") && !l->article->lang.len)
		l->status =
			hk_article_keep(l->article, &l->article->lang, value);
	else
		hk_yomi_field(l->article, key, value, &l->status);
	return true;
}

/* "山田 太郎 <y@example.jp>" and "v1.0, 2024-05-31: 備考" below the title. */
static void take_header(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	const char *comma = memchr(line.data, ',', line.len);
	const char *mail = memchr(line.data, '<', line.len);

	if (s->authors++ == 0 &&
	    !(line.data[0] == 'v' && line.len > 1 && line.data[1] >= '0' &&
	      line.data[1] <= '9')) {
		if (mail)
			line.len = (size_t)(mail - line.data);
		hk_light_author(l, line);
		return;
	}
	if (comma)
		line = hk_span_from(line, (size_t)(comma - line.data) + 1);
	hk_light_date(l, hk_plain_trim(line));
}

/* The mark of an item at the beginning of the line; its length, or 0. */
static size_t item_mark(struct hk_str line)
{
	size_t indent = hk_light_indent(line), n;
	struct hk_str text = hk_span_from(line, indent);
	const char *end;

	if (!text.len)
		return 0;
	n = hk_light_run(text, '*');
	n = n ? n : hk_light_run(text, '.');
	if (!n && (*text.data == '-'))
		n = 1;
	if (!n && *text.data == '<') {
		end = memchr(text.data, '>', text.len < 6 ? text.len : 6);
		n = end ? (size_t)(end - text.data) + 1 : 0;
	}
	if (!n) {
		while (n < text.len && text.data[n] >= '0' &&
		       text.data[n] <= '9')
			n++;
		n = n && n < text.len && text.data[n] == '.' ? n + 1 : 0;
	}
	if (!n || n > 9 || n >= text.len || text.data[n] != ' ')
		return 0;
	text = hk_span_from(text, n);
	if (hk_span_starts(text, " [ ] ") || hk_span_starts(text, " [x] ") ||
	    hk_span_starts(text, " [*] "))
		n += 4;
	return indent + n + 1;
}

/* A term and its text: "用語:: 説明" */
static bool take_term(struct hk_light *l, struct hk_str line)
{
	const char *sign =
		line.len ? memmem(line.data, line.len, "::", 2) : NULL;
	size_t at = sign ? (size_t)(sign - line.data) : 0, end = at;
	struct hk_str text;

	while (end < line.len && line.data[end] == ':')
		end++;
	if (!at || (end < line.len && line.data[end] != ' '))
		return false;
	hk_light_one(l, HK_BLOCK_ITEM, 0, hk_span_str(line.data, at));
	text = hk_plain_trim(hk_span_from(line, end));
	if (text.len)
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, text);
	return true;
}

static void take_row(struct hk_light *l, struct hk_str line)
{
	const char *first = memchr(line.data, '|', line.len);

	/* A specification may stand before the first bar: 2+|, a| */
	if (first && (size_t)(first - line.data) < 8)
		line = hk_span_from(line, (size_t)(first - line.data));
	if (first)
		hk_light_close(l);
	hk_light_add(l, HK_BLOCK_PARAGRAPH, hk_light_cells(l, line, "|"));
}

/* The line opens or closes something of several lines. */
static bool take_fence(struct hk_light *l, struct hk_str line)
{
	static const char code[] = "-.+`", around[] = "=*_";
	struct state *s = l->state;
	char c = line.len ? *line.data : '\0';

	if (c == '`' && hk_light_run(line, '`') == 3) {
		s->mode = CODE;
		s->fence = hk_span_str(line.data, 3);
	} else if (c && strchr(code, c) && hk_light_rule(line, c, 4)) {
		s->mode = CODE;
		s->fence = line;
	} else if (hk_light_rule(line, '/', 4)) {
		s->mode = COMMENT;
		s->fence = line;
	} else if (hk_span_starts(line, "|===") ||
		   hk_span_starts(line, "!===")) {
		s->mode = TABLE;
		s->fence = line;
	} else if (!(c && strchr(around, c) && hk_light_rule(line, c, 4)) &&
		   !hk_light_rule(line, '\'', 3) &&
		   !hk_light_rule(line, '<', 3) && !hk_light_is(line, "--") &&
		   !hk_light_is(line, "+") && !hk_light_is(line, "---") &&
		   !hk_light_is(line, "***")) {
		return false;
	}
	hk_light_close(l);
	s->code = false;
	return true;
}

static bool take_inside(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	if (s->mode == TEXT)
		return false;
	if (hk_span_same(hk_span_trim(line), hk_span_trim(s->fence))) {
		hk_light_close(l);
		s->mode = TEXT;
	} else if (s->mode == CODE) {
		hk_light_add(l, HK_BLOCK_CODE, line);
	} else if (s->mode == TABLE) {
		if (hk_plain_is_blank(line))
			hk_light_close(l);
		else
			take_row(l, line);
	}
	return true;
}

/* Lines that say something about what follows. */
static bool take_about(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str text = hk_span_trim(line);

	if (hk_span_starts(line, "//"))
		return !hk_light_rule(line, '/', 4);
	if (line.data[0] == '[' && text.data[text.len - 1] == ']' &&
	    (size_t)((const char *)memchr(text.data, ']', text.len) -
		     text.data) +
			    2 >=
		    text.len) {
		hk_light_close(l);
		s->code = hk_span_starts(line, "[source") ||
			  hk_span_starts(line, "[listing") ||
			  hk_span_starts(line, "[literal");
		return true;
	}
	if (line.data[0] == '.' && line.len > 1 && !hk_light_open(l) &&
	    line.data[1] != ' ' && line.data[1] != '.') {
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, hk_span_from(line, 1));
		return true;
	}
	return (!hk_light_open(l) && take_attribute(l, line)) ||
	       take_block_macro(l, line);
}

static void take_text(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	unsigned level = (unsigned)hk_light_run(line, '=');
	size_t mark;

	level = level ? level : (unsigned)hk_light_run(line, '#');
	if (level && level <= 6 && line.len > level &&
	    line.data[level] == ' ' && !hk_light_open(l)) {
		take_heading(l, level, hk_span_from(line, level + 1));
		return;
	}
	level = hk_light_open(l) ? 0 : underlined(line, hk_light_peek(l));
	if (level) {
		take_heading(l, level, line);
		hk_light_next(l, &line);
		return;
	}
	mark = s->code ? 0 : item_mark(line);
	if (mark)
		hk_light_begin(l, HK_BLOCK_ITEM, 0, hk_span_from(line, mark));
	else if (hk_light_open(l) && l->kind == HK_BLOCK_ITEM &&
		 take_term(l, line))
		return;
	else if (hk_light_open(l) && l->kind != HK_BLOCK_CODE)
		hk_light_add(l, HK_BLOCK_PARAGRAPH,
			     hk_span_from(line, hk_light_indent(line)));
	else if (s->code || hk_light_indent(line))
		hk_light_add(l, HK_BLOCK_CODE, line);
	else if (!take_term(l, line))
		hk_light_add(l, HK_BLOCK_PARAGRAPH, line);
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	if (take_inside(l, line))
		return;
	if (hk_plain_is_blank(line)) {
		hk_light_close(l);
		s->header = s->code = false;
		return;
	}
	if (take_about(l, line))
		return;
	if (s->header) {
		take_header(l, line);
		return;
	}
	if (!take_fence(l, line))
		take_text(l, line);
}

static enum hk_status read_adoc(const struct hk_format_input *input,
				struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = marks,
		.escape = '\\',
		.hooks = "&[hlmfxikbpsa",
		.hook = hook,
		.take = take,
		.state_size = sizeof(struct state),
		.front_matter = true,
	};

	return hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_adoc = {
	.takes = HK_FORMAT_TEXT,
	.read = read_adoc,
};
