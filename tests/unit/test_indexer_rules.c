/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a root is walked, as an index remembers it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indexer/walk/rules.h"

static void test_round(void **state)
{
	const char *in[] = {"*.md", "--hidden"}, *out[] = {"/tmp/"};
	struct hk_rules_wish wish = {
		.follow = true, .include = {in, 2}, .exclude = {out, 1}};
	struct hk_error err = {HK_OK, ""};
	struct hk_buf text, shown;
	struct hk_rules rules;
	struct hk_arena arena;

	(void)state;
	hk_buf_init(&text, 4096);
	hk_buf_init(&shown, 4096);
	hk_arena_init(&arena, 1u << 20);
	assert_int_equal(hk_rules_write(&text, &wish, &err), HK_OK);
	assert_int_equal(hk_rules_read(&rules, &arena, hk_buf_str(&text), &err),
			 HK_OK);
	assert_true(rules.follow);
	assert_false(rules.hidden || rules.listed);
	assert_int_equal(rules.include.count, 2);
	assert_true(hk_span_same(rules.include.rules[1].pattern,
				 hk_span_cstr("--hidden")));
	assert_int_equal(rules.exclude.count, 1);
	assert_true(rules.exclude.rules[0].anchored);
	assert_true(rules.exclude.rules[0].only_folders);
	assert_int_equal(hk_rules_show(&shown, hk_buf_str(&text)), HK_OK);
	assert_string_equal(shown.data, " --follow --include *.md --include "
					"--hidden --exclude /tmp/");
	hk_buf_release(&text);
	hk_buf_release(&shown);
	hk_arena_release(&arena);
}

static void test_nothing(void **state)
{
	struct hk_rules_wish wish = {.hidden = false};
	struct hk_error err = {HK_OK, ""};
	struct hk_rules rules;
	struct hk_arena arena;
	struct hk_buf text;

	(void)state;
	hk_buf_init(&text, 4096);
	hk_arena_init(&arena, 1u << 20);
	assert_int_equal(hk_rules_write(&text, &wish, &err), HK_OK);
	assert_int_equal(text.len, 0);
	assert_int_equal(hk_rules_read(&rules, &arena, hk_buf_str(&text), &err),
			 HK_OK);
	assert_false(rules.hidden || rules.follow || rules.listed);
	assert_int_equal(rules.include.count + rules.exclude.count, 0);
	hk_arena_release(&arena);
	hk_buf_release(&text);
}

/* From a later version, or damaged: it is read as far as it is understood. */
static void test_strange(void **state)
{
	static const char text[] = "--new\0--hidden\0--include\0a\0--exclude";
	struct hk_error err = {HK_OK, ""};
	struct hk_rules rules;
	struct hk_arena arena;

	(void)state;
	hk_arena_init(&arena, 1u << 20);
	assert_int_equal(hk_rules_read(&rules, &arena,
				       hk_span_str(text, sizeof(text)), &err),
			 HK_OK);
	assert_true(rules.hidden);
	assert_int_equal(rules.include.count, 1);
	assert_int_equal(rules.exclude.count, 0);
	assert_int_equal(hk_rules_read(&rules, &arena,
				       hk_span_str(text, sizeof(text) - 1),
				       &err),
			 HK_OK);
	assert_true(rules.hidden);
	hk_arena_release(&arena);
	hk_arena_init(&arena, 8);
	assert_int_equal(hk_rules_read(&rules, &arena,
				       hk_span_str(text, sizeof(text)), &err),
			 HK_ENOMEM);
	hk_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_strange),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
