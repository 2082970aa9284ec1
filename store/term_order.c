/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/term_order.h"

#include <stdbool.h>
#include <string.h>

/* Terms in a row that are ordered by inserting. */
#define ROW 8

/* (Compilers know this as one instruction.) */
static uint64_t big_endian(const unsigned char b[8])
{
	return (uint64_t)b[0] << 56 | (uint64_t)b[1] << 48 |
	       (uint64_t)b[2] << 40 | (uint64_t)b[3] << 32 |
	       (uint64_t)b[4] << 24 | (uint64_t)b[5] << 16 |
	       (uint64_t)b[6] << 8 | b[7];
}

struct hk_term_order hk_term_order_item(struct hk_str text, uint32_t item)
{
	unsigned char bytes[8] = {0};

	if (text.len >= 8)
		memcpy(bytes, text.data, 8);
	for (size_t i = 0; text.len < 8 && i < text.len; i++)
		bytes[i] = (unsigned char)text.data[i];
	return (struct hk_term_order){big_endian(bytes), text.data,
				      (uint32_t)text.len, item};
}

static bool before(const struct hk_term_order *a, const struct hk_term_order *b)
{
	uint32_t len = a->len < b->len ? a->len : b->len;
	int order;

	if (a->head != b->head)
		return a->head < b->head;
	order = memcmp(a->text, b->text, len);
	return order ? order < 0 : a->len < b->len;
}

static void insert(struct hk_term_order *terms, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct hk_term_order term = terms[i];
		size_t at = i;

		for (; at && before(&term, &terms[at - 1]); at--)
			terms[at] = terms[at - 1];
		terms[at] = term;
	}
}

/* Merge the rows [0, half) and [half, count) of `from`. */
static void merge(struct hk_term_order *to, const struct hk_term_order *from,
		  size_t half, size_t count)
{
	const struct hk_term_order *left = from, *middle = from + half;
	const struct hk_term_order *right = middle, *end = from + count;

	while (left < middle && right < end) {
		bool is_right = before(right, left);

		*to++ = is_right ? *right : *left;
		right += is_right;
		left += !is_right;
	}
	if (left < middle)
		memcpy(to, left, (size_t)(middle - left) * sizeof(*to));
	else if (right < end)
		memcpy(to, right, (size_t)(end - right) * sizeof(*to));
}

void hk_term_order(struct hk_term_order *terms, struct hk_term_order *spare,
		   size_t count)
{
	struct hk_term_order *from = terms, *to = spare;

	for (size_t i = 0; i < count; i += ROW)
		insert(terms + i, count - i < ROW ? count - i : ROW);
	for (size_t row = ROW; row < count; row *= 2) {
		struct hk_term_order *other = from;

		for (size_t i = 0; i < count; i += 2 * row) {
			size_t here = count - i < 2 * row ? count - i : 2 * row;

			merge(to + i, from + i, row < here ? row : here, here);
		}
		from = to;
		to = other;
	}
	if (from != terms && count)
		memcpy(terms, from, count * sizeof(*terms));
}
