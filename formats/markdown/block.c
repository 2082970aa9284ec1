/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/block.h"

#include "formats/plain.h"

#include <stdlib.h>

#include "base/array.h"

/* Pieces that are more lines apart do not belong to one block. */
#define GAP_MAX 16
/* Bytes before the text of a line that are counted. */
#define COLUMN_MAX 1000

void hk_markdown_block_init(struct hk_markdown_block *b,
			    struct hk_article *article)
{
	memset(b, 0, sizeof(*b));
	b->article = article;
	hk_buf_init(&b->text, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&b->readings, HK_BLOCK_TEXT_MAX);
}

void hk_markdown_block_release(struct hk_markdown_block *b)
{
	hk_buf_release(&b->text);
	hk_buf_release(&b->readings);
	free(b->marks);
}

void hk_markdown_block_source(struct hk_markdown_block *b, struct hk_str source,
			      struct hk_str parsed,
			      const struct hk_markdown_shift *shifts,
			      size_t shift_count, uint32_t line)
{
	hk_lines_init(&b->lines, source, line);
	b->parsed = parsed;
	b->shifts = shifts;
	b->shift_count = shift_count;
}

/* The offset in the source of this byte of `parsed`. */
static size_t source_at(const struct hk_markdown_block *b, const char *byte)
{
	size_t offset = (size_t)(byte - b->parsed.data);
	size_t low = 0, high = b->shift_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->shifts[middle].from <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	offset -= low ? b->shifts[low - 1].by : 0;
	return offset < b->lines.source.len ? offset : b->lines.source.len;
}

static void append(struct hk_markdown_block *b, struct hk_buf *to,
		   const char *text, size_t len)
{
	if (!b->status)
		b->status = hk_buf_append(to, text, len);
}

/* Bring the open block to the line on which the next piece stands. */
static void go_to_line(struct hk_markdown_block *b, uint32_t line)
{
	uint32_t now = b->first + b->breaks;

	if (!b->first) {
		b->first = line;
		return;
	}
	if (line < now || line > now + GAP_MAX) {
		hk_markdown_block_close(b, b->kind, b->level);
		b->first = line;
		return;
	}
	for (; now < line; now++)
		hk_markdown_block_break(b, false);
}

bool hk_markdown_block_owns(const struct hk_markdown_block *b,
			    struct hk_str piece)
{
	return piece.data >= b->parsed.data &&
	       piece.data + piece.len <= b->parsed.data + b->parsed.len;
}

void hk_markdown_block_go_to(struct hk_markdown_block *b, struct hk_str piece)
{
	if (hk_markdown_block_owns(b, piece) &&
	    b->ruby != HK_MARKDOWN_READING && b->ruby != HK_MARKDOWN_DROP)
		go_to_line(b, hk_lines_at(&b->lines, source_at(b, piece.data)));
}

/* The bytes of the line before the text that begins at or behind `at` of the
 * source; 0 where they are too many. */
static uint32_t column_at(const struct hk_markdown_block *b, size_t at)
{
	const char *source = b->lines.source.data;
	size_t least = at > COLUMN_MAX ? at - COLUMN_MAX : 0, begin;

	while (b->kind != HK_BLOCK_CODE && at < b->lines.source.len &&
	       (source[at] == ' ' || source[at] == '\t'))
		at++;
	for (begin = at; begin > least && source[begin - 1] != '\n';)
		begin--;
	return begin > 0 && begin == least ? 0 : (uint32_t)(at - begin);
}

void hk_markdown_block_put(struct hk_markdown_block *b, struct hk_str piece)
{
	if (!piece.len)
		return;
	hk_markdown_block_go_to(b, piece);
	if (hk_markdown_block_owns(b, piece)) {
		size_t begin = source_at(b, piece.data);
		size_t end = source_at(b, piece.data + piece.len);

		if (!b->text.len)
			b->column = column_at(b, begin);
		piece = hk_span_str(b->lines.source.data + begin, end - begin);
	}
	hk_markdown_block_add(b, piece.data, piece.len);
}

void hk_markdown_block_add(struct hk_markdown_block *b, const char *text,
			   size_t len)
{
	if (b->ruby == HK_MARKDOWN_DROP)
		return;
	if (b->ruby == HK_MARKDOWN_READING) {
		append(b, &b->readings, text, len);
		return;
	}
	while (!b->text.len && len && b->kind != HK_BLOCK_CODE &&
	       (*text == ' ' || *text == '\t')) {
		text++;
		len--;
	}
	if (len)
		append(b, &b->text, text, len);
}

void hk_markdown_block_break(struct hk_markdown_block *b, bool meant)
{
	if (b->ruby == HK_MARKDOWN_READING || b->ruby == HK_MARKDOWN_DROP)
		return;
	if (!b->first) {
		/* A blank line above the first text of a block of code. */
		hk_buf_reset(&b->text);
		return;
	}
	/* <br> at the end of a line is that line's end. */
	if (hk_span_ends(hk_buf_str(&b->text), HK_PLAIN_BREAK)) {
		b->text.len -= HK_PLAIN_BREAK_LEN;
		meant = true;
	}
	append(b, &b->text, "\n", 1);
	b->breaks++;
	b->meant += meant;
}

void hk_markdown_block_turn(struct hk_markdown_block *b)
{
	bool breaks = b->text.len && b->kind != HK_BLOCK_HEADING;

	if (breaks)
		hk_markdown_block_add(b, HK_PLAIN_BREAK, HK_PLAIN_BREAK_LEN);
	else
		hk_markdown_block_add(b, " ", 1);
}

/* ---- Closing ---- */

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* The heading as one line. A line end becomes a blank between ASCII
 * characters only: Japanese is joined without one. */
static struct hk_str one_line(struct hk_markdown_block *b)
{
	struct hk_str text = hk_plain_trim(hk_buf_str(&b->text));
	char *out = hk_arena_copy(&b->article->arena, text.data, text.len);
	size_t len = 0;

	if (!out) {
		b->status = HK_ENOMEM;
		return hk_span_str(NULL, 0);
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c != '\n')
			out[len++] = c;
		else if (i && i + 1 < text.len && is_ascii(text.data[i - 1]) &&
			 is_ascii(text.data[i + 1]))
			out[len++] = ' ';
	}
	return hk_span_str(out, len);
}

/* Is the block that is being closed the title as the text shows it? */
static bool is_title(struct hk_markdown_block *b)
{
	struct hk_article *a = b->article;
	struct hk_str text;

	if (b->kind != HK_BLOCK_HEADING || b->level != 1 || b->heading_seen)
		return false;
	b->heading_seen = true;
	text = one_line(b);
	if (!a->title.len)
		a->title = text;
	return hk_span_same(a->title, text);
}

/* Give the article the readings of the block that was just added to it. */
static void add_readings(struct hk_markdown_block *b)
{
	struct hk_article *a = b->article;
	const struct hk_block *block = &a->blocks[a->block_count - 1];

	for (size_t i = 0; i < b->count && !b->status; i++) {
		const struct hk_markdown_reading *mark = &b->marks[i];
		struct hk_span base = {block->span.begin + mark->base.begin,
				       block->span.begin + mark->base.end};
		struct hk_str reading =
			hk_span_str(b->readings.data + mark->reading.begin,
				    mark->reading.end - mark->reading.begin);

		if (base.end <= block->span.end)
			b->status = hk_article_reading(a, base,
						       hk_plain_trim(reading));
	}
}

/* The kind of the block that is being closed, as the article has it. */
static enum hk_block_kind kind_of(struct hk_markdown_block *b,
				  struct hk_str text)
{
	if (is_title(b))
		return HK_BLOCK_TITLE;
	if (b->kind == HK_BLOCK_PARAGRAPH &&
	    (b->meant * 2 > b->breaks || hk_plain_keeps_lines(text)))
		return HK_BLOCK_VERBATIM;
	return b->kind;
}

void hk_markdown_block_close(struct hk_markdown_block *b,
			     enum hk_block_kind next, unsigned level)
{
	struct hk_str text;

	/* A reading that never ended is text after all. */
	if (b->ruby == HK_MARKDOWN_READING && b->readings.len) {
		b->ruby = HK_MARKDOWN_PLAIN;
		hk_markdown_block_add(b, b->readings.data + b->reading,
				      b->readings.len - b->reading);
	}
	text = hk_buf_str(&b->text);
	if (!b->status && !hk_plain_is_blank(text)) {
		size_t count = b->article->block_count;
		enum hk_block_kind kind = kind_of(b, text);
		uint32_t line = b->first ? b->first : b->lines.line;

		if (!b->status)
			b->status = hk_plain_block(
				b->article, kind,
				kind == HK_BLOCK_HEADING ? b->level : 0, text,
				line);
		if (!b->status && b->article->block_count > count) {
			struct hk_block *added = &b->article->blocks[count];

			added->column = b->column;
			if (kind == HK_BLOCK_ITEM)
				added->item = b->item;
			add_readings(b);
		}
	}
	hk_buf_reset(&b->text);
	hk_buf_reset(&b->readings);
	b->count = 0;
	b->first = b->breaks = b->meant = b->column = 0;
	memset(&b->item, 0, sizeof(b->item));
	b->ruby = HK_MARKDOWN_PLAIN;
	b->kind = next;
	b->level = level;
}

/* ---- Furigana ---- */

/* What was read aside is the reading of the base before it. */
static void end_reading(struct hk_markdown_block *b)
{
	struct hk_markdown_reading mark = {{b->base, b->text.len},
					   {b->reading, b->readings.len}};

	if (b->ruby == HK_MARKDOWN_READING && mark.base.begin < mark.base.end &&
	    !b->status) {
		if (HK_ARRAY_RESERVE(b->marks, b->capacity, b->count + 1))
			b->marks[b->count++] = mark;
		else
			b->status = HK_ENOMEM;
	}
	b->ruby = HK_MARKDOWN_BASE;
	b->base = b->text.len;
}

static bool is_name(struct hk_str name, const char *known)
{
	return hk_span_same(name, hk_span_cstr(known));
}

bool hk_markdown_block_ruby(struct hk_markdown_block *b, struct hk_str name,
			    bool end)
{
	bool inside = b->ruby != HK_MARKDOWN_PLAIN;

	if (is_name(name, "ruby")) {
		if (inside)
			end_reading(b);
		b->ruby = end ? HK_MARKDOWN_PLAIN : HK_MARKDOWN_BASE;
		b->base = b->text.len;
		return true;
	}
	if (is_name(name, "rt")) {
		if (!inside)
			return true;
		if (b->ruby == HK_MARKDOWN_READING)
			end_reading(b);
		if (!end) {
			b->ruby = HK_MARKDOWN_READING;
			b->reading = b->readings.len;
		}
		return true;
	}
	if (is_name(name, "rp")) {
		if (b->ruby == HK_MARKDOWN_READING)
			end_reading(b);
		if (inside)
			b->ruby = end ? HK_MARKDOWN_BASE : HK_MARKDOWN_DROP;
		return true;
	}
	return is_name(name, "rb") || is_name(name, "rtc");
}
