/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "indexer/format.h"

/*
 * Markdown, as far as passages need it: headings (# and underlined), list
 * items, fenced code, paragraphs. Marks inside lines stay as they are.
 */

struct reader {
	const struct hk_format_input *input;
	struct hk_str paragraph; /* the lines of the block that is open */
	uint32_t first;		 /* its first line */
	enum hk_block_kind kind;
	char fence; /* '`' or '~' inside fenced code, else 0 */
	size_t fence_len;
};

static enum hk_status close_block(struct reader *r)
{
	struct hk_str text = r->paragraph;

	r->paragraph.len = 0;
	return text.len ? hk_format_block(r->input->article, r->kind, 0, text,
					  r->first)
			: HK_OK;
}

/* Lines of a block follow each other in the text: it is one range. */
static void extend(struct reader *r, enum hk_block_kind kind,
		   struct hk_str line, uint32_t number)
{
	if (!r->paragraph.len) {
		r->paragraph.data = line.data;
		r->first = number;
		r->kind = kind;
	}
	r->paragraph.len = (size_t)(line.data + line.len - r->paragraph.data);
}

/* Level of "## heading", whose text goes to `*text`; 0: no heading. */
static unsigned atx_level(struct hk_str line, struct hk_str *text)
{
	unsigned level = 0;

	while (level < line.len && line.data[level] == '#')
		level++;
	if (level == 0 || level > 6 ||
	    (level < line.len && line.data[level] != ' ' &&
	     line.data[level] != '\t'))
		return 0;
	*text = hk_format_trim(
		hk_span_str(line.data + level, line.len - level));
	while (text->len && text->data[text->len - 1] == '#')
		text->len--;
	*text = hk_format_trim(*text);
	return level;
}

/* 1 or 2 for a line of = or -, 0 else. */
static unsigned setext_level(struct hk_str line)
{
	line = hk_format_trim(line);
	if (line.len < 2 || (line.data[0] != '=' && line.data[0] != '-'))
		return 0;
	for (size_t i = 1; i < line.len; i++)
		if (line.data[i] != line.data[0])
			return 0;
	return line.data[0] == '=' ? 1 : 2;
}

static bool is_item(struct hk_str line)
{
	size_t at = 0;

	line = hk_format_trim(line);
	if (line.len > 1 &&
	    (line.data[0] == '-' || line.data[0] == '*' ||
	     line.data[0] == '+') &&
	    line.data[1] == ' ')
		return true;
	while (at < line.len && line.data[at] >= '0' && line.data[at] <= '9')
		at++;
	return at > 0 && at + 1 < line.len &&
	       (line.data[at] == '.' || line.data[at] == ')') &&
	       line.data[at + 1] == ' ';
}

/* Opens or closes fenced code; true if the line is a fence. */
static bool is_fence(struct reader *r, struct hk_str line)
{
	size_t n = 0;

	line = hk_format_trim(line);
	if (!line.len || (line.data[0] != '`' && line.data[0] != '~'))
		return false;
	while (n < line.len && line.data[n] == line.data[0])
		n++;
	if (n < 3)
		return false;
	if (!r->fence) {
		r->fence = line.data[0];
		r->fence_len = n;
		return true;
	}
	if (r->fence != line.data[0] || n < r->fence_len || n < line.len)
		return false;
	r->fence = 0;
	return true;
}

/* The first heading of the first level is the article's title. */
static enum hk_status heading(struct reader *r, unsigned level,
			      struct hk_str text, uint32_t number)
{
	struct hk_article *a = r->input->article;
	enum hk_status status = close_block(r);

	if (status || !text.len)
		return status;
	if (level == 1 && !a->title.len) {
		a->title.data = hk_arena_copy(&a->arena, text.data, text.len);
		a->title.len = text.len;
		if (!a->title.data)
			return HK_ENOMEM;
		return hk_format_block(a, HK_BLOCK_TITLE, 0, text, number);
	}
	return hk_format_block(a, HK_BLOCK_HEADING, level, text, number);
}

static enum hk_status take_line(struct reader *r, struct hk_str line,
				uint32_t number)
{
	struct hk_str text = line;
	enum hk_status status = HK_OK;
	bool in_code = r->fence != 0;
	unsigned level;

	if (is_fence(r, line))
		return close_block(r);
	if (in_code) {
		extend(r, HK_BLOCK_CODE, line, number);
		return HK_OK;
	}
	if (hk_format_blank(line))
		return close_block(r);
	level = atx_level(line, &text);
	if (level)
		return heading(r, level, text, number);
	level = setext_level(line);
	if (level && r->paragraph.len && r->kind == HK_BLOCK_PARAGRAPH) {
		text = hk_format_trim(r->paragraph);
		r->paragraph.len = 0;
		return heading(r, level, text, r->first);
	}
	if (level)
		return close_block(r); /* a rule */
	if (is_item(line)) {
		status = close_block(r);
		extend(r, HK_BLOCK_ITEM, line, number);
		return status;
	}
	extend(r, HK_BLOCK_PARAGRAPH, line, number);
	return HK_OK;
}

static enum hk_status read_markdown(const struct hk_format_input *input,
				    struct hk_error *err)
{
	struct reader r = {.input = input};
	struct hk_str rest = input->text, line;
	uint32_t number = input->first_line;
	enum hk_status status = HK_OK;

	hk_block_reset(input->article);
	input->article->lines = HK_BLOCK_LINES_PHYSICAL;
	while (!status && hk_format_line(&line, &rest))
		status = take_line(&r, line, number++);
	if (!status)
		status = close_block(&r);
	return status ? hk_error_nomem(err)
		      : input->emit(input->ctx, input->article);
}

static const char *const suffixes[] = {"md", "markdown", "mkd", NULL};

const struct hk_format hk_format_markdown = {
	"markdown", suffixes, HK_FORMAT_TEXT, NULL, read_markdown, NULL,
};
