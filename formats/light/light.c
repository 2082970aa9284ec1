/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/light/light.h"

#include <stdio.h>
#include <stdlib.h>

#include "formats/markdown/frontmatter.h"
#include "formats/plain.h"
#include "text/date.h"

/* Lines that are further apart do not belong to one block. */
#define GAP_MAX 16

static void set_special(struct hk_light *l)
{
	const struct hk_light_syntax *s = l->syntax;

	for (const char *c = s->hooks ? s->hooks : ""; *c; c++)
		l->special[(unsigned char)*c] = true;
	for (size_t i = 0; s->marks && s->marks[i].open; i++)
		l->special[(unsigned char)*s->marks[i].open] = true;
	if (s->escape)
		l->special[(unsigned char)s->escape] = true;
}

void hk_light_init(struct hk_light *l, const struct hk_light_syntax *syntax,
		   const struct hk_format_input *input)
{
	memset(l, 0, sizeof(*l));
	l->syntax = syntax;
	l->input = input;
	l->article = input->article;
	l->rest = input->text;
	l->line = input->first_line - 1;
	hk_light_reset(l);
	hk_buf_init(&l->lines, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&l->cells, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&l->out, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&l->notes, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&l->readings, HK_BLOCK_TEXT_MAX);
	set_special(l);
	if (syntax->state_size) {
		l->state = calloc(1, syntax->state_size);
		l->status = l->state ? HK_OK : HK_ENOMEM;
	}
}

void hk_light_reset(struct hk_light *l)
{
	hk_article_reset(l->article);
	l->article->lines = HK_BLOCK_LINES_PHYSICAL;
	l->heading_seen = false;
}

void hk_light_member(struct hk_light *l, unsigned number)
{
	struct hk_str within = l->input->member;
	char *name = hk_arena_alloc(&l->article->arena, within.len + 16);

	if (!name) {
		l->status = HK_ENOMEM;
		return;
	}
	l->article->member = hk_span_str(
		name, (size_t)sprintf(name, "%.*s%s%u", (int)within.len,
				      within.len ? within.data : "",
				      within.len ? "/" : "", number));
}

void hk_light_release(struct hk_light *l)
{
	hk_buf_release(&l->lines);
	hk_buf_release(&l->cells);
	hk_buf_release(&l->out);
	hk_buf_release(&l->notes);
	hk_buf_release(&l->readings);
	free(l->state);
	free(l->note);
	free(l->reading);
}

/* ---- Lines ---- */

bool hk_light_next(struct hk_light *l, struct hk_str *line)
{
	if (l->status || !hk_plain_line(line, &l->rest))
		return false;
	l->line++;
	return true;
}

struct hk_str hk_light_peek(const struct hk_light *l)
{
	struct hk_str rest = l->rest, line = {"", 0};

	hk_plain_line(&line, &rest);
	return line;
}

/* ---- Blocks ---- */

/* The text as one line, in the arena of the article. A line end becomes a
 * blank between ASCII characters only. */
static struct hk_str one_line(struct hk_light *l, struct hk_str text)
{
	char *out;
	size_t len = 0;

	text = hk_plain_trim(text);
	out = hk_arena_copy(&l->article->arena, text.data, text.len);
	if (!out) {
		l->status = HK_ENOMEM;
		return hk_span_str(NULL, 0);
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '\n' && i && i + 1 < text.len &&
		    !((text.data[i - 1] | text.data[i + 1]) & 0x80))
			c = ' ';
		if (c != '\n')
			out[len++] = c;
	}
	return hk_span_str(out, len);
}

/* Is the block, which says `text`, the title? */
static bool is_title(struct hk_light *l, struct hk_str text)
{
	if (l->kind != HK_BLOCK_TITLE || l->heading_seen)
		return false;
	l->heading_seen = true;
	text = one_line(l, text);
	if (!l->article->title.len)
		l->article->title = text;
	return hk_span_same(l->article->title, text);
}

static void add_readings(struct hk_light *l, struct hk_span block, size_t lead)
{
	for (size_t i = 0; i < l->reading_count && !l->status; i++) {
		const struct hk_light_reading *r = &l->reading[i];
		struct hk_span base = {block.begin + r->base.begin - lead,
				       block.begin + r->base.end - lead};

		if (r->base.begin < lead || base.end > block.end)
			continue;
		l->status = hk_article_reading(
			l->article, base,
			hk_plain_trim(hk_span_str(
				l->readings.data + r->reading.begin,
				r->reading.end - r->reading.begin)));
	}
	l->reading_count = 0;
	hk_buf_reset(&l->readings);
}

/* Add `out` to the article as a block. */
static void add_block(struct hk_light *l, uint32_t line)
{
	struct hk_article *a = l->article;
	struct hk_str text = hk_buf_str(&l->out);
	size_t lead = 0, count = a->block_count, begin;
	enum hk_block_kind kind = l->kind;
	unsigned level = l->level;

	/* Lines of which nothing is left are no part of the block. */
	for (size_t i = 0; i < text.len && strchr(" \t\n", text.data[i]); i++)
		if (text.data[i] == '\n') {
			lead = i + 1;
			line++;
		}
	while (kind != HK_BLOCK_CODE && lead < text.len &&
	       (text.data[lead] == ' ' || text.data[lead] == '\t'))
		lead++;
	text = hk_span_from(text, lead);
	if (kind == HK_BLOCK_TITLE && !is_title(l, text)) {
		kind = HK_BLOCK_HEADING;
		level = level ? level : 1;
	}
	if (kind != HK_BLOCK_HEADING)
		level = 0;
	if (kind == HK_BLOCK_PARAGRAPH && hk_plain_keeps_lines(text))
		kind = HK_BLOCK_VERBATIM;
	begin = a->text.len ? a->text.len + 2 : 0;
	if (!l->status)
		l->status = hk_plain_block(a, kind, level > 6 ? 6 : level, text,
					   line);
	if (!l->status && a->block_count > count)
		add_readings(l, (struct hk_span){begin, a->text.len}, lead);
	l->reading_count = 0;
	hk_buf_reset(&l->readings);
}

/* The footnotes of the block that was just closed, each a block. */
static void add_notes(struct hk_light *l)
{
	l->in_note = true;
	l->kind = HK_BLOCK_PARAGRAPH;
	for (size_t i = 0; i < l->note_count && !l->status; i++) {
		const struct hk_light_note *n = &l->note[i];

		hk_buf_reset(&l->out);
		hk_light_scan(l, hk_span_str(l->notes.data + n->span.begin,
					     n->span.end - n->span.begin));
		add_block(l, n->line);
	}
	l->in_note = false;
	l->note_count = 0;
	hk_buf_reset(&l->notes);
}

void hk_light_close(struct hk_light *l)
{
	if (!l->first)
		return;
	hk_buf_reset(&l->out);
	if (l->kind == HK_BLOCK_CODE)
		l->status = l->status ? l->status
				      : hk_buf_append(&l->out, l->lines.data,
						      l->lines.len);
	else
		hk_light_scan(l, hk_buf_str(&l->lines));
	add_block(l, l->first);
	add_notes(l);
	hk_buf_reset(&l->lines);
	l->first = l->breaks = 0;
}

void hk_light_begin(struct hk_light *l, enum hk_block_kind kind, unsigned level,
		    struct hk_str line)
{
	hk_light_close(l);
	l->kind = kind;
	l->level = level;
	l->first = l->line;
	if (!l->status && line.len)
		l->status = hk_buf_append(&l->lines, line.data, line.len);
}

void hk_light_add(struct hk_light *l, enum hk_block_kind kind,
		  struct hk_str line)
{
	uint32_t now = l->first + l->breaks;

	if (!l->first || l->line > now + GAP_MAX) {
		hk_light_begin(l, l->first ? l->kind : kind,
			       l->first ? l->level : 0, line);
		return;
	}
	for (; now < l->line && !l->status; now++) {
		l->status = hk_buf_putc(&l->lines, '\n');
		l->breaks++;
	}
	if (!l->status && line.len)
		l->status = hk_buf_append(&l->lines, line.data, line.len);
}

void hk_light_one(struct hk_light *l, enum hk_block_kind kind, unsigned level,
		  struct hk_str line)
{
	hk_light_begin(l, kind, level, line);
	hk_light_close(l);
}

/* ---- Fields ---- */

/* The text without its marks, on one line, in the arena. A block may be
 * open. */
static struct hk_str plain(struct hk_light *l, struct hk_str text)
{
	bool in_note = l->in_note;

	hk_buf_reset(&l->out);
	l->in_note = true;
	hk_light_scan(l, text);
	l->in_note = in_note;
	l->reading_count = 0;
	hk_buf_reset(&l->readings);
	return one_line(l, hk_buf_str(&l->out));
}

static void set(struct hk_light *l, struct hk_str *field, struct hk_str text)
{
	if (!field->len && !l->status)
		*field = plain(l, text);
}

void hk_light_title(struct hk_light *l, struct hk_str text)
{
	set(l, &l->article->title, text);
}

void hk_light_author(struct hk_light *l, struct hk_str text)
{
	set(l, &l->article->author, text);
}

void hk_light_date(struct hk_light *l, struct hk_str text)
{
	char date[HK_DATE_MAX];
	struct hk_str value = text;

	if (l->article->date.len || l->status)
		return;
	value = plain(l, value);
	while (value.len && strchr("<[({ $", value.data[0]))
		value = hk_span_from(value, 1);
	if (hk_span_starts(value, "Date:"))
		value = hk_plain_trim(hk_span_from(value, 5));
	if (!l->status && hk_date_normalise(date, value))
		l->status = hk_article_keep(l->article, &l->article->date,
					    hk_span_cstr(date));
}

/* ---- The end ---- */

/* May the first block, which is not a heading, be the title? It is one line,
 * and more follows. */
static bool is_first_line(const struct hk_light *l, struct hk_str text)
{
	return !l->syntax->headings_only && l->article->block_count > 1 &&
	       l->article->blocks[0].kind == HK_BLOCK_PARAGRAPH &&
	       !memchr(text.data, '\n', text.len) &&
	       !memchr(text.data, '\t', text.len) &&
	       !memmem(text.data, text.len, "  ", 2) && hk_plain_is_title(text);
}

/* No line said that it is the title: the first heading is, or a first line that
 * stands alone. */
static void choose_title(struct hk_light *l)
{
	struct hk_article *a = l->article;

	for (size_t i = 0; i < a->block_count; i++) {
		struct hk_span span = a->blocks[i].span;
		struct hk_str text = hk_span_str(a->text.data + span.begin,
						 span.end - span.begin);

		if (a->blocks[i].kind == HK_BLOCK_HEADING ||
		    (!i && is_first_line(l, text))) {
			a->title = one_line(l, text);
			return;
		}
	}
}

enum hk_status hk_light_finish(struct hk_light *l, struct hk_error *err)
{
	hk_light_close(l);
	if (!l->status && !l->article->title.len)
		choose_title(l);
	if (l->status == HK_ETOOBIG)
		return hk_error_set(err, HK_ETOOBIG, "its text is too long");
	return l->status ? hk_error_nomem(err)
			 : l->input->emit(l->input->ctx, l->article);
}

enum hk_status hk_light_read(const struct hk_format_input *input,
			     const struct hk_light_syntax *syntax,
			     struct hk_error *err)
{
	enum hk_status status;
	struct hk_light light;
	struct hk_str line;

	hk_light_init(&light, syntax, input);
	if (syntax->front_matter && !light.status) {
		uint32_t first = light.line + 1;

		light.status =
			hk_frontmatter_read(light.article, &light.rest, &first);
		light.line = first - 1;
	}
	while (hk_light_next(&light, &line))
		syntax->take(&light, line);
	if (syntax->end && !light.status)
		syntax->end(&light);
	status = hk_light_finish(&light, err);
	hk_light_release(&light);
	return status;
}
