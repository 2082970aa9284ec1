/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changed, walks of that alone, and the watches themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/dir.h"
#include "indexer/walk/changed.h"
#include "indexer/walk/walk.h"
#include "indexer/walk/watch.h"

static char scratch[] = "/tmp/hiku-watch-XXXXXX";
static struct hk_error err;

static const char *at(const char *name)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/%s", scratch, name);
	return path;
}

static void make_file(const char *name, const char *text)
{
	FILE *file = fopen(at(name), "w");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void test_changed(void **state)
{
	struct hk_changed changed;

	(void)state;
	hk_changed_init(&changed);
	assert_int_equal(hk_changed_add(&changed, hk_span_cstr("/a/b"), false),
			 HK_OK);
	assert_false(hk_changed_took(&changed, hk_span_cstr("/a/b")));
	assert_int_equal(hk_changed_add(&changed, hk_span_cstr("/a/b"), true),
			 HK_OK);
	assert_int_equal(hk_changed_add(&changed, hk_span_cstr("/a/b"), false),
			 HK_OK);
	assert_int_equal(changed.count, 1);
	assert_true(hk_changed_took(&changed, hk_span_cstr("/a/b")));
	assert_true(hk_changed_took(&changed, hk_span_cstr("/a/b/c/d")));
	assert_false(hk_changed_took(&changed, hk_span_cstr("/a/bc")));
	assert_false(hk_changed_took(&changed, hk_span_cstr("/a")));
	hk_changed_reset(&changed);
	assert_false(hk_changed_took(&changed, hk_span_cstr("/a/b")));
	hk_changed_release(&changed);
}

static void ignore_note(void *ctx, const char *path, const char *why,
			bool failed)
{
	(void)ctx;
	(void)path;
	(void)why;
	(void)failed;
}

static size_t files_below(const char *name)
{
	struct hk_rules rules = {.hidden = false};
	struct hk_walk walk;
	size_t count;

	hk_walk_init(&walk);
	assert_int_equal(hk_walk_below(&walk, scratch, 0, &rules, at(name),
				       ignore_note, NULL, &err),
			 HK_OK);
	count = walk.count;
	hk_walk_release(&walk);
	return count;
}

static void test_below(void **state)
{
	(void)state;
	assert_int_equal(hk_dir_make(at("in"), &err), HK_OK);
	assert_int_equal(hk_dir_make(at("in/deep"), &err), HK_OK);
	assert_int_equal(hk_dir_make(at("in/.git"), &err), HK_OK);
	make_file("in/a.txt", "a");
	make_file("in/deep/b.txt", "b");
	make_file("in/.git/c.txt", "c");
	assert_int_equal(files_below("in"), 2);
	assert_int_equal(files_below("in/deep"), 1);
	assert_int_equal(files_below("in/deep/b.txt"), 1);
	/* What is not there, is excluded, or is below a file, is not found. */
	assert_int_equal(files_below("in/none/d.txt"), 0);
	assert_int_equal(files_below("in/.git/c.txt"), 0);
	assert_int_equal(files_below("in/a.txt/d.txt"), 0);
	make_file("in/.hikuignore", "deep/\n");
	assert_int_equal(files_below("in/deep/b.txt"), 0);
}

static enum hk_status take(void *ctx, enum hk_watch_news news,
			   struct hk_str path)
{
	char *told = ctx;
	size_t len = strlen(told);

	snprintf(told + len, 4096 - len, "%c%.*s|",
		 news == HK_WATCH_GONE ? '-' : '+',
		 (int)(path.len - strlen(scratch)),
		 path.data + strlen(scratch));
	return HK_OK;
}

static void test_watch(void **state)
{
	struct pollfd poll_fd = {.events = POLLIN};
	char told[4096] = "", other[512];
	struct hk_watch *watch;
	size_t count;

	(void)state;
	assert_int_equal(hk_watch_new(&watch, &err), HK_OK);
	poll_fd.fd = hk_watch_fd(watch);
	if (poll_fd.fd < 0) { /* there are none here */
		hk_watch_free(watch);
		skip();
	}
	assert_int_equal(hk_dir_make(at("w"), &err), HK_OK);
	assert_int_equal(hk_watch_folder(watch, at("none"), HK_WATCH_ALL),
			 HK_OK);
	assert_int_equal(hk_watch_folder(watch, at("w"), HK_WATCH_ALL), HK_OK);
	assert_int_equal(hk_watch_folder(watch, at("w"), HK_WATCH_NAMES),
			 HK_OK);
	assert_int_equal(hk_watch_count(watch), 1);
	make_file("w/a.txt", "a");
	assert_int_equal(poll(&poll_fd, 1, 10000), 1);
	assert_int_equal(hk_watch_read(watch, take, told, &err), HK_OK);
	assert_non_null(strstr(told, "+/w/a.txt|"));

	/* A folder that goes away is no longer watched. */
	assert_int_equal(hk_dir_make(at("w/sub"), &err), HK_OK);
	assert_int_equal(hk_watch_folder(watch, at("w/sub"), HK_WATCH_ALL),
			 HK_OK);
	snprintf(other, sizeof(other), "%s/moved", scratch);
	assert_int_equal(rename(at("w/sub"), other), 0);
	told[0] = '\0';
	assert_int_equal(hk_watch_read(watch, take, told, &err), HK_OK);
	assert_non_null(strstr(told, "-/w/sub|"));
	assert_int_equal(hk_watch_count(watch), 1);
	make_file("moved/b.txt", "b");
	told[0] = '\0';
	assert_int_equal(hk_watch_read(watch, take, told, &err), HK_OK);
	assert_string_equal(told, "");
	hk_watch_blind(watch, &count);
	assert_int_equal(count, 0);
	hk_watch_free(watch);
}

static void test_elsewhere(void **state)
{
	(void)state;
	assert_true(hk_watch_is_elsewhere(0x6969));	/* NFS */
	assert_true(hk_watch_is_elsewhere(0xFF534D42)); /* CIFS */
	assert_true(hk_watch_is_elsewhere((unsigned long)(int)0xFF534D42));
	assert_false(hk_watch_is_elsewhere(0xEF53));	 /* ext4 */
	assert_false(hk_watch_is_elsewhere(0x01021994)); /* tmpfs */
}

static int begin(void **state)
{
	(void)state;
	return mkdtemp(scratch) ? 0 : -1;
}

static int finish(void **state)
{
	(void)state;
	hk_dir_remove(scratch);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_below),
		cmocka_unit_test(test_watch),
		cmocka_unit_test(test_elsewhere),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, begin, finish);
}
