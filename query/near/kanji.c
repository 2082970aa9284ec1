/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/kanji.h"

#include <stdlib.h>

#include "base/array.h"
#include "text/char.h"
#include "base/utf8.h"

static int by_kanji(const void *a, const void *b)
{
	const struct hk_near_sound *x = a, *y = b;

	if (x->kanji != y->kanji)
		return x->kanji < y->kanji ? -1 : 1;
	return hk_span_compare(x->reading, y->reading);
}

/* Is the text one kanji? */
static bool is_kanji(struct hk_str text, uint32_t *c)
{
	return text.len <= HK_UTF8_MAX &&
	       hk_utf8_decode(text.data, text.len, c) == text.len &&
	       hk_char_han(*c);
}

enum hk_status hk_near_kanji_list(struct hk_near_kanji *out,
				  const struct hk_readings *readings,
				  struct hk_error *err)
{
	struct hk_readings_word word;
	struct hk_str reading;
	uint32_t kanji;

	for (uint32_t i = 0; i < hk_readings_count(readings); i++) {
		if (!hk_readings_get(&word, &reading, readings, i) ||
		    !is_kanji(word.surface, &kanji))
			continue;
		if (!HK_ARRAY_RESERVE(out->sounds, out->capacity,
				      out->count + 1))
			return hk_error_nomem(err);
		out->sounds[out->count++] =
			(struct hk_near_sound){kanji, reading};
	}
	if (out->count > 1)
		qsort(out->sounds, out->count, sizeof(*out->sounds), by_kanji);
	return HK_OK;
}

void hk_near_kanji_release(struct hk_near_kanji *list)
{
	free(list->sounds);
}

/* The first sound of the kanji. */
static size_t find(const struct hk_near_kanji *list, uint32_t kanji)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->sounds[middle].kanji < kanji)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool hk_near_kanji_alike(const struct hk_near_kanji *list, uint32_t a,
			 uint32_t b)
{
	const struct hk_near_sound *sounds = list->sounds;
	size_t i = find(list, a), k = find(list, b);

	while (i < list->count && k < list->count && sounds[i].kanji == a &&
	       sounds[k].kanji == b) {
		int order =
			hk_span_compare(sounds[i].reading, sounds[k].reading);

		if (!order)
			return true;
		i += order < 0;
		k += order > 0;
	}
	return false;
}
