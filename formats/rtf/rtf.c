/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Rich Text Format: as Word, WordPad, LibreOffice, TextEdit and Ichitaro
 * write it. */

#include <stdio.h>

#include "base/file.h"
#include "formats/plain.h"
#include "formats/rtf/private.h"

/* Bytes of a file; pictures are most of a large one. */
#define FILE_MAX (256u << 20)

/* "2024-05-31T10:20:00", or the day alone; nothing if it is not a date. */
static void date_text(char out[32], const int32_t d[5])
{
	out[0] = '\0';
	if (d[0] < 1970 || d[0] > 9999 || d[1] < 1 || d[1] > 12 || d[2] < 1 ||
	    d[2] > 31)
		return;
	if (d[3] < 0 || d[3] > 23 || d[4] < 0 || d[4] > 59 || (!d[3] && !d[4]))
		snprintf(out, 32, "%04d-%02d-%02d", (int)d[0], (int)d[1],
			 (int)d[2]);
	else
		snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:00", (int)d[0],
			 (int)d[1], (int)d[2], (int)d[3], (int)d[4]);
}

/* Without a title of its own: the first heading, or the first line, if it
 * may be one. */
static enum hk_status find_title(struct hk_article *a)
{
	struct hk_block *first = a->block_count ? &a->blocks[0] : NULL;
	struct hk_str line;

	for (size_t i = 0; i < a->block_count; i++) {
		const struct hk_block *b = &a->blocks[i];

		if (b->kind != HK_BLOCK_HEADING || b->level > 2)
			continue;
		return hk_article_keep(
			a, &a->title,
			hk_span_str(a->text.data + b->span.begin,
				    b->span.end - b->span.begin));
	}
	if (!first || first->kind != HK_BLOCK_PARAGRAPH)
		return HK_OK;
	line = hk_span_str(a->text.data + first->span.begin,
			   first->span.end - first->span.begin);
	if (memchr(line.data, '\n', line.len) || !hk_plain_is_title(line))
		return HK_OK;
	first->kind = HK_BLOCK_TITLE;
	return hk_article_keep(a, &a->title, line);
}

static enum hk_status set_fields(struct hk_article *a, const struct hk_rtf *rtf)
{
	struct hk_str title = hk_plain_trim(hk_buf_str(&rtf->title));
	struct hk_str author = hk_plain_trim(hk_buf_str(&rtf->author));
	enum hk_status status;
	char date[32];

	date_text(date, rtf->date[0]);
	if (!*date)
		date_text(date, rtf->date[1]);
	status = hk_article_keep(a, &a->date, hk_span_cstr(date));
	if (!status)
		status = hk_article_keep(a, &a->author, author);
	if (!status && title.len)
		return hk_article_keep(a, &a->title, title);
	return status ? status : find_title(a);
}

static bool looks_rtf(struct hk_str head)
{
	return hk_span_starts(head, "{\\rtf");
}

static enum hk_status give(const struct hk_format_input *input,
			   struct hk_rtf *rtf, struct hk_error *err)
{
	struct hk_article *a = input->article;

	if (set_fields(a, rtf))
		return hk_error_nomem(err);
	if (rtf->flow.full)
		input->complain(input->ctx, 0,
				"it is too long; the end was left out");
	else if (!rtf->closed)
		input->complain(input->ctx, 0,
				"it ends inside a group; perhaps a part of it "
				"is missing");
	a->lines = HK_BLOCK_LINES_NONE;
	return input->emit(input->ctx, a);
}

static enum hk_status read_bytes(const struct hk_format_input *input,
				 struct hk_str bytes, struct hk_error *err)
{
	struct hk_rtf rtf;
	enum hk_status status;

	if (hk_span_starts(bytes, "\xEF\xBB\xBF"))
		bytes = hk_span_from(bytes, 3);
	bytes = hk_span_trim(bytes);
	if (!looks_rtf(bytes))
		return hk_error_set(err, HK_EFORMAT, "not an RTF file");
	hk_article_reset(input->article);
	status = hk_rtf_init(&rtf, input->article);
	rtf.code.forced = input->encoding;
	if (!status)
		status = hk_rtf_parse(&rtf, bytes);
	if (status == HK_ETOOBIG)
		hk_error_set(err, status, "its text is too long");
	else if (status)
		hk_error_nomem(err);
	else
		status = give(input, &rtf, err);
	hk_rtf_release(&rtf);
	return status;
}

static enum hk_status read_rtf(const struct hk_format_input *input,
			       struct hk_error *err)
{
	enum hk_status status;
	struct hk_buf bytes;

	if (input->fd == -1)
		return read_bytes(input, input->text, err);
	hk_buf_init(&bytes, FILE_MAX);
	status = hk_file_read_fd(&bytes, input->fd, "it", err);
	if (!status)
		status = read_bytes(input, hk_buf_str(&bytes), err);
	hk_buf_release(&bytes);
	return status;
}

const struct hk_format hk_format_rtf = {
	.takes = HK_FORMAT_BYTES,
	.looks = looks_rtf,
	.read = read_rtf,
};
