/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/tally.h"

#include <stdlib.h>

/* Where the article stands, or would. */
static size_t find(const struct hk_tally *t, struct hk_hash hash)
{
	size_t at = (size_t)hash.low & (t->room - 1);

	while (t->counts[at] &&
	       (t->ids[at].low != hash.low || t->ids[at].high != hash.high))
		at = (at + 1) & (t->room - 1);
	return at;
}

static bool grow(struct hk_tally *t)
{
	struct hk_tally more = {.room = t->room ? t->room * 2 : 256,
				.count = t->count};

	more.ids = calloc(more.room, sizeof(*more.ids));
	more.counts = calloc(more.room, sizeof(*more.counts));
	if (!more.ids || !more.counts) {
		hk_tally_release(&more);
		return false;
	}
	for (size_t i = 0; i < t->room; i++) {
		size_t at;

		if (!t->counts[i])
			continue;
		at = find(&more, t->ids[i]);
		more.ids[at] = t->ids[i];
		more.counts[at] = t->counts[i];
	}
	hk_tally_release(t);
	t->ids = more.ids;
	t->counts = more.counts;
	t->room = more.room;
	return true;
}

uint32_t *hk_tally_find(struct hk_tally *t, struct hk_str id)
{
	struct hk_hash hash = hk_hash_bytes(id.data, id.len);
	size_t at;

	if (t->count * 2 >= t->room && !grow(t))
		return NULL;
	at = find(t, hash);
	if (!t->counts[at]) {
		t->ids[at] = hash;
		t->count++;
	}
	return &t->counts[at];
}

void hk_tally_release(struct hk_tally *t)
{
	free(t->ids);
	free(t->counts);
	t->ids = NULL;
	t->counts = NULL;
}
