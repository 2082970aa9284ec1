/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The text of one part. */

#include "formats/mail/private.h"
#include "formats/plain.h"
#include "base/utf8.h"

static struct hk_str charset_of(struct hk_mail_letter *l,
				const struct hk_mail_fields *fields)
{
	struct hk_str charset =
		hk_mail_letter_parameter(l, fields->type, "charset", true);

	if (!l->charset.len)
		l->charset = charset;
	return charset;
}

/* Is it UTF-8 or ASCII already? */
static bool is_ready(struct hk_str bytes)
{
	return bytes.len && !memchr(bytes.data, 0, bytes.len) &&
	       !memchr(bytes.data, 0x1B, bytes.len) &&
	       !hk_span_starts(bytes, "\xEF\xBB\xBF") && hk_utf8_valid(bytes);
}

static bool may_be_utf8(struct hk_str charset)
{
	return !charset.len || hk_mail_type_is(charset, "utf-8") ||
	       hk_mail_type_is(charset, "us-ascii");
}

void hk_mail_add_plain(struct hk_mail_letter *l,
		       const struct hk_mail_fields *fields, struct hk_str part)
{
	bool plain = hk_mail_plain(fields->transfer) && !l->fixed;
	struct hk_str charset = charset_of(l, fields);
	size_t blocks = l->article->block_count;
	uint32_t line = hk_mail_line(l, plain ? fields->body.data : part.data);
	struct hk_str bytes = fields->body;

	hk_buf_reset(&l->bytes);
	hk_buf_reset(&l->text);
	if (!hk_mail_plain(fields->transfer)) {
		hk_mail_note(l, hk_mail_transfer(&l->bytes, bytes,
						 fields->transfer));
		bytes = hk_buf_str(&l->bytes);
	}
	if (!may_be_utf8(charset) || !is_ready(bytes)) {
		hk_mail_note(l, hk_mail_decode(&l->text, bytes, charset,
					       l->input->encoding));
		bytes = hk_buf_str(&l->text);
	}
	if (l->status)
		return;
	l->article->lines =
		plain ? HK_BLOCK_LINES_PHYSICAL : HK_BLOCK_LINES_RECORD;
	hk_mail_note(l, hk_plain_paragraphs(l->article, bytes, line));
	if (!plain && l->article->block_count > blocks)
		l->encoded = true;
}

/* Readings inside the block `from` of the HTML, which became a block that
 * begins at `begin`. */
static void take_readings(struct hk_mail_letter *l,
			  const struct hk_article *html, size_t *next,
			  struct hk_span from, size_t begin)
{
	struct hk_article *to = l->article;

	for (; *next < html->reading_count && !l->status &&
	       html->readings[*next].span.end <= from.end;
	     ++*next) {
		struct hk_reading read = html->readings[*next];

		if (read.span.begin < from.begin)
			continue;
		read.span.begin += begin - from.begin;
		read.span.end += begin - from.begin;
		if (read.span.end > to->text.len)
			continue;
		read.reading.data = hk_arena_copy(&to->arena, read.reading.data,
						  read.reading.len);
		hk_mail_note(l, read.reading.data
					? hk_article_reading(to, read.span,
							     read.reading)
					: HK_ENOMEM);
	}
}

/* Take over what the reader of HTML gave. */
static enum hk_status take_html(void *ctx, struct hk_article *html)
{
	struct hk_mail_letter *l = ctx;
	struct hk_article *to = l->article;
	size_t next = 0;

	for (size_t i = 0; i < html->block_count && !l->status; i++) {
		struct hk_block b = html->blocks[i];
		size_t blocks = to->block_count;

		if (b.kind == HK_BLOCK_TITLE) {
			b.kind = HK_BLOCK_HEADING;
			b.level = 1;
		}
		hk_mail_note(l,
			     hk_plain_block(
				     to, b.kind, b.level,
				     hk_span_str(html->text.data + b.span.begin,
						 b.span.end - b.span.begin),
				     l->html_line ? l->html_line : b.line));
		if (to->block_count > blocks)
			take_readings(l, html, &next, b.span,
				      to->blocks[blocks].span.begin);
	}
	return l->status;
}

static void overhear(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	(void)line;
	(void)why;
}

void hk_mail_add_html(struct hk_mail_letter *l,
		      const struct hk_mail_fields *fields, struct hk_str part)
{
	struct hk_format_input input = {.fd = -1,
					.path = l->input->path,
					.depth = l->input->depth,
					.article = &l->html,
					.emit = take_html,
					.complain = overhear,
					.ctx = l};
	bool plain = hk_mail_plain(fields->transfer) && !l->fixed;
	size_t blocks = l->article->block_count;
	enum hk_status status;

	if (!hk_format_html.read) {
		l->no_html = true;
		return;
	}
	hk_buf_reset(&l->bytes);
	hk_buf_reset(&l->text);
	hk_mail_note(
		l, hk_mail_transfer(&l->bytes, fields->body, fields->transfer));
	if (!l->status)
		hk_mail_note(l, hk_mail_decode(&l->text, hk_buf_str(&l->bytes),
					       charset_of(l, fields),
					       l->input->encoding));
	if (l->status)
		return;
	input.text = hk_buf_str(&l->text);
	input.first_line =
		hk_mail_line(l, plain ? fields->body.data : part.data);
	l->html_line = plain ? 0 : input.first_line;
	l->article->lines =
		plain ? HK_BLOCK_LINES_PHYSICAL : HK_BLOCK_LINES_RECORD;
	status = hk_format_html.read(&input, NULL);
	if (status == HK_ENOMEM)
		hk_mail_note(l, status);
	else if (status)
		l->no_html = true;
	if (!plain && l->article->block_count > blocks)
		l->encoded = true;
}
