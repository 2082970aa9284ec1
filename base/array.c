/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Items of a new array. */
#define CAPACITY_MIN 16

size_t hk_array_capacity(size_t capacity, size_t need, size_t size)
{
	if (!capacity)
		capacity = CAPACITY_MIN;
	while (capacity < need) {
		if (capacity > SIZE_MAX / 2)
			return 0;
		capacity *= 2;
	}
	return capacity > SIZE_MAX / size ? 0 : capacity;
}

bool hk_array_reserve(void *items, size_t *capacity, size_t need, size_t size)
{
	size_t more = hk_array_capacity(*capacity, need, size);
	void *old, *grown;

	if (!more)
		return false;
	if (more <= *capacity)
		return true;
	memcpy(&old, items, sizeof(old));
	grown = realloc(old, more * size);
	if (!grown)
		return false;
	memcpy(items, &grown, sizeof(grown));
	*capacity = more;
	/* cppcheck-suppress memleak ; the caller's pointer has it now */
	return true;
}
