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
	/* As the share was rounded: i386 computes with more digits. */
	const double third = 1. / 3;

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
	assert_true(share("ああああいう", "あああああああ") == third);
}

#define LETTERS 8
#define BORDERS 2 /* the first of them are in no run */

static const char *const letters[LETTERS] = {"、", " ",	 "あ", "漢",
					     "ー", "𠮷", "a",  "é"};

/* A text of these letters, so few that runs come again; `which` says which they
 * are. Longer texts are read in several steps. */
static void any_text(char *out, unsigned *which, unsigned chars, uint32_t *seed)
{
	*out = '\0';
	for (unsigned i = 0; i < chars; i++) {
		which[i] = random_next(seed) % 16;
		which[i] = which[i] < LETTERS ? which[i] : 2 + which[i] % 3;
		strcat(out, letters[which[i]]);
	}
}

static bool is_run(const unsigned *a)
{
	return a[0] >= BORDERS && a[1] >= BORDERS && a[2] >= BORDERS;
}

static bool has(const unsigned *which, unsigned chars, const unsigned *run)
{
	for (unsigned i = 0; i + 2 < chars; i++)
		if (!memcmp(which + i, run, 3 * sizeof(*run)))
			return true;
	return false;
}

static void test_any(void **state)
{
	uint32_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 2000; round++) {
		unsigned in_query[32], in_text[256];
		unsigned count = 3 + round % 20, found = 0, all = 0;
		unsigned chars = round % 256;
		char query[32 * 4 + 1], text[256 * 4 + 1];
		double wanted;

		any_text(query, in_query, count, &seed);
		any_text(text, in_text, chars, &seed);
		for (unsigned i = 0; i + 2 < count; i++) {
			if (!is_run(in_query + i) ||
			    has(in_query, i + 2, in_query + i))
				continue;
			all++;
			found += has(in_text, chars, in_query + i);
		}
		wanted = all ? (double)found / all : 0;
		assert_true(share(query, text) == wanted);
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
