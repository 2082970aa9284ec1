/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/slots.h"

#include <stdlib.h>
#include <string.h>

bool hk_slots_grow(struct hk_slots *slots, size_t least, const uint32_t *hash,
		   size_t stride, size_t items)
{
	size_t count = slots->count ? slots->count * 2 : least;
	uint32_t *list = calloc(count, sizeof(*list));

	if (!list)
		return false;
	for (size_t i = 0; i < items; i++) {
		uint32_t own;
		size_t at;

		memcpy(&own, (const char *)hash + i * stride, sizeof(own));
		at = own & (count - 1);
		while (list[at])
			at = (at + 1) & (count - 1);
		list[at] = (uint32_t)i + 1;
	}
	free(slots->list);
	slots->list = list;
	slots->count = count;
	return true;
}
