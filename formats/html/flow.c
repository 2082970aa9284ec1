/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/html/flow.h"

#include "formats/plain.h"
#include "formats/html/reference.h"
#include "text/char.h"
#include "base/utf8.h"

/* After this many blocks the rest of the page is one block, which bounds the
 * cost of a page that is nothing but <p>. */
#define BLOCKS_MAX 500000

#define NO_BREAK_SPACE 0xA0

void hk_html_flow_begin(struct hk_html_flow *f, struct hk_article *article,
			struct hk_str source, uint32_t line)
{
	memset(f, 0, sizeof(*f));
	f->article = article;
	hk_lines_init(&f->lines, source, line);
	f->gap = HK_HTML_FLOW_BLOCK;
}

static void fail(struct hk_html_flow *f, enum hk_status status)
{
	if (!f->status)
		f->status = status;
}

static void put(struct hk_html_flow *f, const char *bytes, size_t len)
{
	fail(f, hk_buf_append(&f->article->text, bytes, len));
}

/* ---- Blocks ---- */

/* Take white space off both ends of a block; of code and text, only off the
 * end. */
static void trim(const struct hk_article *a, struct hk_block *b)
{
	struct hk_str all = {a->text.data + b->span.begin,
			     b->span.end - b->span.begin};
	struct hk_str inner = hk_plain_trim(all);

	if (!inner.len) {
		b->span.end = b->span.begin;
		return;
	}
	b->span.end = (size_t)(inner.data + inner.len - a->text.data);
	if (b->kind != HK_BLOCK_HEADING)
		return;
	for (const char *p = all.data; p < inner.data; p++)
		b->line += *p == '\n';
	b->span.begin = (size_t)(inner.data - a->text.data);
}

void hk_html_flow_end(struct hk_html_flow *f)
{
	struct hk_article *a = f->article;

	f->gap = HK_HTML_FLOW_BLOCK;
	f->blank_count = 0;
	if (!f->open)
		return;
	f->open = false;
	f->block.span.end = a->text.len;
	if (f->status)
		return;
	trim(a, &f->block);
	if (f->block.span.end <= f->block.span.begin) {
		a->text.len = f->before;
		return;
	}
	fail(f, hk_article_add(a, f->block));
}

static void begin_block(struct hk_html_flow *f, uint32_t line)
{
	struct hk_article *a = f->article;
	struct hk_block *b = &f->block;

	f->before = a->text.len;
	if (a->text.len)
		put(f, "\n\n", 2);
	b->kind = f->heading ? HK_BLOCK_HEADING
		  : f->pre   ? HK_BLOCK_CODE
		  : f->item  ? HK_BLOCK_ITEM
			     : HK_BLOCK_PARAGRAPH;
	b->level = f->heading;
	b->span.begin = a->text.len;
	b->line = f->now = line;
	b->column = 0;
	b->item = b->kind == HK_BLOCK_ITEM ? f->mark : (struct hk_item){0};
	f->open = true;
	f->item = false;
}

/* ---- What stands between two characters ---- */

uint32_t hk_html_flow_last(const struct hk_html_flow *f)
{
	struct hk_str text = hk_buf_str(&f->article->text);
	uint32_t c = 0;
	size_t at;

	if (!text.len)
		return 0;
	at = hk_utf8_boundary(text, text.len - 1);
	hk_utf8_decode(text.data + at, text.len - at, &c);
	return c;
}

static void put_lines(struct hk_html_flow *f, uint32_t count)
{
	for (; count; count--, f->now++)
		put(f, "\n", 1);
}

/* Lines were passed without white space in which to count them. */
static void make_up(struct hk_html_flow *f, uint32_t lines, uint32_t next)
{
	uint32_t last = hk_html_flow_last(f);

	if (hk_char_sentence_end(last) || hk_char_closing(last))
		put_lines(f, lines);
	else if (hk_char_japanese(last) && hk_char_japanese(next))
		put_lines(f, 1);
}

/* Before the character `next`, which stands on `line`. */
static void put_gap(struct hk_html_flow *f, uint32_t line, uint32_t next)
{
	uint32_t lines = line - f->now;

	if (f->gap == HK_HTML_FLOW_NONE) {
		if (lines)
			make_up(f, lines, next);
		return;
	}
	put_lines(f, lines);
	if (f->gap == HK_HTML_FLOW_CELL)
		put(f, "\t", 1);
	else if (f->block.kind == HK_BLOCK_CODE && f->blank_count)
		put(f, f->blanks, f->blank_count);
	else if (f->gap == HK_HTML_FLOW_BREAK && !lines &&
		 f->block.kind != HK_BLOCK_HEADING)
		put(f, HK_PLAIN_BREAK, HK_PLAIN_BREAK_LEN);
	else if (f->gap == HK_HTML_FLOW_BREAK || !lines)
		put(f, " ", 1);
}

/* Add what comes before the character at the offset `at` of the source. */
static void approach(struct hk_html_flow *f, size_t at, uint32_t next)
{
	uint32_t line = hk_lines_at(&f->lines, at);

	if (f->gap == HK_HTML_FLOW_BLOCK && f->open &&
	    f->article->block_count >= BLOCKS_MAX)
		f->gap = HK_HTML_FLOW_BREAK;
	/* A break before an indent is a paragraph's. */
	if (f->gap == HK_HTML_FLOW_BREAK && next == 0x3000 && !f->pre)
		f->gap = HK_HTML_FLOW_BLOCK;
	if (f->gap == HK_HTML_FLOW_BLOCK || !f->open) {
		size_t blanks = f->blank_count;

		hk_html_flow_end(f);
		begin_block(f, line);
		if (f->block.kind == HK_BLOCK_CODE)
			put(f, f->blanks, blanks);
	} else {
		put_gap(f, line, next);
	}
	f->gap = HK_HTML_FLOW_NONE;
	f->blank_count = 0;
}

void hk_html_flow_space(struct hk_html_flow *f, enum hk_html_flow_gap gap)
{
	/* Two breaks are an empty line. */
	if (gap == HK_HTML_FLOW_BREAK && f->gap == gap && !f->pre)
		gap = HK_HTML_FLOW_BLOCK;
	if (gap > f->gap)
		f->gap = gap;
	if (gap > HK_HTML_FLOW_SPACE)
		f->blank_count = 0;
}

/* ---- Text ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void take_space(struct hk_html_flow *f, char c)
{
	hk_html_flow_space(f, HK_HTML_FLOW_SPACE);
	if (!f->pre)
		return;
	if (c == '\n' || c == '\r')
		f->blank_count = 0;
	else if (f->blank_count < sizeof(f->blanks))
		f->blanks[f->blank_count++] = c == '\t' ? c : ' ';
}

/* One character, of the source or of a reference there. */
static void take_char(struct hk_html_flow *f, size_t at, const char *bytes,
		      size_t len)
{
	uint32_t c = 0;

	hk_utf8_decode(bytes, len, &c);
	if (c == NO_BREAK_SPACE) {
		take_space(f, ' ');
	} else if (len == 1 && is_space(*bytes)) {
		take_space(f, *bytes);
	} else if (!c) {
		approach(f, at, HK_UTF8_REPLACEMENT);
		put(f, "\xEF\xBF\xBD", 3);
	} else {
		approach(f, at, c);
		put(f, bytes, len);
	}
}

void hk_html_flow_char(struct hk_html_flow *f, const char *at,
		       const char *bytes, size_t len)
{
	take_char(f, (size_t)(at - f->lines.source.data), bytes, len);
}

void hk_html_flow_back(struct hk_html_flow *f, size_t len)
{
	if (f->open && f->gap == HK_HTML_FLOW_NONE &&
	    f->article->text.len >= f->block.span.begin + len)
		f->article->text.len -= len;
}

/* The end of a run that is added as it is: no white space, '&', NUL or no-break
 * space (C2 A0) is in it. */
static size_t plain_run(struct hk_str s, size_t at)
{
	while (at < s.len) {
		unsigned char c = (unsigned char)s.data[at];

		if (c <= ' ' || c == '&' || c == 0xC2)
			break;
		at++;
	}
	return at;
}

static size_t char_length(const char *p, size_t len)
{
	uint32_t c;
	size_t n = hk_utf8_decode(p, len, &c);

	return n ? n : 1;
}

void hk_html_flow_text(struct hk_html_flow *f, struct hk_str text, bool literal)
{
	size_t base = (size_t)(text.data - f->lines.source.data), at = 0;

	while (at < text.len && !f->status) {
		const char *p = text.data + at;
		char bytes[HK_HTML_REFERENCE_MAX];
		size_t n = 0, len;

		if (*p == '&' && !literal)
			n = hk_html_reference_read(
				bytes, &len, hk_span_str(p, text.len - at),
				false);
		if (n) {
			size_t first = char_length(bytes, len);

			take_char(f, base + at, bytes, first);
			if (first < len)
				take_char(f, base + at, bytes + first,
					  len - first);
			at += n;
			continue;
		}
		n = char_length(p, text.len - at);
		take_char(f, base + at, p, n);
		at += n;
		/* The rest of a run stands on the same line, unless lines could
		 * not be made up for. */
		if (f->gap == HK_HTML_FLOW_NONE && f->open &&
		    f->now == f->lines.line) {
			n = plain_run(text, at);
			put(f, text.data + at, n - at);
			at = n;
		}
	}
}

enum hk_status hk_html_flow_line(struct hk_buf *out, struct hk_str text)
{
	struct hk_str rest = hk_plain_trim(text);
	enum hk_status status = HK_OK;
	uint32_t last = 0;

	while (rest.len && !status) {
		bool space = false, feed = false;
		uint32_t c = 0;
		size_t n;

		while (rest.len &&
		       (n = hk_utf8_decode(rest.data, rest.len, &c)) &&
		       (c <= ' ' || c == NO_BREAK_SPACE)) {
			feed |= c == '\n' || c == '\r';
			space = true;
			rest.data += n;
			rest.len -= n;
		}
		if (space &&
		    !(feed && hk_char_japanese(last) && hk_char_japanese(c)))
			status = hk_buf_putc(out, ' ');
		n = char_length(rest.data, rest.len);
		if (!status && c)
			status = hk_buf_append(out, rest.data, n);
		last = c;
		rest.data += n;
		rest.len -= n;
	}
	return status;
}
