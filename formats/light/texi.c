/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/command.h"

#include "formats/plain.h"

/* Texinfo. */

enum mode {
	TEXT,
	CODE, /* an example; marks in it count */
	RAW,  /* @verbatim */
	DROP,
};

/* Values that a file gives names to. */
#define VALUES_MAX 64

struct state {
	struct {
		struct hk_str name, value;
	} values[VALUES_MAX];
	unsigned value_count;
	unsigned failed; /* arguments without an end, in the block at hand */
	enum mode mode;
	struct hk_str environment; /* that ends the mode */
	unsigned depth;		   /* of environments of that name */
};

static const struct hk_light_mark marks[] = {
	{"``", NULL, "“", HK_LIGHT_PUT, 0},
	{"''", NULL, "”", HK_LIGHT_PUT, 0},
	{"---", NULL, "—", HK_LIGHT_PUT, 0},
	{NULL, NULL, NULL, 0, 0},
};

/* Commands with braces that are more than a font. */
static const struct hk_light_command commands[] = {
	{"footnote", "n", NULL},
	{"anchor", "d", NULL},
	{"xref", "f", NULL},
	{"ref", "f", NULL},
	{"pxref", "f", NULL},
	{"inforef", "f", NULL},
	{"url", "c", NULL},
	{"uref", "c", NULL},
	{"email", "c", NULL},
	{"image", "d", NULL},
	{"acronym", "f", NULL},
	{"abbr", "f", NULL},
	{"math", "k", NULL},
	{"verb", "k", NULL},
	{"value", "k", NULL},
	{"U", "u", NULL},
	{"dots", "d", "…"},
	{"enddots", "d", "…"},
	{"copyright", "d", "©"},
	{"registeredsymbol", "d", "®"},
	{"TeX", "d", "TeX"},
	{"LaTeX", "d", "LaTeX"},
	{"minus", "d", "-"},
	{"result", "d", "⇒"},
	{"expansion", "d", "↦"},
	{"print", "d", "⊣"},
	{"error", "d", "error→"},
	{"point", "d", "⋆"},
	{"bullet", "d", "•"},
	{"equiv", "d", "≡"},
	{"arrow", "d", "→"},
	{"comma", "d", ","},
	{"atchar", "d", "@"},
	{"lbracechar", "d", "{"},
	{"rbracechar", "d", "}"},
	{"backslashchar", "d", "\\"},
	{"tie", "d", " "},
	{"ss", "d", "ß"},
	{"ae", "d", "æ"},
	{"AE", "d", "Æ"},
	{"oe", "d", "œ"},
	{"OE", "d", "Œ"},
	{"o", "d", "ø"},
	{"O", "d", "Ø"},
	{"aa", "d", "å"},
	{"AA", "d", "Å"},
	{"today", "d", NULL},
	{"pounds", "d", "£"},
	{"euro", "d", "€"},
	{"sp", "d", NULL},
	{"hyphenation", "d", NULL},
	{"inlinefmt", "c", NULL},
	{"shortcaption", "d", NULL},
	{NULL, NULL, NULL},
};

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Letters, and digits behind them, of the name of a command. */
static size_t name_length(struct hk_str text)
{
	size_t n = 0;

	while (n < text.len &&
	       (is_letter(text.data[n]) ||
		(n && text.data[n] >= '0' && text.data[n] <= '9')))
		n++;
	return n;
}

/* "@set name value" */
static void set_value(struct state *s, struct hk_str text)
{
	size_t n = 0;

	while (n < text.len && !strchr(" \t", text.data[n]))
		n++;
	if (!n || s->value_count == VALUES_MAX)
		return;
	s->values[s->value_count].name = hk_span_str(text.data, n);
	s->values[s->value_count++].value = hk_span_trim(hk_span_from(text, n));
}

/* Put what "{name}" stands for; its length, or 0: it has no value. */
static size_t put_value(struct hk_light *l, struct hk_str text)
{
	const struct state *s = l->state;
	const char *end = text.len > 1 && *text.data == '{'
				  ? memchr(text.data, '}', text.len)
				  : NULL;
	struct hk_str name;

	if (!end)
		return 0;
	name = hk_span_from(text, 1);
	name.len = (size_t)(end - name.data);
	for (unsigned i = s->value_count; i-- > 0;)
		if (hk_span_same(s->values[i].name, name)) {
			hk_light_put(l, s->values[i].value.data,
				     s->values[i].value.len);
			return name.len + 2;
		}
	return 0;
}

static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at), name;
	const struct hk_light_command *command;
	unsigned *failed = &((struct state *)l->state)->failed;
	char next = here.len > 1 ? here.data[1] : '\n';
	size_t n;

	if (*here.data != '@')
		return 1; /* braces */
	if (!is_letter(next)) {
		n = hk_light_command_accent(l, next, at + 2);
		if (n)
			return n + 2;
		if (strchr("@{}.!?,&", next) && next)
			hk_light_put(l, &next, 1);
		else if (strchr(" \n\t*", next))
			hk_light_put(l, next == '\n' ? "\n" : " ", 1);
		return here.len > 1 && (unsigned char)next < 0x80 ? 2 : 1;
	}
	n = name_length(hk_span_from(here, 1)) + 1;
	name = hk_span_str(here.data + 1, n - 1);
	if (hk_span_same(name, hk_span_cstr("value"))) {
		size_t value = put_value(l, hk_span_from(here, n));

		if (value)
			return n + value;
	}
	command = hk_light_command_find(commands, name);
	if (command && command->text && n < here.len && here.data[n] == '{')
		hk_light_put(l, command->text, strlen(command->text));
	return command ? hk_light_command_take(l, command->arguments, at + n,
					       '@', failed) -
				 at
		       : n;
}

/* ---- Lines ---- */

enum use {
	FIELD_TITLE,
	FIELD_AUTHOR,
	FIELD_DATE,
	HEADING, /* and above, by level */
	HEADING_2,
	HEADING_3,
	HEADING_4,
	ITEM,
	WORDS, /* what follows is text */
	EXAMPLE,
	VERBATIM,
	VALUE,
	AWAY, /* up to @end */
	COMMENT,
	NOTHING,
};

static const struct {
	const char *name;
	enum use use;
} lines[] = {
	{"settitle", FIELD_TITLE},
	{"title", FIELD_TITLE},
	{"author", FIELD_AUTHOR},
	{"subtitle", WORDS},
	{"top", HEADING},
	{"part", HEADING},
	{"chapter", HEADING},
	{"unnumbered", HEADING},
	{"appendix", HEADING},
	{"chapheading", HEADING},
	{"majorheading", HEADING},
	{"centerchap", HEADING},
	{"section", HEADING_2},
	{"unnumberedsec", HEADING_2},
	{"appendixsec", HEADING_2},
	{"appendixsection", HEADING_2},
	{"heading", HEADING_2},
	{"subsection", HEADING_3},
	{"unnumberedsubsec", HEADING_3},
	{"appendixsubsec", HEADING_3},
	{"subheading", HEADING_3},
	{"subsubsection", HEADING_4},
	{"unnumberedsubsubsec", HEADING_4},
	{"appendixsubsubsec", HEADING_4},
	{"subsubheading", HEADING_4},
	{"item", ITEM},
	{"itemx", ITEM},
	{"deffn", ITEM},
	{"deffnx", ITEM},
	{"defun", ITEM},
	{"defunx", ITEM},
	{"defvr", ITEM},
	{"defvar", ITEM},
	{"defvarx", ITEM},
	{"defopt", ITEM},
	{"defmac", ITEM},
	{"defspec", ITEM},
	{"deftp", ITEM},
	{"deftypefn", ITEM},
	{"deftypefun", ITEM},
	{"deftypevr", ITEM},
	{"center", WORDS},
	{"tab", WORDS},
	{"headitem", WORDS},
	{"example", EXAMPLE},
	{"smallexample", EXAMPLE},
	{"lisp", EXAMPLE},
	{"smalllisp", EXAMPLE},
	{"display", EXAMPLE},
	{"smalldisplay", EXAMPLE},
	{"format", EXAMPLE},
	{"smallformat", EXAMPLE},
	{"verbatim", VERBATIM},
	{"set", VALUE},
	{"menu", AWAY},
	{"detailmenu", AWAY},
	{"direntry", AWAY},
	{"ignore", AWAY},
	{"tex", AWAY},
	{"iftex", AWAY},
	{"ifhtml", AWAY},
	{"html", AWAY},
	{"ifxml", AWAY},
	{"ifdocbook", AWAY},
	{"macro", AWAY},
	{"rmacro", AWAY},
	{"c", COMMENT},
	{"comment", COMMENT},
	{"node", NOTHING},
	{"cindex", NOTHING},
	{"findex", NOTHING},
	{"kindex", NOTHING},
	{"pindex", NOTHING},
	{"tindex", NOTHING},
	{"vindex", NOTHING},
	{"noindent", NOTHING},
	{"indent", NOTHING},
};

static void close_block(struct hk_light *l)
{
	struct state *s = l->state;

	hk_light_close(l);
	s->failed = 0;
}

/* The line behind @name; its commands at the end (@c ...) are taken off. */
static void take_command(struct hk_light *l, struct hk_str name,
			 struct hk_str text)
{
	struct state *s = l->state;
	enum use use = NOTHING;
	bool known = false;

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines) && !known; i++)
		if (hk_span_same(name, hk_span_cstr(lines[i].name))) {
			use = lines[i].use;
			known = true;
		}
	if (use == COMMENT)
		return;
	if (!hk_span_same(name, hk_span_cstr("noindent")))
		close_block(l);
	text = hk_span_trim(text);
	if (use == FIELD_TITLE) {
		hk_light_title(l, text);
	} else if (use == FIELD_AUTHOR) {
		hk_light_author(l, text);
	} else if (use >= HEADING && use <= HEADING_4) {
		hk_light_one(l, HK_BLOCK_HEADING, (unsigned)(use - HEADING) + 1,
			     text);
	} else if (use == ITEM) {
		hk_light_begin(l, HK_BLOCK_ITEM, 0, text);
		/* What explains a term stands below it. */
		if (text.len && *name.data == 'd')
			close_block(l);
	} else if (use == WORDS) {
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, text);
	} else if (use == VALUE) {
		set_value(s, text);
	} else if (use >= EXAMPLE && use <= AWAY) {
		s->mode = use == EXAMPLE ? CODE : use == AWAY ? DROP : RAW;
		s->environment = name;
		s->depth = 1;
	} else if (!known) {
		for (size_t i = 0; i < text.len; i++)
			if ((unsigned char)text.data[i] >= 0x80) {
				hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, text);
				break;
			}
	}
}

/* Take a line inside an environment that is not text. */
static void take_inside(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str text = hk_span_trim(line);

	if (hk_span_starts(text, "@end ") &&
	    hk_span_same(hk_span_trim(hk_span_from(text, 5)), s->environment)) {
		if (!--s->depth) {
			close_block(l);
			s->mode = TEXT;
		}
		return;
	}
	if (s->mode == DROP) {
		s->depth += hk_span_starts(text, "@") &&
			    hk_span_same(hk_span_from(text, 1), s->environment);
		return;
	}
	/* @group, @end group and comments are no part of an example. */
	if (s->mode == CODE &&
	    (hk_span_starts(text, "@group") ||
	     hk_span_starts(text, "@end group") || hk_span_starts(text, "@c ")))
		return;
	hk_light_add(l, s->mode == CODE ? HK_BLOCK_VERBATIM : HK_BLOCK_CODE,
		     line);
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str text = hk_span_from(line, hk_light_indent(line));
	const char *comment;
	size_t n;

	if (s->mode != TEXT) {
		take_inside(l, line);
		return;
	}
	if (hk_plain_is_blank(line)) {
		close_block(l);
		return;
	}
	if (hk_span_starts(text, "\\input"))
		return;
	comment = memmem(text.data, text.len, " @c ", 4);
	if (comment)
		text.len = (size_t)(comment - text.data);
	n = *text.data == '@' ? name_length(hk_span_from(text, 1)) : 0;
	if (n && (n + 1 == text.len || strchr(" \t", text.data[n + 1]))) {
		take_command(l, hk_span_str(text.data + 1, n),
			     hk_span_from(text, n + 1));
		return;
	}
	hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
}

static enum hk_status read_texi(const struct hk_format_input *input,
				struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = marks,
		.hooks = "@{}",
		.hook = hook,
		.take = take,
		.state_size = sizeof(struct state),
		.headings_only = true,
	};

	return hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_texi = {
	.takes = HK_FORMAT_TEXT,
	.read = read_texi,
};
