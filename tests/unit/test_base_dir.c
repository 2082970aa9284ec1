/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole folders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"

static char scratch[] = "/tmp/hiku-dir-XXXXXX";
static struct hk_error err;

static void write_file(const char *name, const char *text)
{
	char *path = hk_dir_join(scratch, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static enum hk_status make(const char *name)
{
	char *path = hk_dir_join(scratch, name);
	enum hk_status status = hk_dir_make(path, &err);

	free(path);
	return status;
}

static void test_make(void **state)
{
	(void)state;
	assert_int_equal(make("a/b//c/"), HK_OK);
	assert_true(hk_dir_has(scratch, "a/b/c"));
	assert_int_equal(make("a/b/c/d"), HK_OK);
	assert_int_equal(make("a/b/c/d"), HK_OK);
	assert_int_equal(hk_dir_make("/", &err), HK_OK);
	assert_int_equal(hk_dir_make("", &err), HK_ENOTFOUND);
	write_file("file", "");
	assert_int_not_equal(make("file/below"), HK_OK);
	assert_non_null(strstr(err.message, "file/below"));
}

static enum hk_status note(void *ctx, const char *name, struct hk_error *e)
{
	unsigned *seen = ctx;

	(void)e;
	assert_int_equal(strlen(name), 1);
	*seen |= 1u << (name[0] - 'a');
	return name[0] == 'z' ? HK_EINTERRUPTED : HK_OK;
}

static void test_each_and_size(void **state)
{
	char *dir = hk_dir_join(scratch, "walk");
	unsigned seen = 0;
	uint64_t size = 9;

	(void)state;
	assert_int_equal(make("walk"), HK_OK);
	assert_int_equal(hk_dir_size(&size, dir, &err), HK_OK);
	assert_int_equal(size, 0);
	write_file("walk/a", "12345");
	write_file("walk/b", "678");
	assert_int_equal(make("walk/c"), HK_OK);
	write_file("walk/c/x", "not counted");
	assert_int_equal(hk_dir_each(dir, note, &seen, &err), HK_OK);
	assert_int_equal(seen, 7);
	assert_int_equal(hk_dir_size(&size, dir, &err), HK_OK);
	assert_int_equal(size, 8);
	assert_int_equal(hk_dir_sync(dir, &err), HK_OK);
	write_file("walk/z", "");
	assert_int_equal(hk_dir_each(dir, note, &seen, &err), HK_EINTERRUPTED);
	assert_int_equal(hk_dir_each("/no/such", note, &seen, &err),
			 HK_ENOTFOUND);
	assert_int_equal(hk_dir_sync("/no/such", &err), HK_ENOTFOUND);
	free(dir);
}

static void test_remove(void **state)
{
	char *dir = hk_dir_join(scratch, "gone"), *link;

	(void)state;
	assert_int_equal(make("kept"), HK_OK);
	write_file("kept/file", "");
	assert_int_equal(make("gone/deep"), HK_OK);
	write_file("gone/deep/file", "");
	link = hk_dir_join(dir, "link");
	assert_int_equal(symlink("../kept", link), 0);
	assert_true(hk_dir_has(dir, "link"));
	hk_dir_remove(dir);
	assert_false(hk_dir_has(scratch, "gone"));
	assert_true(hk_dir_has(scratch, "kept/file"));
	hk_dir_remove(dir);
	assert_int_equal(symlink("nowhere", dir), 0);
	assert_true(hk_dir_has(scratch, "gone"));
	hk_dir_remove(dir);
	assert_false(hk_dir_has(scratch, "gone"));
	free(link);
	free(dir);
}

static int enter(void **state)
{
	(void)state;
	return mkdtemp(scratch) ? 0 : -1;
}

static int leave(void **state)
{
	(void)state;
	hk_dir_remove(scratch);
	return access(scratch, F_OK) == 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_make),
		cmocka_unit_test(test_each_and_size),
		cmocka_unit_test(test_remove),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter, leave);
}
