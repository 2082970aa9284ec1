/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/format.h"

#include <strings.h>

#include "text/char.h"
#include "text/utf8.h"

/* A line of more characters was not wrapped: it is a paragraph. */
#define LONG_LINE 100
#define TITLE_MAX 40

#define ROW(name, suffixes, about) {#name, suffixes, about, &hk_format_##name},
const struct hk_format_row hk_format_rows[] = {
	HK_FORMAT_LIST(ROW){NULL, NULL, NULL, NULL}};
#undef ROW

/* Text, or a container, that would be read wrongly as that. */
static const char *const foreign[] = {
	"json", "xml", "svg",  "rtf", "css", "js",   "doc",   "docx",
	"odt",	"xls", "xlsx", "ods", "ppt", "pptx", "odp",   "jar",
	"apk",	"whl", "deb",  "rpm", "iso", "woff", "woff2",
};

const struct hk_format *hk_format_named(const char *name)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->name && strcmp(row->name, name) != 0)
		row++;
	return row->format;
}

const char *hk_format_name(const struct hk_format *format)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->format && row->format != format)
		row++;
	return row->name;
}

static const char *suffix_of(const char *path)
{
	const char *name = strrchr(path, '/');
	const char *suffix = strrchr(name ? name : path, '.');

	return suffix ? suffix + 1 : "";
}

/* Is the suffix one of `list`, in any case? */
static bool is_among(const char *list, const char *suffix)
{
	size_t len = strlen(suffix);

	while (*list) {
		size_t n = strcspn(list, " ");

		if (n == len && !strncasecmp(list, suffix, n))
			return true;
		list += n + (list[n] == ' ');
	}
	return false;
}

static const struct hk_format *format_by_suffix(const char *suffix)
{
	const struct hk_format_row *row = hk_format_rows;

	while (row->name && !is_among(row->suffixes, suffix))
		row++;
	return row->format;
}

const struct hk_format *hk_format_of(const char *path, struct hk_str head,
				     const char **why)
{
	const char *suffix = suffix_of(path);
	const struct hk_format *format = format_by_suffix(suffix);

	*why = NULL;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (!strcasecmp(foreign[i], suffix)) {
			*why = foreign[i];
			return NULL;
		}
	/* What a file holds goes before what it is called; but a text that is
	 * called one is not asked which other text it may be. */
	for (const struct hk_format_row *row = hk_format_rows; row->name; row++)
		if (row->format->looks &&
		    (!format || row->format->takes == HK_FORMAT_BYTES) &&
		    row->format->looks(head))
			return row->format;
	return format ? format : &hk_format_text;
}

const struct hk_format *hk_format_of_text(const struct hk_format *format,
					  struct hk_str text)
{
	if (text.len > HK_FORMAT_HEAD)
		text.len = hk_utf8_boundary(text, HK_FORMAT_HEAD);
	if (format == &hk_format_text && hk_format_aozora.looks(text))
		return &hk_format_aozora;
	return format;
}

/* ---- Lines ---- */

bool hk_format_line(struct hk_str *line, struct hk_str *rest)
{
	size_t at = 0, end;

	if (!rest->len)
		return false;
	while (at < rest->len && rest->data[at] != '\n' &&
	       rest->data[at] != '\r')
		at++;
	*line = hk_span_str(rest->data, at);
	end = at < rest->len ? at + 1 : at;
	if (at + 1 < rest->len && rest->data[at] == '\r' &&
	    rest->data[at + 1] == '\n')
		end++;
	rest->data += end;
	rest->len -= end;
	return true;
}

struct hk_str hk_format_trim(struct hk_str text)
{
	while (text.len) {
		uint32_t c;
		size_t n = hk_utf8_decode(text.data, text.len, &c);
		if (!n || !hk_char_space(c))
			break;
		text.data += n;
		text.len -= n;
	}
	while (text.len) {
		size_t at = hk_utf8_boundary(text, text.len - 1);
		uint32_t c;
		if (!hk_utf8_decode(text.data + at, text.len - at, &c) ||
		    !hk_char_space(c))
			break;
		text.len = at;
	}
	return text;
}

bool hk_format_blank(struct hk_str line)
{
	return hk_format_trim(line).len == 0;
}

static size_t count_chars(struct hk_str text)
{
	size_t chars = 0;

	for (size_t i = 0; i < text.len; i++)
		chars += ((unsigned char)text.data[i] & 0xC0) != 0x80;
	return chars;
}

bool hk_format_is_title(struct hk_str line)
{
	line = hk_format_trim(line);
	return line.len && count_chars(line) <= TITLE_MAX &&
	       !memmem(line.data, line.len, "。", 3);
}

/* ---- Blocks ---- */

static enum hk_status append_lines(struct hk_buf *out, struct hk_str text)
{
	enum hk_status status = HK_OK;
	struct hk_str line;
	bool first = true;

	while (!status && hk_format_line(&line, &text)) {
		if (!first)
			status = hk_buf_putc(out, '\n');
		if (!status)
			status = hk_buf_append(out, line.data, line.len);
		first = false;
	}
	return status;
}

enum hk_status hk_format_block(struct hk_article *article,
			       enum hk_block_kind kind, unsigned level,
			       struct hk_str text, uint32_t line)
{
	struct hk_block block = {kind, level, {0, 0}, line};
	enum hk_status status = HK_OK;

	if (hk_format_blank(text))
		return HK_OK;
	if (article->text.len)
		status = hk_buf_puts(&article->text, "\n\n");
	block.span.begin = article->text.len;
	if (!status)
		status = append_lines(&article->text, text);
	while (article->text.len > block.span.begin &&
	       (article->text.data[article->text.len - 1] == '\n' ||
		article->text.data[article->text.len - 1] == ' '))
		article->text.len--;
	block.span.end = article->text.len;
	return status ? status : hk_article_add(article, block);
}

enum hk_status hk_format_paragraphs(struct hk_article *article,
				    struct hk_str text, uint32_t line)
{
	struct hk_str rest = text, now, paragraph = {NULL, 0};
	uint32_t number = line, first = line;
	bool physical = article->lines == HK_BLOCK_LINES_PHYSICAL;
	enum hk_status status = HK_OK;

	while (!status && hk_format_line(&now, &rest)) {
		bool blank = hk_format_blank(now);
		bool indented = hk_span_starts(now, "\xE3\x80\x80");

		if (paragraph.len && (blank || indented)) {
			status = hk_format_block(article, HK_BLOCK_PARAGRAPH, 0,
						 paragraph, first);
			paragraph.len = 0;
		}
		if (!blank) {
			if (!paragraph.len) {
				paragraph.data = now.data;
				first = number;
			}
			paragraph.len =
				(size_t)(now.data + now.len - paragraph.data);
			if (!status && count_chars(now) > LONG_LINE) {
				status = hk_format_block(article,
							 HK_BLOCK_PARAGRAPH, 0,
							 paragraph, first);
				paragraph.len = 0;
			}
		}
		number += physical;
	}
	if (!status && paragraph.len)
		status = hk_format_block(article, HK_BLOCK_PARAGRAPH, 0,
					 paragraph, first);
	return status;
}
