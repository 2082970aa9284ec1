/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Morphemes of any text, in two threads, and saved and restored. */
#include "tests/unit/morph_fixture.h"
#include "tests/unit/random.h"

#include <pthread.h>

/* ---- Threads ---- */

#define THREAD_TEXTS 200

static const char *const pieces[] = {
	"関西国際空港", "は",	  "走った", "。", "コンピューター", "システム",
	"abc_12",	"東京",	  "😀",	    "\n", "かもしれない",   "𠮷",
	"国会図書館",	"新しい", "、",	    " ",  "ググる",	    "々"};

static void any_text(struct hk_buf *out, uint32_t seed)
{
	hk_buf_reset(out);
	for (unsigned i = 0; i < 40; i++) {
		const char *piece;

		piece = pieces[random_next(&seed) %
			       (sizeof(pieces) / sizeof(*pieces))];
		if (hk_buf_puts(out, piece))
			abort();
	}
}

static enum hk_status take(void *ctx, const struct hk_term *term)
{
	return hk_buf_printf(ctx, "%d:%.*s@%zu ", (int)term->kind,
			     (int)term->text.len, term->text.data,
			     term->norm.begin);
}

/* Analyse all texts with an analyser of its own, forwards or, so that the two
 * are never at the same one, backwards. cmocka belongs to the main thread. */
struct worker {
	bool backwards;
	struct hk_hash hashes[THREAD_TEXTS];
	enum hk_status status;
};

static void *work(void *arg)
{
	struct worker *w = arg;
	struct hk_analyser own;
	struct hk_buf text, terms;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&terms, HK_BUF_NO_MAX);
	w->status = hk_term_init(&own, dict, NULL);
	for (unsigned i = 0; i < THREAD_TEXTS && !w->status; i++) {
		unsigned k = w->backwards ? THREAD_TEXTS - 1 - i : i;

		any_text(&text, k);
		hk_buf_reset(&terms);
		w->status = hk_term_analyse(&own, hk_buf_str(&text), NULL);
		if (!w->status)
			w->status = hk_term_each(&own, take, &terms);
		w->hashes[k] = hk_hash_bytes(terms.data, terms.len);
	}
	hk_term_release(&own);
	hk_buf_release(&terms);
	hk_buf_release(&text);
	return NULL;
}

static void test_two_threads(void **state)
{
	static struct worker alone, forwards, backwards;
	pthread_t threads[2];

	(void)state;
	work(&alone);
	backwards.backwards = true;
	assert_int_equal(pthread_create(&threads[0], NULL, work, &forwards), 0);
	assert_int_equal(pthread_create(&threads[1], NULL, work, &backwards),
			 0);
	assert_int_equal(pthread_join(threads[0], NULL), 0);
	assert_int_equal(pthread_join(threads[1], NULL), 0);
	assert_int_equal(alone.status, HK_OK);
	assert_int_equal(forwards.status, HK_OK);
	assert_int_equal(backwards.status, HK_OK);
	assert_memory_equal(alone.hashes, forwards.hashes,
			    sizeof(alone.hashes));
	assert_memory_equal(alone.hashes, backwards.hashes,
			    sizeof(alone.hashes));
}

/* ---- Any text ---- */

static void test_any_text(void **state)
{
	struct hk_buf text;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (uint32_t seed = 0; seed < 1000; seed++) {
		any_text(&text, seed);
		assert_true(analyse(hk_buf_str(&text)) > 0);
	}
	hk_buf_release(&text);
}

/* Whatever the bytes, what is restored is sound. */
static void check_restored(struct hk_str text, struct hk_str saved)
{
	char *copy = malloc(saved.len + 1);
	size_t count, last = 0;
	enum hk_status status;
	const struct hk_morpheme *m;

	assert_non_null(copy);
	memcpy(copy, saved.data, saved.len);
	status = hk_morph_restore(analyser.morph, text,
				  hk_span_str(copy, saved.len));
	free(copy);
	m = hk_morph_get(analyser.morph, &count);
	if (status) {
		assert_int_equal(status, HK_EFORMAT);
		assert_int_equal(count, 0);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		assert_true(m[i].span.begin >= last);
		assert_true(m[i].span.begin < m[i].span.end);
		assert_true(m[i].span.end <= text.len);
		assert_true(m[i].lemma.len && hk_utf8_valid(m[i].lemma));
		last = m[i].span.end;
	}
}

static void test_saved(void **state)
{
	/* Verbs, compounds, mixed words, blanks and lines, unknown words and
	 * signs, a word that is longer than a byte can say. */
	static const char *const texts[] = {
		"",
		" \n ",
		"昨日食べた自然言語処理の本は、とても高かったです。",
		"foo_bar15 と ａｂｃ\n\n  二行目！\n",
		"ヴァルガスニョッキ博士の☃と𠮷野家",
		"antidisestablishmentarianism",
		"ンンンンンンンンンンンンンンンンンンンン",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		analyse(hk_span_cstr(texts[i]));
}

static void test_saved_of_another_text(void **state)
{
	struct hk_str text = S("本を読んだ"), shorter = S("本を"),
		      latin = S("hon wo yonda");
	struct hk_buf saved;

	(void)state;
	hk_buf_init(&saved, HK_BUF_NO_MAX);
	assert_true(cut(text) > 0);
	assert_int_equal(hk_morph_save(&saved, analyser.morph, text), HK_OK);
	assert_int_equal(
		hk_morph_restore(analyser.morph, shorter, hk_buf_str(&saved)),
		HK_EFORMAT);
	assert_int_equal(cut(shorter), 2);
	check_restored(latin, hk_buf_str(&saved));
	/* Each byte wrong, each length. */
	for (size_t i = 0; i < saved.len; i++) {
		char kept = saved.data[i];

		for (int value = 0; value < 256; value++) {
			saved.data[i] = (char)value;
			check_restored(text, hk_buf_str(&saved));
		}
		saved.data[i] = kept;
		check_restored(text, hk_span_str(saved.data, i));
	}
	hk_buf_release(&saved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_threads),
		cmocka_unit_test(test_any_text),
		cmocka_unit_test(test_saved),
		cmocka_unit_test(test_saved_of_another_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
