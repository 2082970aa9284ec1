/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of shards: their file, and whose an article is. */
#include "tests/unit/shim_fixture.h"
#include "tests/unit/range.h"

#include "store/shard_set.h"

/* An article must stay in the shard where it is: other numbers here are
 * another format, and every set there is would be wrong. */
static void test_shares_stay(void **state)
{
	static const struct {
		const char *id;
		unsigned of_2, of_5, of_100;
	} rows[] = {
		{"a", 0, 4, 44},
		{"/srv/articles/b.txt", 0, 3, 8},
		{"吾輩は猫である", 1, 2, 7},
		{"", 0, 0, 40},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(hk_shard_set_has(rows[i].of_2, 2, str(rows[i].id)));
		assert_true(hk_shard_set_has(rows[i].of_5, 5, str(rows[i].id)));
		assert_true(
			hk_shard_set_has(rows[i].of_100, 100, str(rows[i].id)));
	}
}

static void test_shares_are_even(void **state)
{
	enum {
		SHARDS = 7,
		IDS = 7000
	};
	unsigned count[SHARDS] = {0};

	(void)state;
	for (int i = 0; i < IDS; i++) {
		char id[32];
		unsigned takers = 0;

		snprintf(id, sizeof(id), "article-%d", i);
		for (unsigned shard = 0; shard < SHARDS; shard++)
			if (hk_shard_set_has(shard, SHARDS, str(id))) {
				takers++;
				count[shard]++;
			}
		assert_int_equal(takers, 1);
		assert_true(hk_shard_set_has(0, 0, str(id)));
		assert_true(hk_shard_set_has(0, 1, str(id)));
	}
	for (unsigned shard = 0; shard < SHARDS; shard++)
		assert_within(count[shard], IDS / SHARDS * 8 / 10,
			      IDS / SHARDS * 12 / 10);
}

static void test_make(void **state)
{
	char dir[600], shard[700];
	struct hk_shard_set set;

	(void)state;
	snprintf(dir, sizeof(dir), "%s", in_scratch("make/below"));
	ok(hk_shard_set_open(&set, dir, &err));
	assert_false(set.sharded);
	assert_int_equal(set.count, 1);
	assert_string_equal(set.shards[0], dir);
	hk_shard_set_release(&set);

	fails(hk_shard_set_plan(&set, dir, 0, &err), HK_EUSAGE);
	fails(hk_shard_set_plan(&set, dir, HK_SHARD_SET_MAX + 1, &err),
	      HK_EUSAGE);
	ok(hk_shard_set_plan(&set, dir, 12, &err));
	assert_true(set.sharded);
	assert_int_equal(set.count, 12);
	snprintf(shard, sizeof(shard), "%s/shard-11", dir);
	assert_string_equal(set.shards[11], shard);
	assert_int_not_equal(access(dir, F_OK), 0);
	ok(hk_shard_set_make(&set, &err));
	ok(hk_shard_set_make(&set, &err));
	hk_shard_set_release(&set);

	ok(hk_shard_set_open(&set, dir, &err));
	assert_true(set.sharded);
	assert_int_equal(set.count, 12);
	hk_shard_set_release(&set);
	ok(hk_shard_set_plan(&set, dir, 12, &err));
	hk_shard_set_release(&set);
	fails(hk_shard_set_plan(&set, dir, 11, &err), HK_EUSAGE);
}

static void test_place(void **state)
{
	struct hk_signature sig = {.shard = 2, .shards = 5};

	(void)state;
	ok(hk_shard_set_check(&sig, "X", 2, 5, &err));
	ok(hk_shard_set_check(&sig, "X", 0, 0, &err));
	fails(hk_shard_set_check(&sig, "X", 1, 5, &err), HK_ENOTINDEX);
	fails(hk_shard_set_check(&sig, "X", 2, 6, &err), HK_ENOTINDEX);
	sig.shard = sig.shards = 0;
	fails(hk_shard_set_check(&sig, "X", 0, 5, &err), HK_ENOTINDEX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares_stay),
		cmocka_unit_test(test_shares_are_even),
		cmocka_unit_test(test_make),
		cmocka_unit_test(test_place),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
