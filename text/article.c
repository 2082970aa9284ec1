/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/article.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"

/* Bytes of a block. A longer one is split at a line end. */
#define SPLIT_MAX (64u << 10)
/* No text written by people has more blocks. After these, blocks are merged up
 * to SPLIT_MAX bytes, which bounds the memory that a hostile file takes. */
#define BLOCKS_MAX 500000

static void forget(struct hk_article *article)
{
	struct hk_str none = {NULL, 0};

	article->block_count = 0;
	article->lines = HK_BLOCK_LINES_NONE;
	article->id = none;
	article->title = none;
	article->date = none;
	article->url = none;
	article->author = none;
	article->title_reading = none;
	article->author_reading = none;
	article->lang = none;
	article->note = none;
	article->member = none;
	article->tags = NULL;
	article->tag_count = 0;
	article->reading_count = 0;
}

void hk_article_init(struct hk_article *article)
{
	hk_buf_init(&article->text, HK_BLOCK_TEXT_MAX);
	hk_arena_init(&article->arena, HK_BLOCK_TEXT_MAX);
	article->blocks = NULL;
	article->block_capacity = 0;
	article->readings = NULL;
	article->reading_capacity = 0;
	forget(article);
}

void hk_article_release(struct hk_article *article)
{
	hk_buf_release(&article->text);
	hk_arena_release(&article->arena);
	free(article->blocks);
	article->blocks = NULL;
	article->block_capacity = 0;
	free(article->readings);
	article->readings = NULL;
	article->reading_capacity = 0;
	forget(article);
}

void hk_article_reset(struct hk_article *article)
{
	hk_buf_reset(&article->text);
	hk_arena_reset(&article->arena);
	forget(article);
}

bool hk_article_block_sound(const struct hk_block *block)
{
	const struct hk_item *item = &block->item;
	bool any = item->mark || item->depth || item->number;

	return block->column <= HK_BLOCK_COLUMN_MAX &&
	       (!any || block->kind == HK_BLOCK_ITEM) &&
	       item->mark <= HK_ITEM_NUMBER &&
	       item->depth <= HK_ITEM_DEPTH_MAX &&
	       (!item->number || item->mark == HK_ITEM_NUMBER);
}

static enum hk_status add(struct hk_article *article, struct hk_block block)
{
	size_t count = article->block_count;

	assert(block.span.begin <= block.span.end);
	assert(!count ||
	       block.span.begin >= article->blocks[count - 1].span.end);
	if (count >= BLOCKS_MAX &&
	    block.span.end - article->blocks[count - 1].span.begin <
		    SPLIT_MAX) {
		article->blocks[count - 1].span.end = block.span.end;
		return HK_OK;
	}
	if (!HK_ARRAY_RESERVE(article->blocks, article->block_capacity,
			      count + 1))
		return HK_ENOMEM;
	article->blocks[count] = block;
	article->block_count++;
	return HK_OK;
}

/* A long block becomes several, so that hk_article_line(), which counts lines
 * from the beginning of a block, stays fast. */
enum hk_status hk_article_add(struct hk_article *article, struct hk_block block)
{
	enum hk_status status = HK_OK;

	while (!status && article->lines == HK_BLOCK_LINES_PHYSICAL &&
	       block.span.end - block.span.begin > SPLIT_MAX) {
		const char *text = article->text.data + block.span.begin;
		const char *end = memrchr(text, '\n', SPLIT_MAX);
		struct hk_block first = block;

		if (!end || end == text)
			break;
		first.span.end = block.span.begin + (size_t)(end - text);
		status = add(article, first);
		for (size_t i = 0; text + i <= end; i++)
			block.line += block.line && text[i] == '\n';
		block.span.begin = first.span.end + 1;
		block.column = 0;
		if (block.kind == HK_BLOCK_ITEM)
			block.kind = HK_BLOCK_PARAGRAPH;
		memset(&block.item, 0, sizeof(block.item));
	}
	return status ? status : add(article, block);
}

enum hk_status hk_article_reading(struct hk_article *article,
				  struct hk_span span, struct hk_str reading)
{
	size_t count = article->reading_count;
	char *copy;

	if (span.begin >= span.end || span.end > article->text.len ||
	    !reading.len ||
	    (count && span.begin < article->readings[count - 1].span.end))
		return HK_OK;
	if (!HK_ARRAY_RESERVE(article->readings, article->reading_capacity,
			      count + 1))
		return HK_ENOMEM;
	copy = hk_arena_copy(&article->arena, reading.data, reading.len);
	if (!copy)
		return HK_ENOMEM;
	article->readings[count].span = span;
	article->readings[count].reading = hk_span_str(copy, reading.len);
	article->reading_count++;
	return HK_OK;
}

enum hk_status hk_article_keep(struct hk_article *article, struct hk_str *field,
			       struct hk_str value)
{
	char *copy = hk_arena_copy(&article->arena, value.len ? value.data : "",
				   value.len);

	*field = hk_span_str(copy, copy ? value.len : 0);
	return copy ? HK_OK : HK_ENOMEM;
}

static bool copy_text(struct hk_str *text, struct hk_arena *arena)
{
	if (!text->len)
		return true;
	text->data = hk_arena_copy(arena, text->data, text->len);
	return text->data != NULL;
}

struct hk_str *hk_article_field(struct hk_article *article, unsigned number)
{
	struct hk_str *fields[HK_ARTICLE_FIELDS] = {
		&article->id,
		&article->title,
		&article->date,
		&article->url,
		&article->author,
		&article->lang,
		&article->note,
		&article->member,
		&article->title_reading,
		&article->author_reading,
	};

	assert(number < HK_ARTICLE_FIELDS);
	return fields[number];
}

static bool copy_texts(struct hk_article *to, const struct hk_article *from)
{
	for (unsigned i = 0; i < HK_ARTICLE_FIELDS; i++) {
		struct hk_str *field = hk_article_field(to, i);

		*field = *hk_article_field((struct hk_article *)from, i);
		if (!copy_text(field, &to->arena)) {
			*field = hk_span_str(NULL, 0);
			return false;
		}
	}
	if (!from->tag_count)
		return true;
	to->tags =
		hk_arena_array(&to->arena, from->tag_count, sizeof(*to->tags));
	if (!to->tags)
		return false;
	for (; to->tag_count < from->tag_count; to->tag_count++) {
		to->tags[to->tag_count] = from->tags[to->tag_count];
		if (!copy_text(&to->tags[to->tag_count], &to->arena))
			return false;
	}
	return true;
}

enum hk_status hk_article_copy(struct hk_article *to,
			       const struct hk_article *from)
{
	hk_article_reset(to);
	to->lines = from->lines;
	if (!copy_texts(to, from) ||
	    hk_buf_append(&to->text, from->text.data, from->text.len))
		return HK_ENOMEM;
	for (size_t i = 0; i < from->block_count; i++)
		if (hk_article_add(to, from->blocks[i]))
			return HK_ENOMEM;
	for (size_t i = 0; i < from->reading_count; i++)
		if (hk_article_reading(to, from->readings[i].span,
				       from->readings[i].reading))
			return HK_ENOMEM;
	return HK_OK;
}

/* The last block that begins at or before `offset`, else the first. */
static const struct hk_block *find(const struct hk_block *blocks, size_t count,
				   size_t offset)
{
	size_t low = 0, high = count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (blocks[middle].span.begin <= offset)
			low = middle;
		else
			high = middle;
	}
	return &blocks[low];
}

uint32_t hk_article_line(const char *text, const struct hk_block *blocks,
			 size_t count, enum hk_block_lines lines, size_t offset)
{
	const struct hk_block *block;
	const char *p, *end;
	uint32_t line;

	if (!count || lines == HK_BLOCK_LINES_NONE)
		return 0;
	block = find(blocks, count, offset);
	line = block->line;
	if (!line || lines != HK_BLOCK_LINES_PHYSICAL ||
	    offset <= block->span.begin)
		return line;
	p = text + block->span.begin;
	end = text + (offset < block->span.end ? offset : block->span.end);
	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		p++;
		line++;
	}
	return line;
}

struct hk_block hk_article_piece(const struct hk_article *article,
				 const struct hk_block *block,
				 struct hk_span span)
{
	struct hk_block out = *block;

	if (out.span.begin < span.begin) {
		out.line = hk_article_line(article->text.data, block, 1,
					   article->lines, span.begin);
		out.span.begin = span.begin;
		out.column = 0;
		out.item = (struct hk_item){.mark = HK_ITEM_PLAIN};
	}
	if (out.span.end > span.end)
		out.span.end = span.end;
	out.span.begin -= span.begin;
	out.span.end -= span.begin;
	return out;
}
