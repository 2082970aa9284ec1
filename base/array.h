/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_BASE_ARRAY_H
#define HIKU_BASE_ARRAY_H

/*
 * Growing arrays. An array is three members of its owner's struct: a pointer
 * to the items, how many are in use (`count`) and how many fit before it must
 * grow (`capacity`). It starts as NULL, 0, 0 and is freed with free().
 *
 *	if (!HK_ARRAY_RESERVE(list->items, list->capacity, list->count + 1))
 *		return HK_ENOMEM;
 *	list->items[list->count++] = item;
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Let at least `need` items fit. Capacities double, so that appending n items
 * copies each of them twice at most on average. False: out of memory, and the
 * array is as it was. `items` must be an lvalue of the type T *.
 */
#define HK_ARRAY_RESERVE(items, capacity, need) \
	((need) <= (capacity) ||                \
	 hk_array_reserve(&(items), &(capacity), (need), sizeof(*(items))))

/* The capacity to grow to, from `capacity`, so that `need` items of `size`
 * bytes fit; 0 if they would take more than SIZE_MAX bytes. */
size_t hk_array_capacity(size_t capacity, size_t need, size_t size);

/* What HK_ARRAY_RESERVE calls: `items` points to the pointer to the items,
 * each of which takes `size` bytes. */
bool hk_array_reserve(void *items, size_t *capacity, size_t need,
		      size_t size) HK_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
