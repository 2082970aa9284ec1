/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/office/flow_private.h"

#include <stdlib.h>

#include "formats/plain.h"
#include "text/char.h"
#include "base/utf8.h"

/* Bytes of a reading; what is longer is none. */
#define READING_MAX 4096
/* Readings that are kept of a file. */
#define READINGS_MAX 500000
/* Times that a row is repeated. */
#define TIMES_MAX 64

void hk_office_flow_init(struct hk_office_flow *f, struct hk_article *article)
{
	memset(f, 0, sizeof(*f));
	f->article = article;
	f->left = HK_OFFICE_FLOW_MAX;
	for (unsigned i = 0; i < HK_OFFICE_FLOW_DEPTH; i++) {
		hk_buf_init(&f->open[i].text, HK_OFFICE_FLOW_MAX * 2);
		hk_buf_init(&f->open[i].readings.text, HK_OFFICE_FLOW_MAX);
		hk_buf_init(&f->open[i].caught, READING_MAX);
	}
	hk_buf_init(&f->text, HK_OFFICE_FLOW_MAX * 2);
	hk_buf_init(&f->readings.text, HK_OFFICE_FLOW_MAX);
	hk_keyset_init(&f->seen);
}

void hk_office_flow_release(struct hk_office_flow *f)
{
	for (unsigned i = 0; i < HK_OFFICE_FLOW_DEPTH; i++) {
		hk_buf_release(&f->open[i].text);
		hk_buf_release(&f->open[i].readings.text);
		hk_buf_release(&f->open[i].caught);
		free(f->open[i].readings.list);
	}
	hk_buf_release(&f->text);
	hk_buf_release(&f->readings.text);
	free(f->readings.list);
	free(f->waiting);
	hk_keyset_release(&f->seen);
}

/* ---- Text ---- */

/* The last character of the text; 0: none. */
static uint32_t last_of(struct hk_str text)
{
	size_t at = text.len ? hk_utf8_boundary(text, text.len - 1) : 0;
	uint32_t c = 0;

	if (text.len)
		hk_utf8_decode(text.data + at, text.len - at, &c);
	return c;
}

/* Put what stands between the text before and `next`. A heading is one line:
 * where it was only broken to look well, it is joined. */
static void put_gap(struct hk_office_flow *f, struct hk_office_paragraph *p,
		    struct hk_str next)
{
	const char *gap = p->tab ? "\t" : p->feed ? "\n " : "";

	if (*gap && p->kind == HK_BLOCK_HEADING && !p->rows) {
		uint32_t c = 0;

		if (next.len)
			hk_utf8_decode(next.data, next.len, &c);
		gap = !p->tab && hk_char_japanese(c) &&
				      hk_char_japanese(
					      last_of(hk_buf_str(&p->text)))
			      ? ""
			      : " ";
	}
	if (p->text.len)
		hk_office_flow_fail(f, hk_buf_puts(&p->text, gap));
	p->tab = p->feed = false;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool ends_in_space(const struct hk_office_paragraph *p)
{
	return !p->text.len || is_space(p->text.data[p->text.len - 1]);
}

/* Bytes at the beginning of `text` without white space or control. */
static size_t word_of(struct hk_str text)
{
	size_t n = 0;

	while (n < text.len && (unsigned char)text.data[n] > ' ' &&
	       text.data[n] != 0x7F)
		n++;
	return n;
}

static void put(struct hk_office_flow *f, struct hk_office_paragraph *p,
		struct hk_str text)
{
	while (text.len && !f->status) {
		size_t n = word_of(text);

		if (n && (p->tab || p->feed))
			put_gap(f, p, text);
		if (n)
			hk_office_flow_fail(
				f, hk_buf_append(&p->text, text.data, n));
		else if (is_space(*text.data) && !p->tab && !p->feed &&
			 !ends_in_space(p))
			hk_office_flow_fail(f, hk_buf_putc(&p->text, ' '));
		text = hk_span_from(text, n ? n : 1);
	}
}

void hk_office_flow_text(struct hk_office_flow *f, struct hk_str text)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);
	enum hk_status status;

	if (f->status || f->full)
		return;
	if (p->reading) {
		status = hk_buf_append(&p->caught, text.data, text.len);
		if (status != HK_ETOOBIG)
			hk_office_flow_fail(f, status);
		return;
	}
	if (text.len > f->left) {
		f->full = true;
		text.len = hk_utf8_boundary(text, f->left);
		f->left = 0;
	} else {
		f->left -= text.len;
	}
	put(f, p, text);
}

void hk_office_flow_tab(struct hk_office_flow *f)
{
	hk_office_flow_now(f)->tab = true;
}

void hk_office_flow_feed(struct hk_office_flow *f)
{
	hk_office_flow_now(f)->feed = true;
}

void hk_office_flow_go_on(struct hk_office_flow *f)
{
	hk_office_flow_now(f)->tab = hk_office_flow_now(f)->feed = false;
}

void hk_office_flow_kind(struct hk_office_flow *f, enum hk_block_kind kind,
			 unsigned level)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);

	p->kind = kind;
	p->level = kind != HK_BLOCK_HEADING ? 0
		   : level < 1		    ? 1
		   : level > 6		    ? 6
					    : level;
}

enum hk_block_kind hk_office_flow_kind_of(const struct hk_office_flow *f)
{
	return f->open[f->depth].kind;
}

bool hk_office_flow_blank(const struct hk_office_flow *f)
{
	return hk_plain_is_blank(hk_buf_str(&f->open[f->depth].text));
}

/* ---- Readings ---- */

void hk_office_flow_read(struct hk_office_flow *f, struct hk_span base,
			 struct hk_str reading)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);

	reading = hk_plain_trim(reading);
	if (reading.len && base.begin < base.end && base.end <= p->text.len &&
	    f->article->reading_count + p->readings.count < READINGS_MAX &&
	    !hk_office_flow_add_reading(&p->readings, base, reading))
		hk_office_flow_fail(f, HK_ENOMEM);
}

void hk_office_flow_base(struct hk_office_flow *f)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);

	put_gap(f, p, hk_span_str(NULL, 0));
	p->base = p->base_end = p->text.len;
}

void hk_office_flow_base_end(struct hk_office_flow *f)
{
	hk_office_flow_now(f)->base_end = hk_office_flow_now(f)->text.len;
}

void hk_office_flow_reading(struct hk_office_flow *f)
{
	hk_office_flow_now(f)->reading = true;
}

void hk_office_flow_reading_end(struct hk_office_flow *f)
{
	hk_office_flow_now(f)->reading = false;
}

void hk_office_flow_ruby_end(struct hk_office_flow *f)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);
	struct hk_span base = {p->base, p->base_end};

	p->reading = false;
	if (p->base_end > p->base)
		hk_office_flow_read(f, base, hk_buf_str(&p->caught));
	hk_buf_reset(&p->caught);
	p->base = p->base_end = 0;
}

size_t hk_office_flow_at(const struct hk_office_flow *f)
{
	return f->open[f->depth].text.len;
}

/* ---- Ends ---- */

void hk_office_flow_end(struct hk_office_flow *f)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);

	if (p->rows || f->too_deep)
		p->feed = true;
	else
		hk_office_flow_complete(f, p->kind, 1);
}

void hk_office_flow_row(struct hk_office_flow *f)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);

	if (!p->rows && p->text.len && !f->too_deep)
		hk_office_flow_complete(f, p->kind, 1);
	p->rows++;
}

void hk_office_flow_row_end(struct hk_office_flow *f, unsigned times)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);

	if (p->rows > 1 || f->too_deep) {
		p->rows -= p->rows > 0;
		p->tab = false;
		p->feed = true;
		return;
	}
	p->level = 0;
	hk_office_flow_complete(f, HK_BLOCK_VERBATIM,
				times < TIMES_MAX ? times : TIMES_MAX);
}

bool hk_office_flow_in_row(const struct hk_office_flow *f)
{
	return f->open[f->depth].rows > 0;
}

void hk_office_flow_repeat(struct hk_office_flow *f, size_t begin,
			   unsigned times)
{
	struct hk_office_paragraph *p = hk_office_flow_now(f);
	struct hk_str text;
	char *copy;

	if (begin >= p->text.len || f->status)
		return;
	text = hk_span_trim(
		hk_span_str(p->text.data + begin, p->text.len - begin));
	copy = malloc(text.len + 1); /* the buffer may move */
	if (!copy) {
		hk_office_flow_fail(f, HK_ENOMEM);
		return;
	}
	memcpy(copy, text.data, text.len);
	for (unsigned i = 0; i < times && i < TIMES_MAX && !f->full; i++) {
		p->tab = true;
		hk_office_flow_text(f, hk_span_str(copy, text.len));
	}
	free(copy);
}

void hk_office_flow_aside(struct hk_office_flow *f)
{
	if (f->depth + 1 < HK_OFFICE_FLOW_DEPTH) {
		f->depth++;
		hk_office_flow_clear(hk_office_flow_now(f));
	} else {
		f->too_deep++;
		hk_office_flow_now(f)->feed = true;
	}
}

void hk_office_flow_picture(struct hk_office_flow *f)
{
	if (f->depth && !f->too_deep)
		hk_office_flow_now(f)->picture = true;
}

void hk_office_flow_aside_end(struct hk_office_flow *f)
{
	if (f->too_deep) {
		f->too_deep--;
		hk_office_flow_now(f)->feed = true;
	} else if (f->depth) {
		hk_office_flow_complete(f, hk_office_flow_now(f)->kind, 1);
		f->depth--;
	}
}
