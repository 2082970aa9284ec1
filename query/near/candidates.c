/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/candidates.h"

#include <math.h>
#include <string.h>

#include "text/fold.h"

/* A word must be so many times as frequent (as a logarithm) to make up for one
 * more of distance. Measured with bench/slips. */
#define NEARNESS 1.3

/* May the word stand in a query as it is? */
static bool is_plain(struct hk_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr("\"()*:\\", text.data[i]) ||
		    (unsigned char)text.data[i] <= ' ')
			return false;
	return text.len && text.data[0] != '-' && text.data[0] != '+';
}

/* Are both spellings of one word? */
static bool are_same(struct hk_str a, struct hk_str b)
{
	char x[HK_FOLD_MAX], y[HK_FOLD_MAX];
	size_t n;

	if (hk_fold_word(a, x, &n))
		a = hk_span_str(x, n);
	if (hk_fold_word(b, y, &n))
		b = hk_span_str(y, n);
	return hk_span_same(a, b);
}

void hk_near_offer(struct hk_near_candidates *list, struct hk_str text,
		   unsigned distance, uint32_t documents)
{
	struct hk_near_word fresh = {.distance = distance,
				     .documents = documents};
	size_t at;
	char *copy;

	fresh.rank = NEARNESS * distance - log(documents + 1.0);
	if (!documents || !is_plain(text) ||
	    (list->count == HK_NEAR_KEPT &&
	     list->words[HK_NEAR_KEPT - 1].rank <= fresh.rank))
		return;
	for (size_t i = 0; i < list->count; i++) {
		if (!are_same(list->words[i].text, text))
			continue;
		if (list->words[i].rank <= fresh.rank)
			return;
		list->count--;
		memmove(list->words + i, list->words + i + 1,
			(list->count - i) * sizeof(fresh));
	}
	copy = hk_arena_copy(list->arena, text.data, text.len);
	if (!copy) {
		list->failed = true;
		return;
	}
	fresh.text = hk_span_str(copy, text.len);
	if (list->count == HK_NEAR_KEPT)
		list->count--;
	for (at = list->count; at && list->words[at - 1].rank > fresh.rank;
	     at--)
		list->words[at] = list->words[at - 1];
	list->words[at] = fresh;
	list->count++;
}
