/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/bag.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"

/* Slots of a new table. */
#define SLOTS_MIN 256

void hk_bag_init(struct hk_bag *bag)
{
	memset(bag, 0, sizeof(*bag));
	hk_arena_init(&bag->arena, HK_BUF_NO_MAX);
}

void hk_bag_release(struct hk_bag *bag)
{
	free(bag->terms);
	free(bag->slots.list);
	hk_arena_release(&bag->arena);
}

void hk_bag_reset(struct hk_bag *bag)
{
	const size_t mask = bag->slots.count - 1;

	/* One large text must not make each reset after it slow, so what was
	 * used is freed: what is in a row with the slot where a term belongs.
	 */
	for (size_t i = 0; i < bag->count; i++)
		for (size_t at = bag->terms[i].hash & mask; bag->slots.list[at];
		     at = (at + 1) & mask)
			bag->slots.list[at] = 0;
	bag->count = 0;
	hk_arena_reset(&bag->arena);
}

/* Twice as many slots. */
static bool grow(struct hk_bag *bag)
{
	return hk_slots_grow(&bag->slots, SLOTS_MIN,
			     bag->count ? &bag->terms->hash : NULL,
			     sizeof(*bag->terms), bag->count);
}

static enum hk_status add(struct hk_bag *bag, struct hk_str term, uint32_t wdf,
			  uint32_t hash)
{
	char *copy;
	size_t at;

	if (bag->count * 2 >= bag->slots.count &&
	    (bag->count >= UINT32_MAX / 2 || !grow(bag)))
		return HK_ENOMEM;
	for (at = hash & (bag->slots.count - 1); bag->slots.list[at];
	     at = (at + 1) & (bag->slots.count - 1)) {
		struct hk_bag_term *known =
			&bag->terms[bag->slots.list[at] - 1];

		if (known->hash == hash && hk_span_same(known->text, term)) {
			known->wdf += wdf;
			return HK_OK;
		}
	}
	copy = hk_arena_copy(&bag->arena, term.data, term.len);
	if (!copy ||
	    !HK_ARRAY_RESERVE(bag->terms, bag->capacity, bag->count + 1))
		return HK_ENOMEM;
	bag->terms[bag->count++] =
		(struct hk_bag_term){hk_span_str(copy, term.len), wdf, hash};
	bag->slots.list[at] = (uint32_t)bag->count;
	return HK_OK;
}

enum hk_status hk_bag_add(struct hk_bag *bag, struct hk_str term, uint32_t wdf)
{
	return add(bag, term, wdf, (uint32_t)hk_hash_word(term.data, term.len));
}

enum hk_status hk_bag_join(struct hk_bag *bag, const struct hk_bag *more)
{
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < more->count && !status; i++)
		status = add(bag, more->terms[i].text, more->terms[i].wdf,
			     more->terms[i].hash);
	return status;
}

enum hk_status hk_bag_to_doc(const struct hk_bag *bag, struct xap_doc *doc,
			     struct hk_error *err)
{
	for (size_t i = 0; i < bag->count; i++) {
		enum hk_status status = xap_doc_add_term(
			doc, bag->terms[i].text, bag->terms[i].wdf, err);

		if (status)
			return status;
	}
	return HK_OK;
}
