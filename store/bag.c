/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/bag.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/hash.h"

void hk_bag_init(struct hk_bag *bag)
{
	memset(bag, 0, sizeof(*bag));
	hk_arena_init(&bag->arena, HK_BUF_NO_MAX);
}

void hk_bag_release(struct hk_bag *bag)
{
	free(bag->terms);
	hk_hashmap_release(&bag->map);
	hk_arena_release(&bag->arena);
}

void hk_bag_reset(struct hk_bag *bag)
{
	bag->count = 0;
	hk_hashmap_reset(&bag->map);
	hk_arena_reset(&bag->arena);
}

struct wanted {
	const struct hk_bag *bag;
	struct hk_str term;
};

static bool is_wanted(const void *ctx, size_t item)
{
	const struct wanted *wanted = ctx;

	return hk_span_same(wanted->bag->terms[item].text, wanted->term);
}

static enum hk_status add(struct hk_bag *bag, struct hk_str term, uint32_t wdf,
			  uint64_t hash)
{
	struct wanted wanted = {bag, term};
	size_t item = hk_hashmap_find(&bag->map, hash, is_wanted, &wanted);
	char *copy;

	if (item != HK_HASHMAP_NONE) {
		bag->terms[item].wdf += wdf;
		return HK_OK;
	}
	copy = hk_arena_copy(&bag->arena, term.data, term.len);
	if (!copy ||
	    !HK_ARRAY_RESERVE(bag->terms, bag->capacity, bag->count + 1) ||
	    hk_hashmap_add(&bag->map, hash, bag->count))
		return HK_ENOMEM;
	bag->terms[bag->count++] =
		(struct hk_bag_term){hk_span_str(copy, term.len), wdf, hash};
	return HK_OK;
}

enum hk_status hk_bag_add(struct hk_bag *bag, struct hk_str term, uint32_t wdf)
{
	return add(bag, term, wdf, hk_hash_bytes(term.data, term.len).low);
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
