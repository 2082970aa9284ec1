/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules of what a walk leaves out: the rows, caps, bytes, time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/walk/glob.h"
#include "indexer/walk/ignore.h"
#include "tests/unit/rows.h"

static void read_rules(struct hk_ignore *out, struct hk_arena *arena,
		       struct hk_str text)
{
	struct hk_error err = {HK_OK, ""};

	hk_arena_init(arena, 64u << 20);
	assert_int_equal(hk_ignore_read(out, arena, text, &err), HK_OK);
}

/* As a walk has it: a folder that is ignored is not entered. */
static bool is_ignored(const struct hk_ignore *ignore, struct hk_str path)
{
	bool folder = path.len && path.data[path.len - 1] == '/';
	const struct hk_ignore_rule *rule;

	for (size_t i = 0; i + 1 < path.len; i++) {
		if (path.data[i] != '/')
			continue;
		rule = hk_ignore_match(ignore, hk_span_str(path.data, i), true);
		if (rule && !rule->negated)
			return true;
	}
	path.len -= folder;
	rule = hk_ignore_match(ignore, path, folder);
	return rule && !rule->negated;
}

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/ignore.tsv", 4);
	while (rows_next(&rows)) {
		struct hk_ignore ignore;
		struct hk_arena arena;

		read_rules(&ignore, &arena, rows.column[0]);
		rows_expect(&rows, 2,
			    hk_span_cstr(is_ignored(&ignore, rows.column[1])
						 ? "ignored"
						 : "kept"));
		hk_arena_release(&arena);
	}
	rows_close(&rows, 80);
}

static void test_lines(void **state)
{
	static const char text[] =
		"\xEF\xBB\xBF# first\r\n*.txt\r\n\n  \nb/\r\n"
		"!c";
	const struct hk_ignore_rule *rule;
	struct hk_ignore ignore;
	struct hk_arena arena;

	(void)state;
	read_rules(&ignore, &arena, hk_span_cstr(text));
	assert_int_equal(ignore.count, 3);
	rule = hk_ignore_match(&ignore, hk_span_cstr("x/a.txt"), false);
	assert_non_null(rule);
	assert_int_equal(rule->line, 2);
	assert_null(hk_ignore_match(&ignore, hk_span_cstr("b"), false));
	rule = hk_ignore_match(&ignore, hk_span_cstr("b"), true);
	assert_non_null(rule);
	assert_int_equal(rule->line, 5);
	rule = hk_ignore_match(&ignore, hk_span_cstr("c"), false);
	assert_non_null(rule);
	assert_true(rule->negated);
	hk_arena_release(&arena);
}

/* A pattern of the command line has no comments and takes nothing in. */
static void test_pattern(void **state)
{
	struct hk_ignore_rule rule = hk_ignore_pattern(hk_span_cstr("!a "));

	(void)state;
	assert_false(rule.negated);
	assert_int_equal(rule.pattern.len, 3);
	rule = hk_ignore_pattern(hk_span_cstr("/a/"));
	assert_true(rule.anchored && rule.only_folders);
	assert_int_equal(rule.pattern.len, 1);
	rule = hk_ignore_pattern(hk_span_cstr(""));
	assert_false(rule.anchored || rule.only_folders);
}

static void test_bytes(void **state)
{
	(void)state;
	assert_true(hk_glob_name(hk_span_cstr("a?b"), hk_span_cstr("a\xFF"
								   "b")));
	assert_true(hk_glob_name(hk_span_cstr("a\xFF*"), hk_span_cstr("a\xFF"
								      "b")));
	assert_false(hk_glob_name(hk_span_cstr("a\xFE*"), hk_span_cstr("a\xFF"
								       "b")));
	assert_true(hk_glob_name(hk_span_cstr("[!a]"), hk_span_cstr("\xFF")));
	assert_false(hk_glob_name(hk_span_cstr("[\xE3\x81\x82-"),
				  hk_span_cstr("\xE3\x81\x82")));
	assert_true(hk_glob_path(hk_span_str("", 0), hk_span_str("", 0)) ==
		    false);
}

static void test_caps(void **state)
{
	struct hk_error err = {HK_OK, ""};
	struct hk_ignore ignore;
	struct hk_arena arena;
	size_t len = HK_IGNORE_BYTES_MAX;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	memset(text, 'a', len);
	hk_arena_init(&arena, 64u << 20);
	assert_int_equal(
		hk_ignore_read(&ignore, &arena, hk_span_str(text, len), &err),
		HK_ETOOBIG);
	assert_non_null(strstr(err.message, "line 1"));
	memset(text, '\n', len);
	assert_int_equal(
		hk_ignore_read(&ignore, &arena, hk_span_str(text, len), &err),
		HK_ETOOBIG);
	hk_arena_release(&arena);
	hk_arena_init(&arena, 16);
	assert_int_equal(hk_ignore_read(&ignore, &arena,
					hk_span_cstr("a\nb\nc\n"), &err),
			 HK_ENOMEM);
	hk_arena_release(&arena);
	free(text);
}

/* Patterns for which backtracking would take exponential time. */
static void test_hostile(void **state)
{
	char pattern[4001], text[4001], path[4001];

	(void)state;
	memset(text, 'a', 4000);
	text[4000] = '\0';
	for (size_t i = 0; i < 4000; i++) {
		pattern[i] = i % 2 ? 'a' : '*';
		path[i] = i % 2 ? '/' : 'a';
	}
	pattern[3999] = 'b';
	pattern[4000] = path[4000] = '\0';
	assert_false(hk_glob_name(hk_span_cstr(pattern), hk_span_cstr(text)));
	for (size_t i = 0; i + 5 < 4000; i += 5)
		memcpy(pattern + i, "**/a/", 5);
	assert_false(hk_glob_path(hk_span_str(pattern, 4000),
				  hk_span_str(path, 3999)));
	memset(pattern, '[', 4000);
	assert_false(hk_glob_name(hk_span_cstr(pattern), hk_span_cstr(text)));
	assert_false(hk_glob_path(hk_span_cstr(pattern), hk_span_cstr(path)));
	for (size_t i = 0; i + 2 < 4000; i += 2)
		memcpy(pattern + i, "[:", 2);
	assert_false(hk_glob_path(hk_span_cstr(pattern), hk_span_cstr(path)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),	cmocka_unit_test(test_lines),
		cmocka_unit_test(test_pattern), cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_caps),	cmocka_unit_test(test_hostile),
	};

	return rows_run(tests, NULL, NULL);
}
