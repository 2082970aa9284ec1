/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms: the rows of tests/rows/analyze.tsv, and what holds of any text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "tests/unit/random.h"
#include "tests/unit/rows.h"
#include "text/char.h"
#include "text/fold.h"
#include "text/term.h"

static struct hk_dict *dict;
static struct hk_analyser analyser;

static int set_up(void **state)
{
	struct hk_error err;

	(void)state;
	if (hk_dict_open(&dict, NULL, "ipadic", NULL, &err)) {
		print_error("%s\n", err.message);
		return -1;
	}
	return hk_term_init(&analyser, dict, &err) ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_term_release(&analyser);
	hk_dict_close(dict);
	return 0;
}

static void analyse(struct hk_str text)
{
	struct hk_error err = {HK_OK, ""};

	if (hk_term_analyse(&analyser, text, &err))
		print_error("%.*s: %s\n", (int)text.len, text.data,
			    err.message);
	assert_int_equal(err.status, HK_OK);
}

/* ---- Rows ---- */

/* The terms of a text as the rows write them. */
struct lists {
	struct hk_buf words, others;
};

static enum hk_status list(void *ctx, const struct hk_term *term)
{
	static const char *const names[] = {"", "part:", "fold:", "pair:"};
	struct lists *lists = ctx;
	struct hk_buf *to =
		term->kind == HK_TERM_WORD ? &lists->words : &lists->others;

	return hk_buf_printf(to, "%s%s%.*s", to->len ? " " : "",
			     names[term->kind], (int)term->text.len,
			     term->text.data);
}

static void test_rows(void **state)
{
	struct lists lists;
	struct rows rows;

	(void)state;
	if (strcmp(hk_dict_about(dict)->kind, "ipadic") != 0)
		skip(); /* another dictionary cuts in other ways */
	hk_buf_init(&lists.words, HK_BUF_NO_MAX);
	hk_buf_init(&lists.others, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/analyze.tsv", 4);
	while (rows_next(&rows)) {
		hk_buf_reset(&lists.words);
		hk_buf_reset(&lists.others);
		analyse(rows.column[0]);
		assert_int_equal(hk_term_each(&analyser, list, &lists), HK_OK);
		rows_expect(&rows, 1, hk_buf_str(&lists.words));
		rows_expect(&rows, 2, hk_buf_str(&lists.others));
	}
	hk_buf_release(&lists.words);
	hk_buf_release(&lists.others);
	rows_close(&rows, 30);
}

/* ---- The version ---- */

/* What terms_of() gives for tests/rows/terms.txt with IPADIC, by the rules of
 * a version. */
static const struct {
	unsigned version; /* HK_TERM_VERSION */
	const char *hash;
} known = {5, "953be33028c07dbd0d232926aa5e039d"};

/* Append all of a term. */
static enum hk_status append_term(void *ctx, const struct hk_term *term)
{
	return hk_buf_printf(ctx, "%d %zu-%zu %u %.*s\n", (int)term->kind,
			     term->norm.begin, term->norm.end, term->position,
			     (int)term->text.len, term->text.data);
}

static void terms_of(char hash[HK_HASH_HEX], const char *path)
{
	struct hk_error err = {HK_OK, ""};
	struct hk_buf text, terms;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&terms, HK_BUF_NO_MAX);
	assert_int_equal(hk_file_read(&text, path, &err), HK_OK);
	analyse(hk_buf_str(&text));
	assert_int_equal(hk_term_each(&analyser, append_term, &terms), HK_OK);
	assert_true(terms.len > 20000);
	hk_hash_hex(hash, hk_hash_bytes(terms.data, terms.len));
	hk_buf_release(&terms);
	hk_buf_release(&text);
}

static void test_version(void **state)
{
	char hash[HK_HASH_HEX];

	(void)state;
	if (strcmp(hk_dict_about(dict)->kind, "ipadic") != 0)
		skip();
	terms_of(hash, "tests/rows/terms.txt");
	if (known.version == HK_TERM_VERSION && !strcmp(known.hash, hash))
		return;
	print_error("the terms of tests/rows/terms.txt are not those of "
		    "version %u. If they should be, undo what changed them. "
		    "If that text or the tables alone changed (text/kanji.txt, "
		    "text/variants*.txt), put the new hash into `known` above. "
		    "Else raise HK_TERM_VERSION in text/term.h too, so that "
		    "indexes with the old terms are refused. "
		    "Now: {%u, \"%s\"}\n",
		    known.version, HK_TERM_VERSION, hash);
	fail();
}

/* ---- Any text ---- */

static const char *const pieces[] = {"関西国際空港",
				     "国立国会図書館",
				     "コンピューター",
				     "ヴァイオリン",
				     "人々",
				     "走った",
				     "の",
				     "を",
				     "𠮷野",
				     "foo_bar2",
				     "ＡＢＣ",
				     "12",
				     "😀",
				     "é",
				     "、",
				     "。",
				     " ",
				     "\n",
				     "ｶﾞﾗｽ",
				     "漢",
				     "ー",
				     "ン",
				     "゛",
				     "\xE3\x81"};

static void any_text(struct hk_buf *out, uint32_t *seed, unsigned count)
{
	hk_buf_reset(out);
	while (count-- > 0) {
		assert_int_equal(
			hk_buf_puts(out,
				    pieces[random_next(seed) %
					   (sizeof(pieces) / sizeof(*pieces))]),
			HK_OK);
	}
}

/* What must hold of one term, whatever the text. */
static enum hk_status check_term(void *ctx, const struct hk_term *term)
{
	struct hk_str norm = hk_buf_str(&analyser.norm.text);
	struct hk_str covered = hk_span_str(norm.data + term->norm.begin,
					    term->norm.end - term->norm.begin);
	char folded[HK_FOLD_MAX];
	size_t len;

	(void)ctx;
	assert_true(term->text.len > 0 && covered.len > 0);
	assert_true(term->norm.end <= norm.len);
	assert_true(hk_utf8_valid(term->text) && hk_utf8_valid(covered));
	assert_int_equal(!term->morpheme, term->kind == HK_TERM_BIGRAM);
	switch (term->kind) {
	case HK_TERM_WORD:
		assert_true(hk_span_same(term->text, term->morpheme->lemma));
		assert_int_equal(term->norm.begin, term->morpheme->span.begin);
		assert_int_equal(term->norm.end, term->morpheme->span.end);
		break;
	case HK_TERM_PART:
		assert_true(hk_span_same(term->text, covered));
		assert_true(term->norm.begin >= term->morpheme->span.begin);
		assert_true(term->norm.end <= term->morpheme->span.end);
		break;
	case HK_TERM_FOLD: /* at most one for each word */
		assert_false(hk_fold_word(term->text, folded, &len));
		break;
	case HK_TERM_BIGRAM:
		assert_true(hk_span_same(term->text, covered));
		break;
	}
	return HK_OK;
}

static void test_any_text(void **state)
{
	struct hk_buf text;
	uint32_t seed = 1;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 2000; i++) {
		any_text(&text, &seed, i % 20);
		analyse(hk_buf_str(&text));
		assert_int_equal(hk_term_each(&analyser, check_term, NULL),
				 HK_OK);
	}
	hk_buf_release(&text);
}

/* ---- Pairs, by the rule as it is written ---- */

/* Characters of the morpheme that holds both bytes; 0: there is none. */
static size_t shared_morpheme(size_t left, size_t right)
{
	size_t count, chars = 0;
	const struct hk_morpheme *m = hk_morph_get(analyser.morph, &count);

	for (size_t i = 0; i < count; i++) {
		if (m[i].span.begin > left || m[i].span.end <= right)
			continue;
		for (size_t at = m[i].span.begin; at < m[i].span.end; at++)
			chars += ((unsigned char)analyser.norm.text.data[at] &
				  0xC0) != 0x80;
	}
	return chars;
}

static bool is_paired(uint32_t c)
{
	return hk_char_han(c) || hk_char_katakana(c);
}

static void list_pairs(struct hk_buf *out)
{
	struct hk_str text = hk_buf_str(&analyser.norm.text);
	size_t last = 0, n;
	uint32_t before = 0, c = 0;

	for (size_t at = 0; at < text.len; at += n) {
		size_t chars;

		n = hk_utf8_decode(text.data + at, text.len - at, &c);
		if (is_paired(before) && is_paired(c)) {
			chars = shared_morpheme(last, at);
			if (chars == 0 || chars >= 3)
				assert_int_equal(hk_buf_append(out,
							       text.data + last,
							       at + n - last),
						 HK_OK);
		}
		before = c;
		last = at;
	}
}

static enum hk_status take_pair(void *ctx, const struct hk_term *term)
{
	return term->kind == HK_TERM_BIGRAM
		       ? hk_buf_append(ctx, term->text.data, term->text.len)
		       : HK_OK;
}

static void test_pairs(void **state)
{
	struct hk_buf text, expected, got;
	uint32_t seed = 2;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&expected, HK_BUF_NO_MAX);
	hk_buf_init(&got, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 1000; i++) {
		any_text(&text, &seed, i % 20);
		analyse(hk_buf_str(&text));
		hk_buf_reset(&expected);
		hk_buf_reset(&got);
		list_pairs(&expected);
		assert_int_equal(hk_term_each(&analyser, take_pair, &got),
				 HK_OK);
		assert_true(
			hk_span_same(hk_buf_str(&expected), hk_buf_str(&got)));
	}
	hk_buf_release(&got);
	hk_buf_release(&expected);
	hk_buf_release(&text);
}

/* ---- The same text, the same terms ---- */

/* Words, parts and folded forms; pairs come behind all of them. */
static enum hk_status take_word(void *ctx, const struct hk_term *term)
{
	return term->kind == HK_TERM_BIGRAM
		       ? HK_OK
		       : hk_buf_printf(ctx, "%d:%.*s ", (int)term->kind,
				       (int)term->text.len, term->text.data);
}

static void list_words(struct hk_buf *out, struct hk_str text)
{
	analyse(text);
	assert_int_equal(hk_term_each(&analyser, take_word, out), HK_OK);
}

/* A sentence has the same words wherever it stands: alone, behind others, and
 * after anything else was analysed. */
static void test_sentences(void **state)
{
	struct hk_buf text, all, one_by_one, together;
	uint32_t seed = 3;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&all, HK_BUF_NO_MAX);
	hk_buf_init(&one_by_one, HK_BUF_NO_MAX);
	hk_buf_init(&together, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 200; i++) {
		hk_buf_reset(&all);
		hk_buf_reset(&one_by_one);
		hk_buf_reset(&together);
		for (unsigned k = 0; k < 5; k++) {
			any_text(&text, &seed, 9);
			assert_int_equal(hk_buf_puts(&text, "。\n"), HK_OK);
			list_words(&one_by_one, hk_buf_str(&text));
			assert_int_equal(
				hk_buf_append(&all, text.data, text.len),
				HK_OK);
		}
		list_words(&together, hk_buf_str(&all));
		assert_true(hk_span_same(hk_buf_str(&one_by_one),
					 hk_buf_str(&together)));
	}
	hk_buf_release(&together);
	hk_buf_release(&one_by_one);
	hk_buf_release(&all);
	hk_buf_release(&text);
}

/* ---- The walk, and words that a query drops ---- */

static enum hk_status stop_at_third(void *ctx, const struct hk_term *term)
{
	(void)term;
	return ++*(unsigned *)ctx == 3 ? HK_ENOTFOUND : HK_OK;
}

static void test_walk_ends(void **state)
{
	unsigned seen = 0;

	(void)state;
	analyse(hk_span_cstr("関西国際空港"));
	assert_int_equal(hk_term_each(&analyser, stop_at_third, &seen),
			 HK_ENOTFOUND);
	assert_int_equal(seen, 3);
}

/* The words that a query for `text` keeps, with blanks between. */
static void check_kept(const char *text, const char *expected)
{
	struct hk_buf kept;
	size_t count;
	const struct hk_morpheme *m;

	hk_buf_init(&kept, HK_BUF_NO_MAX);
	analyse(hk_span_cstr(text));
	m = hk_morph_get(analyser.morph, &count);
	for (size_t i = 0; i < count; i++)
		if (!hk_term_is_function(&m[i]))
			assert_int_equal(hk_buf_printf(&kept, "%s%.*s",
						       kept.len ? " " : "",
						       (int)m[i].lemma.len,
						       m[i].lemma.data),
					 HK_OK);
	assert_string_equal(kept.data ? kept.data : "", expected);
	hk_buf_release(&kept);
}

static void test_function_words(void **state)
{
	(void)state;
	check_kept("富士山の高さはどれくらいですか", "富士山 高い さ");
	check_kept("しかし、それを勉強することができる。", "勉強");
	check_kept("猫がいる", "猫");
	check_kept("これは", "");
	check_kept("foo_bar2 とは", "foo_bar2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_version),
		cmocka_unit_test(test_any_text),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_walk_ends),
		cmocka_unit_test(test_function_words),
	};

	return rows_run(tests, set_up, tear_down);
}
