/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/rescue.h"

#include "text/char.h"
#include "base/utf8.h"

/* In bytes: the bigrams of shorter words match too many passages. */
#define RESCUE_BYTES_MIN 9

/* The text of the units that touch each other from `*i` on, which moves behind
 * them. */
static char *join_units(struct hk_plan *plan, size_t *i, size_t *len)
{
	size_t first = *i, size = 0;
	char *out, *to;

	do
		size += plan->units[(*i)++].surface.len;
	while (*i < plan->unit_count && plan->units[*i].joined);
	out = to = hk_arena_alloc(plan->arena, size + 1);
	for (size_t k = first; out && k < *i; k++) {
		memcpy(to, plan->units[k].surface.data,
		       plan->units[k].surface.len);
		to += plan->units[k].surface.len;
		plan->units[k].in_phrase = true;
	}
	*len = size;
	return out;
}

/* Loan words are cut short behind some mora (アプリ, リハビリ), and a
 * dictionary does not have all of these. What it has is a word of its own: バス
 * is not the beginning of バスケット. */
static bool is_clipped(const struct hk_unit *unit, struct hk_str text)
{
	uint32_t c;

	for (size_t at = 0, n; at < text.len; at += n) {
		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (!n || !hk_char_katakana(c))
			return false;
	}
	return unit->unknown && unit->surface.len == text.len &&
	       text.len >= RESCUE_BYTES_MIN;
}

enum hk_status hk_rescue_plan(struct hk_plan *plan, bool all)
{
	struct hk_phrase *list = hk_arena_array(
		plan->arena, plan->phrase_count + plan->unit_count,
		sizeof(*list));
	size_t i = 0;

	if (!list)
		return HK_ENOMEM;
	if (plan->phrase_count)
		memcpy(list, plan->phrases, plan->phrase_count * sizeof(*list));
	plan->phrases = list;
	while (i < plan->unit_count) {
		const struct hk_unit *first = &plan->units[i];
		size_t len;
		char *text = join_units(plan, &i, &len);

		if (!text)
			return HK_ENOMEM;
		if (first->excluded || (!all && len < RESCUE_BYTES_MIN))
			continue;
		list[plan->phrase_count++] = (struct hk_phrase){
			.norm = hk_span_str(text, len),
			.single = true,
			.clipped = is_clipped(first, hk_span_str(text, len))};
		plan->verify = true;
	}
	return HK_OK;
}
