/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The chapters of a book by their paths. */

#include "formats/archive/opf.h"

#include <stdlib.h>

struct entry {
	struct hk_str path;
	size_t index;
};

static int by_entry(const void *a, const void *b)
{
	const struct entry *one = a, *other = b;
	int order = hk_span_compare(one->path, other->path);

	return order ? order
		     : (one->index > other->index) -
			       (one->index < other->index);
}

enum hk_status hk_opf_sort(struct hk_opf *opf)
{
	struct entry *entries = calloc(opf->spine_count + 1, sizeof(*entries));
	size_t to = 0;

	opf->by_path = hk_arena_array(&opf->arena, opf->spine_count + 1,
				      sizeof(*opf->by_path));
	if (!entries || !opf->by_path) {
		free(entries);
		return HK_ENOMEM;
	}
	for (size_t i = 0; i < opf->spine_count; i++)
		entries[i] = (struct entry){opf->spine[i].path, i};
	qsort(entries, opf->spine_count, sizeof(*entries), by_entry);
	for (size_t i = 1; i < opf->spine_count; i++)
		if (hk_span_same(entries[i].path, entries[i - 1].path))
			opf->spine[entries[i].index].path.len = 0;
	for (size_t i = 0; i < opf->spine_count; i++) {
		entries[i].index = to;
		if (opf->spine[i].path.len)
			opf->spine[to++] = opf->spine[i];
	}
	opf->spine_count = to;
	for (size_t i = 0; i < to; i++)
		entries[i] = (struct entry){opf->spine[i].path, i};
	qsort(entries, to, sizeof(*entries), by_entry);
	for (size_t i = 0; i < to; i++)
		opf->by_path[i] = entries[i].index;
	free(entries);
	return HK_OK;
}

bool hk_opf_find(const struct hk_opf *opf, struct hk_str path, size_t *index)
{
	size_t low = 0, high = opf->spine_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = hk_span_compare(
			opf->spine[opf->by_path[middle]].path, path);

		if (!order) {
			*index = opf->by_path[middle];
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
