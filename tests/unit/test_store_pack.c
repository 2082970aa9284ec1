/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and texts as bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "store/pack.h"

static struct hk_pack_reader reader(const char *bytes, size_t len)
{
	struct hk_pack_reader from = {{bytes, len}, HK_OK};

	return from;
}

static void test_numbers(void **state)
{
	static const struct {
		uint64_t value;
		size_t len;
	} rows[] = {{0, 1},	      {127, 1},
		    {128, 2},	      {16383, 2},
		    {16384, 3},	      {UINT32_MAX, 5},
		    {UINT64_MAX, 10}, {UINT64_C(1) << 63, 10},
		    {INT64_MAX, 9}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct hk_pack_reader from;
		struct hk_buf out;
		struct hk_pack pack = {&out, HK_OK};

		hk_buf_init(&out, 100);
		hk_pack_uint(&pack, rows[i].value);
		assert_int_equal(pack.status, HK_OK);
		assert_int_equal(out.len, rows[i].len);
		from = reader(out.data, out.len);
		assert_int_equal(hk_pack_take_uint(&from), rows[i].value);
		assert_int_equal(hk_pack_end(&from), HK_OK);
		from = reader(out.data, out.len - 1);
		assert_int_equal(hk_pack_take_uint(&from), 0);
		assert_int_equal(hk_pack_end(&from), HK_ECORRUPT);
		hk_buf_release(&out);
	}
}

static void test_bad_numbers(void **state)
{
	static const char *const rows[] = {
		"\x80\x00",	/* 0, in two bytes */
		"\xFF\x80\x00", /* 127, in three */
		"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", /* 2^64 */
		"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
	};
	static const size_t lens[] = {2, 3, 10, 11};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct hk_pack_reader from = reader(rows[i], lens[i]);

		assert_int_equal(hk_pack_take_uint(&from), 0);
		assert_int_equal(hk_pack_end(&from), HK_ECORRUPT);
	}
}

/* The first failure sticks. */
static void test_sticks(void **state)
{
	struct hk_pack_reader from = reader("\x07\x05"
					    "abc",
					    5);
	struct hk_buf out;
	struct hk_pack pack = {&out, HK_OK};

	(void)state;
	assert_int_equal(hk_pack_take_uint32(&from, 6), 0);
	assert_int_equal(hk_pack_take_str(&from).len, 0);
	assert_int_equal(hk_pack_take_uint(&from), 0);
	assert_int_equal(hk_pack_take_hash(&from).low, 0);
	assert_int_equal(hk_pack_end(&from), HK_ECORRUPT);
	hk_buf_init(&out, 4);
	hk_pack_str(&pack, hk_span_cstr("too long"));
	assert_int_equal(pack.status, HK_ETOOBIG);
	hk_pack_uint(&pack, 1);
	assert_int_equal(out.len, 1);
	hk_buf_release(&out);
}

static void test_rest(void **state)
{
	struct hk_pack_reader from = reader("\x02"
					    "ab\x00",
					    4);
	struct hk_str text = hk_pack_take_str(&from);

	(void)state;
	assert_true(hk_span_same(text, hk_span_cstr("ab")));
	assert_int_equal(hk_pack_end(&from), HK_ECORRUPT); /* one is left */
	assert_int_equal(hk_pack_take_str(&from).len, 0);
	assert_int_equal(hk_pack_end(&from), HK_OK);
	from = reader(NULL, 0);
	assert_int_equal(hk_pack_end(&from), HK_OK);
	assert_int_equal(hk_pack_take_str(&from).len, 0);
	assert_int_equal(hk_pack_end(&from), HK_ECORRUPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_bad_numbers),
		cmocka_unit_test(test_sticks),
		cmocka_unit_test(test_rest),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
