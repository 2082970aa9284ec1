/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Items of a new array. */
#define CAPACITY_MIN 16

bool hk_array_reserve(void *items, size_t *capacity, size_t need, size_t size)
{
	size_t more = *capacity ? *capacity : CAPACITY_MIN;
	void *old, *grown;

	while (more < need) {
		if (more > SIZE_MAX / 2)
			return false;
		more *= 2;
	}
	if (more <= *capacity)
		return true;
	if (more > SIZE_MAX / size)
		return false;
	memcpy(&old, items, sizeof(old));
	grown = realloc(old, more * size);
	if (!grown)
		return false;
	memcpy(items, &grown, sizeof(grown));
	*capacity = more;
	return true;
}
