/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/array.h"

struct list {
	uint32_t *items;
	size_t count, capacity;
};

static void items_stay_where_they_were(void **state)
{
	struct list list = {0};

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		assert_true(HK_ARRAY_RESERVE(list.items, list.capacity,
					     list.count + 1));
		assert_true(list.capacity > list.count);
		list.items[list.count++] = i;
	}
	for (uint32_t i = 0; i < 10000; i++)
		assert_int_equal(list.items[i], i);
	assert_true(list.capacity < 20000);
	free(list.items);
}

static void a_large_need_is_met_at_once(void **state)
{
	struct list list = {0};

	(void)state;
	assert_true(HK_ARRAY_RESERVE(list.items, list.capacity, 1000));
	assert_true(list.capacity >= 1000);
	free(list.items);
}

static void what_cannot_be_had_changes_nothing(void **state)
{
	struct list list = {0};
	uint32_t *before;
	size_t capacity;

	(void)state;
	assert_true(HK_ARRAY_RESERVE(list.items, list.capacity, 1));
	before = list.items;
	capacity = list.capacity;
	assert_false(HK_ARRAY_RESERVE(list.items, list.capacity, SIZE_MAX));
	assert_false(HK_ARRAY_RESERVE(list.items, list.capacity, SIZE_MAX / 4));
	assert_ptr_equal(list.items, before);
	assert_int_equal(list.capacity, capacity);
	free(list.items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_stay_where_they_were),
		cmocka_unit_test(a_large_need_is_met_at_once),
		cmocka_unit_test(what_cannot_be_had_changes_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
