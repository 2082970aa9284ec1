/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include <strings.h>

#include "formats/plain.h"
#include "formats/tags.h"
#include "formats/yomi.h"

/* Org mode. */

enum mode {
	TEXT,
	CODE,	 /* up to #+end_ */
	COMMENT, /* up to #+end_, and nothing of it is text */
	DRAWER,	 /* up to :END: */
};

struct state {
	enum mode mode;
	struct hk_str name; /* of the block that is open, behind #+begin_ */
};

static const struct hk_light_mark marks[] = {
	{"[[file:", "]]", "][", HK_LIGHT_REST, HK_LIGHT_ONLY},
	{"[[", "]]", "][", HK_LIGHT_REST, 0},
	{"[fn::", "]", NULL, HK_LIGHT_NOTE, 0},
	{"<<<", ">>>", NULL, HK_LIGHT_KEEP, HK_LIGHT_LINE},
	{"<<", ">>", NULL, HK_LIGHT_DROP, HK_LIGHT_LINE},
	{"@@", "@@", NULL, HK_LIGHT_DROP, HK_LIGHT_LINE},
	{"{{{", "}}}", NULL, HK_LIGHT_DROP, HK_LIGHT_LINE},
	{"\\\\\n", NULL, "\n", HK_LIGHT_PUT, 0},
	{"*", "*", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"/", "/", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER | HK_LIGHT_LINE},
	{"_", "_", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{"=", "=", NULL, HK_LIGHT_RAW, HK_LIGHT_BORDER},
	{"~", "~", NULL, HK_LIGHT_RAW, HK_LIGHT_BORDER},
	{"+", "+", NULL, HK_LIGHT_KEEP, HK_LIGHT_BORDER},
	{NULL, NULL, NULL, 0, 0},
};

/* [fn:1] or [fn:1:text] where it is referred to; [1/3] of headings. */
static size_t hook(struct hk_light *l, size_t at)
{
	struct hk_str here = hk_span_from(l->text, at);
	size_t n = 4, colon = 0;

	if (!hk_span_starts(here, "[fn:") || hk_span_starts(here, "[fn::"))
		return 0;
	while (n < here.len && n < 100 && !strchr(":] \n", here.data[n]))
		n++;
	if (n >= here.len || n == 4)
		return 0;
	if (here.data[n] == ']')
		return n + 1;
	if (here.data[n] != ':')
		return 0;
	colon = at + n + 1;
	n = hk_light_find(l, 0, "]", colon);
	if (n >= l->text.len)
		return 0;
	hk_light_note(l, colon, n);
	return n + 1 - at;
}

/* ---- Keywords: #+name: value ---- */

/* #+begin_name: what is inside. */
static void begin_block(struct hk_light *l, struct hk_str name)
{
	static const char *const code[] = {"src", "example", "verbatim",
					   "ditaa"};
	struct state *s = l->state;
	size_t n = 0;

	hk_light_close(l);
	while (n < name.len && !strchr(" \t", name.data[n]))
		n++;
	s->name = hk_span_str(name.data, n);
	s->mode = TEXT;
	for (size_t i = 0; i < sizeof(code) / sizeof(*code); i++)
		if (hk_light_is(s->name, code[i]))
			s->mode = CODE;
	if (hk_light_is(s->name, "comment") || hk_light_is(s->name, "export") ||
	    hk_light_is(s->name, "html") || hk_light_is(s->name, "latex"))
		s->mode = COMMENT;
}

static void take_tags(struct hk_light *l, struct hk_str text)
{
	while (text.len && !l->status) {
		size_t n = 0;

		while (n < text.len && text.data[n] != ':' &&
		       text.data[n] != ' ')
			n++;
		l->status = hk_tags_add(l->article, hk_span_str(text.data, n));
		text = hk_span_from(text, n < text.len ? n + 1 : n);
	}
}

static void take_keyword(struct hk_light *l, struct hk_str line)
{
	struct hk_str key, value;

	if (hk_light_starts(line, "#+begin_")) {
		begin_block(l, hk_span_from(line, 8));
		return;
	}
	hk_light_close(l);
	if (!hk_light_pair(line, "#+", ":", &key, &value))
		return;
	if (hk_light_is(key, "title"))
		hk_light_title(l, value);
	else if (hk_light_is(key, "author"))
		hk_light_author(l, value);
	else if (hk_light_is(key, "date"))
		hk_light_date(l, value);
	else if (hk_light_is(key, "filetags"))
		take_tags(l, value);
	else if (hk_light_is(key, "language") && !l->article->lang.len)
		l->status =
			hk_article_keep(l->article, &l->article->lang, value);
	else if (hk_yomi_field(l->article, key, value, &l->status))
		return;
	else if (hk_light_is(key, "caption") ||
		 hk_light_is(key, "description") ||
		 hk_light_is(key, "subtitle"))
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0, value);
}

/* ---- Headings ---- */

/* What the first word of a heading may be, and is not part of it. */
static const char *const states[] = {"TODO",	 "DONE",   "NEXT", "WAITING",
				     "CANCELED", "HOLD",   "WAIT", "CANCELLED",
				     "STARTED",	 "SOMEDAY"};

/* Take " :tag1:tag2:" off the end of a heading. */
static void cut_tags(struct hk_light *l, struct hk_str *text)
{
	const char *blank;
	struct hk_str tags;

	*text = hk_plain_trim(*text);
	if (text->len < 3 || text->data[text->len - 1] != ':')
		return;
	blank = memrchr(text->data, ' ', text->len);
	blank = blank ? blank : memrchr(text->data, '\t', text->len);
	if (!blank || blank[1] != ':')
		return;
	tags = hk_span_from(*text, (size_t)(blank - text->data) + 2);
	if (!tags.len)
		return;
	take_tags(l, tags);
	text->len = (size_t)(blank - text->data);
	*text = hk_plain_trim(*text);
}

static void take_heading(struct hk_light *l, size_t level, struct hk_str text)
{
	cut_tags(l, &text);
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		size_t n = strlen(states[i]);

		if (hk_span_starts(text, states[i]) && text.len > n &&
		    text.data[n] == ' ') {
			text = hk_plain_trim(hk_span_from(text, n));
			break;
		}
	}
	if (text.len > 4 && text.data[0] == '[' && text.data[1] == '#' &&
	    text.data[3] == ']')
		text = hk_plain_trim(hk_span_from(text, 4));
	hk_light_one(l, HK_BLOCK_HEADING, (unsigned)(level > 6 ? 6 : level),
		     text);
}

/* ---- Lines ---- */

static size_t item_mark(struct hk_str text)
{
	size_t n = 0;

	if (!text.len)
		return 0;
	if (strchr("-+*", *text.data)) {
		n = 1;
	} else {
		while (n < text.len && n < 9 && text.data[n] >= '0' &&
		       text.data[n] <= '9')
			n++;
		n = n && n < text.len &&
				    (text.data[n] == '.' || text.data[n] == ')')
			    ? n + 1
			    : 0;
	}
	if (!n || n >= text.len || text.data[n] != ' ')
		return 0;
	text = hk_span_from(text, n);
	if (hk_span_starts(text, " [ ] ") || hk_span_starts(text, " [X] ") ||
	    hk_span_starts(text, " [-] "))
		n += 4;
	return n + 1;
}

/* "- 用語 :: 説明" */
static void take_item(struct hk_light *l, struct hk_str text)
{
	const char *sign =
		text.len ? memmem(text.data, text.len, " ::", 3) : NULL;
	size_t at = sign ? (size_t)(sign - text.data) : 0;

	if (!at || (at + 3 < text.len && text.data[at + 3] != ' ')) {
		hk_light_begin(l, HK_BLOCK_ITEM, 0, text);
		return;
	}
	hk_light_one(l, HK_BLOCK_ITEM, 0, hk_span_str(text.data, at));
	text = hk_plain_trim(hk_span_from(text, at + 3));
	if (text.len)
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, text);
}

static bool is_planning(struct hk_str text)
{
	return hk_span_starts(text, "SCHEDULED:") ||
	       hk_span_starts(text, "DEADLINE:") ||
	       hk_span_starts(text, "CLOSED:") ||
	       hk_span_starts(text, "CLOCK:");
}

/* ":NAME:" alone on its line, which begins a drawer. */
static bool is_drawer(struct hk_str text)
{
	text = hk_span_trim(text);
	if (text.len < 3 || text.data[0] != ':' ||
	    text.data[text.len - 1] != ':')
		return false;
	for (size_t i = 1; i + 1 < text.len; i++)
		if (strchr(": \t", text.data[i]) ||
		    (unsigned char)text.data[i] >= 0x80)
			return false;
	return true;
}

static bool take_inside(struct hk_light *l, struct hk_str text,
			struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str name;

	if (hk_light_starts(text, "#+end_")) {
		name = hk_span_trim(hk_span_from(text, 6));
		if (s->mode != CODE ||
		    (name.len == s->name.len &&
		     !strncasecmp(name.data, s->name.data, name.len))) {
			hk_light_close(l);
			s->mode = TEXT;
			return true;
		}
	}
	if (s->mode == DRAWER && hk_light_is(hk_span_trim(text), ":end:"))
		s->mode = TEXT;
	else if (s->mode == CODE)
		hk_light_add(l, HK_BLOCK_CODE, line);
	else
		return s->mode != TEXT;
	return true;
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str text = hk_span_from(line, hk_light_indent(line));
	size_t stars = hk_light_run(line, '*'), n = item_mark(text);

	/* A heading ends a drawer that was never closed. */
	if (s->mode != CODE && stars && stars < line.len &&
	    line.data[stars] == ' ') {
		s->mode = TEXT;
		take_heading(l, stars, hk_span_from(line, stars));
		return;
	}
	if (take_inside(l, text, line))
		return;
	if (hk_plain_is_blank(line) || hk_light_rule(text, '-', 5)) {
		hk_light_close(l);
	} else if (hk_span_starts(text, "#+")) {
		take_keyword(l, text);
	} else if (hk_span_starts(text, "# ") || hk_light_is(text, "#")) {
		hk_light_close(l);
	} else if (is_drawer(text)) {
		hk_light_close(l);
		s->mode = DRAWER;
	} else if (is_planning(text)) {
		hk_light_close(l);
	} else if (hk_span_starts(text, "|-")) {
		hk_light_close(l);
	} else if (hk_span_starts(text, "|")) {
		hk_light_one(l, HK_BLOCK_PARAGRAPH, 0,
			     hk_light_cells(l, text, "|"));
	} else if (hk_span_starts(text, ": ")) {
		if (hk_light_open(l) && l->kind != HK_BLOCK_CODE)
			hk_light_close(l);
		hk_light_add(l, HK_BLOCK_CODE, hk_span_from(text, 2));
	} else if (n) {
		take_item(l, hk_span_from(text, n));
	} else {
		if (hk_light_open(l) && l->kind == HK_BLOCK_CODE)
			hk_light_close(l);
		/* [fn:1] 脚注 */
		if (hk_span_starts(text, "[fn:"))
			hk_light_close(l);
		hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
	}
}

static enum hk_status read_org(const struct hk_format_input *input,
			       struct hk_error *err)
{
	static const struct hk_light_syntax syntax = {
		.marks = marks,
		.hooks = "[",
		.hook = hook,
		.take = take,
		.state_size = sizeof(struct state),
	};

	return hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_org = {
	.takes = HK_FORMAT_TEXT,
	.read = read_org,
};
