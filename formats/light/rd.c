/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/plain.h"

/* RD, the documents of Ruby before RDoc. */

struct state {
	bool inside; /* between =begin and =end, if the file has these */
	bool begun;  /* it has */
	bool code;   /* the paragraph before ended: indented lines are code */
	size_t item; /* the indent of the text of the item at hand */
	bool learn;  /* the next line tells it */
};

static const struct hk_light_mark marks[] = {
	{"((*", "*))", NULL, HK_LIGHT_KEEP, 0},
	{"(({", "}))", NULL, HK_LIGHT_RAW, 0},
	{"((|", "|))", NULL, HK_LIGHT_KEEP, 0},
	{"((%", "%))", NULL, HK_LIGHT_RAW, 0},
	{"((:", ":))", NULL, HK_LIGHT_KEEP, 0},
	{"((-", "-))", NULL, HK_LIGHT_NOTE, 0},
	/* Rabbit, which shows RD as slides, knows names of characters. */
	{"(('&NewLine;'))", NULL, " ", HK_LIGHT_PUT, 0},
	{"(('&nbsp;'))", NULL, " ", HK_LIGHT_PUT, 0},
	{"(('", "'))", NULL, HK_LIGHT_RAW, 0},
	{"((<URL:", ">))", NULL, HK_LIGHT_RAW, 0},
	{"((<", ">))", "|", HK_LIGHT_FIRST, 0},
	{NULL, NULL, NULL, 0, 0},
};

/* The mark of an item: * (1) : --- ; its length, or 0. */
static size_t item_mark(struct hk_str text)
{
	size_t n = 1;

	if (hk_span_starts(text, "---") && text.len > 3 && text.data[3] == ' ')
		return 4;
	if (!text.len || !strchr("*(:", *text.data))
		return 0;
	if (*text.data == '(') {
		while (n < text.len && n < 5 && text.data[n] >= '0' &&
		       text.data[n] <= '9')
			n++;
		if (n == 1 || n >= text.len || text.data[n] != ')')
			return 0;
		n++;
		return n < text.len && text.data[n] == ' ' ? n + 1 : n;
	}
	return n < text.len && text.data[n] == ' ' ? n + 1 : 0;
}

/* = 題, == 題, up to +++; the level, or 0. */
static unsigned level_of(struct hk_str line)
{
	size_t n = hk_light_run(line, '='), from = n;

	if (!n) {
		n = hk_light_run(line, '+');
		from = n;
		n = n ? n + 4 : 0;
	}
	return n && n <= 6 && from < line.len && line.data[from] == ' '
		       ? (unsigned)n
		       : 0;
}

static void take_item(struct hk_light *l, struct hk_str text, size_t indent,
		      size_t mark)
{
	struct state *s = l->state;

	hk_light_begin(l, HK_BLOCK_ITEM, 0, hk_span_from(text, mark));
	s->item = indent + mark;
	/* A term, or a method, stands on a line by itself. */
	if (*text.data == ':' || *text.data == '-') {
		hk_light_close(l);
		s->learn = true;
	}
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	size_t indent = hk_light_indent(line);
	struct hk_str text = hk_span_from(line, indent);
	size_t mark = item_mark(text);
	unsigned level = level_of(line);

	if (hk_span_starts(line, "=begin") || hk_span_starts(line, "=end")) {
		hk_light_close(l);
		s->inside = line.data[1] == 'b';
		return;
	}
	if ((s->begun && !s->inside) || (line.len && *line.data == '#') ||
	    hk_span_starts(line, "<<<"))
		return;
	if (s->learn && !hk_plain_is_blank(line)) {
		s->item = indent;
		s->learn = false;
	}
	if (hk_plain_is_blank(line)) {
		if (hk_light_open(l) && l->kind == HK_BLOCK_CODE)
			hk_light_add(l, HK_BLOCK_CODE, hk_span_cstr(""));
		else
			hk_light_close(l);
	} else if (level) {
		s->item = 0;
		hk_light_one(l, level == 1 ? HK_BLOCK_TITLE : HK_BLOCK_HEADING,
			     level,
			     hk_plain_trim(hk_span_from(
				     line, level < 5 ? level : level - 4)));
	} else if (mark && (indent <= s->item || !s->item)) {
		take_item(l, text, indent, mark);
	} else if (indent > s->item && (!hk_light_open(l) ||
					l->kind == HK_BLOCK_CODE || !s->item)) {
		/* Indented further than its surroundings: as it stands. */
		if (hk_light_open(l) && l->kind != HK_BLOCK_CODE)
			hk_light_close(l);
		hk_light_add(l, HK_BLOCK_CODE, line);
	} else {
		if (hk_light_open(l) && l->kind == HK_BLOCK_CODE)
			hk_light_close(l);
		if (!indent)
			s->item = 0;
		hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
	}
}

/* It begins as RD, and something else than a program follows. */
static bool told(struct hk_str text)
{
	return hk_span_starts(text, "=begin\n") &&
	       memmem(text.data, text.len, "\n=end", 5) &&
	       (memmem(text.data, text.len, "\n= ", 3) ||
		memmem(text.data, text.len, "\n== ", 4));
}

static enum hk_status read_rd(const struct hk_format_input *input,
			      struct hk_error *err)
{
	static const struct hk_light_syntax plain = {
		.marks = marks,
		.take = take,
		.state_size = sizeof(struct state),
	};
	struct hk_light light;
	struct hk_str line;
	struct state *state;
	enum hk_status status;

	/* R has documents with the same suffix. */
	if (memmem(input->text.data, input->text.len, "\\name{", 6) &&
	    memmem(input->text.data, input->text.len, "\\title{", 7))
		return hk_format_tex.read(input, err);
	hk_light_init(&light, &plain, input);
	state = light.state;
	if (state)
		state->begun = hk_span_starts(input->text, "=begin") ||
			       (input->text.len &&
				memmem(input->text.data, input->text.len,
				       "\n=begin", 7));
	while (hk_light_next(&light, &line))
		take(&light, line);
	status = hk_light_finish(&light, err);
	hk_light_release(&light);
	return status;
}

const struct hk_format hk_format_rd = {
	.takes = HK_FORMAT_TEXT,
	.told = told,
	.read = read_rd,
};
