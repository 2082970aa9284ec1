/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/array.h"
#include "formats/format.h"

#include <stdlib.h>
#include <strings.h>

#include "formats/pdf/pdf.h"
#include "formats/plain.h"
#include "text/utf8.h"

/* Makes an article of the records of the PDF library. Nothing in them is
 * trusted: a hostile file may have taken over that process. */

#define TAGS_MAX 100
/* Bytes before a heading that the outline leaves out, such as "第10章 ". */
#define NUMBERING_MAX 12

struct reader {
	const struct hk_format_input *input;
	struct hk_article *article;
	struct hk_buf page; /* the text of the page at hand */
	struct hk_pdf_record *outline;
	size_t outline_count, outline_capacity, outline_next;
	const char *failed, *cut;
	uint32_t pages; /* the last that was told */
	bool end;
	enum hk_status status;
};

static void note(struct reader *r, enum hk_status status)
{
	if (!r->status)
		r->status = status;
}

/* ---- Texts ---- */

/* Valid UTF-8 without controls but line feeds. */
static void tidy(struct reader *r, struct hk_buf *out, struct hk_str text)
{
	for (size_t i = 0; i < text.len && !r->status;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n)
			note(r, hk_buf_puts(out, "\xEF\xBF\xBD"));
		else if ((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0))
			note(r, hk_buf_putc(out, ' '));
		else if (c != 0xFEFF)
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

/* Is it Shift_JIS that was read as a Western encoding? Then it has many
 * accented letters and signs, and nothing Japanese. */
static bool is_garbled(struct hk_str text)
{
	size_t chars = 0, odd = 0;

	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n || c == HK_UTF8_REPLACEMENT)
			return true;
		if (c >= 0x2E80)
			return false;
		odd += c >= 0x80;
		chars++;
		i += n;
	}
	return odd * 3 > chars;
}

static bool ends_with(struct hk_str text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len &&
	       !strncasecmp(text.data + text.len - len, end, len);
}

/* Is it what programs write when nobody gave a title: the name of a file, or
 * "no title"? */
static bool is_no_title(struct hk_str title)
{
	static const char *const begins[] = {"Microsoft Word",
					     "Microsoft PowerPoint",
					     "Microsoft Excel",
					     "PowerPoint プレゼンテーション",
					     "PowerPoint Presentation",
					     "Untitled",
					     "無題",
					     "名称未設定",
					     "file:///",
					     "Slide 1",
					     "スライド 1"};
	static const char *const ends[] = {
		".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".pdf",
		".rtf", ".txt",	 ".jtd", ".indd", ".ai",  ".tex",  ".dvi",
		".ps",	".eps",	 ".qxd", ".odt",  ".html"};
	static const char *const whole[] = {"title",	"document", "document1",
					    "no title", "文書 1",   "タイトル"};

	if (is_garbled(title))
		return true;
	for (size_t i = 0; i < sizeof(begins) / sizeof(*begins); i++)
		if (title.len >= strlen(begins[i]) &&
		    !strncasecmp(title.data, begins[i], strlen(begins[i])))
			return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (ends_with(title, ends[i]))
			return true;
	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		if (title.len == strlen(whole[i]) && ends_with(title, whole[i]))
			return true;
	return false;
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
			if (tags[count].len && !is_garbled(tags[count]))
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

	hk_buf_reset(&r->page);
	tidy(r, &r->page, record->text);
	text = hk_plain_trim(hk_buf_str(&r->page));
	for (size_t i = 0; i < r->page.len; i++)
		if (r->page.data[i] == '\n' && record->kind != HK_PDF_KEYWORDS)
			r->page.data[i] = ' ';
	if (record->kind == HK_PDF_TITLE && !is_no_title(text))
		a->title = keep(r, text);
	else if (record->kind == HK_PDF_AUTHOR && !is_garbled(text))
		a->author = keep(r, text);
	else if (record->kind == HK_PDF_DATE && is_date(text))
		a->date = keep(r, text);
	else if (record->kind == HK_PDF_KEYWORDS && !a->tag_count)
		take_tags(r, text);
}

/* ---- Headings ---- */

static void take_outline(struct reader *r, const struct hk_pdf_record *record)
{
	if (HK_ARRAY_RESERVE(r->outline, r->outline_capacity,
			     r->outline_count + 1))
		r->outline[r->outline_count++] = *record;
	else
		note(r, HK_ENOMEM);
}

/* By page; headings of one page keep their order. */
static int compare(const void *a, const void *b)
{
	const struct hk_pdf_record *x = a, *y = b;
	uint32_t p = x->number / 8, q = y->number / 8;

	if (p != q)
		return p < q ? -1 : 1;
	return (x->text.data > y->text.data) - (x->text.data < y->text.data);
}

/* Are they the same except for blanks, and a number before `line`? */
static bool same_words(struct hk_str line, struct hk_str title)
{
	size_t i = line.len, k = title.len;

	while (k > 0) {
		if (title.data[k - 1] == ' ' || title.data[k - 1] == '\r' ||
		    title.data[k - 1] == '\n') {
			k--;
		} else if (i > 0 && line.data[i - 1] == ' ') {
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
static unsigned heading_level(struct reader *r, struct hk_str line,
			      uint32_t page)
{
	while (r->outline_next < r->outline_count &&
	       r->outline[r->outline_next].number / 8 < page)
		r->outline_next++;
	for (size_t i = r->outline_next;
	     i < r->outline_count && r->outline[i].number / 8 == page; i++)
		if (same_words(line, r->outline[i].text)) {
			unsigned level = r->outline[i].number % 8;

			r->outline_next = i + 1;
			return level < 1 ? 1 : level > 6 ? 6 : level;
		}
	return 0;
}

/* ---- Pages ---- */

/* Is a word cut at the end of the line: letter, hyphen, letter? */
static bool is_cut(const char *data, size_t len, size_t at)
{
	return at >= 2 && at + 1 < len && data[at] == '\n' &&
	       data[at - 1] == '-' && data[at - 2] >= 'a' &&
	       data[at - 2] <= 'z' && data[at + 1] >= 'a' &&
	       data[at + 1] <= 'z';
}

/* Remove the hyphens at the ends of lines, in place. */
static struct hk_str join_words(char *data, size_t len)
{
	size_t to = 0;

	for (size_t i = 0; i < len; i++) {
		if (is_cut(data, len, i)) {
			to--;
			continue;
		}
		if (i + 2 < len && !memcmp(data + i, "\xC2\xAD\n", 3)) {
			i += 2; /* a soft hyphen */
			continue;
		}
		data[to++] = data[i];
	}
	return hk_span_str(data, to);
}

static void end_paragraph(struct reader *r, struct hk_str *paragraph,
			  uint32_t page)
{
	if (paragraph->len)
		note(r, hk_plain_block(r->article, HK_BLOCK_PARAGRAPH, 0,
				       *paragraph, page));
	paragraph->len = 0;
}

static void take_page(struct reader *r, const struct hk_pdf_record *record)
{
	struct hk_str rest, line, paragraph = {NULL, 0};
	uint32_t page = record->number;

	if (!r->pages && r->outline_count)
		qsort(r->outline, r->outline_count, sizeof(*r->outline),
		      compare);
	r->pages = page;
	hk_buf_reset(&r->page);
	tidy(r, &r->page, record->text);
	rest = join_words(r->page.data, r->page.len);
	while (!r->status && hk_plain_line(&line, &rest)) {
		bool blank = hk_plain_is_blank(line);
		unsigned level = blank ? 0 : heading_level(r, line, page);

		if (blank || level || hk_span_starts(line, "\xE3\x80\x80"))
			end_paragraph(r, &paragraph, page);
		if (level) {
			note(r, hk_plain_block(r->article, HK_BLOCK_HEADING,
					       level, line, page));
		} else if (!blank) {
			if (!paragraph.len)
				paragraph.data = line.data;
			paragraph.len =
				(size_t)(line.data + line.len - paragraph.data);
		}
	}
	end_paragraph(r, &paragraph, page);
}

/* ---- The whole ---- */

static const char *reason(uint32_t number)
{
	static const char *const reasons[HK_PDF_REASON_COUNT] = {
		[HK_PDF_DAMAGED] = "not a PDF, or damaged",
		[HK_PDF_ENCRYPTED] = "encrypted: needs a password",
		[HK_PDF_MANY_PAGES] = "too many pages: the last are left out",
		[HK_PDF_LONG_TEXT] = "too much text: the end is left out",
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
			take_page(r, &record);
			break;
		case HK_PDF_FAILED:
			r->failed = reason(record.number);
			break;
		case HK_PDF_CUT:
			r->cut = reason(record.number);
			break;
		case HK_PDF_END:
			r->end = true;
			break;
		}
}

/* If there is no title, take the first line if it looks like one. */
static void find_title(struct reader *r)
{
	struct hk_article *a = r->article;
	struct hk_str rest, line;

	if (a->title.len || !a->block_count)
		return;
	rest = hk_span_str(a->text.data + a->blocks[0].span.begin,
			   a->blocks[0].span.end - a->blocks[0].span.begin);
	if (hk_plain_line(&line, &rest) && hk_plain_is_title(line))
		a->title = keep(r, line);
}

/* Make an article of the records. */
static enum hk_status make_article(struct reader *r, struct hk_str told,
				   const char *why, struct hk_error *err)
{
	const struct hk_format_input *input = r->input;
	struct hk_error text;

	hk_article_reset(r->article);
	r->article->lines = HK_BLOCK_LINES_PAGE;
	take_records(r, told);
	find_title(r);
	if (r->status == HK_ETOOBIG)
		return hk_error_set(err, r->status, "its text is too long");
	if (r->status)
		return hk_error_nomem(err);
	if (!why && !r->end)
		why = "the PDF library gave up";
	if (r->failed)
		return hk_error_set(err, HK_EFORMAT, "%s", r->failed);
	if (!r->end && !r->article->block_count)
		return hk_error_set(err, HK_EFORMAT, "%s", why);
	if (!r->end) {
		hk_error_set(&text, HK_EFORMAT, "%s after page %u", why,
			     r->pages);
		input->complain(input->ctx, r->pages, text.message);
	}
	if (r->cut)
		input->complain(input->ctx, r->pages, r->cut);
	return input->emit(input->ctx, r->article);
}

enum hk_status hk_pdf_article(const struct hk_format_input *input,
			      struct hk_str told, const char *why,
			      struct hk_error *err)
{
	struct reader r = {.input = input, .article = input->article};
	enum hk_status status;

	hk_buf_init(&r.page, HK_PDF_TEXT_MAX * 2);
	status = make_article(&r, told, why, err);
	free(r.outline);
	hk_buf_release(&r.page);
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
