/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include "formats/aozora/notation.h"
#include "formats/plain.h"
#include "base/utf8.h"

/*
 * Texts of Aozora Bunko: a header of title and author, an explanation of the
 * signs between two rules, the text, and the colophon. Each line of the text
 * is a paragraph.
 */

#define HEADER_LINES   8
#define HEADER_BYTES   300 /* of a line of it */
#define RULE_MIN       10  /* hyphens */
#define EXPLAIN_LINES  200
#define HEADING_LINES  10
#define COLOPHON_BYTES (16u << 10)

/* A place in the text, and its line. */
struct place {
	struct hk_str rest;
	uint32_t line;
};

struct reader {
	const struct hk_format_input *input;
	struct hk_article *article;
	struct hk_aozora line; /* the lines that are read but in no block */
	uint32_t first;	       /* the first one's number */
	size_t done;	       /* of its text, in blocks */
	size_t rubies;	       /* of its rubies, noted */
	unsigned level;	       /* of the heading that is open, or 0 */
	unsigned heading;      /* its lines */
};

static bool next_line(struct place *at, struct hk_str *line)
{
	if (!hk_plain_line(line, &at->rest))
		return false;
	at->line++;
	return true;
}

static bool is_rule(struct hk_str line)
{
	line = hk_plain_trim(line);
	for (size_t i = 0; i < line.len; i++)
		if (line.data[i] != '-')
			return false;
	return line.len >= RULE_MIN;
}

/* ---- Colophon ---- */

/* Cut the colophon off the end of the text; empty if there is none. */
static struct hk_str take_colophon(struct hk_str *text)
{
	struct hk_str rest = *text, line, colophon = {NULL, 0};

	if (rest.len > COLOPHON_BYTES) {
		const char *from = text->data + text->len - COLOPHON_BYTES;
		const char *line_feed = memchr(from, '\n', COLOPHON_BYTES);

		/* One long line is not a colophon. */
		if (!line_feed)
			return colophon;
		rest.data = line_feed + 1;
		rest.len = (size_t)(text->data + text->len - rest.data);
	}
	while (hk_plain_line(&line, &rest)) {
		const char *begin = line.data;

		if (hk_span_starts(line, "［＃本文終わり］"))
			begin = rest.data;
		else if (!hk_aozora_is_colophon(line))
			continue;
		colophon.data = begin;
		colophon.len = (size_t)(text->data + text->len - begin);
		text->len = (size_t)(line.data - text->data);
		break;
	}
	return colophon;
}

static enum hk_status keep_colophon(struct hk_article *article,
				    struct hk_str colophon)
{
	struct hk_str line;
	char *copy;
	size_t len = 0;

	colophon = hk_plain_trim(colophon);
	if (!colophon.len)
		return HK_OK;
	copy = hk_arena_alloc(&article->arena, colophon.len + 1);
	if (!copy)
		return HK_ENOMEM;
	while (hk_plain_line(&line, &colophon)) {
		if (len)
			copy[len++] = '\n';
		memcpy(copy + len, line.data, line.len);
		len += line.len;
	}
	article->note = hk_span_str(copy, len);
	return HK_OK;
}

/* ---- Blocks ---- */

/* Add the readings of the text up to `end`, of which [begin, end) is at the
 * offset `to` of the article. */
static enum hk_status flush_rubies(struct reader *r, size_t begin, size_t end,
				   size_t to, bool kept)
{
	struct hk_aozora *a = &r->line;
	enum hk_status status = HK_OK;

	while (!status && r->rubies < a->ruby_count &&
	       a->rubies[r->rubies].base.end <= end) {
		struct hk_span base = a->rubies[r->rubies].base;
		struct hk_span reading = a->rubies[r->rubies].reading;

		r->rubies++;
		if (!kept || base.begin < begin)
			continue;
		base.begin += to - begin;
		base.end += to - begin;
		status = hk_article_reading(
			r->article, base,
			hk_span_str(a->readings.data + reading.begin,
				    reading.end - reading.begin));
	}
	return status;
}

/* Make a block of the text up to `end` that is not in a block yet. */
static enum hk_status flush(struct reader *r, size_t end,
			    enum hk_block_kind kind, unsigned level)
{
	struct hk_article *article = r->article;
	size_t begin = r->done, blocks = article->block_count;
	const char *data = r->line.text.data;
	struct hk_str text;
	enum hk_status status;

	if (end <= begin)
		return HK_OK;
	r->done = end;
	text = hk_span_str(data + begin, end - begin);
	if (kind != HK_BLOCK_PARAGRAPH)
		text = hk_plain_trim(text);
	else if (hk_plain_is_blank(text))
		text.len = 0;
	for (size_t i = begin; text.len && data + i < text.data; i++)
		r->first += data[i] == '\n';
	status = hk_plain_block(article, kind, level, text, r->first);
	if (!status)
		status = flush_rubies(
			r, text.len ? (size_t)(text.data - data) : begin, end,
			article->block_count
				? article->blocks[article->block_count - 1]
					  .span.begin
				: 0,
			article->block_count > blocks);
	return status;
}

static enum hk_status flush_text(struct reader *r, size_t end, unsigned level)
{
	return flush(r, end, level ? HK_BLOCK_HEADING : HK_BLOCK_PARAGRAPH,
		     level);
}

/* Forget the lines that were read: all of them are in blocks. */
static void forget(struct reader *r)
{
	hk_aozora_reset(&r->line);
	r->done = r->rubies = 0;
	r->heading = 0;
}

/* Use what the notes of a line say about headings. */
static enum hk_status take_marks(struct reader *r, unsigned *whole)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; !status && i < r->line.mark_count; i++) {
		const struct hk_aozora_mark *m = &r->line.marks[i];

		if (m->kind == HK_AOZORA_LINE) {
			*whole = m->level;
			continue;
		}
		status = flush_text(r, m->begin, r->level);
		if (status)
			break;
		if (m->kind == HK_AOZORA_SPAN)
			status = flush_text(r, m->end, m->level);
		else
			r->level = m->kind == HK_AOZORA_OPEN ? m->level : 0;
	}
	r->line.mark_count = 0;
	return status;
}

static enum hk_status close_heading(struct reader *r)
{
	enum hk_status status = flush_text(r, r->line.text.len, r->level);

	r->level = 0;
	forget(r);
	return status;
}

static enum hk_status take_line(struct reader *r, struct hk_str line,
				uint32_t number)
{
	enum hk_status status = HK_OK;
	unsigned whole = 0;

	if (r->level &&
	    (hk_plain_is_blank(line) || ++r->heading > HEADING_LINES))
		status = close_heading(r);
	if (!r->line.text.len)
		r->first = number;
	else if (!status)
		status = hk_buf_putc(&r->line.text, '\n');
	if (!status)
		status = hk_aozora_line(&r->line, line);
	if (!status)
		status = take_marks(r, &whole);
	if (status || r->level)
		return status;
	status = flush_text(r, r->line.text.len, whole);
	forget(r);
	return status;
}

/* ---- Header ---- */

/* One who had a part in it beside the author: translator, editor. */
static bool is_helper(struct hk_str line)
{
	static const char *const roles[] = {"訳",   "譯",   "編",   "編纂",
					    "校訂", "校注", "校註", "監修"};

	line = hk_plain_trim(line);
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++) {
		size_t n = strlen(roles[i]);

		if (line.len > n &&
		    !memcmp(line.data + line.len - n, roles[i], n))
			return true;
	}
	return false;
}

/* Not one character of Japanese. */
static bool is_latin(struct hk_str line)
{
	for (size_t i = 0; i < line.len; i++)
		if ((unsigned char)line.data[i] >= 0xE3)
			return false;
	return true;
}

/* The lines up to the first blank one or rule; 0 where they are no header. */
static size_t header_lines(struct place at, struct hk_str *lines)
{
	struct hk_str line;
	size_t count = 0;

	while (next_line(&at, &line) && !hk_plain_is_blank(line) &&
	       !is_rule(line)) {
		if (count == HEADER_LINES || line.len > HEADER_BYTES)
			return 0;
		lines[count++] = line;
	}
	return count;
}

/* The lines, joined, as the article has them. */
static enum hk_status keep_joined(struct reader *r, struct hk_str *to,
				  const struct hk_str *lines, size_t count,
				  const char *between, bool originals)
{
	enum hk_status status = HK_OK;
	struct hk_buf joined;

	hk_buf_init(&joined, HK_BLOCK_TEXT_MAX);
	for (size_t i = 0; !status && i < count; i++) {
		struct hk_str text;

		if (i && !originals && is_latin(lines[i]))
			continue; /* the title in its own language */
		forget(r);
		status = hk_aozora_line(&r->line, lines[i]);
		text = hk_plain_trim(hk_buf_str(&r->line.text));
		if (!status && joined.len && text.len)
			status = hk_buf_puts(&joined, between);
		if (!status && text.len)
			status = hk_buf_append(&joined, text.data, text.len);
	}
	r->line.mark_count = 0;
	forget(r);
	if (!status && joined.len)
		status = hk_article_keep(r->article, to, hk_buf_str(&joined));
	hk_buf_release(&joined);
	return status;
}

/* The title's lines are text, too. */
static enum hk_status title_block(struct reader *r, const struct hk_str *lines,
				  size_t count, uint32_t number)
{
	enum hk_status status = HK_OK;

	r->first = number;
	for (size_t i = 0; !status && i < count; i++) {
		if (r->line.text.len)
			status = hk_buf_putc(&r->line.text, '\n');
		if (!status)
			status = hk_aozora_line(&r->line, lines[i]);
	}
	if (!status)
		status = flush(r, r->line.text.len, HK_BLOCK_TITLE, 0);
	r->line.mark_count = 0;
	forget(r);
	return status;
}

/* Title and author; `*at` moves behind what was read. `whole`: the text says
 * of itself that it comes from the library. */
static enum hk_status take_header(struct reader *r, struct place *at,
				  bool whole)
{
	struct hk_str lines[HEADER_LINES], line;
	size_t count = header_lines(*at, lines), titles = count;
	uint32_t number = at->line;
	enum hk_status status;

	if (!count || hk_span_starts(lines[0], "［＃") ||
	    !(whole || hk_plain_is_title(lines[0])))
		return HK_OK;
	if (!whole)
		count = titles = 1;
	if (count > 1)
		titles--;
	while (titles > 1 && titles < count && is_helper(lines[titles]))
		titles--;
	for (size_t i = 0; i < count; i++)
		next_line(at, &line);
	status = title_block(r, lines, titles, number);
	if (!status)
		status = keep_joined(r, &r->article->title, lines, titles, "　",
				     false);
	if (!status)
		status = keep_joined(r, &r->article->author, lines + titles,
				     count - titles, "、", true);
	return status;
}

/* The explanation of the signs, between two rules: skipped. */
static bool skip_explanation(struct place *at)
{
	struct place now = *at;
	struct hk_str line;
	bool said = false;

	do {
		if (!next_line(&now, &line))
			return false;
	} while (hk_plain_is_blank(line));
	if (!is_rule(line))
		return false;
	for (unsigned i = 0; i < EXPLAIN_LINES && next_line(&now, &line); i++) {
		if (is_rule(line)) {
			if (said)
				*at = now;
			return said;
		}
		said = said || memmem(line.data, line.len, "記号について",
				      strlen("記号について"));
	}
	return false;
}

static bool is_explained(struct place at)
{
	struct hk_str line;

	for (unsigned i = 0; i < HEADER_LINES + 8; i++) {
		struct place here = at;

		if (skip_explanation(&here))
			return true;
		if (!next_line(&at, &line))
			break;
	}
	return false;
}

/* ---- The whole ---- */

static enum hk_status read_all(struct reader *r)
{
	struct place at = {r->input->text, r->input->first_line}, then;
	struct hk_str colophon = take_colophon(&at.rest), line;
	enum hk_status status;

	for (then = at; next_line(&then, &line) && hk_plain_is_blank(line);)
		at = then;
	status = take_header(r, &at, colophon.len || is_explained(at));
	skip_explanation(&at);
	while (!status) {
		uint32_t number = at.line;

		if (!next_line(&at, &line))
			break;
		status = take_line(r, line, number);
	}
	if (!status && r->level)
		status = close_heading(r);
	return status ? status : keep_colophon(r->article, colophon);
}

static enum hk_status read_aozora(const struct hk_format_input *input,
				  struct hk_error *err)
{
	struct reader r = {.input = input, .article = input->article};
	enum hk_status status;

	hk_article_reset(input->article);
	input->article->lines = HK_BLOCK_LINES_PHYSICAL;
	hk_aozora_init(&r.line);
	status = read_all(&r);
	hk_aozora_release(&r.line);
	return status ? hk_error_nomem(err)
		      : input->emit(input->ctx, input->article);
}

/* ---- What is one ---- */

static bool looks(struct hk_str text)
{
	struct place at = {text, 1}, then;
	struct hk_str line;

	for (then = at; next_line(&then, &line) && hk_plain_is_blank(line);)
		at = then;
	return is_explained(at) || hk_aozora_looks(text);
}

static bool told(struct hk_str text)
{
	if (text.len > HK_FORMAT_HEAD)
		text.len = hk_utf8_boundary(text, HK_FORMAT_HEAD);
	return looks(text);
}

const struct hk_format hk_format_aozora = {
	.takes = HK_FORMAT_TEXT,
	.looks = looks,
	.told = told,
	.read = read_aozora,
};
