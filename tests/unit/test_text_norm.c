/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/random.h"
#include "tests/unit/rows.h"
#include "text/norm.h"
#include "base/utf8.h"

static void test_rows(void **state)
{
	struct hk_norm norm;
	struct rows rows;

	(void)state;
	hk_norm_init(&norm);
	rows_open(&rows, "tests/rows/norm.tsv", 3);
	while (rows_next(&rows)) {
		assert_int_equal(hk_norm_run(&norm, rows.column[0]), HK_OK);
		rows_expect(&rows, 1, hk_buf_str(&norm.text));
	}
	hk_norm_release(&norm);
	rows_close(&rows, 100);
}

static void check_source(struct hk_norm *norm, const char *text,
			 const char *part, const char *want)
{
	const char *at;
	struct hk_span s;

	assert_int_equal(hk_norm_run(norm, hk_span_cstr(text)), HK_OK);
	at = strstr(norm->text.data, part);
	assert_non_null(at);
	s.begin = (size_t)(at - norm->text.data);
	s.end = s.begin + strlen(part);
	s = hk_norm_source(norm, s);
	assert_int_equal(s.end - s.begin, strlen(want));
	assert_memory_equal(text + s.begin, want, strlen(want));
}

static void test_source(void **state)
{
	struct hk_norm norm;

	(void)state;
	hk_norm_init(&norm);
	check_source(&norm, "古いﾃﾚﾋﾞを", "テレビ", "ﾃﾚﾋﾞ");
	check_source(&norm, "三㌔まで", "キロ", "㌔");
	check_source(&norm, "三㌔まで", "キ", "㌔");
	check_source(&norm, "日本\n語です", "日本語", "日本\n語");
	check_source(&norm, "スーパーーーへ", "スーパー", "スーパーーー");
	check_source(&norm, "馬鹿々々しい", "馬鹿馬鹿", "馬鹿々々");
	check_source(&norm, "か゛く", "が", "か゛");
	check_source(&norm, "ＡＢＣ社", "bc", "ＢＣ");
	check_source(&norm, "abc 社", "c", "c");
	hk_norm_release(&norm);
}

/* All of it came from all of the text, but what is ignored at its head. */
static void check_whole(const struct hk_norm *norm, const char *text,
			size_t len)
{
	struct hk_span s = {0, norm->body};

	if (!s.end)
		return;
	s = hk_norm_source(norm, s);
	assert_int_equal(s.end, len);
	for (size_t at = 0; at < s.begin; at += 3)
		assert_memory_equal(text + at, "\u200D", 3);
}

/* Any mixture: the map is monotone and inside the text, and normalising again
 * changes nothing where no lines are joined. */
static void test_properties(void **state)
{
	static const char *const pieces[] = {
		"あ",	"か", "ー", "々",     "ゝ",	"ゞ",	"漢",
		"ｶ",	"ﾞ",  "゛", "\u3099", "\u200D", " ",	"\n",
		"　",	"A",  "ß",  "㌔",     "㍿",	"😄",	"👩",
		"\xff", "。", "・", "\r\n",   "ﾊ",	"ﾟ",	"ﷺ",
		"ヴ",	"〜", "ｰ",  "-",      "−",	"〳〵", "〴",
		"〱",	"ア", "（", "）",     "[",	"]"};
	struct hk_norm norm, again;
	unsigned seed = 11;

	(void)state;
	hk_norm_init(&norm);
	hk_norm_init(&again);
	for (unsigned i = 0; i < 20000; i++) {
		char text[512] = "";
		size_t len, last = 0;

		for (unsigned k = 0; k < i % 24; k++) {
			strcat(text,
			       pieces[random_next(&seed) %
				      (sizeof(pieces) / sizeof(*pieces))]);
		}
		len = strlen(text);
		assert_int_equal(hk_norm_run(&norm, hk_span_cstr(text)), HK_OK);
		assert_true(hk_utf8_valid(hk_buf_str(&norm.text)));
		for (size_t at = 0; at < norm.text.len; at++) {
			struct hk_span one = {at, at + 1};
			struct hk_span s = hk_norm_source(&norm, one);
			assert_true(s.begin >= last && s.begin < s.end &&
				    s.end <= len);
			last = at + 1 < norm.body ? s.begin : 0;
		}
		check_whole(&norm, text, len);
		/* Marks that a line break separated may come together. */
		if (strchr(text, '\n'))
			continue;
		norm.text.len = norm.body;
		assert_int_equal(hk_norm_run(&again, hk_buf_str(&norm.text)),
				 HK_OK);
		if (norm.text.len != again.body ||
		    (norm.text.len && memcmp(norm.text.data, again.text.data,
					     norm.text.len) != 0)) {
			print_error("%s | %s | %s\n", text, norm.text.data,
				    again.text.data);
			fail();
		}
	}
	hk_norm_release(&norm);
	hk_norm_release(&again);
}

/* `text` with a character behind each of its own that the normal form leaves
 * out: it makes a cluster of each, so that none is taken as it stands. */
static void set_apart(char *out, const char *text)
{
	while (*text) {
		uint32_t c;
		size_t n = hk_utf8_decode(text, strlen(text), &c);

		memcpy(out, text, n);
		strcpy(out + n, "\u200D");
		out += n + strlen("\u200D");
		text += n;
	}
	*out = '\0';
}

/* Stretches of characters that stay as they are have the same normal form as if
 * each of them was looked at by itself. */
static void test_stretches(void **state)
{
	/* Versions of clang-format count wide characters otherwise. */
	/* clang-format off */
	static const char *const pieces[] = {
		"か",  "ぁ",	 "ゖ",	   "ん", "ァ", "ヺ", "・", "漢", "一",
		"鿿", "、",	 "。",	   "「", "』", "ー", "ｰ",  "a",	 "z",
		"0",   "!",	 "~",	   "A",	 "Z",  "é",  "ｶ",  "ﾞ",	 "゛",
		"ゟ",  "\u3099", "\u309A", "）", "𠮷", "㌔", "가"};
	/* clang-format on */
	struct hk_norm norm, apart;
	unsigned seed = 7;

	(void)state;
	hk_norm_init(&norm);
	hk_norm_init(&apart);
	for (unsigned i = 0; i < 40000; i++) {
		char text[256] = "", other[1024];

		for (unsigned k = 0; k < i % 30; k++)
			strcat(text,
			       pieces[random_next(&seed) %
				      (sizeof(pieces) / sizeof(*pieces))]);
		set_apart(other, text);
		assert_int_equal(hk_norm_run(&norm, hk_span_cstr(text)), HK_OK);
		assert_int_equal(hk_norm_run(&apart, hk_span_cstr(other)),
				 HK_OK);
		if (!hk_span_same(hk_buf_str(&norm.text),
				  hk_buf_str(&apart.text))) {
			print_error("%s | %s | %s\n", text, norm.text.data,
				    apart.text.data);
			fail();
		}
	}
	hk_norm_release(&norm);
	hk_norm_release(&apart);
}

static void test_nothing(void **state)
{
	struct hk_span none = {2, 2}, s;
	struct hk_norm norm;

	(void)state;
	hk_norm_init(&norm);
	assert_int_equal(hk_norm_run(&norm, hk_span_cstr("日本")), HK_OK);
	s = hk_norm_source(&norm, none);
	assert_int_equal(s.begin, s.end);
	/* What was there before is replaced. */
	assert_int_equal(hk_norm_run(&norm, hk_span_cstr("")), HK_OK);
	assert_int_equal(norm.text.len, 0);
	s = hk_norm_source(&norm, (struct hk_span){0, 3});
	assert_int_equal(s.begin, s.end);
	/* A text that is too long is refused without being read. */
	assert_int_equal(hk_norm_run(&norm, hk_span_str("日", HK_NORM_MAX + 1)),
			 HK_ETOOBIG);
	hk_norm_release(&norm);
}

/* A letter with more marks than any has. */
static void test_many_marks(void **state)
{
	struct hk_norm norm;
	struct hk_buf text;

	(void)state;
	hk_norm_init(&norm);
	hk_buf_init(&text, HK_BUF_NO_MAX);
	assert_int_equal(hk_buf_puts(&text, "e"), HK_OK);
	for (unsigned i = 0; i < 20000; i++)
		assert_int_equal(hk_buf_puts(&text, "\u0301\u0323\u3099"),
				 HK_OK);
	assert_int_equal(hk_norm_run(&norm, hk_buf_str(&text)), HK_OK);
	assert_true(hk_utf8_valid(hk_buf_str(&norm.text)));
	check_whole(&norm, text.data, text.len);
	hk_buf_release(&text);
	hk_norm_release(&norm);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_stretches),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_many_marks),
	};

	return rows_run(tests, NULL, NULL);
}
