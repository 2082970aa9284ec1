/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/json/record.h"
#include "formats/plain.h"

/*
 * Notebooks of Jupyter (nbformat 3 and 4): Markdown cells as Markdown, code as
 * code, outputs as far as they are text. A text is a string or an array of its
 * lines. Programs write each of these on a line of the file; if all are written
 * so, the lines of the article are those of the file, else each block stands
 * where its text begins.
 */

struct reader {
	struct hk_json_record record;
	const struct hk_json_tree *tree;
	bool physical; /* each line of a text is on the next one of the file */
	struct hk_buf text; /* to work in */
	bool found;	    /* cells */
};

/* The member of that name, of that kind; 0: there is none. */
static uint32_t member(const struct reader *r, uint32_t object,
		       const char *name, enum hk_json_kind kind)
{
	uint32_t v =
		object && hk_json_tree_kind(r->tree, object) == HK_JSON_OBJECT
			? hk_json_tree_member(r->tree, object, name)
			: 0;

	return v && hk_json_tree_kind(r->tree, v) == kind ? v : 0;
}

static bool is(const struct reader *r, uint32_t object, const char *name,
	       const char *value)
{
	uint32_t v = member(r, object, name, HK_JSON_STRING);

	return v &&
	       hk_span_same(hk_json_tree_text(r->tree, v), hk_span_cstr(value));
}

/* ---- Texts ---- */

/* A member that is a string or an array of strings; 0: there is none. */
static uint32_t text_of(const struct reader *r, uint32_t object,
			const char *name)
{
	uint32_t v = member(r, object, name, HK_JSON_STRING);

	return v ? v : member(r, object, name, HK_JSON_ARRAY);
}

/* Put the text together, without the colours of terminals. False: it is blank.
 */
static enum hk_status gather(struct reader *r, uint32_t value)
{
	bool array = hk_json_tree_kind(r->tree, value) == HK_JSON_ARRAY;
	uint32_t v = array ? hk_json_tree_first(r->tree, value) : value;
	enum hk_status status = HK_OK;
	size_t to = 0;

	hk_buf_reset(&r->text);
	for (; v && !status; v = array ? hk_json_tree_next(r->tree, v) : 0) {
		struct hk_str s = hk_json_tree_text(r->tree, v);

		status = hk_buf_append(&r->text, s.data, s.len);
	}
	for (size_t at = 0; at < r->text.len; at++) {
		const char *p = r->text.data + at;

		if (*p == '\x1b' && at + 1 < r->text.len && p[1] == '[') {
			at += 2;
			while (at < r->text.len && (r->text.data[at] < '@' ||
						    r->text.data[at] > '~'))
				at++;
			continue;
		}
		r->text.data[to++] = *p;
	}
	r->text.len = to;
	return status;
}

/* Does each of its lines stand on the next line of the file? */
static bool is_physical(const struct reader *r, uint32_t value)
{
	bool array = hk_json_tree_kind(r->tree, value) == HK_JSON_ARRAY;
	uint32_t v = array ? hk_json_tree_first(r->tree, value) : value;
	uint32_t before = 0;

	for (; v; v = array ? hk_json_tree_next(r->tree, v) : 0) {
		struct hk_str s = hk_json_tree_text(r->tree, v);
		uint32_t line = hk_json_tree_line(r->tree, v);
		const char *feed = s.len ? memchr(s.data, '\n', s.len) : NULL;

		if (feed && feed + 1 < s.data + s.len)
			return false;
		if (before && line != before + 1)
			return false;
		before = line;
	}
	return true;
}

static uint32_t first_line(const struct reader *r, uint32_t value)
{
	uint32_t v = hk_json_tree_kind(r->tree, value) == HK_JSON_ARRAY
			     ? hk_json_tree_first(r->tree, value)
			     : 0;

	return hk_json_tree_line(r->tree, v ? v : value);
}

/* Either look whether its lines are those of the file, or add the text, as
 * Markdown, code or, with `format` NULL and kind PARAGRAPH, as it is. */
static enum hk_status take_text(struct reader *r, uint32_t value,
				const struct hk_format *format,
				enum hk_block_kind kind, bool look)
{
	struct hk_article *a = r->record.article;
	enum hk_status status;

	if (!value)
		return HK_OK;
	if (look) {
		r->physical = r->physical && is_physical(r, value);
		return HK_OK;
	}
	status = gather(r, value);
	if (status || hk_plain_is_blank(hk_buf_str(&r->text)))
		return status;
	if (kind == HK_BLOCK_CODE)
		return hk_plain_block(a, kind, 0, hk_buf_str(&r->text),
				      first_line(r, value));
	return hk_json_record_put(&r->record, format, hk_buf_str(&r->text),
				  first_line(r, value));
}

/* ---- Cells ---- */

/* Is the text only the name of an object, <Figure size 640x480>? */
static bool is_object(const struct reader *r, uint32_t value)
{
	uint32_t v = hk_json_tree_kind(r->tree, value) == HK_JSON_ARRAY
			     ? hk_json_tree_first(r->tree, value)
			     : value;
	struct hk_str s = v ? hk_span_trim(hk_json_tree_text(r->tree, v))
			    : hk_span_str(NULL, 0);

	return s.len && *s.data == '<' && s.data[s.len - 1] == '>';
}

static enum hk_status take_output(struct reader *r, uint32_t output, bool look)
{
	uint32_t data = member(r, output, "data", HK_JSON_OBJECT);
	uint32_t text = text_of(r, output, "text");
	enum hk_status status;

	if (data && !text)
		text = text_of(r, data, "text/markdown");
	if (text && data)
		return take_text(r, text, &hk_format_markdown,
				 HK_BLOCK_PARAGRAPH, look);
	if (data)
		text = text_of(r, data, "text/plain");
	if (text && is_object(r, text))
		text = 0;
	status = take_text(r, text, NULL, HK_BLOCK_CODE, look);
	return status ? status
		      : take_text(r,
				  member(r, output, "evalue", HK_JSON_STRING),
				  NULL, HK_BLOCK_CODE, look);
}

static enum hk_status take_heading(struct reader *r, uint32_t cell, bool look)
{
	struct hk_article *a = r->record.article;
	uint32_t v = member(r, cell, "level", HK_JSON_NUMBER);
	uint32_t text = text_of(r, cell, "source");
	unsigned level = 1;
	enum hk_status status;

	if (look || !text)
		return take_text(r, text, NULL, HK_BLOCK_PARAGRAPH, look);
	if (v && *hk_json_tree_text(r->tree, v).data > '1')
		level = (unsigned)(*hk_json_tree_text(r->tree, v).data - '0');
	status = gather(r, text);
	return status ? status
		      : hk_plain_block(
				a, HK_BLOCK_HEADING, level > 6 ? 6 : level,
				hk_buf_str(&r->text), first_line(r, text));
}

static enum hk_status take_cell(struct reader *r, uint32_t cell, bool look)
{
	uint32_t outputs = member(r, cell, "outputs", HK_JSON_ARRAY);
	uint32_t source = text_of(r, cell, "source");
	bool code = is(r, cell, "cell_type", "code");
	enum hk_status status;

	r->found = true;
	if (is(r, cell, "cell_type", "heading"))
		return take_heading(r, cell, look);
	if (!source) /* nbformat 3 */
		source = text_of(r, cell, "input");
	status = take_text(r, source,
			   is(r, cell, "cell_type", "markdown")
				   ? &hk_format_markdown
				   : NULL,
			   code ? HK_BLOCK_CODE : HK_BLOCK_PARAGRAPH, look);
	for (uint32_t v = outputs ? hk_json_tree_first(r->tree, outputs) : 0;
	     v && !status; v = hk_json_tree_next(r->tree, v))
		status = take_output(r, v, look);
	return status;
}

static enum hk_status take_cells(struct reader *r, uint32_t holder, bool look)
{
	uint32_t cells = member(r, holder, "cells", HK_JSON_ARRAY);
	uint32_t sheets = member(r, holder, "worksheets", HK_JSON_ARRAY);
	enum hk_status status = HK_OK;

	for (uint32_t v = cells ? hk_json_tree_first(r->tree, cells) : 0;
	     v && !status; v = hk_json_tree_next(r->tree, v))
		status = take_cell(r, v, look);
	/* nbformat 3; they are not in each other. */
	for (uint32_t s = sheets ? hk_json_tree_first(r->tree, sheets) : 0;
	     s && !status; s = hk_json_tree_next(r->tree, s)) {
		cells = member(r, s, "cells", HK_JSON_ARRAY);
		for (uint32_t v = cells ? hk_json_tree_first(r->tree, cells)
					: 0;
		     v && !status; v = hk_json_tree_next(r->tree, v))
			status = take_cell(r, v, look);
	}
	return status;
}

/* ---- The whole ---- */

/* What the notebook says about itself: title, authors, tags. */
static enum hk_status take_about(struct reader *r, uint32_t notebook)
{
	uint32_t about = member(r, notebook, "metadata", HK_JSON_OBJECT);
	uint32_t authors = member(r, about, "authors", HK_JSON_ARRAY);
	uint32_t title = member(r, about, "title", HK_JSON_STRING);
	struct hk_article *a = r->record.article;
	enum hk_status status = HK_OK;

	if (title)
		status = hk_article_keep(
			a, &a->title,
			hk_plain_trim(hk_json_tree_text(r->tree, title)));
	if (authors && hk_json_tree_first(r->tree, authors)) {
		uint32_t name = member(r, hk_json_tree_first(r->tree, authors),
				       "name", HK_JSON_STRING);

		if (name && !status)
			status =
				hk_article_keep(a, &a->author,
						hk_plain_trim(hk_json_tree_text(
							r->tree, name)));
	}
	return status;
}

/* The first heading of any level, if none of level 1 was the title. */
static enum hk_status find_title(struct hk_article *a)
{
	for (size_t i = 0; i < a->block_count && !a->title.len; i++) {
		struct hk_block *b = &a->blocks[i];
		struct hk_str text = hk_span_str(a->text.data + b->span.begin,
						 b->span.end - b->span.begin);

		if (b->kind != HK_BLOCK_HEADING)
			continue;
		if (b->level == 1) {
			b->kind = HK_BLOCK_TITLE;
			b->level = 0;
		}
		return hk_article_keep(a, &a->title, hk_plain_trim(text));
	}
	return HK_OK;
}

static enum hk_status take(void *ctx, const struct hk_json_tree *tree,
			   uint32_t value, bool element)
{
	struct reader *r = ctx;
	struct hk_article *a = r->record.article;
	enum hk_status status;

	(void)element;
	r->tree = tree;
	r->physical = true;
	status = take_cells(r, value, true);
	if (status)
		return status;
	if (!r->found) /* other JSON by that name */
		return hk_json_record_texts(&r->record, tree, value, 0);
	a->lines =
		r->physical ? HK_BLOCK_LINES_PHYSICAL : HK_BLOCK_LINES_RECORD;
	status = take_about(r, value);
	return status ? status : take_cells(r, value, false);
}

static enum hk_status read_ipynb(const struct hk_format_input *input,
				 struct hk_error *err)
{
	struct hk_error own = {HK_OK, ""};
	struct hk_json_flaw flaw = {.why = NULL};
	struct reader r = {.found = false};
	enum hk_status status;

	hk_buf_init(&r.text, HK_BLOCK_TEXT_MAX);
	status = hk_json_record_init(&r.record, input, &own);
	hk_json_record_begin(&r.record, input->article, input->first_line);
	if (!status)
		status = hk_json_tree_read(input->text, input->first_line, take,
					   &r, &flaw);
	if (!status)
		status = find_title(input->article);
	if (!status)
		hk_json_record_tell(input, &flaw);
	if (!status)
		status = input->emit(input->ctx, input->article);
	hk_json_record_release(&r.record);
	hk_buf_release(&r.text);
	return hk_json_record_end(status, &own, err);
}

const struct hk_format hk_format_ipynb = {
	.takes = HK_FORMAT_TEXT,
	.read = read_ipynb,
	.apart = true,
};
