/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/markdown/flow.h"

/* Lines between two pieces of one block, at most; else they are two. */
#define GAP_MAX 16

struct mark {
	size_t begin, end;	/* of the base, in `text` */
	size_t reading, length; /* in `readings` */
};

void hk_flow_init(struct hk_flow *flow, struct hk_article *article)
{
	memset(flow, 0, sizeof(*flow));
	flow->article = article;
	hk_buf_init(&flow->text, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&flow->readings, HK_BLOCK_TEXT_MAX);
	hk_buf_init(&flow->marks, HK_BLOCK_TEXT_MAX);
}

void hk_flow_release(struct hk_flow *flow)
{
	hk_buf_release(&flow->text);
	hk_buf_release(&flow->readings);
	hk_buf_release(&flow->marks);
}

void hk_flow_source(struct hk_flow *flow, struct hk_str source,
		    struct hk_str parsed, uint32_t line)
{
	flow->source = source;
	flow->parsed = parsed;
	flow->shifts = NULL;
	flow->shift_count = 0;
	flow->at = 0;
	flow->line = line;
}

size_t hk_flow_place(const struct hk_flow *flow, const char *byte)
{
	size_t offset = (size_t)(byte - flow->parsed.data), by;
	size_t low = 0, high = flow->shift_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (flow->shifts[middle].from <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	by = low ? flow->shifts[low - 1].by : 0;
	offset -= by;
	return offset < flow->source.len ? offset : flow->source.len;
}

static void append(struct hk_flow *flow, struct hk_buf *to, const char *text,
		   size_t len)
{
	if (!flow->status)
		flow->status = hk_buf_append(to, text, len);
}

/* The line of a byte of the source. Pieces come in order; where one does not,
 * it is counted from the beginning again. */
static uint32_t line_of(struct hk_flow *flow, size_t offset)
{
	const char *s = flow->source.data;

	if (offset < flow->at) {
		uint32_t line = flow->line;

		for (size_t i = offset; i < flow->at; i++)
			line -= s[i] == '\n' ||
				(s[i] == '\r' && s[i + 1] != '\n');
		flow->line = line;
	}
	for (size_t i = flow->at; i < offset; i++)
		flow->line +=
			s[i] == '\n' || (s[i] == '\r' && s[i + 1] != '\n');
	flow->at = offset;
	return flow->line;
}

/* Bring the open block to the line where the next piece stands. */
static void go_to(struct hk_flow *flow, uint32_t line)
{
	uint32_t now = flow->first + flow->breaks;

	if (!flow->first) {
		flow->first = line;
		return;
	}
	if (line < now || line > now + GAP_MAX) {
		hk_flow_close(flow, flow->kind, flow->level);
		flow->first = line;
		return;
	}
	for (; now < line; now++)
		hk_flow_break(flow);
}

/* Is the piece one of what was parsed? */
static bool is_ours(const struct hk_flow *flow, struct hk_str piece)
{
	return piece.data >= flow->parsed.data &&
	       piece.data + piece.len <= flow->parsed.data + flow->parsed.len;
}

void hk_flow_stand(struct hk_flow *flow, struct hk_str piece)
{
	if (is_ours(flow, piece) && flow->ruby != HK_FLOW_READING &&
	    flow->ruby != HK_FLOW_DROP)
		go_to(flow, line_of(flow, hk_flow_place(flow, piece.data)));
}

void hk_flow_put(struct hk_flow *flow, struct hk_str piece)
{
	if (!piece.len)
		return;
	hk_flow_stand(flow, piece);
	if (is_ours(flow, piece)) {
		size_t begin = hk_flow_place(flow, piece.data);
		size_t end = hk_flow_place(flow, piece.data + piece.len);

		piece = hk_span_str(flow->source.data + begin, end - begin);
	}
	hk_flow_add(flow, piece.data, piece.len);
}

void hk_flow_add(struct hk_flow *flow, const char *text, size_t len)
{
	if (flow->ruby == HK_FLOW_DROP)
		return;
	if (flow->ruby == HK_FLOW_READING) {
		append(flow, &flow->readings, text, len);
		return;
	}
	while (!flow->text.len && len && flow->kind != HK_BLOCK_CODE &&
	       (*text == ' ' || *text == '\t')) {
		text++;
		len--;
	}
	if (len)
		append(flow, &flow->text, text, len);
}

void hk_flow_break(struct hk_flow *flow)
{
	if (flow->ruby == HK_FLOW_READING || flow->ruby == HK_FLOW_DROP)
		return;
	if (!flow->first) {
		/* A blank line before the first text of code. */
		hk_buf_reset(&flow->text);
		return;
	}
	append(flow, &flow->text, "\n", 1);
	flow->breaks++;
}

/* ---- Closing ---- */

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* The heading as one line: wrapped lines are joined as Japanese is. */
static struct hk_str one_line(struct hk_flow *flow)
{
	struct hk_str text = hk_format_trim(hk_buf_str(&flow->text));
	char *out = hk_arena_copy(&flow->article->arena, text.data, text.len);
	size_t len = 0;

	if (!out) {
		flow->status = HK_ENOMEM;
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

/* Is the heading that is closed the visible title? */
static bool is_title(struct hk_flow *flow)
{
	struct hk_article *a = flow->article;
	struct hk_str text;

	if (flow->kind != HK_BLOCK_HEADING || flow->level != 1 ||
	    flow->heading_seen)
		return false;
	flow->heading_seen = true;
	text = one_line(flow);
	if (!a->title.len)
		a->title = text;
	return hk_span_same(a->title, text);
}

/* The readings of the block that was given to the article. */
static void give_readings(struct hk_flow *flow)
{
	struct hk_article *a = flow->article;
	const struct hk_block *block = &a->blocks[a->block_count - 1];

	for (size_t at = 0; at < flow->marks.len; at += sizeof(struct mark)) {
		struct hk_span span;
		struct mark m;

		memcpy(&m, flow->marks.data + at, sizeof(m));
		span.begin = block->span.begin + m.begin;
		span.end = block->span.begin + m.end;
		if (!flow->status && span.end <= block->span.end)
			flow->status = hk_article_reading(
				a, span,
				hk_format_trim(hk_span_str(flow->readings.data +
								   m.reading,
							   m.length)));
	}
}

void hk_flow_close(struct hk_flow *flow, enum hk_block_kind next,
		   unsigned level)
{
	struct hk_str text;

	/* A reading that never ends is text after all. */
	if (flow->ruby == HK_FLOW_READING && flow->readings.len) {
		flow->ruby = HK_FLOW_PLAIN;
		hk_flow_add(flow, flow->readings.data + flow->reading,
			    flow->readings.len - flow->reading);
	}
	text = hk_buf_str(&flow->text);
	if (!flow->status && !hk_format_blank(text)) {
		size_t count = flow->article->block_count;
		bool title = is_title(flow);
		uint32_t line = flow->first ? flow->first : flow->line;

		if (!flow->status)
			flow->status = hk_format_block(
				flow->article,
				title ? HK_BLOCK_TITLE : flow->kind,
				title || flow->kind != HK_BLOCK_HEADING
					? 0
					: flow->level,
				text, line);
		if (!flow->status && flow->article->block_count > count)
			give_readings(flow);
	}
	hk_buf_reset(&flow->text);
	hk_buf_reset(&flow->readings);
	hk_buf_reset(&flow->marks);
	flow->first = flow->breaks = 0;
	flow->ruby = HK_FLOW_PLAIN;
	flow->kind = next;
	flow->level = level;
}

/* ---- Furigana ---- */

/* What was read aside is the reading of the base before it. */
static void end_reading(struct hk_flow *flow)
{
	struct mark mark = {flow->base, flow->text.len, flow->reading,
			    flow->readings.len - flow->reading};

	if (flow->ruby == HK_FLOW_READING && mark.begin < mark.end)
		append(flow, &flow->marks, (const char *)&mark, sizeof(mark));
	flow->ruby = HK_FLOW_BASE;
	flow->base = flow->text.len;
}

bool hk_flow_ruby(struct hk_flow *flow, const char *name, bool end)
{
	bool inside = flow->ruby != HK_FLOW_PLAIN;

	if (!strcmp(name, "ruby")) {
		if (inside)
			end_reading(flow);
		flow->ruby = end ? HK_FLOW_PLAIN : HK_FLOW_BASE;
		flow->base = flow->text.len;
		return true;
	}
	if (!strcmp(name, "rt")) {
		if (!inside)
			return true;
		if (flow->ruby == HK_FLOW_READING)
			end_reading(flow);
		if (!end) {
			flow->ruby = HK_FLOW_READING;
			flow->reading = flow->readings.len;
		}
		return true;
	}
	if (!strcmp(name, "rp")) {
		if (flow->ruby == HK_FLOW_READING)
			end_reading(flow);
		if (inside)
			flow->ruby = end ? HK_FLOW_BASE : HK_FLOW_DROP;
		return true;
	}
	return !strcmp(name, "rb") || !strcmp(name, "rtc");
}
