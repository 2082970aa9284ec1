/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The record of a passage: what is shown of it. */

#include "store/document_private.h"

/* The blocks of a passage, as ranges of its own text. */
static struct hk_block *blocks_of(struct hk_arena *arena,
				  const struct hk_article *article,
				  const struct hk_passage *passage)
{
	size_t count = passage->end_block - passage->first_block;
	struct hk_block *blocks = hk_arena_array(arena, count, sizeof(*blocks));

	for (size_t i = 0; blocks && i < count; i++)
		blocks[i] = hk_article_piece(
			article, &article->blocks[passage->first_block + i],
			passage->span);
	return blocks;
}

/* The readings that begin in a passage, as ranges of its own text; one that
 * goes on behind it is left out. */
static struct hk_reading *readings_of(struct hk_arena *arena,
				      const struct hk_article *a,
				      struct hk_span span, size_t *count)
{
	size_t low = 0, high = a->reading_count, n = 0;
	struct hk_reading *readings;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->readings[middle].span.begin < span.begin)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + n < a->reading_count &&
	       a->readings[low + n].span.end <= span.end)
		n++;
	*count = n;
	readings = hk_arena_array(arena, n + 1, sizeof(*readings));
	for (size_t i = 0; readings && i < n; i++) {
		readings[i] = a->readings[low + i];
		readings[i].span.begin -= span.begin;
		readings[i].span.end -= span.begin;
	}
	return readings;
}

/* The first and the last line of a passage. They need not be those of its first
 * and its last block: notes come behind the text that they stand in, and values
 * of a record in the order of what they are. */
static void set_lines(struct hk_record *r)
{
	for (size_t i = 0; i < r->block_count; i++) {
		struct hk_span span = r->blocks[i].span;
		uint32_t begin = r->blocks[i].line, end = begin;

		if (span.end > span.begin)
			end = hk_record_line(r, span.end - 1);
		if (begin && (!r->line_begin || begin < r->line_begin))
			r->line_begin = begin;
		if (begin && end > r->line_end)
			r->line_end = end;
	}
}

enum hk_status hk_document_record(struct hk_document *doc, size_t index,
				  const size_t *headings, size_t heading_count,
				  struct hk_record *r)
{
	const struct hk_passage *p = &doc->cut->list[index];
	const struct hk_article *a = doc->article;
	struct hk_str *names = hk_arena_array(&doc->passage, heading_count + 1,
					      sizeof(*names));
	struct hk_block *blocks = blocks_of(&doc->passage, a, p);
	struct hk_reading *readings;

	memset(r, 0, sizeof(*r));
	readings = readings_of(&doc->passage, a, p->span, &r->reading_count);
	if (!names || !blocks || !readings)
		return HK_ENOMEM;
	for (size_t i = 0; i < heading_count; i++)
		names[i] = hk_document_text(a, a->blocks[headings[i]].span);
	r->id = hk_document_id(a, &doc->origin);
	r->path = doc->origin.path;
	r->title = doc->title;
	r->date = a->date.len ? a->date : doc->origin.date;
	r->url = a->url;
	r->author = a->author;
	r->lang = a->lang;
	r->note = index ? hk_span_str(NULL, 0) : a->note;
	if (!index) {
		r->title_reading = a->title_reading;
		r->author_reading = a->author_reading;
	}
	r->member = a->member;
	r->encoding = doc->origin.encoding;
	r->confidence = doc->origin.confidence;
	r->replaced = doc->origin.replaced;
	r->type = doc->origin.type;
	r->tags = a->tags;
	r->tag_count = a->tag_count;
	r->headings = names;
	r->heading_count = heading_count;
	r->number = (uint32_t)index + 1;
	r->continues = p->continues;
	r->lines = a->lines;
	r->text = hk_document_text(a, p->span);
	r->blocks = blocks;
	r->block_count = p->end_block - p->first_block;
	r->readings = readings;
	r->words = hk_buf_str(&doc->words);
	r->title_words = hk_buf_str(&doc->title_words);
	set_lines(r);
	return HK_OK;
}
