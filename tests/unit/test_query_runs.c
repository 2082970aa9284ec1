/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs of characters: the share of a query's that a text has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "query/plan/runs.h"
#include "tests/unit/random.h"

static struct hk_arena arena;

static int set_up(void **state)
{
	(void)state;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_arena_release(&arena);
	return 0;
}

static double share(const char *query, const char *text)
{
	struct hk_runs runs = {0};

	assert_int_equal(hk_runs_add(&runs, &arena, hk_span_cstr(query)),
			 HK_OK);
	return hk_runs_share(&runs, hk_span_cstr(text));
}

static void test_share(void **state)
{
	(void)state;
	assert_true(share("東京都の人口", "東京都の人口は") == 1);
	assert_true(share("東京都の人口", "京都の人口") == .75);
	assert_true(share("東京都", "東京、都") == 0);
	assert_true(share("東京 都", "東京都") == 0);
	assert_true(share("東京", "東京") == 0);
	assert_true(share("東京都", "") == 0);
	assert_true(share("", "東京都") == 0);
	/* A byte that is not UTF-8 parts what it is between. */
	assert_true(share("東京都", "東\xFF京都") == 0);
	/* Each counts once, in every text anew. */
	assert_true(share("ああああいう", "あああああああ") == 1. / 3);
}

/* Do the three characters at `a` and at `b` agree? They have three bytes each.
 */
static bool same(const char *a, const char *b)
{
	return !memcmp(a, b, 9);
}

/* A text of few characters, so that runs come again; longer ones are read in
 * several steps. */
static void any_text(char *out, unsigned chars, uint32_t *seed)
{
	static const char *const letters[] = {"あ", "い", "漢", "字", "ー"};

	for (*out = '\0'; chars; chars--)
		strcat(out, letters[random_next(seed) % 5]);
}

static void test_any(void **state)
{
	uint32_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		char query[128], text[2048];
		unsigned count = 3 + round % 20, found = 0, all = 0;

		any_text(query, count, &seed);
		any_text(text, round * 2, &seed);
		for (unsigned i = 0; i + 2 < count; i++) {
			const char *run = query + 3 * (size_t)i;
			bool known = false, met = false;

			for (unsigned k = 0; k < i && !known; k++)
				known = same(query + 3 * (size_t)k, run);
			for (unsigned k = 0; k + 2 < round * 2 && !met; k++)
				met = same(text + 3 * (size_t)k, run);
			all += !known;
			found += !known && met;
		}
		assert_true(share(query, text) == (double)found / all);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_share),
		cmocka_unit_test(test_any),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
