/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A memo gives what folding gives, the first time and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "tests/unit/random.h"
#include "text/fold_memo.h"

/* Words are rows of these. */
static const char *const pieces[] = {
	"コンピュータ", "ー", "ヴァ", "引越", "國", "でき", "る", "七",
	"月",		"x",  "é",    "か",   "時", "々",   ""};
#define PIECES (sizeof(pieces) / sizeof(pieces[0]))

static void draw(char *out, uint32_t *seed)
{
	out[0] = '\0';
	for (unsigned i = 0; i < 4; i++)
		strcat(out, pieces[random_next(seed) % PIECES]);
}

static void test_same_as_folding(void **state)
{
	struct hk_fold_memo *memos[] = {hk_fold_memo_new(), NULL};
	uint32_t seed = 1;
	unsigned folded = 0;

	(void)state;
	assert_non_null(memos[0]);
	/* Many more than a memo has places, and each of them often. */
	for (unsigned i = 0; i < 200000; i++) {
		char text[256], a[HK_FOLD_MAX], b[HK_FOLD_MAX];
		size_t a_len, b_len;
		struct hk_str word;
		bool differs;

		draw(text, &seed);
		word = (struct hk_str){text, strlen(text)};
		differs = hk_fold_word(word, a, &a_len);
		assert_int_equal(
			hk_fold_memo_word(memos[i % 8 == 7], word, b, &b_len),
			differs);
		if (!differs)
			continue;
		folded++;
		assert_int_equal(a_len, b_len);
		assert_memory_equal(a, b, a_len);
	}
	assert_true(folded > 10000);
	hk_fold_memo_free(memos[0]);
	hk_fold_memo_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_as_folding),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
