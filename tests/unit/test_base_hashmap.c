/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hashmap.h"

static const char *const words[] = {"検索", "索引", "辞書", "語"};

/* Every key has the same hash: only the comparison tells them apart. */
static bool same_word(const void *ctx, size_t item)
{
	return words[item] == ctx;
}

static void equal_hashes_are_told_apart_by_the_keys(void **state)
{
	struct hk_hashmap map = {0};

	(void)state;
	assert_true(hk_hashmap_find(&map, 7, same_word, words[0]) ==
		    HK_HASHMAP_NONE);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(hk_hashmap_add(&map, 7, i), HK_OK);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(hk_hashmap_find(&map, 7, same_word, words[i]),
				 i);
	assert_true(hk_hashmap_find(&map, 7, same_word, words[3]) ==
		    HK_HASHMAP_NONE);
	assert_true(hk_hashmap_find(&map, 8, NULL, NULL) == HK_HASHMAP_NONE);
	hk_hashmap_release(&map);
}

static void all_items_are_found_while_it_grows(void **state)
{
	struct hk_hashmap map = {0};

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		/* Hashes that differ in their highest bits alone, too. */
		uint64_t hash = i % 2 ? (uint64_t)i << 48 : i;

		if (hk_hashmap_find(&map, hash, NULL, NULL) == HK_HASHMAP_NONE)
			assert_int_equal(hk_hashmap_add(&map, hash, i), HK_OK);
	}
	for (size_t i = 0; i < 20000; i += 2)
		assert_int_equal(hk_hashmap_find(&map, i, NULL, NULL), i);
	hk_hashmap_reset(&map);
	assert_int_equal(map.count, 0);
	assert_true(hk_hashmap_find(&map, 2, NULL, NULL) == HK_HASHMAP_NONE);
	assert_int_equal(hk_hashmap_add(&map, 2, 5), HK_OK);
	assert_int_equal(hk_hashmap_find(&map, 2, NULL, NULL), 5);
	hk_hashmap_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_hashes_are_told_apart_by_the_keys),
		cmocka_unit_test(all_items_are_found_while_it_grows),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
