/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/same.h"

enum hk_status hk_same_add(struct hk_same *same, struct hk_arena *arena,
			   struct hk_str norm)
{
	if (same->count == HK_SAME_MAX)
		return HK_OK;
	memset(&same->list[same->count], 0, sizeof(*same->list));
	same->list[same->count].len = norm.len;
	return hk_runs_add(&same->list[same->count++].runs, arena, norm);
}

size_t hk_same_find(struct hk_same *same, struct hk_str norm)
{
	for (size_t i = 0; i < same->count; i++) {
		size_t len = same->list[i].len;
		double less = (double)(len < norm.len ? len : norm.len);
		double more = (double)(len < norm.len ? norm.len : len);

		if (less >= HK_SAME_LENGTH * more &&
		    hk_runs_share(&same->list[i].runs, norm) >= HK_SAME_RUNS)
			return i;
	}
	return HK_SAME_NONE;
}
