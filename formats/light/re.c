/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"

/* Re:VIEW, the markup of Japanese books. */

/* Bytes of a mark inside a line, with its text, at most. */
#define INLINE_MAX 2000

enum use {
	PROSE, /* captions and what is inside are text */
	CODE,
	TABLE,
	NOTHING,
	FOOT,	/* //footnote[id][text] */
	FIGURE, /* //image[id][caption]{ a drawing //} */
};

struct state {
	bool open; /* inside //name{ ... //} */
	enum use use;
};

/* ---- Inside lines: @<name>{text}, @<name>$text$, @<name>|text| ---- */

enum inline_use {
	KEEP,
	DROP,
	RUBY,
	AFTER,	/* what stands behind the first comma; else all of it */
	BOTH,	/* 用語, term: the comma stays */
	NUMBER, /* the code of a character */
};

static const struct {
	const char *name;
	enum inline_use use;
} inlines[] = {
	{"fn", DROP},	   {"ruby", RUBY},     {"href", AFTER},
	{"img", DROP},	   {"list", DROP},     {"table", DROP},
	{"hd", DROP},	   {"chap", DROP},     {"chapref", DROP},
	{"title", DROP},   {"column", DROP},   {"hidx", DROP},
	{"icon", DROP},	   {"comment", DROP},  {"raw", DROP},
	{"embed", DROP},   {"bib", DROP},      {"bou", KEEP},
	{"kw", BOTH},	   {"br", DROP},       {"eq", DROP},
	{"uchar", NUMBER}, {"m", KEEP},	       {"pageref", DROP},
	{"endnote", DROP}, {"labelref", DROP}, {"ref", DROP},
	{"balloon", KEEP},
};

/* Keep [begin, end) without the backslashes before } and \. */
static void keep_unescaped(struct hk_light *l, size_t begin, size_t end)
{
	size_t from = begin;

	for (size_t at = begin; at + 1 < end; at++)
		if (l->text.data[at] == '\\' &&
		    (l->text.data[at + 1] == '}' ||
		     l->text.data[at + 1] == '\\')) {
			hk_light_keep(l, from, at);
			from = ++at;
		}
	hk_light_keep(l, from, end);
}

static void put_inline(struct hk_light *l, struct hk_str name, size_t begin,
		       size_t end)
{
	const char *data = l->text.data;
	const char *comma = memchr(data + begin, ',', end - begin);
	enum inline_use use = KEEP;
	struct hk_span base, reading;

	for (size_t i = 0; i < sizeof(inlines) / sizeof(*inlines); i++)
		if (hk_light_is(name, inlines[i].name))
			use = inlines[i].use;
	base.begin = begin;
	base.end = comma ? (size_t)(comma - data) : end;
	reading.begin = comma ? base.end + 1 : end;
	reading.end = end;
	if (use == DROP)
		hk_light_drop(l, begin, end);
	else if (use == RUBY)
		hk_light_ruby(l, base, reading);
	else if (use == NUMBER)
		hk_light_put_code(l, begin, end);
	else if (use == AFTER && comma)
		keep_unescaped(l, reading.begin, end);
	else
		keep_unescaped(l, begin, end);
}

/* The length of the name in @<name>, or 0. */
static size_t name_at(struct hk_str here)
{
	size_t n = 2;

	if (!hk_span_starts(here, "@<"))
		return 0;
	while (n < here.len && n < 22 &&
	       ((here.data[n] >= 'a' && here.data[n] <= 'z') ||
		(here.data[n] >= '0' && here.data[n] <= '9')))
		n++;
	return n > 2 && n + 1 < here.len && here.data[n] == '>' ? n - 2 : 0;
}

static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	size_t n = name_at(here), begin, end;
	char open, close;

	if (!n)
		return 0;
	begin = n + 4;
	open = here.data[n + 3];
	close = open == '{' ? '}' : open;
	if (open != '{' && open != '$' && open != '|')
		return 0;
	if (here.len > INLINE_MAX)
		here.len = INLINE_MAX;
	for (end = begin; end < here.len && here.data[end] != '\n' &&
			  here.data[end] != close;
	     end++)
		if (here.data[end] == '\\' && open == '{' &&
		    end + 1 < here.len && here.data[end + 1] != '\n')
			end++;
	if (end >= here.len || here.data[end] != close)
		return 0;
	put_inline(l, hk_span_str(here.data + 2, n), at + begin, at + end);
	return end + 1;
}

/* ---- Lines ---- */

static const struct {
	const char *name;
	enum use use;
} commands[] = {
	{"list", CODE},
	{"listnum", CODE},
	{"emlist", CODE},
	{"emlistnum", CODE},
	{"cmd", CODE},
	{"source", CODE},
	{"box", CODE},
	{"table", TABLE},
	{"imgtable", FIGURE},
	{"emtable", TABLE},
	{"comment", NOTHING},
	{"raw", NOTHING},
	{"embed", NOTHING},
	{"footnote", FOOT},
	{"endnote", FOOT},
	{"image", FIGURE},
	{"indepimage", FIGURE},
	{"numberlessimage", FIGURE},
	{"graph", FIGURE},
	{"texequation", CODE},
	{"label", NOTHING},
	{"bibpaper", FOOT},
	{"pagebreak", NOTHING},
	{"blankline", NOTHING},
	{"noindent", NOTHING},
	{"tsize", NOTHING},
	{"latextsize", NOTHING},
	{"linebreak", NOTHING},
	{"printendnotes", NOTHING},
	{"beginchild", NOTHING},
	{"endchild", NOTHING},
	{"olnum", NOTHING},
	{"firstlinenum", NOTHING},
	{"vspace", NOTHING},
	{"clearpage", NOTHING},
};

/* Take the next [argument] off the line. */
static bool take_argument(struct hk_str *argument, struct hk_str *line)
{
	size_t end = 1;

	if (!line->len || *line->data != '[')
		return false;
	while (end < line->len && line->data[end] != ']')
		end += line->data[end] == '\\' && end + 1 < line->len ? 2 : 1;
	if (end >= line->len)
		return false;
	*argument = hk_span_str(line->data + 1, end - 1);
	*line = hk_span_from(*line, end + 1);
	return true;
}

/* Which of the arguments are words: the caption. */
static void put_arguments(struct hk_light *l, enum use use, bool named,
			  struct hk_str *line)
{
	struct hk_str argument;

	for (unsigned i = 0; take_argument(&argument, line); i++) {
		bool words = use == PROSE ? i == 0 : i == (named ? 1u : 0u);

		if (words && use != NOTHING)
			hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, argument);
	}
}

static void take_command(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str name = hk_span_from(line, 2);
	enum use use = PROSE;
	bool named;
	size_t n = 0;

	hk_light_close(l);
	while (n < name.len && ((name.data[n] >= 'a' && name.data[n] <= 'z') ||
				name.data[n] == '_'))
		n++;
	line = hk_span_from(name, n);
	name.len = n;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (hk_light_is(name, commands[i].name))
			use = commands[i].use;
	/* Those of em... and cmd have a caption only, the others an id before
	 * it. */
	named = !(hk_span_starts(name, "em") || hk_light_is(name, "cmd") ||
		  hk_light_is(name, "source") || hk_light_is(name, "box"));
	put_arguments(l, use, named, &line);
	line = hk_span_trim(line);
	if (hk_light_is(line, "{")) {
		s->open = true;
		s->use = use;
	}
}

static void take_heading(struct hk_light *l, size_t level, struct hk_str text)
{
	const char *end;

	if (text.len && *text.data == '[') {
		if (hk_span_starts(text, "[/"))
			return; /* the end of a column */
		end = memchr(text.data, ']', text.len);
		if (end)
			text = hk_span_from(text,
					    (size_t)(end - text.data) + 1);
	}
	if (text.len && *text.data == '{') {
		end = memchr(text.data, '}', text.len);
		if (end)
			text = hk_span_from(text,
					    (size_t)(end - text.data) + 1);
	}
	hk_light_one(l, level == 1 ? HK_BLOCK_TITLE : HK_BLOCK_HEADING,
		     (unsigned)(level > 6 ? 6 : level), hk_plain_trim(text));
}

static void take_inside(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;

	if (s->use == CODE) {
		hk_light_add(l, HK_BLOCK_CODE, line);
	} else if (s->use == TABLE && !hk_light_rule(line, '-', 12) &&
		   !hk_light_rule(line, '=', 12)) {
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0,
			     hk_light_cells(l, line, "\t"));
	}
}

/* " * item", " 1. item", " : term" */
static size_t item_mark(struct hk_str line)
{
	size_t indent = hk_light_indent(line), n;
	struct hk_str text = hk_span_from(line, indent);

	n = hk_light_run(text, '*');
	if (!n && hk_light_run(text, ':') == 1)
		n = 1;
	if (!n && indent) {
		while (n < text.len && n < 6 && text.data[n] >= '0' &&
		       text.data[n] <= '9')
			n++;
		n = n && n < text.len && text.data[n] == '.' ? n + 1 : 0;
	}
	if (!n || n >= text.len || text.data[n] != ' ' ||
	    (!indent && *text.data == '*'))
		return 0;
	return indent + n + 1;
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	size_t level = hk_light_run(line, '='), n = item_mark(line);

	if (hk_span_starts(line, "#@"))
		return; /* a comment, or a command for the preprocessor */
	if (hk_span_starts(line, "//}")) {
		hk_light_close(l);
		s->open = false;
	} else if (s->open && s->use != PROSE) {
		take_inside(l, line);
	} else if (hk_plain_is_blank(line)) {
		hk_light_close(l);
	} else if (level && level < 7 && level < line.len &&
		   strchr(" [{", line.data[level])) {
		take_heading(l, level, hk_span_from(line, level));
	} else if (hk_span_starts(line, "//") && line.len > 2 &&
		   line.data[2] >= 'a' && line.data[2] <= 'z') {
		take_command(l, line);
	} else if (n) {
		hk_light_begin(l, HK_BLOCK_ITEM, 0, hk_span_from(line, n));
	} else {
		hk_light_add(l, HK_BLOCK_PARAGRAPH,
			     hk_span_from(line, hk_light_indent(line)));
	}
}

static enum hk_status read_re(const struct hk_format_input *input,
			      struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.hooks = "@",
		.hook = hook,
		.take = take,
		.state_size = sizeof(struct state),
	};
	struct hk_str text = input->text;
	bool named = memmem(text.data, text.len, "@<", 2) ||
		     memmem(text.data, text.len, "\n//", 3) ||
		     hk_span_starts(text, "=") ||
		     memmem(text.data, text.len, "\n=", 2);

	/* Programs in Reason have the same suffix. */
	if (memmem(text.data, text.len, "let ", 4) &&
	    memmem(text.data, text.len, "=>", 2) && !hk_span_starts(text, "= "))
		named = false;
	return named ? hk_light_read(input, &syntax, err)
		     : hk_format_text.read(input, err);
}

const struct hk_format hk_format_re = {
	.takes = HK_FORMAT_TEXT,
	.read = read_re,
};
