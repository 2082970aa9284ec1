/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/array.h"
#include "formats/format.h"

#include <stdlib.h>

#include "formats/pdf/data.h"
#include "formats/pdf/flow.h"
#include "formats/pdf/pdf.h"
#include "formats/pdf/title.h"
#include "formats/plain.h"
#include "formats/title.h"
#include "base/utf8.h"

/* Makes an article of the records of the PDF library. Nothing in them is
 * trusted: a hostile file may have taken over that process. */

#define TAGS_MAX 100
/* Characters a page below which its text is not worth the name, if it is a
 * picture. */
#define CHARACTERS_MIN 10

/* One in so many characters that is not known is told. */
#define PARTLY 5

struct reader {
	const struct hk_format_input *input;
	struct hk_article *article;
	struct hk_buf fact; /* the text at hand */
	struct hk_buf raw;
	struct hk_buf texts; /* of all blocks */
	size_t controls;     /* that they had */
	struct hk_pdf_flow flow;
	const char *failed, *cut;
	bool locked;	/* it failed for want of a password */
	uint32_t pages; /* the last that was told */
	uint32_t page_count, pictures;
	struct hk_str lacks; /* a table of characters */
	bool fonts, end;
	enum hk_status status;
};

static void note(struct reader *r, enum hk_status status)
{
	if (!r->status)
		r->status = status;
}

/* ---- Texts ---- */

static bool is_control(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
}

/* Valid UTF-8 without controls but line feeds and tabs. */
static void tidy(struct reader *r, struct hk_buf *out, struct hk_str text)
{
	for (size_t i = 0; i < text.len && !r->status;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n)
			note(r, hk_buf_puts(out, "\xEF\xBF\xBD"));
		else if (is_control(c)) {
			r->controls += out == &r->texts;
			note(r, hk_buf_putc(out, ' '));
		} else if (c != 0xFEFF)
			note(r, hk_buf_append(out, text.data + i, n));
		i += n ? n : 1;
	}
}

static struct hk_str keep(struct reader *r, struct hk_str text)
{
	struct hk_str kept = {NULL, 0};

	text = hk_plain_trim(text);
	if (text.len)
		kept.data =
			hk_arena_copy(&r->article->arena, text.data, text.len);
	if (kept.data)
		kept.len = text.len;
	else if (text.len)
		note(r, HK_ENOMEM);
	return kept;
}

/* YYYY-MM-DDThh:mm:ss and nothing else. */
static bool is_date(struct hk_str text)
{
	static const char form[] = "0000-00-00T00:00:00";

	if (text.len != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (form[i] == '0' ? text.data[i] < '0' || text.data[i] > '9'
				   : text.data[i] != form[i])
			return false;
	return true;
}

/* The bytes of the separator that the text begins with; 0: none. */
static size_t separator(struct hk_str text)
{
	static const char *const separators[] = {",",  ";",  "、",
						 "，", "；", "\n"};

	for (size_t i = 0; i < sizeof(separators) / sizeof(*separators); i++)
		if (hk_span_starts(text, separators[i]))
			return strlen(separators[i]);
	return 0;
}

static void take_tags(struct reader *r, struct hk_str words)
{
	struct hk_article *a = r->article;
	struct hk_str *tags =
		hk_arena_array(&a->arena, TAGS_MAX, sizeof(*tags));
	size_t count = 0, begin = 0, i = 0;

	if (!tags) {
		note(r, HK_ENOMEM);
		return;
	}
	while (i <= words.len && count < TAGS_MAX) {
		size_t n = i == words.len
				   ? 1
				   : separator(hk_span_str(words.data + i,
							   words.len - i));

		if (n) {
			tags[count] = keep(
				r, hk_span_str(words.data + begin, i - begin));
			if (tags[count].len && !hk_title_garbled(tags[count]))
				count++;
			begin = i + n;
		}
		i += n ? n : 1;
	}
	a->tags = tags;
	a->tag_count = count;
}

static void take_fact(struct reader *r, const struct hk_pdf_record *record)
{
	struct hk_article *a = r->article;
	struct hk_str text;

	hk_buf_reset(&r->raw);
	note(r, hk_pdf_title_plain(&r->raw, record->text));
	hk_buf_reset(&r->fact);
	tidy(r, &r->fact, hk_buf_str(&r->raw));
	text = hk_plain_trim(hk_buf_str(&r->fact));
	if (!text.len)
		return;
	for (size_t i = 0; i < r->fact.len; i++)
		if (r->fact.data[i] == '\n' && record->kind != HK_PDF_KEYWORDS)
			r->fact.data[i] = ' ';
	if (record->kind == HK_PDF_TITLE &&
	    hk_title_given(text, r->input->path))
		a->title = keep(r, text);
	else if (record->kind == HK_PDF_AUTHOR && !hk_title_garbled(text))
		a->author = keep(r, text);
	else if (record->kind == HK_PDF_DATE && is_date(text))
		a->date = keep(r, text);
	else if (record->kind == HK_PDF_KEYWORDS && !a->tag_count)
		take_tags(r, text);
}

/* ---- Blocks ---- */

static int compare(const void *a, const void *b)
{
	const struct hk_pdf_flow_entry *x = a, *y = b;

	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	return (x->title.data > y->title.data) -
	       (x->title.data < y->title.data);
}

static void take_outline(struct reader *r, const struct hk_pdf_record *record)
{
	struct hk_pdf_flow *f = &r->flow;
	unsigned level = record->number % 8;

	if (!HK_ARRAY_RESERVE(f->outline, f->outline_capacity,
			      f->outline_count + 1)) {
		note(r, HK_ENOMEM);
		return;
	}
	f->outline[f->outline_count++] =
		(struct hk_pdf_flow_entry){.page = record->number / 8,
					   .level = level < 1	? 1
						    : level > 6 ? 6
								: level,
					   .title = record->text};
}

/* The texts move while they grow, so that each is known by its length until
 * all are there. */
static void take_block(struct reader *r, const struct hk_pdf_record *record)
{
	struct hk_pdf_flow *f = &r->flow;
	struct hk_pdf_flow_block block = {.page = r->pages};
	size_t begin = r->texts.len;

	if (record->kind == HK_PDF_PAGE) {
		block.page = r->pages = record->number;
		block.flags = HK_PDF_BLOCK_PLAIN;
		r->page_count++;
		if (!record->text.len)
			return;
	} else {
		block.flags = record->number & HK_PDF_FLAGS_MAX;
		block.size = record->number >> 6 & HK_PDF_SIZE_MAX;
		block.place = record->number >> 18;
	}
	if (!HK_ARRAY_RESERVE(f->blocks, f->block_capacity,
			      f->block_count + 1)) {
		note(r, HK_ENOMEM);
		return;
	}
	tidy(r, &r->texts, record->text);
	block.text.len = r->texts.len - begin;
	f->blocks[f->block_count++] = block;
}

/* Give the blocks their texts, and make an article of them. */
static void take_flow(struct reader *r)
{
	struct hk_pdf_flow *f = &r->flow;
	const char *texts = r->texts.data ? r->texts.data : "";
	size_t begin = 0;

	for (size_t i = 0; i < f->block_count; i++) {
		f->blocks[i].text.data = texts + begin;
		begin += f->blocks[i].text.len;
	}
	if (f->outline_count)
		qsort(f->outline, f->outline_count, sizeof(*f->outline),
		      compare);
	if (!r->status)
		note(r, hk_pdf_flow_running(f));
	hk_buf_reset(&r->fact);
	if (!r->status && !r->article->title.len) {
		note(r, hk_pdf_title_find(&r->fact, f));
		r->article->title = keep(r, hk_buf_str(&r->fact));
	}
	if (!r->status)
		note(r, hk_pdf_flow_write(f, r->article));
}

/* ---- The whole ---- */

static const char *reason(uint32_t number)
{
	static const char *const reasons[HK_PDF_REASON_COUNT] = {
		[HK_PDF_DAMAGED] = HK_MESSAGE("not a PDF, or damaged"),
		[HK_PDF_ENCRYPTED] = HK_MESSAGE("encrypted: needs a password"),
		[HK_PDF_MANY_PAGES] =
			HK_MESSAGE("too many pages: the last are left out"),
		[HK_PDF_LONG_TEXT] =
			HK_MESSAGE("too much text: the end is left out"),
	};

	return reasons[number < HK_PDF_REASON_COUNT ? number : HK_PDF_DAMAGED];
}

static void take_records(struct reader *r, struct hk_str rest)
{
	struct hk_pdf_record record;

	while (!r->status && !r->end && hk_pdf_record_take(&record, &rest))
		switch (record.kind) {
		case HK_PDF_TITLE:
		case HK_PDF_AUTHOR:
		case HK_PDF_KEYWORDS:
		case HK_PDF_DATE:
			take_fact(r, &record);
			break;
		case HK_PDF_OUTLINE:
			take_outline(r, &record);
			break;
		case HK_PDF_PAGE:
		case HK_PDF_BLOCK:
			take_block(r, &record);
			break;
		case HK_PDF_PICTURES:
			r->pictures = record.number;
			break;
		case HK_PDF_FONTS:
			r->fonts = true;
			break;
		case HK_PDF_LACKS:
			r->lacks = record.text;
			break;
		case HK_PDF_FAILED:
			r->failed = reason(record.number);
			r->locked = record.number == HK_PDF_ENCRYPTED;
			break;
		case HK_PDF_CUT:
			r->cut = reason(record.number);
			break;
		case HK_PDF_END:
			r->end = true;
			break;
		}
}

/* Where poppler's tables are there, another one would not help. */
static bool data_would_help(const struct reader *r)
{
	return r->lacks.len && !hk_pdf_data_is_there();
}

static const char *unknown_characters(const struct reader *r)
{
	return data_would_help(r)
		       ? HK_PDF_DATA_NO_TEXT
		       : HK_MESSAGE("no text: its fonts do not say which "
				    "characters they show");
}

/* Why the PDF has no text worth the name; NULL: it has. */
static const char *absence(const struct reader *r)
{
	size_t all, lost;

	hk_pdf_flow_count(&r->flow, &all, &lost);
	if ((lost + r->controls) * 2 > all + r->controls)
		return unknown_characters(r);
	if (r->pictures && r->pictures * 5 >= r->page_count * 4 &&
	    all < (size_t)r->page_count * CHARACTERS_MIN)
		return HK_MESSAGE("no text: its pages are pictures");
	if (all)
		return NULL;
	return r->lacks.len || r->fonts ? unknown_characters(r)
					: HK_MESSAGE("no text");
}

static void complain(struct reader *r, const char *why)
{
	const struct hk_format_input *input = r->input;
	struct hk_error text;
	size_t all, lost;

	if (r->lacks.len) {
		int len = (int)(r->lacks.len < 40 ? r->lacks.len : 40);

		hk_error_set(
			&text, HK_EFORMAT,
			data_would_help(r)
				? HK_PDF_DATA_LACK_FORMAT
				: HK_MESSAGE("text is missing: poppler has "
					     "no table for its characters "
					     "(%.*s)"),
			len, r->lacks.data);
		input->complain(input->ctx, 0, text.message);
	}
	if (!r->end) {
		hk_error_set(&text, HK_EFORMAT, "%s after page %u", why,
			     r->pages);
		input->complain(input->ctx, r->pages, text.message);
	}
	if (r->cut)
		input->complain(input->ctx, r->pages, r->cut);
	hk_pdf_flow_count(&r->flow, &all, &lost);
	if ((lost + r->controls) * PARTLY > all)
		input->complain(input->ctx, 0,
				"part of its text is missing: its fonts do not "
				"say which characters they show");
	if (r->pictures * 2 > r->page_count) {
		hk_error_set(&text, HK_EFORMAT,
			     "%u of its %u pages are pictures without text",
			     r->pictures, r->page_count);
		input->complain(input->ctx, 0, text.message);
	}
}

/* Make an article of the records. */
static enum hk_status make_article(struct reader *r, struct hk_str told,
				   const char *why, struct hk_error *err)
{
	const struct hk_format_input *input = r->input;
	const char *none;

	hk_article_reset(r->article);
	r->article->lines = HK_BLOCK_LINES_PAGE;
	take_records(r, told);
	if (!r->status)
		take_flow(r);
	if (r->status == HK_ETOOBIG)
		return hk_error_set(err, r->status, "its text is too long");
	if (r->status)
		return hk_error_nomem(err);
	if (!why && !r->end)
		why = HK_MESSAGE("the PDF library gave up");
	if (r->failed)
		return hk_error_set(err, r->locked ? HK_ENOTTEXT : HK_EFORMAT,
				    "%s", r->failed);
	if (!r->end && !r->article->block_count)
		return hk_error_set(err, HK_EFORMAT, "%s", why);
	none = absence(r);
	if (none) { /* it says the rest */
		r->pictures = 0;
		r->controls = 0;
		r->flow.block_count = 0;
		complain(r, why);
		return hk_error_set(err, HK_ENOTTEXT, "%s", none);
	}
	complain(r, why);
	return input->emit(input->ctx, r->article);
}

enum hk_status hk_pdf_article(const struct hk_format_input *input,
			      struct hk_str told, const char *why,
			      struct hk_error *err)
{
	struct reader r = {.input = input, .article = input->article};
	enum hk_status status;

	hk_buf_init(&r.fact, HK_PDF_TEXT_MAX * 2);
	hk_buf_init(&r.raw, HK_PDF_TEXT_MAX * 2);
	hk_buf_init(&r.texts, HK_PDF_TEXT_MAX * 2);
	status = make_article(&r, told, why, err);
	hk_pdf_flow_release(&r.flow);
	hk_buf_release(&r.fact);
	hk_buf_release(&r.raw);
	hk_buf_release(&r.texts);
	return status;
}

static enum hk_status read_pdf(const struct hk_format_input *input,
			       struct hk_error *err)
{
	enum hk_status status;
	struct hk_buf told;
	const char *why;

	hk_buf_init(&told, HK_PDF_TEXT_MAX * 2);
	status = hk_pdf_child_run(&told, &why, input->fd, input->text, err);
	if (!status)
		status = hk_pdf_article(input, hk_buf_str(&told), why, err);
	hk_buf_release(&told);
	return status;
}

static bool looks_pdf(struct hk_str head)
{
	size_t len = head.len < 1024 ? head.len : 1024;

	return len && memmem(head.data, len, "%PDF-", 5);
}

const struct hk_format hk_format_pdf = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks_pdf,
	.read = HK_PDF_BUILT ? read_pdf : NULL,
	.needs = "poppler-glib",
};
