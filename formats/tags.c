/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/tags.h"

#include "formats/plain.h"
#include "base/utf8.h"

#define CAPACITY_MIN 8

enum hk_status hk_tags_keep(struct hk_article *a, struct hk_str tag)
{
	size_t count = a->tag_count;

	if (count >= HK_TAGS_MAX)
		return HK_OK;
	/* The capacity is the next power of two. */
	if (count == 0 || (count >= CAPACITY_MIN && !(count & (count - 1)))) {
		size_t capacity = count ? 2 * count : CAPACITY_MIN;
		struct hk_str *tags =
			hk_arena_array(&a->arena, capacity, sizeof(*tags));

		if (!tags)
			return HK_ENOMEM;
		if (count)
			memcpy(tags, a->tags, count * sizeof(*tags));
		a->tags = tags;
	}
	a->tags[a->tag_count++] = tag;
	return HK_OK;
}

enum hk_status hk_tags_add(struct hk_article *a, struct hk_str tag)
{
	char *copy;

	tag = hk_plain_trim(tag);
	if (!tag.len || a->tag_count >= HK_TAGS_MAX)
		return HK_OK;
	copy = hk_arena_copy(&a->arena, tag.data, tag.len);
	return copy ? hk_tags_keep(a, hk_span_str(copy, tag.len)) : HK_ENOMEM;
}

static bool is_between(uint32_t c)
{
	return c == ',' || c == ';' || c == '|' || c == '\n' || c == '\r' ||
	       c == 0x3001 || c == 0xFF0C || c == 0xFF1B || c == 0xFF5C;
}

enum hk_status hk_tags_split(struct hk_article *article, struct hk_str text)
{
	enum hk_status status = HK_OK;
	size_t begin = 0, at = 0;

	if (!text.len)
		return HK_OK;
	while (at < text.len && !status) {
		uint32_t c = 0;
		size_t n = hk_utf8_decode(text.data + at, text.len - at, &c);

		if (is_between(c)) {
			status = hk_tags_add(
				article,
				hk_span_str(text.data + begin, at - begin));
			begin = at + n;
		}
		at += n ? n : 1;
	}
	return status ? status
		      : hk_tags_add(article, hk_span_str(text.data + begin,
							 text.len - begin));
}
