/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/show/above.h"

static struct hk_str text_of(const struct hk_record *r, size_t block)
{
	struct hk_span span = r->blocks[block].span;

	return hk_span_str(r->text.data + span.begin, span.end - span.begin);
}

size_t hk_above_find(const struct hk_record *r, struct hk_str heading)
{
	size_t i = 0;

	while (i < r->block_count && (r->blocks[i].kind != HK_BLOCK_HEADING ||
				      !hk_span_same(text_of(r, i), heading)))
		i++;
	return i;
}

/* Is this block, at the top of the passage, already shown above the text? */
static bool is_above(const struct hk_hit *hit, size_t block)
{
	const struct hk_record *r = &hit->record;
	size_t i = 0;

	if (r->blocks[block].kind == HK_BLOCK_TITLE)
		return hk_span_same(text_of(r, block), r->title) &&
		       block + 1 < r->block_count &&
		       (!hit->mark_count ||
			hit->marks[hit->mark_count - 1].begin >=
				r->blocks[block].span.end);
	if (r->blocks[block].kind != HK_BLOCK_HEADING)
		return false;
	while (i < r->heading_count &&
	       !hk_span_same(r->headings[i], text_of(r, block)))
		i++;
	return i < r->heading_count;
}

size_t hk_above_end(const struct hk_hit *hit, size_t *body)
{
	const struct hk_record *r = &hit->record;
	size_t begin = 0;

	*body = 0;
	while (*body < r->block_count && is_above(hit, *body))
		begin = r->blocks[(*body)++].span.end;
	return begin;
}
