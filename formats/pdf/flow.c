/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/pdf/flow.h"

#include <stdlib.h>

#include "base/array.h"
#include "formats/plain.h"
#include "text/char.h"
#include "base/utf8.h"

/* Bytes of a heading that the outline leaves out, such as "第10章 ". */
#define NUMBERING_MAX 12
/* Sizes of the same text, and of notes, in percent of the text's. */
#define SAME_MIN  90
#define SAME_MAX  111
#define SMALL_MAX 89
/* Where letters of so many foreign scripts stand, none of which has most, they
 * are numbers of glyphs. */
#define SCRIPTS_MIN 4
/* Blocks that may stand between two parts of a paragraph: notes, a table. */
#define HELD_MAX 64

/* A base and its reading, as bytes of the text of a block and of `readings`. */
struct reading {
	size_t begin, end, from, to;
};

struct writer {
	const struct hk_pdf_flow *flow;
	struct hk_article *article;
	size_t outline_next;
	/* The paragraph at hand. */
	struct hk_buf text;
	uint32_t page, last_page;
	unsigned size;
	bool open;
	/* What comes after it. */
	const struct hk_pdf_flow_block *held[HELD_MAX];
	size_t held_count;
	/* Of the block that is written. */
	struct hk_buf plain, readings;
	struct reading *list;
	size_t count, capacity;
	enum hk_status status;
};

static void note(struct writer *w, enum hk_status status)
{
	if (!w->status)
		w->status = status;
}

void hk_pdf_flow_release(struct hk_pdf_flow *flow)
{
	free(flow->blocks);
	free(flow->outline);
	*flow = (struct hk_pdf_flow){.blocks = NULL};
}

/* Is it of those that no Japanese text has many of, if any? */
static bool is_foreign(uint32_t c)
{
	return (c >= 0x180 && c < 0x370) || (c >= 0x460 && c < 0x1E00) ||
	       (c >= 0x2C00 && c < 0x2E80) || (c >= 0x3100 && c < 0x31C0) ||
	       (c >= 0x3400 && c < 0x4DC0) || (c >= 0xA000 && c < 0xAC00);
}

static bool is_lost(uint32_t c)
{
	return c == HK_UTF8_REPLACEMENT || (c >= 0xE000 && c <= 0xF8FF) ||
	       c >= 0xF0000;
}

void hk_pdf_flow_count(const struct hk_pdf_flow *flow, size_t *all,
		       size_t *lost)
{
	size_t scripts[256] = {0}, foreign = 0, most = 0, kinds = 0;

	*all = *lost = 0;
	for (size_t i = 0; i < flow->block_count; i++) {
		const struct hk_pdf_flow_block *b = &flow->blocks[i];

		for (size_t k = 0; k < b->text.len && !b->running;) {
			uint32_t c = 0;
			size_t n = hk_utf8_decode(b->text.data + k,
						  b->text.len - k, &c);

			*all += !hk_char_space(c);
			*lost += is_lost(c);
			if (is_foreign(c))
				scripts[c >> 8]++;
			k += n ? n : 1;
		}
	}
	for (size_t i = 0; i < 256; i++) {
		foreign += scripts[i];
		kinds += scripts[i] > 0;
		most = scripts[i] > most ? scripts[i] : most;
	}
	/* Thai is of one script. Numbers of glyphs are of all. */
	if (kinds >= SCRIPTS_MIN && most * 10 < foreign * 6)
		*lost += foreign;
}

/* ---- Headings ---- */

/* Are they the same except for blanks, and a number before `line`? */
static bool same_words(struct hk_str line, struct hk_str title)
{
	size_t i = line.len, k = title.len;

	while (k > 0) {
		if (title.data[k - 1] == ' ' || title.data[k - 1] == '\r' ||
		    title.data[k - 1] == '\n') {
			k--;
		} else if (i > 0 && (line.data[i - 1] == ' ' ||
				     line.data[i - 1] == '\t' ||
				     line.data[i - 1] == '\n')) {
			i--;
		} else if (i > 0 && line.data[i - 1] == title.data[k - 1]) {
			i--;
			k--;
		} else {
			return false;
		}
	}
	return i <= NUMBERING_MAX && i < line.len;
}

/* The level of a line that the outline has as a heading on this page; else 0.
 */
static unsigned heading_level(struct writer *w, struct hk_str line,
			      uint32_t page)
{
	const struct hk_pdf_flow *f = w->flow;

	while (w->outline_next < f->outline_count &&
	       f->outline[w->outline_next].page < page)
		w->outline_next++;
	for (size_t i = w->outline_next;
	     i < f->outline_count && f->outline[i].page == page; i++)
		if (same_words(line, f->outline[i].title)) {
			w->outline_next = i + 1;
			return f->outline[i].level;
		}
	return 0;
}

/* ---- Blocks of the article ---- */

/* Is a word cut at the end of the line: letter, hyphen, letter? */
static bool is_cut(const char *data, size_t len, size_t at)
{
	return at >= 2 && at + 1 < len && data[at] == '\n' &&
	       data[at - 1] == '-' && data[at - 2] >= 'a' &&
	       data[at - 2] <= 'z' && data[at + 1] >= 'a' &&
	       data[at + 1] <= 'z';
}

/* Take the marks of furigana and the hyphens at the ends of lines out of the
 * text, and remember the readings. */
static void make_plain(struct writer *w, struct hk_str text)
{
	struct hk_buf *to = &w->plain;
	struct reading r = {0, 0, 0, 0};

	hk_buf_reset(to);
	hk_buf_reset(&w->readings);
	w->count = 0;
	for (size_t i = 0; i < text.len && !w->status;) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		n = n ? n : 1;
		if (c == HK_PDF_BASE) {
			r.begin = w->plain.len;
		} else if (c == HK_PDF_READING) {
			r.end = w->plain.len;
			r.from = w->readings.len;
			to = &w->readings;
		} else if (c == HK_PDF_READ) {
			r.to = w->readings.len;
			to = &w->plain;
			if (!HK_ARRAY_RESERVE(w->list, w->capacity,
					      w->count + 1))
				note(w, HK_ENOMEM);
			else if (r.end > r.begin && r.to > r.from)
				w->list[w->count++] = r;
			r.begin = r.end = w->plain.len;
		} else if (is_cut(text.data, text.len, i)) {
			to->len--;
		} else if (c == 0xAD && i + 2 < text.len &&
			   text.data[i + 2] == '\n') {
			n = 3; /* a soft hyphen */
		} else {
			note(w, hk_buf_append(to, text.data + i, n));
		}
		i += n;
	}
}

static void write_block(struct writer *w, enum hk_block_kind kind,
			unsigned level, struct hk_str text, uint32_t page)
{
	struct hk_article *a = w->article;
	size_t before = a->block_count, begin;
	struct hk_str trimmed;

	make_plain(w, text);
	trimmed = hk_plain_trim(hk_buf_str(&w->plain));
	if (!trimmed.len)
		return;
	note(w, hk_plain_block(a, kind, level, trimmed, page));
	if (w->status || a->block_count == before)
		return;
	begin = a->blocks[before].span.begin;
	for (size_t i = 0; i < w->count && !w->status; i++) {
		const struct reading *r = &w->list[i];
		size_t skipped = (size_t)(trimmed.data - w->plain.data);
		struct hk_span span = {begin + r->begin - skipped,
				       begin + r->end - skipped};

		if (r->begin >= skipped && span.end <= a->text.len)
			note(w, hk_article_reading(
					a, span,
					hk_span_str(w->readings.data + r->from,
						    r->to - r->from)));
	}
}

static void write_held(struct writer *w)
{
	for (size_t i = 0; i < w->held_count; i++)
		write_block(w, HK_BLOCK_PARAGRAPH, 0, w->held[i]->text,
			    w->held[i]->page);
	w->held_count = 0;
}

/* End the paragraph at hand, and write what was held until then. */
static void flush(struct writer *w)
{
	if (w->text.len)
		write_block(w, HK_BLOCK_PARAGRAPH, 0, hk_buf_str(&w->text),
			    w->page);
	hk_buf_reset(&w->text);
	w->open = false;
	write_held(w);
}

static void add_line(struct writer *w, struct hk_str line, uint32_t page)
{
	if (w->text.len)
		note(w, hk_buf_putc(&w->text, '\n'));
	else
		w->page = page;
	note(w, hk_buf_append(&w->text, line.data, line.len));
	w->last_page = page;
}

/* ---- The flow ---- */

/* A heading in several lines is in the outline as one. */
static bool take_heading(struct writer *w, struct hk_str text, uint32_t page)
{
	unsigned level = heading_level(w, text, page);

	if (!level)
		return false;
	flush(w);
	write_block(w, HK_BLOCK_HEADING, level, text, page);
	return true;
}

/* The lines of a block that is read by lines; headings may be among them. */
static void take_lines(struct writer *w, const struct hk_pdf_flow_block *b)
{
	bool plain = b->flags & HK_PDF_BLOCK_PLAIN;
	struct hk_str rest = b->text, line;

	while (!w->status && hk_plain_line(&line, &rest)) {
		bool blank = hk_plain_is_blank(line);

		if (plain && (blank || hk_span_starts(line, "\xE3\x80\x80")))
			flush(w);
		if (!blank && !take_heading(w, line, b->page))
			add_line(w, line, b->page);
	}
}

/* Does it begin as a sentence that was begun before goes on? */
static bool is_rest(struct hk_str text)
{
	uint32_t c = 0;

	hk_utf8_decode(text.data, text.len, &c);
	return hk_char_hiragana(c) || hk_char_closing(c) || c == 0x30FC ||
	       c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E;
}

/* The words before the number of a figure or table. */
static bool is_caption(struct hk_str text)
{
	static const char *const words[] = {"図",  "表",    "写真",
					    "Fig", "Table", "Listing"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (hk_span_starts(text, words[i]))
			return true;
	return false;
}

static bool goes_on(const struct writer *w, const struct hk_pdf_flow_block *b)
{
	return w->open &&
	       ((b->flags & HK_PDF_BLOCK_FLUSH) || is_rest(b->text)) &&
	       !(b->flags & (HK_PDF_BLOCK_ROW | HK_PDF_BLOCK_PLAIN)) &&
	       b->size * 100 >= w->size * SAME_MIN &&
	       b->size * 100 <= w->size * SAME_MAX;
}

/* May the block stand between two parts of the paragraph at hand? */
static bool is_aside(const struct writer *w, const struct hk_pdf_flow_block *b)
{
	return w->open && w->held_count < HELD_MAX &&
	       b->page <= w->last_page + 1 &&
	       (b->running || (b->flags & HK_PDF_BLOCK_ROW) ||
		is_caption(b->text) || b->size * 100 <= w->size * SMALL_MAX);
}

static void take_block(struct writer *w, const struct hk_pdf_flow_block *b)
{
	if (b->again)
		return;
	if (!goes_on(w, b) && is_aside(w, b)) {
		w->held[w->held_count++] = b;
		return;
	}
	if (b->running) {
		flush(w);
		write_block(w, HK_BLOCK_PARAGRAPH, 0, b->text, b->page);
		return;
	}
	if (!goes_on(w, b)) {
		flush(w);
		if (take_heading(w, b->text, b->page))
			return;
		w->size = b->size;
	}
	take_lines(w, b);
	w->open = w->text.len && (b->flags & HK_PDF_BLOCK_OPEN);
}

enum hk_status hk_pdf_flow_write(const struct hk_pdf_flow *flow,
				 struct hk_article *article)
{
	struct writer w = {.flow = flow, .article = article};

	hk_buf_init(&w.text, HK_PDF_TEXT_MAX * 2);
	hk_buf_init(&w.plain, HK_PDF_TEXT_MAX * 2);
	hk_buf_init(&w.readings, HK_PDF_TEXT_MAX);
	for (size_t i = 0; i < flow->block_count && !w.status; i++)
		take_block(&w, &flow->blocks[i]);
	flush(&w);
	hk_buf_release(&w.text);
	hk_buf_release(&w.plain);
	hk_buf_release(&w.readings);
	free(w.list);
	return w.status;
}
