/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/pdf/title.h"

#include <stdlib.h>
#include <strings.h>

#include "formats/plain.h"
#include "text/char.h"
#include "text/date.h"
#include "text/utf8.h"

/* Code points of a title that is found in the text. */
#define TITLE_MAX 80
/* Letters of a date that are no part of it: 提出日. */
#define DATE_WORDS 3
/* How much larger than the usual letter, in tenths. */
#define LARGE 11
/* Blocks that are looked at. */
#define BLOCKS_MAX 200

bool hk_pdf_title_garbled(struct hk_str text)
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

/* ---- What is no title ---- */

/* A digit of any width: 0 to 9; else -1. */
static int digit_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

/* Letters and signs that dates are made of. */
static bool is_of_date(uint32_t c)
{
	static const uint32_t chars[] = {
		0x5E74, 0x6708, 0x65E5, 0x66DC, 0x6642, 0x5206, 0x706B, 0x6C34,
		0x6728, 0x91D1, 0x571F, 0x4EE4, 0x548C, 0x5E73, 0x6210, 0x662D};

	for (size_t i = 0; i < sizeof(chars) / sizeof(*chars); i++)
		if (c == chars[i])
			return true;
	return hk_char_space(c) || (c < 0x80 && strchr("/-.,:()T+Z", (int)c)) ||
	       c == 0xFF08 || c == 0xFF09;
}

/* Is it a date, with a few letters more at most? */
static bool is_date(struct hk_str text)
{
	char packed[64], date[HK_DATE_MAX];
	size_t len = 0, words = 0, digits = 0;

	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n)
			return false;
		digits += digit_of(c) >= 0;
		words += digit_of(c) < 0 && !is_of_date(c);
		/* What stands before the date is left out. */
		if (!hk_char_space(c) && (digits || is_of_date(c)) &&
		    len + n < sizeof(packed)) {
			memcpy(packed + len, text.data + i, n);
			len += n;
		}
		i += n;
	}
	if (digits < 2)
		return false;
	if (hk_date_normalise(date, text) && strlen(date) > 7 &&
	    text.len < sizeof(packed) / 2)
		return true;
	return words <= DATE_WORDS &&
	       hk_date_normalise(date, hk_span_str(packed, len)) &&
	       strlen(date) > 4;
}

/* Has it a letter? */
static bool has_letter(struct hk_str text)
{
	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			return true;
		if ((c >= 0xC0 && c < 0x2000) || hk_char_han(c) ||
		    hk_char_hiragana(c) || hk_char_katakana(c) ||
		    hk_char_hangul(c) || (c >= 0xFF21 && c <= 0xFF9D))
			return true;
		i += n ? n : 1;
	}
	return false;
}

/* The name of the file itself, with or without its suffix, in ASCII? A name in
 * Japanese may well be the title. */
static bool is_own_name(struct hk_str title, struct hk_str path)
{
	size_t begin = path.len, end;

	while (begin && path.data[begin - 1] != '/')
		begin--;
	for (end = path.len; end > begin && path.data[end - 1] != '.';)
		end--;
	for (size_t i = 0; i < title.len; i++)
		if ((unsigned char)title.data[i] >= 0x80)
			return false;
	return title.len &&
	       (title.len == path.len - begin ||
		(end > begin && title.len == end - 1 - begin)) &&
	       !memcmp(title.data, path.data + begin, title.len);
}

static bool is_made(struct hk_str title)
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
		".doc",	 ".docx", ".xls",  ".xlsx", ".ppt",  ".pptx", ".pdf",
		".rtf",	 ".txt",  ".jtd",  ".indd", ".ai",   ".tex",  ".dvi",
		".ps",	 ".eps",  ".qxd",  ".odt",  ".html", ".htm",  ".md",
		".docm", ".xlsm", ".pptm", ".dotx", ".odp",  ".ods",  ".odg",
		".sxw",	 ".jtt",  ".xdw",  ".pub",  ".fm",   ".p65",  ".cdr",
		".tif",	 ".tiff", ".jpg",  ".jpeg", ".png",  ".csv",  ".key"};
	static const char *const whole[] = {"title",	"document", "document1",
					    "no title", "文書 1",   "タイトル",
					    "no_title", "notitle",  "none",
					    "null",	"print",    "文書1"};

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

bool hk_pdf_title_given(struct hk_str title, struct hk_str path)
{
	return !hk_pdf_title_garbled(title) && has_letter(title) &&
	       !is_date(title) && !is_made(title) && !is_own_name(title, path);
}

/* ---- Escapes ---- */

/* The bytes of an escape, a language and an escape that the text begins with
 * (ISO 32000-1, 7.9.2.2); 0: none. */
static size_t language(struct hk_str text)
{
	size_t i = 1;

	if (!text.len || text.data[0] != 0x1B)
		return 0;
	while (i < text.len && i < 8 &&
	       ((text.data[i] >= 'a' && text.data[i] <= 'z') ||
		(text.data[i] >= 'A' && text.data[i] <= 'Z') ||
		text.data[i] == '-'))
		i++;
	return i > 1 && i < text.len && text.data[i] == 0x1B ? i + 1 : 0;
}

enum hk_status hk_pdf_title_plain(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < text.len && !status;) {
		size_t n = language(hk_span_str(text.data + i, text.len - i));

		if (!n)
			status = hk_buf_putc(out, text.data[i]);
		i += n ? n : 1;
	}
	return status;
}

/* ---- Finding one ---- */

/* The text of a block as one line: readings go, lines are joined. */
static enum hk_status join(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;
	uint32_t before = 0, after = 0;
	bool reading = false;

	for (size_t i = 0; i < text.len && !status;) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data + i, text.len - i, &c);

		if (!n)
			break;
		if (i + n < text.len)
			hk_utf8_decode(text.data + i + n, text.len - i - n,
				       &after);
		if (c == HK_PDF_READING || c == HK_PDF_READ)
			reading = c == HK_PDF_READING;
		else if (c == '\n' &&
			 !(hk_char_japanese(before) && hk_char_japanese(after)))
			status = hk_buf_putc(out, ' ');
		else if (c != '\n' && c != HK_PDF_BASE && !reading)
			status = hk_buf_append(out, text.data + i, n);
		before = c == '\n' ? before : c;
		i += n;
	}
	return status;
}

static bool may_be(struct hk_str line)
{
	struct hk_str none = {NULL, 0};
	size_t count = hk_utf8_count(line);

	return count > 1 && count <= TITLE_MAX &&
	       hk_pdf_title_given(line, none);
}

/* The usual size of the letters: what most bytes are in. */
static unsigned usual_size(const struct hk_pdf_flow *flow)
{
	size_t bytes[HK_PDF_SIZE_MAX + 1] = {0}, best = 0;

	for (size_t i = 0; i < flow->block_count; i++) {
		const struct hk_pdf_flow_block *b = &flow->blocks[i];

		if (b->size <= HK_PDF_SIZE_MAX)
			bytes[b->size] += b->text.len;
	}
	for (size_t i = 1; i <= HK_PDF_SIZE_MAX; i++)
		if (bytes[i] > bytes[best])
			best = i;
	return (unsigned)best;
}

/* The blocks of the first page that has any. */
static size_t first_page(const struct hk_pdf_flow *flow)
{
	size_t n = 0;

	while (n < flow->block_count && n < BLOCKS_MAX &&
	       flow->blocks[n].page == flow->blocks[0].page)
		n++;
	return n;
}

/* Try the blocks of this size, or the first line of each if that is 0. */
static enum hk_status try_size(struct hk_buf *out,
			       const struct hk_pdf_flow *flow, size_t count,
			       unsigned size)
{
	for (size_t i = 0; i < count; i++) {
		const struct hk_pdf_flow_block *b = &flow->blocks[i];
		struct hk_str rest = b->text, line = {NULL, 0};
		enum hk_status status;

		if (size && b->size != size)
			continue;
		hk_buf_reset(out);
		if (!size && hk_plain_line(&line, &rest))
			status = join(out, line);
		else
			status = join(out, b->text);
		line = hk_plain_trim(hk_buf_str(out));
		if (status ||
		    (may_be(line) && (size || hk_plain_is_title(line))))
			return status;
	}
	hk_buf_reset(out);
	return HK_OK;
}

enum hk_status hk_pdf_title_find(struct hk_buf *out,
				 const struct hk_pdf_flow *flow)
{
	size_t count = first_page(flow);
	unsigned usual = usual_size(flow), below = HK_PDF_SIZE_MAX + 1;
	enum hk_status status;

	for (;;) {
		unsigned size = 0;

		for (size_t i = 0; i < count; i++)
			if (flow->blocks[i].size < below &&
			    flow->blocks[i].size > size)
				size = flow->blocks[i].size;
		if (size * 10 < usual * LARGE || !size)
			break;
		status = try_size(out, flow, count, size);
		if (status || out->len)
			return status;
		below = size;
	}
	return try_size(out, flow, count, 0);
}
