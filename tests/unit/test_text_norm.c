/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "text/norm.h"
#include "text/utf8.h"

/* \n, \r, \t, \uXXXX and surrogate pairs of these. */
static void unescape(char *text)
{
	char *to = text;
	unsigned high = 0;

	for (char *p = text; *p;) {
		unsigned c;

		if (p[0] == '\\' && p[1] == 'u' &&
		    sscanf(p + 2, "%4x", &c) == 1) {
			p += 6;
			if (c >= 0xD800 && c < 0xDC00) {
				high = c;
				continue;
			}
			if (high)
				c = 0x10000 + ((high - 0xD800) << 10) +
				    (c - 0xDC00);
			high = 0;
			to += hk_utf8_encode(to, c);
		} else if (p[0] == '\\' && p[1]) {
			*to++ = p[1] == 'n'   ? '\n'
				: p[1] == 'r' ? '\r'
				: p[1] == 't' ? '\t'
					      : p[1];
			p += 2;
		} else {
			*to++ = *p++;
		}
	}
	*to = '\0';
}

static void test_rows(void **state)
{
	FILE *rows = fopen("tests/rows/norm.tsv", "r");
	char line[1024];
	struct hk_norm norm;
	unsigned count = 0, failed = 0;

	(void)state;
	assert_non_null(rows);
	hk_norm_init(&norm);
	while (fgets(line, sizeof(line), rows)) {
		char *want = strchr(line, '\t');

		if (line[0] == '#' || !want)
			continue;
		*want++ = '\0';
		want[strcspn(want, "\t\n")] = '\0';
		unescape(line);
		unescape(want);
		assert_int_equal(hk_norm_run(&norm, hk_span_cstr(line)), HK_OK);
		if (strcmp(norm.text.data, want) != 0) {
			print_error("%s: %s, not %s\n", line, norm.text.data,
				    want);
			failed++;
		}
		count++;
	}
	fclose(rows);
	hk_norm_release(&norm);
	assert_true(count > 25);
	assert_int_equal(failed, 0);
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

/* Any mixture: the map is monotone and inside the text, and normalising again
 * changes nothing where no lines are joined. */
static void test_properties(void **state)
{
	static const char *const pieces[] = {
		"あ",	"か", "ー",	"々",	  "ゝ", "ゞ",	"漢", "ｶ",
		"ﾞ",	"゛", "\u3099", "\u200D", " ",	"\n",	"　", "A",
		"ß",	"㌔", "㍿",	"😄",	  "👩",	"\xff", "。", "・",
		"\r\n", "ﾊ",  "ﾟ",	"ﷺ",	  "ヴ", "〜",	"ｰ"};
	struct hk_norm norm, again;
	unsigned seed = 11;

	(void)state;
	hk_norm_init(&norm);
	hk_norm_init(&again);
	for (unsigned i = 0; i < 20000; i++) {
		char text[512] = "";
		size_t len, last = 0;

		for (unsigned k = 0; k < i % 24; k++) {
			seed = seed * 1103515245 + 12345;
			strcat(text, pieces[(seed >> 16) % (sizeof(pieces) /
							    sizeof(*pieces))]);
		}
		len = strlen(text);
		assert_int_equal(hk_norm_run(&norm, hk_span_cstr(text)), HK_OK);
		assert_true(hk_utf8_valid(hk_buf_str(&norm.text)));
		for (size_t at = 0; at < norm.text.len; at++) {
			struct hk_span one = {at, at + 1};
			struct hk_span s = hk_norm_source(&norm, one);
			assert_true(s.begin >= last && s.begin < s.end &&
				    s.end <= len);
			last = s.begin;
		}
		/* Marks that a line break parted may come together. */
		if (strchr(text, '\n'))
			continue;
		assert_int_equal(hk_norm_run(&again, hk_buf_str(&norm.text)),
				 HK_OK);
		if (norm.text.len != again.text.len ||
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_source),
		cmocka_unit_test(test_properties),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
