/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing bytes: what is appended is there, what fails changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/unit/random.h"
#include "tests/unit/range.h"

/* ASan is to answer a huge request as malloc() does. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void holds(const struct hk_buf *buf, const char *text)
{
	assert_int_equal(buf->len, strlen(text));
	assert_string_equal(buf->data, text);
	assert_within(buf->len + 1, 1, buf->capacity);
}

static void test_life(void **state)
{
	struct hk_buf buf;
	char *data;

	(void)state;
	hk_buf_init(&buf, 100);
	assert_null(buf.data);
	assert_int_equal(hk_buf_str(&buf).len, 0);
	hk_buf_reset(&buf);
	assert_null(buf.data);
	assert_int_equal(hk_buf_puts(&buf, "abc"), HK_OK);
	data = buf.data;
	hk_buf_reset(&buf);
	holds(&buf, "");
	assert_int_equal(hk_buf_puts(&buf, "de"), HK_OK);
	assert_ptr_equal(buf.data, data);
	holds(&buf, "de");
	hk_buf_release(&buf);
	assert_null(buf.data);
	assert_int_equal(buf.len, 0);
	assert_int_equal(buf.max, 100);
	hk_buf_release(&buf);
}

/* Writing nothing is writing: there is a string behind. */
static void test_nothing(void **state)
{
	(void)state;
	for (int how = 0; how < 4; how++) {
		struct hk_buf buf;
		enum hk_status status = HK_EIO;

		hk_buf_init(&buf, 0);
		if (how == 0)
			status = hk_buf_append(&buf, NULL, 0);
		else if (how == 1)
			status = hk_buf_puts(&buf, "");
		else if (how == 2)
			status = hk_buf_printf(&buf, "%s", "");
		else
			status = hk_buf_reserve(&buf, 0);
		assert_int_equal(status, HK_OK);
		holds(&buf, "");
		assert_int_equal(hk_buf_putc(&buf, 'x'), HK_ETOOBIG);
		holds(&buf, "");
		hk_buf_release(&buf);
	}
}

/* Any way of appending, in any order, makes the same bytes. */
static void test_all_ways(void **state)
{
	enum {
		MOST = 20000
	};
	static char wanted[MOST + 1];
	struct hk_buf buf;
	size_t len = 0;
	unsigned seed = 1;

	(void)state;
	hk_buf_init(&buf, HK_BUF_NO_MAX);
	while (len < MOST - 100) {
		char piece[100];
		size_t n;
		enum hk_status status = HK_OK;

		random_next(&seed);
		for (n = 0; n < (seed >> 16 & 63); n++)
			piece[n] = (char)('a' + (seed + n) % 26);
		piece[n] = '\0';
		switch (seed >> 28 & 3) {
		case 0:
			status = hk_buf_append(&buf, piece, n);
			break;
		case 1:
			status = hk_buf_puts(&buf, piece);
			break;
		case 2:
			status = hk_buf_printf(&buf, "%.10s%s", piece,
					       n > 10 ? piece + 10 : "");
			break;
		default:
			for (size_t i = 0; i < n && !status; i++)
				status = hk_buf_putc(&buf, piece[i]);
		}
		assert_int_equal(status, HK_OK);
		memcpy(wanted + len, piece, n);
		len += n;
	}
	wanted[len] = '\0';
	holds(&buf, wanted);
	hk_buf_release(&buf);
}

static void test_nul_bytes(void **state)
{
	struct hk_buf buf;

	(void)state;
	hk_buf_init(&buf, 10);
	assert_int_equal(hk_buf_append(&buf, "a\0b", 3), HK_OK);
	assert_int_equal(hk_buf_putc(&buf, '\0'), HK_OK);
	assert_int_equal(hk_buf_printf(&buf, "%c%s", '\0', "c"), HK_OK);
	assert_int_equal(buf.len, 6);
	assert_memory_equal(buf.data, "a\0b\0\0c", 7);
	hk_buf_release(&buf);
}

/* Up to the cap, not a byte more, however the bytes come. */
static void test_cap(void **state)
{
	(void)state;
	for (size_t max = 1; max < 200; max++) {
		struct hk_buf buf;

		hk_buf_init(&buf, max);
		while (buf.len < max)
			assert_int_equal(hk_buf_putc(&buf, 'x'), HK_OK);
		assert_int_equal(hk_buf_putc(&buf, 'y'), HK_ETOOBIG);
		assert_int_equal(hk_buf_puts(&buf, "yz"), HK_ETOOBIG);
		assert_int_equal(hk_buf_printf(&buf, "%d", 5), HK_ETOOBIG);
		assert_int_equal(hk_buf_reserve(&buf, 1), HK_ETOOBIG);
		assert_int_equal(hk_buf_puts(&buf, ""), HK_OK);
		assert_int_equal(buf.len, max);
		assert_int_equal(strlen(buf.data), max);
		assert_int_equal(buf.data[max - 1], 'x');
		/* The memory is capped too. */
		assert_within(buf.capacity, max + 1, max + 1);
		hk_buf_release(&buf);
	}
}

static void test_failing_changes_nothing(void **state)
{
	/* Wider than an int can say; hidden from the compiler. */
	const char *volatile too_wide = "%2147483648d";
	struct hk_buf buf;

	(void)state;
	hk_buf_init(&buf, 10);
	assert_int_equal(hk_buf_puts(&buf, "1234567"), HK_OK);
	assert_int_equal(hk_buf_puts(&buf, "abcd"), HK_ETOOBIG);
	holds(&buf, "1234567");
	assert_int_equal(hk_buf_printf(&buf, "%s", "abcd"), HK_ETOOBIG);
	holds(&buf, "1234567");
	assert_int_equal(hk_buf_printf(&buf, too_wide, 1), HK_ETOOBIG);
	holds(&buf, "1234567");
	assert_int_equal(hk_buf_printf(&buf, "%s", "abc"), HK_OK);
	holds(&buf, "1234567abc");
	hk_buf_release(&buf);
}

static void test_huge(void **state)
{
	struct hk_buf buf;

	(void)state;
	hk_buf_init(&buf, SIZE_MAX);
	assert_int_equal(buf.max, HK_BUF_NO_MAX);
	assert_int_equal(hk_buf_puts(&buf, "kept"), HK_OK);
	assert_int_equal(hk_buf_reserve(&buf, SIZE_MAX), HK_ETOOBIG);
	assert_int_equal(hk_buf_reserve(&buf, SIZE_MAX - 4), HK_ETOOBIG);
	assert_int_equal(hk_buf_append(&buf, "x", SIZE_MAX - 4), HK_ETOOBIG);
	/* Half of all addresses, which a machine of 32 bits may give. */
	if (sizeof(size_t) > 4)
		assert_int_equal(hk_buf_reserve(&buf, HK_BUF_NO_MAX - 4),
				 HK_ENOMEM);
	holds(&buf, "kept");
	hk_buf_release(&buf);
}

/* A million bytes, one by one, move a few times only. */
static void test_growth(void **state)
{
	struct hk_buf buf;
	size_t capacity = 0;
	unsigned moves = 0;

	(void)state;
	hk_buf_init(&buf, HK_BUF_NO_MAX);
	for (int i = 0; i < 1000000; i++) {
		assert_false(hk_buf_putc(&buf, 'x'));
		moves += buf.capacity != capacity;
		capacity = buf.capacity;
	}
	assert_within(moves, 1, 20);
	hk_buf_reset(&buf);
	assert_int_equal(hk_buf_reserve(&buf, 1000000), HK_OK);
	assert_int_equal(buf.capacity, capacity);
	hk_buf_release(&buf);
}

/* What a callback collects stays whole, and of nothing nothing is written. */
static void test_in_and_out(void **state)
{
	FILE *file = tmpfile(), *full = fopen("/dev/full", "w");
	struct hk_buf buf;

	(void)state;
	assert_non_null(file);
	assert_non_null(full);
	setvbuf(full, NULL, _IONBF, 0);
	hk_buf_init(&buf, 4);
	assert_int_equal(hk_buf_write(&buf, file), HK_OK);
	assert_int_equal(hk_buf_write(&buf, full), HK_OK);
	assert_int_equal(ftell(file), 0);
	assert_int_equal(hk_buf_collect(&buf, "abc", 3), 0);
	assert_int_not_equal(hk_buf_collect(&buf, "de", 2), 0);
	holds(&buf, "abc");
	assert_int_equal(hk_buf_write(&buf, file), HK_OK);
	assert_int_equal(ftell(file), 3);
	assert_int_equal(hk_buf_write(&buf, full), HK_EIO);
	hk_buf_release(&buf);
	fclose(full);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_life),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_all_ways),
		cmocka_unit_test(test_nul_bytes),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_failing_changes_nothing),
		cmocka_unit_test(test_huge),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_in_and_out),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
