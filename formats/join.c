/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/join.h"

#include "formats/plain.h"

struct join {
	struct hk_article *to;
	const struct hk_format_input *input;
	uint32_t line;
};

static enum hk_status add_block(const struct join *j,
				const struct hk_article *from,
				struct hk_block block, bool titled)
{
	struct hk_article *to = j->to;
	size_t len = block.span.end - block.span.begin;
	const char *text = from->text.data + block.span.begin;
	enum hk_status status = HK_OK;

	if (to->text.len)
		status = hk_buf_puts(&to->text, "\n\n");
	block.span.begin = to->text.len;
	block.span.end = to->text.len + len;
	if (!status)
		status = hk_buf_append(&to->text, text, len);
	if (block.kind == HK_BLOCK_TITLE && titled) {
		block.kind = HK_BLOCK_HEADING;
		block.level = 1;
	}
	if (to->lines != HK_BLOCK_LINES_PHYSICAL)
		block.line = to->lines ? j->line : 0;
	return status ? status : hk_article_add(to, block);
}

/* The readings that begin inside the block, which is `shift` bytes later in
 * the other article. */
static enum hk_status add_readings(const struct join *j,
				   const struct hk_article *from,
				   struct hk_span block, size_t begin,
				   size_t *next)
{
	enum hk_status status = HK_OK;

	for (; *next < from->reading_count && !status; ++*next) {
		struct hk_reading r = from->readings[*next];
		char *copy;

		if (r.span.begin >= block.end)
			break;
		if (r.span.begin < block.begin)
			continue;
		copy = hk_arena_copy(&j->to->arena, r.reading.data,
				     r.reading.len);
		r.span.begin += begin - block.begin;
		r.span.end += begin - block.begin;
		status = copy ? hk_article_reading(
					j->to, r.span,
					hk_span_str(copy, r.reading.len))
			      : HK_ENOMEM;
	}
	return status;
}

static enum hk_status take(void *ctx, struct hk_article *from)
{
	const struct join *j = ctx;
	bool titled = j->to->title.len > 0;
	enum hk_status status = HK_OK;
	size_t next = 0;

	if (!titled && from->title.len)
		status = hk_article_keep(j->to, &j->to->title, from->title);
	for (size_t i = 0; i < from->block_count && !status; i++) {
		size_t begin = j->to->text.len + (j->to->text.len ? 2 : 0);

		status = add_block(j, from, from->blocks[i], titled);
		if (!status)
			status = add_readings(j, from, from->blocks[i].span,
					      begin, &next);
	}
	return status;
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	const struct join *j = ctx;

	j->input->complain(j->input->ctx, line, why);
}

enum hk_status hk_join_read(struct hk_article *to, struct hk_article *inner,
			    const struct hk_format *format,
			    const struct hk_format_input *input,
			    struct hk_str text, uint32_t line,
			    struct hk_error *err)
{
	struct join j = {to, input, line};
	struct hk_format_input part = {.text = text,
				       .fd = -1,
				       .first_line = line,
				       .path = input->path,
				       .member = input->member,
				       .depth = input->depth,
				       .article = inner,
				       .emit = take,
				       .complain = complain,
				       .ctx = &j};
	enum hk_status status;

	if (format && format->read) {
		status = format->read(&part, err);
		if (status == HK_ENOMEM || status == HK_ETOOBIG)
			return hk_error_set(err, status,
					    "its text is too long");
		return status;
	}
	status = hk_plain_paragraphs(to, text, line);
	return status == HK_ENOMEM ? hk_error_nomem(err) : status;
}
