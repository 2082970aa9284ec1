/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arenas: what is handed out is zeroed, aligned, apart, and under the cap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tests/unit/range.h"

#define NO_MAX SIZE_MAX

/* ASan is to answer a huge request as malloc() does. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void is_zeroed_and_aligned(const unsigned char *p, size_t size)
{
	assert_non_null(p);
	assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
	for (size_t i = 0; i < size; i++)
		assert_int_equal(p[i], 0);
}

/* Objects and texts in turns, twice, so that reused memory is zeroed too. */
static void test_apart(void **state)
{
	enum {
		COUNT = 3000
	};
	static unsigned char *objects[COUNT];
	static char *texts[COUNT];
	struct hk_arena arena;

	(void)state;
	hk_arena_init(&arena, NO_MAX);
	for (int turn = 0; turn < 2; turn++) {
		for (size_t i = 0; i < COUNT; i++) {
			size_t size = i * 7 % 301;

			objects[i] = hk_arena_alloc(&arena, size);
			is_zeroed_and_aligned(objects[i], size);
			memset(objects[i], (int)(i & 0xFF), size);
			texts[i] = hk_arena_copy(&arena, &i, sizeof(i));
			assert_non_null(texts[i]);
		}
		for (size_t i = 0; i < COUNT; i++) {
			for (size_t k = 0; k < i * 7 % 301; k++)
				assert_int_equal(objects[i][k], i & 0xFF);
			assert_memory_equal(texts[i], &i, sizeof(i));
			assert_int_equal(texts[i][sizeof(i)], 0);
		}
		hk_arena_reset(&arena);
		assert_int_equal(arena.used, 0);
	}
	hk_arena_release(&arena);
}

static void test_copy(void **state)
{
	struct hk_arena arena;
	char *text;

	(void)state;
	hk_arena_init(&arena, NO_MAX);
	text = hk_arena_copy(&arena, NULL, 0);
	assert_non_null(text);
	assert_string_equal(text, "");
	text = hk_arena_copy(&arena, "a\0bc", 3);
	assert_memory_equal(text, "a\0b", 4);
	assert_null(hk_arena_copy(&arena, "x", SIZE_MAX));
	hk_arena_release(&arena);
}

static void test_array(void **state)
{
	struct hk_arena arena;

	(void)state;
	hk_arena_init(&arena, NO_MAX);
	is_zeroed_and_aligned(hk_arena_array(&arena, 1000, 24), 24000);
	assert_non_null(hk_arena_array(&arena, 0, 24));
	assert_non_null(hk_arena_array(&arena, 24, 0));
	assert_int_equal(arena.used, 24000);
	/* These products are 0 and 16, if nobody looks. */
	assert_null(hk_arena_array(&arena, SIZE_MAX / 2 + 1, 2));
	assert_null(hk_arena_array(&arena, SIZE_MAX / 16 + 2, 16));
	assert_int_equal(arena.used, 24000);
	hk_arena_release(&arena);
}

static void test_cap(void **state)
{
	struct hk_arena arena;
	size_t sum = 0;

	(void)state;
	hk_arena_init(&arena, 10000);
	assert_null(hk_arena_alloc(&arena, 10001));
	assert_null(hk_arena_copy(&arena, "x", 10000));
	assert_null(arena.blocks);
	assert_non_null(hk_arena_alloc(&arena, 10000));
	assert_int_equal(arena.used, 10000);
	assert_null(hk_arena_alloc(&arena, 1));
	assert_null(hk_arena_copy(&arena, "", 0));
	hk_arena_reset(&arena);
	/* Small ones come to no more, what lies between them counted. */
	while (hk_arena_alloc(&arena, 5))
		sum += 5;
	assert_within(sum, 10000 / alignof(max_align_t) * 5, 10000);
	assert_within(arena.used, sum, 10000);
	hk_arena_release(&arena);
	assert_int_equal(arena.max, 10000);
	assert_int_equal(arena.used, 0);
}

static void test_huge(void **state)
{
	struct hk_arena arena;
	char *text;

	(void)state;
	hk_arena_init(&arena, NO_MAX);
	text = hk_arena_copy(&arena, "kept", 4);
	for (size_t less = 0; less < 100; less++)
		assert_null(hk_arena_alloc(&arena, SIZE_MAX - less));
	assert_null(hk_arena_alloc(&arena, SIZE_MAX / 2));
	assert_int_equal(arena.used, 5);
	assert_string_equal(text, "kept");
	/* It goes on after a failure. */
	assert_non_null(hk_arena_alloc(&arena, 100000));
	assert_string_equal(text, "kept");
	hk_arena_release(&arena);
}

/* After a reset the same work finds its memory again. */
static void test_reset_keeps(void **state)
{
	struct hk_arena arena;
	char *first;

	(void)state;
	hk_arena_init(&arena, NO_MAX);
	hk_arena_reset(&arena);
	assert_null(arena.blocks);
	assert_non_null(hk_arena_alloc(&arena, 10));
	assert_non_null(hk_arena_alloc(&arena, 200000));
	assert_non_null(hk_arena_alloc(&arena, 10));
	hk_arena_reset(&arena);
	first = hk_arena_alloc(&arena, 100000);
	assert_non_null(first);
	hk_arena_reset(&arena);
	assert_ptr_equal(hk_arena_alloc(&arena, 200000), first);
	/* The chunk of a huge object is freed, the other one is kept. */
	assert_non_null(hk_arena_alloc(&arena, 50u << 20));
	hk_arena_reset(&arena);
	assert_ptr_equal(hk_arena_alloc(&arena, 200000), first);
	hk_arena_release(&arena);
	assert_null(arena.blocks);
}

/* An array grows, keeps its items, and stays as it was when it cannot grow. */
static void test_reserve(void **state)
{
	struct hk_arena arena;
	uint32_t *items = NULL;
	size_t capacity = 0;

	(void)state;
	hk_arena_init(&arena, 4096);
	for (uint32_t i = 0; i < 100; i++) {
		assert_true(HK_ARENA_RESERVE(&arena, items, capacity, i + 1u));
		assert_true(capacity > i);
		items[i] = i;
	}
	for (uint32_t i = 0; i < 100; i++)
		assert_int_equal(items[i], i);
	assert_int_equal(capacity, 128);
	assert_false(HK_ARENA_RESERVE(&arena, items, capacity, 4096));
	assert_false(HK_ARENA_RESERVE(&arena, items, capacity, SIZE_MAX));
	assert_int_equal(capacity, 128);
	assert_int_equal(items[99], 99);
	hk_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_array),
		cmocka_unit_test(test_reserve),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_reset_keeps),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
