/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include "formats/light/tag.h"
#include "formats/light/wiki.h"
#include "formats/plain.h"
#include "formats/tags.h"

/* MediaWiki: a page as it is edited. */

enum mode {
	TEXT,
	CODE,	  /* up to </pre> or the like */
	COMMENT,  /* up to --> */
	TEMPLATE, /* of several lines, up to its end */
};

struct state {
	enum mode mode;
	unsigned table;	    /* how many tables are open */
	size_t depth;	    /* of braces of the template */
	bool no_comment;    /* no --> stands in the rest */
	struct hk_str bold; /* the first words in bold */
};

/* ---- Lines ---- */

/* Take what stands before a bar and is an attribute off a cell:
 * style="color:red" | text */
static struct hk_str cell_text(struct hk_str cell)
{
	const char *bar = memchr(cell.data, '|', cell.len);
	size_t at = bar ? (size_t)(bar - cell.data) : 0;

	if (!at || memchr(cell.data, '[', at) || memchr(cell.data, '{', at))
		return cell;
	return memchr(cell.data, '=', at) ? hk_span_from(cell, at + 1) : cell;
}

/* | a || b and ! a !! b */
static void take_cells(struct hk_light *l, struct hk_str row, const char *sign)
{
	bool first = true;

	hk_light_close(l);
	while (row.len && !l->status) {
		const char *end = memmem(row.data, row.len, sign, 2);
		const char *bars = memmem(row.data, row.len, "||", 2);
		size_t n;
		struct hk_str cell;

		end = bars && (!end || bars < end) ? bars : end;
		n = end ? (size_t)(end - row.data) : row.len;
		cell = hk_plain_trim(cell_text(hk_span_str(row.data, n)));
		if (cell.len && !first)
			hk_light_add(l, HK_BLOCK_PARAGRAPH, hk_span_cstr("\t"));
		if (cell.len)
			hk_light_add(l, HK_BLOCK_PARAGRAPH, cell);
		first = first && !cell.len;
		row = hk_span_from(row, end ? n + 2 : n);
	}
}

static bool take_table(struct hk_light *l, struct hk_str text)
{
	struct state *s = l->state;

	if (hk_span_starts(text, "{|")) {
		hk_light_close(l);
		s->table++;
		return true;
	}
	if (!s->table)
		return false;
	if (hk_span_starts(text, "|}")) {
		hk_light_close(l);
		s->table--;
	} else if (hk_span_starts(text, "|-")) {
		hk_light_close(l);
	} else if (hk_span_starts(text, "|+")) {
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0,
			       hk_plain_trim(cell_text(hk_span_from(text, 2))));
	} else if (hk_span_starts(text, "|")) {
		take_cells(l, hk_span_from(text, 1), "||");
	} else if (hk_span_starts(text, "!")) {
		take_cells(l, hk_span_from(text, 1), "!!");
	} else {
		return false;
	}
	return true;
}

/* Braces that a line opens, less those that it closes. */
static void count_braces(struct state *s, struct hk_str line)
{
	for (size_t i = 0; i + 1 < line.len; i++)
		if (line.data[i] == '{' && line.data[i + 1] == '{') {
			s->depth++;
			i++;
		} else if (line.data[i] == '}' && line.data[i + 1] == '}') {
			s->depth -= s->depth > 0;
			i++;
		}
}

/* A line of a template of several lines: its values are text. */
static void take_parameter(struct hk_light *l, struct hk_str line)
{
	struct hk_str key, value;

	hk_light_close(l);
	if (hk_light_pair(line, "|", "=", &key, &value) && value.len &&
	    !hk_span_starts(value, "}}")) {
		hk_light_begin(l, HK_BLOCK_ITEM, 0, key);
		hk_light_add(l, HK_BLOCK_ITEM, hk_span_cstr("  "));
		hk_light_add(l, HK_BLOCK_ITEM, value);
	} else if (line.len && *line.data != '|' && *line.data != '}' &&
		   *line.data != '{') {
		hk_light_begin(l, HK_BLOCK_PARAGRAPH, 0, line);
	}
}

static bool take_code(struct hk_light *l, struct hk_str line)
{
	static const char *const names[] = {"pre", "syntaxhighlight", "source",
					    "poem"};
	struct state *s = l->state;
	struct hk_str name = {NULL, 0};
	size_t n = 0;
	const char *end;

	if (s->mode != CODE) {
		bool known = false;

		n = line.len && *line.data == '<' ? hk_light_tag_at(line, &name)
						  : 0;
		for (size_t i = 0; n && i < 4; i++)
			known = known || hk_light_is(name, names[i]);
		if (!known || line.data[1] == '/')
			return false;
		hk_light_close(l);
		s->mode = CODE;
		line = hk_span_from(line, n);
	}
	end = line.len ? memmem(line.data, line.len, "</", 2) : NULL;
	name.len = 0;
	if (end)
		hk_light_tag_at(hk_span_from(line, (size_t)(end - line.data)),
				&name);
	for (size_t i = 0; end && i < 4; i++)
		if (hk_light_is(name, names[i])) {
			line.len = (size_t)(end - line.data);
			s->mode = TEXT;
		}
	if (line.len || hk_light_open(l))
		hk_light_add(l, HK_BLOCK_CODE, line);
	if (s->mode == TEXT)
		hk_light_close(l);
	return true;
}

/* A comment that goes on over lines; false: what is at hand is text. */
static bool take_comment(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	bool ends = line.len && memmem(line.data, line.len, "-->", 3);

	if (s->mode == COMMENT) {
		s->mode = ends ? TEXT : COMMENT;
		return true;
	}
	if (!hk_span_starts(line, "<!--") || ends || s->no_comment)
		return false;
	if (!memmem(l->rest.data, l->rest.len, "-->", 3)) {
		s->no_comment = true;
		return false;
	}
	hk_light_close(l);
	s->mode = COMMENT;
	return true;
}

static bool take_heading(struct hk_light *l, struct hk_str line)
{
	size_t level = hk_light_run(line, '='), end;
	struct hk_str text = hk_plain_trim(line);

	if (!level || level > 6 || text.len < 2 * level + 1 ||
	    text.data[text.len - 1] != '=')
		return false;
	end = text.len;
	while (end > level && text.data[end - 1] == '=')
		end--;
	hk_light_one(l, level == 1 ? HK_BLOCK_TITLE : HK_BLOCK_HEADING,
		     (unsigned)level,
		     hk_plain_trim(hk_span_str(text.data + level,
					       end > level ? end - level : 0)));
	return true;
}

static void take_list(struct hk_light *l, struct hk_str line, size_t marks)
{
	struct hk_str text = hk_plain_trim(hk_span_from(line, marks));
	const char *sign = line.data[marks - 1] == ';' && text.len
				   ? memmem(text.data, text.len, " : ", 3)
				   : NULL;

	if (sign) {
		hk_light_one(
			l, HK_BLOCK_ITEM, 0,
			hk_span_str(text.data, (size_t)(sign - text.data)));
		text = hk_span_from(text, (size_t)(sign - text.data) + 3);
	}
	hk_light_one(l,
		     line.data[marks - 1] == ':' ? HK_BLOCK_PARAGRAPH
						 : HK_BLOCK_ITEM,
		     0, text);
}

/* '''題'''（だい）は: what the page is about. */
static void look_for_subject(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	const char *end;

	if (s->bold.data || !hk_span_starts(line, "'''"))
		return;
	line = hk_span_from(line, 3);
	line = hk_span_from(line, hk_light_run(line, '\''));
	end = line.len ? memmem(line.data, line.len, "''", 2) : NULL;
	if (end)
		s->bold = hk_span_str(line.data, (size_t)(end - line.data));
}

static void take(struct hk_light *l, struct hk_str line)
{
	struct state *s = l->state;
	struct hk_str text = hk_span_from(line, hk_light_indent(line));
	size_t marks = 0;

	if (s->mode == TEMPLATE && !hk_span_starts(line, "==")) {
		count_braces(s, line);
		if (s->depth || !hk_span_starts(text, "}}"))
			take_parameter(l, text);
		if (!s->depth) {
			hk_light_close(l);
			s->mode = TEXT;
		}
		return;
	}
	s->mode = s->mode == TEMPLATE ? TEXT : s->mode;
	if (take_code(l, line) || take_comment(l, line))
		return;
	if (hk_plain_is_blank(line)) {
		hk_light_close(l);
		return;
	}
	if (take_heading(l, line) || take_table(l, text))
		return;
	if (hk_span_starts(text, "{{") && !hk_light_open(l)) {
		s->depth = 0;
		count_braces(s, text);
		if (s->depth) {
			s->mode = TEMPLATE;
			return;
		}
	}
	while (marks < line.len && strchr("*#:;", line.data[marks]))
		marks++;
	if (marks) {
		take_list(l, line, marks);
	} else if (hk_light_run(line, '-') >= 4) {
		hk_light_close(l);
	} else if (*line.data == ' ' && !hk_light_open(l)) {
		hk_light_add(l, HK_BLOCK_CODE, hk_span_from(line, 1));
	} else {
		if (!l->article->block_count ||
		    l->article->blocks[l->article->block_count - 1].kind !=
			    HK_BLOCK_HEADING)
			look_for_subject(l, text);
		hk_light_add(l, HK_BLOCK_PARAGRAPH, text);
	}
}

static void end(struct hk_light *l)
{
	struct state *s = l->state;

	hk_light_close(l);
	if (s->bold.len)
		hk_light_title(l, s->bold);
}

/* ---- What WikiExtractor makes of a dump: <doc title="..."> ... </doc> ---- */

static bool told(struct hk_str text)
{
	const char *end = text.len ? memchr(text.data, '\n', text.len) : NULL;
	size_t n = end ? (size_t)(end - text.data) : text.len;

	return hk_span_starts(text, "<doc id=\"") &&
	       memmem(text.data, n, " title=\"", 8);
}

static const struct hk_light_syntax syntax = {
	.hooks = "[{<'&_~",
	.hook = hk_light_wiki,
	.take = take,
	.end = end,
	.state_size = sizeof(struct state),
};

static enum hk_status read_mediawiki(const struct hk_format_input *input,
				     struct hk_error *err)
{
	return told(input->text) ? hk_light_wiki_docs(input, err)
				 : hk_light_read(input, &syntax, err);
}

const struct hk_format hk_format_mediawiki = {
	.takes = HK_FORMAT_TEXT,
	.told = told,
	.read = read_mediawiki,
};
