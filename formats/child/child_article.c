/* SPDX-License-Identifier: GPL-2.0-or-later */

/* An article, from the process that reads it to its parent. */

#include "formats/child/child_private.h"
#include "base/utf8.h"

/* Blocks in a frame. */
#define BLOCKS_MAX 1024
/* A block in a frame: kind, level, begin, end, line, column, and of its item
 * mark, depth, number. */
#define BLOCK_NUMBERS 9
/* Tags of an article that are kept. */
#define TAGS_MAX 10000

/* ---- There ---- */

static void tell_text(struct hk_child_out *out, struct hk_str text)
{
	while (text.len) {
		size_t len =
			text.len < HK_CHILD_PIECE ? text.len : HK_CHILD_PIECE;

		hk_child_frame_tell(out, HK_CHILD_TEXT, 0,
				    hk_span_str(text.data, len));
		text = hk_span_from(text, len);
	}
}

static void tell_blocks(struct hk_child_out *out,
			const struct hk_article *article)
{
	uint64_t numbers[BLOCKS_MAX * BLOCK_NUMBERS];
	size_t count = 0;

	for (size_t i = 0; i < article->block_count; i++) {
		const struct hk_block *b = &article->blocks[i];

		numbers[count++] = b->kind;
		numbers[count++] = b->level;
		numbers[count++] = b->span.begin;
		numbers[count++] = b->span.end;
		numbers[count++] = b->line;
		numbers[count++] = b->column;
		numbers[count++] = b->item.mark;
		numbers[count++] = b->item.depth;
		numbers[count++] = b->item.number;
		if (count < BLOCKS_MAX * BLOCK_NUMBERS &&
		    i + 1 < article->block_count)
			continue;
		hk_child_frame_tell(out, HK_CHILD_BLOCKS, 0,
				    hk_span_str((const char *)numbers,
						count * sizeof(*numbers)));
		count = 0;
	}
}

static void tell_reading(struct hk_child_out *out,
			 const struct hk_reading *reading)
{
	uint64_t span[2] = {reading->span.begin, reading->span.end};
	char bytes[HK_CHILD_PIECE];
	size_t len = reading->reading.len;

	if (len > sizeof(bytes) - sizeof(span))
		return; /* no reading is that long */
	memcpy(bytes, span, sizeof(span));
	memcpy(bytes + sizeof(span), reading->reading.data, len);
	hk_child_frame_tell(out, HK_CHILD_READING, 0,
			    hk_span_str(bytes, sizeof(span) + len));
}

void hk_child_article_tell(struct hk_child_out *out,
			   const struct hk_article *article)
{
	struct hk_str field;

	tell_text(out, hk_buf_str(&article->text));
	tell_blocks(out, article);
	for (unsigned i = 0; i < HK_ARTICLE_FIELDS; i++) {
		field = *hk_article_field((struct hk_article *)article, i);
		if (field.len && field.len <= HK_CHILD_FRAME_MAX)
			hk_child_frame_tell(out, HK_CHILD_FIELD, i, field);
	}
	for (size_t i = 0; i < article->tag_count; i++)
		hk_child_frame_tell(out, HK_CHILD_TAG, 0, article->tags[i]);
	for (size_t i = 0; i < article->reading_count; i++)
		tell_reading(out, &article->readings[i]);
	hk_child_frame_tell(out, HK_CHILD_ARTICLE, article->lines,
			    hk_span_str(NULL, 0));
}

/* ---- Here ---- */

static enum hk_status take_blocks(struct hk_article *article,
				  struct hk_str bytes)
{
	uint64_t n[BLOCK_NUMBERS];
	enum hk_status status = HK_OK;

	if (bytes.len % sizeof(n))
		return HK_EFORMAT;
	for (; !status && bytes.len; bytes = hk_span_from(bytes, sizeof(n))) {
		size_t count = article->block_count;
		size_t last = count ? article->blocks[count - 1].span.end : 0;
		struct hk_block block = {.kind = HK_BLOCK_PARAGRAPH};

		memcpy(n, bytes.data, sizeof(n));
		if (n[0] > HK_BLOCK_VERBATIM || n[1] > 6 || n[2] < last ||
		    n[3] < n[2] || n[3] > article->text.len ||
		    n[4] > UINT32_MAX || n[5] > HK_BLOCK_COLUMN_MAX ||
		    n[6] > HK_ITEM_NUMBER || n[7] > HK_ITEM_DEPTH_MAX ||
		    n[8] > UINT32_MAX)
			return HK_EFORMAT;
		block.kind = (enum hk_block_kind)n[0];
		block.level = (unsigned)n[1];
		block.span.begin = (size_t)n[2];
		block.span.end = (size_t)n[3];
		block.line = (uint32_t)n[4];
		block.column = (uint32_t)n[5];
		block.item.mark = (enum hk_item_mark)n[6];
		block.item.depth = (unsigned)n[7];
		block.item.number = (uint32_t)n[8];
		if (!hk_article_block_sound(&block))
			return HK_EFORMAT;
		/* It was split there; a second time it must not be. */
		status = hk_article_add(article, block);
	}
	return status;
}

static enum hk_status take_tag(struct hk_article *article, struct hk_str tag)
{
	size_t count = article->tag_count;
	struct hk_str *tags = article->tags;

	if (count >= TAGS_MAX)
		return HK_EFORMAT;
	/* The array is full when its number is a power of two, or 0. */
	if ((count & (count - 1)) == 0) {
		tags = hk_arena_array(&article->arena, count ? count * 2 : 1,
				      sizeof(*tags));
		if (!tags)
			return HK_ENOMEM;
		if (count)
			memcpy(tags, article->tags, count * sizeof(*tags));
		article->tags = tags;
	}
	article->tag_count++;
	return hk_article_keep(article, &tags[count], tag);
}

static enum hk_status take_reading(struct hk_article *article,
				   struct hk_str bytes)
{
	uint64_t n[2];
	struct hk_span span;

	if (bytes.len < sizeof(n))
		return HK_EFORMAT;
	memcpy(n, bytes.data, sizeof(n));
	if (n[0] > n[1] || n[1] > article->text.len)
		return HK_EFORMAT;
	span.begin = (size_t)n[0];
	span.end = (size_t)n[1];
	return hk_article_reading(article, span,
				  hk_span_from(bytes, sizeof(n)));
}

enum hk_status hk_child_article_take(struct hk_article *article,
				     const struct hk_child_frame *frame)
{
	switch (frame->kind) {
	case HK_CHILD_TEXT:
		return hk_buf_append(&article->text, frame->bytes.data,
				     frame->bytes.len);
	case HK_CHILD_BLOCKS:
		return take_blocks(article, frame->bytes);
	case HK_CHILD_FIELD:
		if (frame->number >= HK_ARTICLE_FIELDS)
			return HK_EFORMAT;
		return hk_article_keep(article,
				       hk_article_field(article, frame->number),
				       frame->bytes);
	case HK_CHILD_TAG:
		return take_tag(article, frame->bytes);
	case HK_CHILD_READING:
		return take_reading(article, frame->bytes);
	default:
		return HK_EFORMAT;
	}
}

static bool is_edge(struct hk_str text, size_t at)
{
	return at >= text.len || (text.data[at] & 0xC0) != 0x80;
}

bool hk_child_article_sound(const struct hk_article *article)
{
	struct hk_str text = hk_buf_str(&article->text);

	if (!hk_utf8_valid(text))
		return false;
	for (size_t i = 0; i < article->block_count; i++)
		if (!is_edge(text, article->blocks[i].span.begin) ||
		    !is_edge(text, article->blocks[i].span.end))
			return false;
	for (size_t i = 0; i < article->reading_count; i++)
		if (!is_edge(text, article->readings[i].span.begin) ||
		    !is_edge(text, article->readings[i].span.end) ||
		    !hk_utf8_valid(article->readings[i].reading))
			return false;
	for (unsigned i = 0; i < HK_ARTICLE_FIELDS; i++) {
		const struct hk_str *field =
			hk_article_field((struct hk_article *)article, i);

		/* Names of members may be in an unknown encoding. */
		if (field != &article->member && !hk_utf8_valid(*field))
			return false;
	}
	for (size_t i = 0; i < article->tag_count; i++)
		if (!hk_utf8_valid(article->tags[i]))
			return false;
	for (size_t i = 0; i < article->date.len; i++)
		if (!memchr("0123456789-:T", article->date.data[i], 13))
			return false;
	return article->date.len < 20;
}
