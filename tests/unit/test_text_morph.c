/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Morphemes: what MeCab does to careless callers does not happen here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/hash.h"
#include "text/term.h"
#include "text/utf8.h"

#define S(text)                        \
	{                              \
		text, sizeof(text) - 1 \
	}

static struct hk_dict *dict;
static struct hk_analyser analyser;

static int set_up(void **state)
{
	struct hk_error err;

	(void)state;
	if (hk_dict_open(&dict, NULL, NULL, NULL, &err)) {
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

/* ---- What holds of the morphemes of every text ---- */

/* Between two morphemes is white space alone. */
static void check_gap(struct hk_str text, size_t begin, size_t end)
{
	for (; begin < end; begin++)
		assert_true(text.data[begin] == ' ' ||
			    text.data[begin] == '\n');
}

/* Morphemes ascend and are disjoint, whole characters, and hold all of a valid
 * text but its white space. Returns how many there are. */
static size_t check(const struct hk_morph *morph, struct hk_str text)
{
	size_t count, last = 0;
	const struct hk_morpheme *m = hk_morph_get(morph, &count);
	const struct hk_span *parts = hk_morph_parts(morph);

	for (size_t i = 0; i < count; i++, m++) {
		assert_true(m->span.begin >= last);
		assert_true(m->span.end > m->span.begin);
		assert_true(m->span.end <= text.len);
		check_gap(text, last, m->span.begin);
		last = m->span.end;
		assert_int_equal(hk_utf8_boundary(text, m->span.begin),
				 m->span.begin);
		assert_int_equal(hk_utf8_boundary(text, last), last);
		assert_true(m->lemma.len > 0 && hk_utf8_valid(m->lemma));
		for (uint32_t k = 0; k < m->part_count; k++) {
			struct hk_span part = parts[m->parts + k];

			assert_true(part.begin < part.end);
			assert_true(part.begin >= m->span.begin);
			assert_true(part.end <= m->span.end);
			assert_true(k == 0 ||
				    part.begin >= parts[m->parts + k - 1].end);
		}
	}
	check_gap(text, last, text.len);
	return count;
}

/* A hash of all that is saved of the morphemes. */
static uint64_t sum_of(const struct hk_morph *morph)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(morph, &count);
	const struct hk_span *parts = hk_morph_parts(morph);
	uint64_t sum = count;

	for (size_t i = 0; i < count; i++, m++) {
		uint64_t fields[] = {
			m->span.begin,
			m->span.end,
			(uint64_t)m->cls,
			m->known,
			m->part_count,
			hk_hash_bytes(m->lemma.data, m->lemma.len).low};

		sum = sum * 31 + hk_hash_bytes(fields, sizeof(fields)).low;
		for (uint32_t k = 0; k < m->part_count; k++)
			sum = sum * 31 + hk_hash_bytes(&parts[m->parts + k],
						       sizeof(*parts))
						 .low;
	}
	return sum;
}

/* Saved and restored, the morphemes are what they were. */
static void check_saved(struct hk_morph *morph, struct hk_str text)
{
	uint64_t sum = sum_of(morph);
	struct hk_buf saved;

	hk_buf_init(&saved, HK_BUF_NO_MAX);
	assert_int_equal(hk_morph_save(&saved, morph, text), HK_OK);
	assert_int_equal(hk_morph_restore(morph, text, hk_buf_str(&saved)),
			 HK_OK);
	assert_true(sum_of(morph) == sum);
	hk_buf_release(&saved);
}

/* Cut a text that is in normal form; how many morphemes it has. */
static size_t cut(struct hk_str text)
{
	struct hk_error err = {HK_OK, ""};

	if (hk_morph_run(analyser.morph, text, &err))
		print_error("%s\n", err.message);
	assert_int_equal(err.status, HK_OK);
	return check(analyser.morph, text);
}

/* Normalise a text and cut it. */
static size_t analyse(struct hk_str text)
{
	size_t count;

	assert_int_equal(hk_term_analyse(&analyser, text, NULL), HK_OK);
	count = check(analyser.morph, hk_buf_str(&analyser.norm.text));
	check_saved(analyser.morph, hk_buf_str(&analyser.norm.text));
	/* With its readings again. */
	assert_int_equal(hk_term_analyse(&analyser, text, NULL), HK_OK);
	return count;
}

static void check_surface(size_t index, const char *expected)
{
	size_t count;
	const struct hk_morpheme *m = hk_morph_get(analyser.morph, &count);
	const char *text = analyser.norm.text.data;

	assert_true(index < count);
	m += index;
	assert_true(hk_span_same(
		hk_span_str(text + m->span.begin, m->span.end - m->span.begin),
		hk_span_cstr(expected)));
}

/* `count` bytes made of `unit`, in a block of that very size, so that the
 * sanitizers see each byte that is read behind it. */
static char *repeat(const char *unit, size_t count)
{
	size_t len = strlen(unit);
	char *text = malloc(count);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		text[i] = unit[i % len];
	return text;
}

static size_t cut_repeated(const char *unit, size_t times)
{
	size_t len = strlen(unit) * times;
	char *text = repeat(unit, len);
	size_t count = cut(hk_span_str(text, len));

	free(text);
	return count;
}

/* ---- The traps ---- */

/* A slice that ends in a blank, with more text behind it in its buffer:
 * libmecab reads and writes beyond it. */
static void test_slice_that_ends_in_a_blank(void **state)
{
	const size_t len = 12000;
	char *text = repeat("東京 ", len);

	(void)state;
	for (size_t end = 7; end <= len; end += 7 * 97)
		assert_int_equal(cut(hk_span_str(text, end)), end / 7);
	free(text);
}

static void test_leading_blanks(void **state)
{
	const size_t blanks = 70000;
	char *text = repeat(" ", blanks + 6);
	size_t count;

	(void)state;
	memcpy(text + blanks, "東京", 6);
	assert_int_equal(cut(hk_span_str(text, blanks + 6)), 1);
	assert_int_equal(hk_morph_get(analyser.morph, &count)->span.begin,
			 blanks);
	/* and in the middle */
	memcpy(text, "京都", 6);
	assert_int_equal(cut(hk_span_str(text, blanks + 6)), 2);
	free(text);
}

static void test_only_blanks(void **state)
{
	(void)state;
	assert_int_equal(cut_repeated(" ", 70000), 0);
	assert_int_equal(cut_repeated("\n ", 35000), 0);
	assert_int_equal(cut(hk_span_str(NULL, 0)), 0);
}

/* Runs of one class: quadratic in MeCab, and an overflow of its costs. */
static void test_long_runs(void **state)
{
	(void)state;
	assert_int_equal(cut_repeated("a", 200000), 1);
	assert_int_equal(cut_repeated("1", 200000), 1);
	assert_int_equal(cut_repeated("я", 100000), 1);
	assert_true(cut_repeated("あいう", 22000) > 22);
	assert_true(cut_repeated("アイウ", 22000) > 22);
	assert_true(cut_repeated("漢", 66000) > 22);
	assert_true(cut_repeated("ー", 66000) > 22);
	assert_true(cut_repeated("…", 66000) > 22);
	assert_true(cut_repeated("𠮷", 50000) > 22);
	assert_int_equal(cut_repeated("😀", 50000), 50000);
}

/* Words at every distance from where a piece must end. */
static void test_edges_of_pieces(void **state)
{
	char *text = repeat("あ", 3 * 700);
	char *whole = malloc(3 * 700 + 9);

	(void)state;
	assert_non_null(whole);
	for (size_t before = 640; before <= 700; before++) {
		memcpy(whole, text, before * 3);
		memcpy(whole + before * 3, "abc東京", 9);
		cut(hk_span_str(whole, before * 3 + 9));
	}
	free(whole);
	free(text);
}

/* CR and U+3000 are words to MeCab. */
static void test_white_space(void **state)
{
	(void)state;
	assert_int_equal(analyse(hk_span_cstr("東京\r\n\r\n京都\r")), 2);
	assert_int_equal(analyse(hk_span_cstr("東京　京都　　")), 2);
	assert_int_equal(analyse(hk_span_cstr("\t東京\v\f京都\xC2\xA0")), 2);
	/* A line that is broken inside a word. */
	assert_int_equal(analyse(hk_span_cstr("東\n京")), 1);
	check_surface(0, "東京");
}

static void test_invalid_utf8(void **state)
{
	static const char bytes[] = "東\xE4\xBA京\xFF都\x80\xF0\xA0\xAE";

	(void)state;
	assert_true(analyse(hk_span_cstr(bytes)) > 0);
	/* Unasked for, but not harmful: what is no character stands alone. */
	assert_int_equal(
		hk_morph_run(analyser.morph, hk_span_cstr(bytes), NULL), HK_OK);
	for (size_t i = 0; i < 256; i++) {
		char byte = (char)i;

		assert_int_equal(hk_morph_run(analyser.morph,
					      hk_span_str(&byte, 1), NULL),
				 HK_OK);
	}
	assert_int_equal(
		hk_morph_run(analyser.morph, hk_span_str("\0東\0", 5), NULL),
		HK_OK);
}

static void test_four_byte_characters(void **state)
{
	(void)state;
	/* Known by its form in use, of three bytes. */
	analyse(hk_span_cstr("私と𠮷野と橋本𠮷郎"));
	check_surface(2, "𠮷野");
	check_surface(4, "橋本");
	check_surface(5, "𠮷郎");
	/* One class to the dictionary, three words to those who search. */
	assert_int_equal(analyse(hk_span_cstr("😀🎉𠮷")), 3);
	check_surface(1, "🎉");
	check_surface(2, "𠮷");
	assert_int_equal(analyse(hk_span_cstr("𠮷😀𩸽")), 3);
	check_surface(0, "𠮷");
	check_surface(2, "𩸽");
	assert_int_equal(analyse(hk_span_cstr("👍🏽👍")), 2);
	check_surface(0, "👍🏽");
}

/* ---- Words of letters ---- */

static void test_words_of_letters(void **state)
{
	static const char *const words[] = {"iphone15", "foo_bar", "café",
					    "한국어",	"x",	   "2024"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		char text[64];

		snprintf(text, sizeof(text), "新しい%sを", words[i]);
		assert_int_equal(analyse(hk_span_cstr(text)), 3);
		check_surface(1, words[i]);
	}
}

static void test_parts_of_a_word(void **state)
{
	size_t count;
	const struct hk_morpheme *m;

	(void)state;
	assert_int_equal(analyse(hk_span_cstr("foo_bar15")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_WORD);
	assert_int_equal(m->part_count, 3);
	assert_int_equal(analyse(hk_span_cstr("15")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_NUMBER);
	assert_int_equal(m->part_count, 0);
}

static void test_classes(void **state)
{
	static const enum hk_morph_class expected[] = {
		HK_MORPH_PRONOUN,  HK_MORPH_PARTICLE,  HK_MORPH_PROPER,
		HK_MORPH_PARTICLE, HK_MORPH_ADJECTIVE, HK_MORPH_NOUN,
		HK_MORPH_PARTICLE, HK_MORPH_VERB,      HK_MORPH_AUXILIARY,
		HK_MORPH_SYMBOL};
	size_t count;
	const struct hk_morpheme *m;

	(void)state;
	analyse(hk_span_cstr("彼は京都で古い本を買った。"));
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(count, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < count; i++)
		assert_int_equal(m[i].cls, expected[i]);
	assert_true(hk_span_same(m[7].lemma, hk_span_cstr("買う")));
	assert_true(hk_span_same(hk_morph_reading(analyser.morph, &m[2]),
				 hk_span_cstr("キョウト")));
	assert_true(m[2].known);
}

/* What no dictionary knows has fewer columns; signs it takes for nouns. */
static void test_unknown_words(void **state)
{
	size_t count;
	const struct hk_morpheme *m;

	(void)state;
	assert_int_equal(analyse(hk_span_cstr("ゴンボロメッタ")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_false(m->known);
	assert_int_equal(hk_morph_reading(analyser.morph, m).len, 0);
	assert_true(hk_span_same(m->lemma, hk_span_cstr("ゴンボロメッタ")));
	assert_int_equal(analyse(hk_span_cstr("++")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_SYMBOL);
	assert_int_equal(analyse(hk_span_cstr("♪")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_SYMBOL);
	assert_int_equal(analyse(hk_span_cstr("𩸽")), 1);
	m = hk_morph_get(analyser.morph, &count);
	assert_int_equal(m->cls, HK_MORPH_NOUN);
}

/* ---- Dictionaries ---- */

static void test_missing_dictionary(void **state)
{
	struct hk_dict *none = dict;
	char dir[] = "/tmp/hiku-dict-XXXXXX";
	struct hk_error err;

	(void)state;
	assert_int_equal(
		hk_dict_open(&none, "/no/such/folder", NULL, NULL, &err),
		HK_EDICT);
	assert_null(none);
	assert_non_null(strstr(err.message, "/no/such/folder"));
	assert_non_null(strstr(err.message, "install"));
	assert_non_null(mkdtemp(dir));
	assert_int_equal(hk_dict_open(&none, dir, NULL, NULL, &err), HK_EDICT);
	hk_dir_remove(dir);
	assert_int_equal(
		hk_dict_open(&none, NULL, NULL, "/no/such/user.dic", &err),
		HK_EDICT);
	assert_non_null(strstr(err.message, "/no/such/user.dic"));
	assert_null(none);
}

/* It would give garbage, and no error. */
static void test_wrong_charset(void **state)
{
	static const char *const dirs[] = {
		"/var/lib/mecab/dic/ipadic",
		"/var/lib/mecab/dic/naist-jdic-eucjp",
	};
	bool seen = false;

	(void)state;
	for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++) {
		struct hk_dict *none;
		struct hk_error err;
		char path[128];

		snprintf(path, sizeof(path), "%s/sys.dic", dirs[i]);
		if (access(path, R_OK) != 0)
			continue;
		seen = true;
		assert_int_equal(hk_dict_open(&none, dirs[i], NULL, NULL, &err),
				 HK_EDICT);
		assert_null(none);
		assert_non_null(strstr(err.message, "UTF-8"));
	}
	if (!seen)
		skip();
}

static void test_named_by_environment(void **state)
{
	struct hk_dict *none;
	struct hk_error err;

	(void)state;
	assert_int_equal(setenv("HIKU_DICDIR", "/no/such/folder", 1), 0);
	assert_int_equal(hk_dict_open(&none, NULL, NULL, NULL, &err), HK_EDICT);
	assert_int_equal(unsetenv("HIKU_DICDIR"), 0);
}

static void test_about(void **state)
{
	const struct hk_dict_info *info = hk_dict_about(dict);
	char first[33], second[33];

	(void)state;
	assert_string_equal(info->charset, "utf-8");
	assert_true(info->lexicon_size > 1000);
	assert_ptr_equal(hk_morph_dictionary(analyser.morph), info);
	assert_int_equal(hk_dict_fingerprint(dict, first, NULL), HK_OK);
	assert_int_equal(hk_dict_fingerprint(dict, second, NULL), HK_OK);
	assert_int_equal(strlen(first), 32);
	assert_string_equal(first, second);
}

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

		seed = seed * 1103515245 + 12345;
		piece = pieces[(seed >> 16) %
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
		cmocka_unit_test(test_slice_that_ends_in_a_blank),
		cmocka_unit_test(test_leading_blanks),
		cmocka_unit_test(test_only_blanks),
		cmocka_unit_test(test_long_runs),
		cmocka_unit_test(test_edges_of_pieces),
		cmocka_unit_test(test_white_space),
		cmocka_unit_test(test_invalid_utf8),
		cmocka_unit_test(test_four_byte_characters),
		cmocka_unit_test(test_words_of_letters),
		cmocka_unit_test(test_parts_of_a_word),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_unknown_words),
		cmocka_unit_test(test_missing_dictionary),
		cmocka_unit_test(test_wrong_charset),
		cmocka_unit_test(test_named_by_environment),
		cmocka_unit_test(test_about),
		cmocka_unit_test(test_two_threads),
		cmocka_unit_test(test_saved),
		cmocka_unit_test(test_saved_of_another_text),
		cmocka_unit_test(test_any_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
