/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/term_order.h"

#include <stdbool.h>
#include <string.h>

/* Terms in a row that are ordered by inserting. */
#define ROW 8

uint64_t hk_term_order_head(struct hk_str text)
{
	unsigned char bytes[8] = {0};
	uint64_t head = 0;

	memcpy(bytes, text.data, text.len < 8 ? text.len : 8);
	for (unsigned i = 0; i < 8; i++)
		head = head << 8 | bytes[i];
	return head;
}

static bool before(const struct hk_term_order *a, const struct hk_term_order *b)
{
	size_t len = a->text.len < b->text.len ? a->text.len : b->text.len;
	int order;

	if (a->head != b->head)
		return a->head < b->head;
	order = memcmp(a->text.data, b->text.data, len);
	return order ? order < 0 : a->text.len < b->text.len;
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
	size_t left = 0, right = half;

	for (size_t i = 0; i < count; i++)
		if (right == count ||
		    (left < half && !before(&from[right], &from[left])))
			to[i] = from[left++];
		else
			to[i] = from[right++];
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
