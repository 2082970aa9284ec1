/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/morph.h"

static struct hk_morph_dict *dict;
static struct hk_morph *morph;

static int set_up(void **state)
{
	struct hk_error err;

	(void)state;
	assert_int_equal(hk_morph_open(&dict, NULL, NULL, NULL, &err), HK_OK);
	assert_int_equal(hk_morph_new(&morph, dict, &err), HK_OK);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_morph_free(morph);
	hk_morph_close(dict);
	return 0;
}

/* Cut; morphemes ascend, are disjoint, inside the text and never empty. */
static const struct hk_morpheme *cut(struct hk_morph *with, struct hk_str text,
				     size_t *count)
{
	struct hk_error err = {HK_OK, ""};
	const struct hk_morpheme *m;
	size_t end = 0;

	if (hk_morph_run(with, text, &err))
		print_error("%s\n", err.message);
	assert_int_equal(err.status, HK_OK);
	m = hk_morph_get(with, count);
	for (size_t i = 0; i < *count; i++) {
		assert_true(m[i].span.begin >= end);
		assert_true(m[i].span.end > m[i].span.begin);
		assert_true(m[i].span.end <= text.len);
		assert_true(m[i].lemma.len > 0);
		end = m[i].span.end;
	}
	return m;
}

/* All letters of the text are in some morpheme. */
static void check_whole(const struct hk_morpheme *m, size_t count,
			struct hk_str text)
{
	size_t covered = 0, letters = 0;

	for (size_t i = 0; i < text.len; i++)
		letters += text.data[i] != ' ' && text.data[i] != '\n';
	for (size_t i = 0; i < count; i++)
		covered += m[i].span.end - m[i].span.begin;
	assert_int_equal(covered, letters);
}

static void repeat(struct hk_buf *out, const char *text, size_t times)
{
	hk_buf_reset(out);
	while (times--)
		assert_int_equal(hk_buf_puts(out, text), HK_OK);
}

/* Long runs of one class are quadratic for MeCab, and fail by their cost. */
static void test_long_runs(void **state)
{
	static const char *const runs[] = {
		"a", "1", "あ", "ア", "漢", "。", "🐟", "東京と大阪に行く"};
	struct hk_buf text;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(runs) / sizeof(*runs); i++) {
		const struct hk_morpheme *m;
		size_t count;

		repeat(&text, runs[i], 60000 / strlen(runs[i]));
		m = cut(morph, hk_buf_str(&text), &count);
		assert_true(count > 0);
		check_whole(m, count, hk_buf_str(&text));
	}
	hk_buf_release(&text);
}

/* 65,535 blanks make MeCab forget all that follows. */
static void test_blanks(void **state)
{
	const struct hk_morpheme *m;
	struct hk_buf text;
	size_t count;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	repeat(&text, " ", 70000);
	assert_int_equal(hk_buf_puts(&text, "東京に行く"), HK_OK);
	m = cut(morph, hk_buf_str(&text), &count);
	assert_int_equal(count, 3);
	assert_int_equal(m[0].span.begin, 70000);
	hk_buf_release(&text);
	cut(morph, hk_span_cstr("   "), &count);
	assert_int_equal(count, 0);
	cut(morph, hk_span_cstr(""), &count);
	assert_int_equal(count, 0);
}

/* A slice that ends in a blank, with text behind it, overflows MeCab's heap if
 * it is given as it is (seen by valgrind and ASan). */
static void test_slices(void **state)
{
	struct hk_buf text;
	size_t count;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	repeat(&text, "東京の 空 ", 2000);
	for (size_t len = 20000; len < 20040; len++)
		if (text.data[len - 1] == ' ')
			cut(morph, hk_span_str(text.data, len), &count);
	hk_buf_release(&text);
}

static void test_words(void **state)
{
	static const char text[] = "iphone15とfoo_barをc言語で動かす";
	const struct hk_morpheme *m;
	size_t count;

	(void)state;
	m = cut(morph, hk_span_cstr(text), &count);
	assert_true(count >= 7);
	assert_int_equal(m[0].span.end, 8);
	assert_int_equal(m[0].cls, HK_MORPH_WORD);
	assert_int_equal(m[0].part_count, 2);
	assert_int_equal(m[2].span.end - m[2].span.begin, 7);
	assert_int_equal(m[1].cls, HK_MORPH_PARTICLE);
}

/* Bytes that are no UTF-8 do no harm. */
static void test_bad_bytes(void **state)
{
	static const char text[] = "東\xE4京\xFF\x80 a\xC3";
	size_t count;

	(void)state;
	cut(morph, hk_span_str(text, sizeof(text) - 1), &count);
	assert_true(count > 0);
}

static void test_lemmas(void **state)
{
	const struct hk_morpheme *m;
	size_t count;

	(void)state;
	m = cut(morph, hk_span_cstr("寿司を食べた"), &count);
	assert_int_equal(count, 4);
	assert_true(hk_span_same(m[2].lemma, hk_span_cstr("食べる")));
	assert_true(hk_span_same(m[0].reading, hk_span_cstr("スシ")));
	assert_int_equal(m[2].cls, HK_MORPH_VERB);
	assert_int_equal(m[3].cls, HK_MORPH_AUXILIARY);
	/* Unknown words have fewer columns. */
	m = cut(morph, hk_span_cstr("ゴンボロメッタ"), &count);
	assert_int_equal(count, 1);
	assert_false(m[0].known);
	assert_int_equal(m[0].reading.len, 0);
	/* Signs that the dictionary calls nouns. */
	m = cut(morph, hk_span_cstr("++"), &count);
	assert_int_equal(m[0].cls, HK_MORPH_SYMBOL);
}

static void test_dictionaries(void **state)
{
	struct hk_morph_dict *none;
	struct hk_error err = {HK_OK, ""};
	const struct hk_morph_info *info = hk_morph_about(dict);

	(void)state;
	assert_string_equal(info->kind, "ipadic");
	assert_string_equal(info->charset, "utf-8");
	assert_true(info->lexicon_size > 100000);
	assert_int_equal(hk_morph_open(&none, "/nonexistent", NULL, NULL, &err),
			 HK_EDICT);
	assert_null(none);
	assert_non_null(strstr(err.message, "/nonexistent"));
	/* Debian's EUC-JP build of the same dictionary, where there is one. */
	if (hk_morph_open(&none, "/var/lib/mecab/dic/ipadic", NULL, NULL,
			  &err) != HK_OK)
		assert_int_equal(err.status, HK_EDICT);
	hk_morph_close(none);
}

struct job {
	struct hk_str text;
	size_t counts[50];
};

static void *run_job(void *arg)
{
	struct job *job = arg;
	struct hk_morph *own;

	if (hk_morph_new(&own, dict, NULL))
		return NULL;
	for (size_t i = 0; i < 50; i++)
		if (!hk_morph_run(own, job->text, NULL))
			hk_morph_get(own, &job->counts[i]);
	hk_morph_free(own);
	return NULL;
}

/* One dictionary, an analyser for each thread. */
static void test_threads(void **state)
{
	static const char text[] = "東京都の関西国際空港で寿司を食べた。";
	struct job jobs[2] = {{hk_span_cstr(text), {0}},
			      {hk_span_cstr(text), {0}}};
	pthread_t threads[2];
	size_t count;

	(void)state;
	cut(morph, hk_span_cstr(text), &count);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, run_job, &jobs[i]),
			0);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		for (size_t k = 0; k < 50; k++)
			assert_int_equal(jobs[i].counts[k], count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_runs),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_bad_bytes),
		cmocka_unit_test(test_lemmas),
		cmocka_unit_test(test_dictionaries),
		cmocka_unit_test(test_threads),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
