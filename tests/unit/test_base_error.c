/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors: one line that a terminal can show. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "tests/unit/range.h"

static struct hk_error err;

static void test_set(void **state)
{
	(void)state;
	assert_int_equal(hk_error_set(&err, HK_ELOCKED, "%s: %d", "a", 7),
			 HK_ELOCKED);
	assert_int_equal(err.status, HK_ELOCKED);
	assert_string_equal(err.message, "a: 7");
	assert_int_equal(hk_error_set(NULL, HK_ESTALE, "%s", "b"), HK_ESTALE);
	assert_int_equal(hk_error_nomem(NULL), HK_ENOMEM);
	assert_int_equal(hk_error_nomem(&err), HK_ENOMEM);
	assert_int_equal(err.status, HK_ENOMEM);
	assert_non_null(strstr(err.message, "memory"));
}

static void test_controls(void **state)
{
	static const struct {
		const char *given, *told;
	} rows[] = {
		{"a\nb\tc\r", "a?b?c?"},
		{"\x1B[31m\x7F", "?[31m?"},
		/* C1 in UTF-8 from its first to its last, and no further. */
		{"\xC2\x80|\xC2\x9B|\xC2\x9F|\xC2\xA0", "?|?|?|\xC2\xA0"},
		{"\xC2", "?"}, /* no UTF-8 */
		{"\xC2\xC2\x9Bx", "??x"},
		{"日本語のファイル", "日本語のファイル"},
		/* 80 to 9F as the later bytes of a character. */
		{"\xE3\x82\x9B", "\xE3\x82\x9B"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		hk_error_set(&err, HK_EIO, "%s", rows[i].given);
		assert_string_equal(err.message, rows[i].told);
	}
}

/* A message of `ahead` bytes and then many of one character. */
static size_t cut(size_t ahead, const char *character)
{
	char text[2 * HK_ERROR_MAX + 8] = "";
	size_t n = strlen(character);

	memset(text, 'a', ahead);
	while (ahead < HK_ERROR_MAX + 8) {
		memcpy(text + ahead, character, n + 1);
		ahead += n;
	}
	hk_error_set(&err, HK_EIO, "%s", text);
	return strlen(err.message);
}

static void test_cut_at_character(void **state)
{
	static const char *const characters[] = {"a", "é", "日", "𠮷"};

	(void)state;
	for (size_t n = 1; n <= 4; n++) {
		for (size_t ahead = 0; ahead < 4; ahead++) {
			size_t len = cut(ahead, characters[n - 1]);

			/* As many whole ones as fit. */
			assert_int_equal((len - ahead) % n, 0);
			assert_within(len, HK_ERROR_MAX - n, HK_ERROR_MAX - 1);
			assert_memory_equal(err.message + len - n,
					    characters[n - 1], n);
		}
	}
	/* A message that just fits is not cut. */
	assert_int_equal(cut(HK_ERROR_MAX - 4, "日"), HK_ERROR_MAX - 1);
	/* Bytes that are not text are cut anywhere. */
	assert_within(cut(0, "\x80"), HK_ERROR_MAX - 4, HK_ERROR_MAX - 1);
}

static void test_system(void **state)
{
	static const struct {
		int number;
		enum hk_status status;
	} rows[] = {
		{ENOENT, HK_ENOTFOUND}, {ENOTDIR, HK_ENOTFOUND},
		{ENOSPC, HK_ENOSPC},	{EDQUOT, HK_ENOSPC},
		{EFBIG, HK_ENOSPC},	{EACCES, HK_EACCES},
		{EPERM, HK_EACCES},	{EROFS, HK_EACCES},
		{ENOMEM, HK_ENOMEM},	{EIO, HK_EIO},
		{12345, HK_EIO},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
			hk_error_system(&err, rows[i].number, "%s", "name"),
			rows[i].status);
		assert_int_equal(err.status, rows[i].status);
		assert_non_null(strstr(err.message, "name: "));
		assert_non_null(strstr(err.message, strerror(rows[i].number)));
		assert_int_equal(hk_error_system(NULL, rows[i].number, "x"),
				 rows[i].status);
	}
}

/* A long name cuts the reason off, or half of it. */
static void test_system_cut(void **state)
{
	char name[HK_ERROR_MAX + 100];

	(void)state;
	for (size_t len = HK_ERROR_MAX - 8; len < sizeof(name); len++) {
		memset(name, 'n', len);
		name[len] = '\0';
		hk_error_system(&err, ENOENT, "%s", name);
		assert_int_equal(strlen(err.message), HK_ERROR_MAX - 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_cut_at_character),
		cmocka_unit_test(test_system),
		cmocka_unit_test(test_system_cut),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
