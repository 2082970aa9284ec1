/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Roots, looked up by path. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "indexer/walk/roots.h"

static struct hk_str str(const char *text)
{
	return hk_span_cstr(text);
}

static void add(struct hk_roots *roots, const char *path, const char *format)
{
	struct hk_root root = {.path = str(path), .format = str(format)};

	assert_int_equal(hk_roots_add(roots, &root), HK_OK);
}

static void test_around(void **state)
{
	struct hk_str path = str("/a/b/c.txt"), none = str("/x");
	const struct hk_root *root;
	struct hk_roots roots;

	(void)state;
	hk_roots_init(&roots);
	assert_null(hk_roots_around(&roots, &none));
	add(&roots, "/a", "text");
	add(&roots, "/a/b/c.txt", "");
	add(&roots, "/a/b/c", "");
	root = hk_roots_around(&roots, &path);
	assert_non_null(root);
	assert_string_equal(root->path.data, "/a/b/c.txt");
	root = hk_roots_around(&roots, &path);
	assert_non_null(root);
	assert_string_equal(root->path.data, "/a");
	assert_string_equal(root->format.data, "text");
	assert_null(hk_roots_around(&roots, &path));
	assert_null(hk_roots_around(&roots, &none));
	path = str("/ab");
	assert_null(hk_roots_around(&roots, &path));
	add(&roots, "/", "");
	path = str("/ab/c");
	root = hk_roots_around(&roots, &path);
	assert_non_null(root);
	assert_string_equal(root->path.data, "/");
	assert_null(hk_roots_around(&roots, &path));
	path = str("");
	assert_null(hk_roots_around(&roots, &path));
	path = str("relative");
	assert_null(hk_roots_around(&roots, &path));
	hk_roots_release(&roots);
}

static void test_many(void **state)
{
	struct hk_roots roots;
	char name[32];

	(void)state;
	hk_roots_init(&roots);
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "/%u/x", i % 4000);
		add(&roots, name, i < 4000 ? "" : "jsonl");
	}
	assert_int_equal(roots.count, 4000);
	for (unsigned i = 0; i < 4000; i++) {
		const struct hk_root *root;
		struct hk_str path;

		snprintf(name, sizeof(name), "/%u/x/y/z", i);
		path = str(name);
		root = hk_roots_around(&roots, &path);
		assert_ptr_equal(root, &roots.items[i]);
		assert_int_equal(root->format.len, i < 1000 ? 5 : 0);
	}
	hk_roots_release(&roots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_around),
		cmocka_unit_test(test_many),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
