/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/plain.h"
#include "formats/roff/macro.h"
#include "formats/roff/page.h"
#include "base/utf8.h"

/*
 * Manual pages in man(7) and mdoc(7). Macros that a page defines are not run:
 * their arguments are text. Conditions hold as they do for a terminal.
 */

#define NESTED_MAX 32  /* .ie that wait for their .el */
#define SOURCE_MAX 200 /* bytes shown of a file's name */

struct reader {
	struct hk_roff_page page;
	struct hk_str until; /* the macro that ends what is skipped */
	bool skips;
	unsigned braces;	/* open around what is skipped */
	bool waits[NESTED_MAX]; /* does the .el of that .ie hold? */
	unsigned wait_count;
	struct hk_str again;  /* what is to be read after a condition */
	struct hk_str source; /* of .so */
};

/* Take the name of a macro, without an escape after it, as in 'br\}. */
static struct hk_str take_name(struct hk_str *rest)
{
	struct hk_str name = hk_roff_word(rest);
	const char *escape =
		name.len ? memchr(name.data, '\\', name.len) : NULL;

	if (escape) {
		rest->len += (size_t)(rest->data - escape);
		rest->data = escape;
		name.len = (size_t)(escape - name.data);
	}
	return name;
}

/* ---- What is skipped ---- */

static void skip_until(struct reader *r, struct hk_str end)
{
	r->skips = true;
	/* Without a name, or before a comment: to .. */
	r->until = end.len && *end.data != '\\' ? end : hk_span_cstr(".");
}

/* Inside .ig, .de and the like: is the line their end? */
static void skip_line(struct reader *r, struct hk_str line)
{
	if (!line.len || line.data[0] != '.')
		return;
	line = hk_span_from(line, 1);
	if (hk_span_same(hk_roff_word(&line), r->until))
		r->skips = false;
}

/* Braces that a line opens and closes: \{ \} */
static void count_braces(struct reader *r, struct hk_str line)
{
	for (size_t i = 0; i + 1 < line.len && r->braces; i++) {
		if (line.data[i] != '\\')
			continue;
		i++;
		if (line.data[i] == '{')
			r->braces++;
		else if (line.data[i] == '}')
			r->braces--;
	}
}

/* ---- Conditions ---- */

/* Read what stands behind a condition, or skip it. */
static void take_branch(struct reader *r, struct hk_str rest, bool held)
{
	rest = hk_roff_blanks(rest);
	if (held) {
		if (hk_span_starts(rest, "\\{"))
			rest = hk_roff_blanks(hk_span_from(rest, 2));
		r->again = rest;
	} else if (hk_span_starts(rest, "\\{")) {
		r->braces = 1;
		count_braces(r, hk_span_from(rest, 2));
	}
}

static void condition(struct reader *r, enum hk_roff_macro act,
		      struct hk_str rest)
{
	bool held = false;

	if (act == HK_MACRO_ELSE) {
		if (r->wait_count) {
			r->wait_count--;
			held = r->waits[r->wait_count];
		}
	} else {
		held = hk_roff_condition(&r->page.roff, &rest);
		if (act == HK_MACRO_IF_ELSE && r->wait_count < NESTED_MAX)
			r->waits[r->wait_count++] = !held;
	}
	take_branch(r, rest, held);
}

/* ---- Macros ---- */

static enum hk_status keep(struct hk_roff_page *p, struct hk_buf *to, size_t i)
{
	hk_buf_reset(to);
	return i < p->args.count ? hk_roff_expand(&p->roff, to, p->args.list[i])
				 : HK_OK;
}

/* The date that stands in the arguments [begin, end). */
static enum hk_status keep_date(struct hk_roff_page *p, size_t begin,
				size_t end)
{
	struct hk_article *a = p->article;
	enum hk_status status = HK_OK;
	char date[11];

	hk_buf_reset(&p->line);
	for (size_t i = begin; !status && i < p->args.count && i < end; i++) {
		status = hk_roff_expand(&p->roff, &p->line, p->args.list[i]);
		if (!status)
			status = hk_buf_putc(&p->line, ' ');
	}
	if (status || !hk_roff_date(hk_buf_str(&p->line), date))
		return status;
	a->date.data = hk_arena_copy(&a->arena, date, 10);
	a->date.len = a->date.data ? 10 : 0;
	return a->date.data ? HK_OK : HK_ENOMEM;
}

static enum hk_status page_begins(struct hk_roff_page *p, bool mdoc)
{
	enum hk_status status = keep(p, &p->name, 0);

	p->mdoc = mdoc;
	if (!status)
		status = keep(p, &p->section, 1);
	/* The third argument is the date, or, in old pages, the fourth. */
	if (!status && !mdoc)
		status = keep_date(p, 2, 3);
	if (!status && !mdoc && !p->article->date.len)
		status = keep_date(p, 3, 4);
	return status;
}

static enum hk_status heading(struct hk_roff_page *p, unsigned level)
{
	enum hk_status status = hk_roff_page_begin(p, HK_BLOCK_HEADING, level);

	p->code = p->in_cell = false;
	p->table = HK_ROFF_NO_TABLE;
	if (level == 1)
		p->in_name = ++p->headings == 1;
	if (status)
		return status;
	return p->mdoc ? hk_roff_page_mdoc(p, hk_span_cstr("No"))
		       : hk_roff_page_args(p, "", " ", "");
}

static enum hk_status item(struct hk_roff_page *p)
{
	enum hk_status status = hk_roff_page_begin(p, HK_BLOCK_ITEM, 0);

	if (status)
		return status;
	if (p->mdoc)
		return hk_roff_page_mdoc(p, hk_span_cstr("No"));
	if (!p->args.count || !p->args.list[0].len)
		p->next = HK_BLOCK_PARAGRAPH;
	if (p->args.count > 1)
		p->args.count = 1; /* how far to indent */
	return hk_roff_page_args(p, "", " ", "");
}

static enum hk_status one_line(struct hk_roff_page *p)
{
	bool code = p->code;
	enum hk_status status = hk_roff_page_close(p);

	p->code = true;
	if (!status)
		status = p->mdoc ? hk_roff_page_mdoc(p, hk_span_cstr("No"))
				 : hk_roff_page_args(p, "", " ", "");
	if (!status)
		status = hk_roff_page_close(p);
	p->code = code;
	return status;
}

static enum hk_status display(struct hk_roff_page *p)
{
	bool literal = false;

	for (size_t i = 0; i < p->args.count; i++)
		literal = literal ||
			  hk_span_starts(p->args.list[i], "-literal") ||
			  hk_span_starts(p->args.list[i], "-unfilled");
	return literal ? hk_roff_page_code(p, true)
		       : hk_roff_page_begin(p, HK_BLOCK_PARAGRAPH, 0);
}

/* .ds name value: the value begins at its first character, or behind ". */
static enum hk_status define(struct hk_roff_page *p, struct hk_str rest)
{
	struct hk_str name = hk_roff_word(&rest);
	enum hk_status status = HK_OK;

	rest = hk_roff_blanks(rest);
	if (rest.len && *rest.data == '"')
		rest = hk_span_from(rest, 1);
	hk_buf_reset(&p->line);
	/* Read twice, as roff does: \\ is \ when it is used. */
	for (size_t i = 0; !status && i < rest.len; i++) {
		if (hk_span_starts(hk_span_from(rest, i), "\\\\"))
			i++;
		status = hk_buf_putc(&p->line, rest.data[i]);
	}
	return status ? status
		      : hk_roff_define(&p->roff, name, hk_buf_str(&p->line));
}

static enum hk_status link(struct hk_roff_page *p)
{
	/* .UR #place is a place in the page */
	if (p->args.count && hk_span_starts(p->args.list[0], "#"))
		return HK_OK;
	return hk_roff_page_args(p, "", " ", "");
}

static enum hk_status table(struct hk_roff_page *p, enum hk_roff_macro act)
{
	p->table =
		act == HK_MACRO_TABLE_END ? HK_ROFF_NO_TABLE : HK_ROFF_FORMAT;
	p->in_cell = false;
	if (act == HK_MACRO_TABLE)
		p->cell = '\t';
	return hk_roff_page_close(p);
}

/* Macros whose arguments were cut. */
static enum hk_status run(struct hk_roff_page *p, enum hk_roff_macro act,
			  struct hk_str name)
{
	switch (act) {
	case HK_MACRO_PARAGRAPH:
	case HK_MACRO_APART:
		return hk_roff_page_begin(p, HK_BLOCK_PARAGRAPH, 0);
	case HK_MACRO_TAG:
		return hk_roff_page_begin(p, HK_BLOCK_ITEM, 0);
	case HK_MACRO_ITEM:
		return item(p);
	case HK_MACRO_HEADING:
	case HK_MACRO_SUBHEADING:
		return heading(p, act == HK_MACRO_HEADING ? 1 : 2);
	case HK_MACRO_JOINED:
		return hk_roff_page_args(p, "", "", "");
	case HK_MACRO_CODE:
	case HK_MACRO_NO_CODE:
		return hk_roff_page_code(p, act == HK_MACRO_CODE);
	case HK_MACRO_DISPLAY:
		return display(p);
	case HK_MACRO_ONE_LINE:
		return one_line(p);
	case HK_MACRO_PAGE_MAN:
	case HK_MACRO_PAGE_MDOC:
		return page_begins(p, act == HK_MACRO_PAGE_MDOC);
	case HK_MACRO_DATE:
		p->mdoc = true;
		return keep_date(p, 0, p->args.count);
	case HK_MACRO_TABLE:
	case HK_MACRO_TABLE_GOES_ON:
	case HK_MACRO_TABLE_END:
		return table(p, act);
	case HK_MACRO_OPTION:
		return hk_roff_page_args(p, "[", " ", "]");
	case HK_MACRO_LINK:
		return link(p);
	case HK_MACRO_NOTHING:
		return HK_OK;
	default:
		return p->mdoc && hk_roff_is_mdoc(name)
			       ? hk_roff_page_mdoc(p, name)
			       : hk_roff_page_args(p, "", " ", "");
	}
}

static enum hk_status take_macro(struct reader *r, struct hk_str rest)
{
	struct hk_roff_page *p = &r->page;
	struct hk_str name;
	enum hk_status status;
	enum hk_roff_macro act;

	rest = hk_roff_blanks(rest);
	if (!rest.len || *rest.data == '\\') /* a comment, or \} */
		return HK_OK;
	name = take_name(&rest);
	act = hk_roff_macro_named(name);
	switch (act) {
	case HK_MACRO_IF:
	case HK_MACRO_IF_ELSE:
	case HK_MACRO_ELSE:
		condition(r, act, rest);
		return HK_OK;
	case HK_MACRO_MACRO:
		hk_roff_word(&rest);
		skip_until(r, hk_roff_word(&rest));
		return HK_OK;
	case HK_MACRO_IGNORE:
		skip_until(r, hk_roff_word(&rest));
		return HK_OK;
	case HK_MACRO_EQUATION:
	case HK_MACRO_PICTURE:
		skip_until(r,
			   hk_span_cstr(act == HK_MACRO_PICTURE ? "PE" : "EN"));
		return HK_OK;
	case HK_MACRO_STRING:
		return define(p, rest);
	case HK_MACRO_SOURCE:
		r->source = hk_roff_word(&rest);
		return HK_OK;
	default:
		break;
	}
	status = hk_roff_split(&p->roff, &p->args, rest);
	return status ? status : run(p, act, name);
}

/* ---- Lines ---- */

/* A line that begins with ' is text unless a known macro follows. */
static bool is_macro(struct hk_str line)
{
	struct hk_str rest;

	if (!line.len || (line.data[0] != '.' && line.data[0] != '\''))
		return false;
	if (line.data[0] == '.')
		return true;
	rest = hk_span_from(line, 1);
	return hk_span_starts(rest, "\\\"") ||
	       hk_roff_macro_named(take_name(&rest)) != HK_MACRO_UNKNOWN;
}

static enum hk_status take_text(struct reader *r, struct hk_str line)
{
	struct hk_roff_page *p = &r->page;
	enum hk_status status;

	if (p->table != HK_ROFF_NO_TABLE)
		return hk_roff_page_row(p, line);
	if (hk_plain_is_blank(line))
		return p->code || p->next == HK_BLOCK_HEADING
			       ? HK_OK
			       : hk_roff_page_close(p);
	hk_buf_reset(&p->line);
	status = hk_roff_expand(&p->roff, &p->line, line);
	return status ? status : hk_roff_page_text(p, hk_buf_str(&p->line));
}

static enum hk_status take_line(struct reader *r, struct hk_str line)
{
	enum hk_status status = HK_OK;

	do {
		r->again = hk_span_str(NULL, 0);
		if (r->braces)
			count_braces(r, line);
		else if (r->skips)
			skip_line(r, line);
		else if (is_macro(line))
			status = take_macro(r, hk_span_from(line, 1));
		else
			status = take_text(r, line);
		line = r->again;
	} while (!status && line.len);
	return status;
}

/* ---- Is it a manual page? ---- */

/* It has nothing but macros and comments before the macro that names it. */
static bool looks(struct hk_str head)
{
	struct reader r = {.skips = false};
	struct hk_str line;

	while (hk_plain_line(&line, &head)) {
		struct hk_str rest = line, name;

		if (r.skips) {
			skip_line(&r, line);
			continue;
		}
		if (hk_plain_is_blank(line))
			continue;
		if (line.data[0] != '.' && line.data[0] != '\'')
			return false;
		rest = hk_span_from(line, 1);
		name = hk_roff_word(&rest);
		switch (hk_roff_macro_named(name)) {
		case HK_MACRO_PAGE_MAN:
		case HK_MACRO_PAGE_MDOC:
		case HK_MACRO_DATE:
		case HK_MACRO_SOURCE:
			return hk_roff_blanks(rest).len > 0;
		case HK_MACRO_MACRO:
			hk_roff_word(&rest);
			skip_until(&r, hk_roff_word(&rest));
			break;
		case HK_MACRO_IGNORE:
			skip_until(&r, hk_roff_word(&rest));
			break;
		default:
			break;
		}
	}
	return false;
}

/* Does a text with the suffix of a page use any macro of pages? */
static bool is_page(struct hk_str text)
{
	struct hk_str line;

	while (hk_plain_line(&line, &text)) {
		enum hk_roff_macro act;

		if (!line.len || line.data[0] != '.')
			continue;
		line = hk_span_from(line, 1);
		act = hk_roff_macro_named(hk_roff_word(&line));
		if (act != HK_MACRO_UNKNOWN && act != HK_MACRO_NOTHING)
			return true;
	}
	return false;
}

static enum hk_status read_roff(const struct hk_format_input *input,
				struct hk_error *err)
{
	struct hk_str rest = input->text, line;
	enum hk_status status = HK_OK;
	struct reader r = {.skips = false};

	if (!is_page(input->text)) /* a log.1 */
		return hk_format_text.read(input, err);
	hk_article_reset(input->article);
	input->article->lines = HK_BLOCK_LINES_PHYSICAL;
	hk_roff_page_init(&r.page, input->article);
	r.page.roff.most += input->text.len;
	r.page.number = input->first_line;
	while (!status && hk_plain_line(&line, &rest)) {
		status = take_line(&r, line);
		r.page.number++;
	}
	if (!status)
		status = hk_roff_page_end(&r.page);
	hk_roff_page_release(&r.page);
	if (status)
		return hk_error_nomem(err);
	if (!input->article->block_count && r.source.len) {
		int len = (int)hk_utf8_boundary(r.source, SOURCE_MAX);

		return hk_error_set(err, HK_ENOTTEXT,
				    "only a reference to '%.*s'", len,
				    r.source.data);
	}
	return input->emit(input->ctx, input->article);
}

const struct hk_format hk_format_roff = {
	.takes = HK_FORMAT_TEXT,
	.looks = looks,
	.read = read_roff,
};
