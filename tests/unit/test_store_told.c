/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a text tells of how its words are read, as terms. */
#include "tests/unit/morph_fixture.h"

#include "store/told.h"

struct part {
	const char *text;
	const char *reading; /* NULL: it has none */
};

static enum hk_status take(void *ctx, struct hk_str text)
{
	return hk_buf_printf(ctx, "%.*s|", (int)text.len, text.data);
}

/* The terms of a text of these parts, each with a | behind it. */
static void expect(const struct part *parts, size_t count, const char *wanted)
{
	struct hk_reading readings[8];
	struct hk_record record = {.readings = readings};
	struct hk_buf text, terms;
	struct hk_error err;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	hk_buf_init(&terms, HK_BUF_NO_MAX);
	for (size_t i = 0; i < count; i++) {
		size_t begin = text.len;

		assert_int_equal(hk_buf_puts(&text, parts[i].text), HK_OK);
		if (parts[i].reading)
			readings[record.reading_count++] = (struct hk_reading){
				{begin, text.len},
				hk_span_cstr(parts[i].reading)};
	}
	record.text = hk_buf_str(&text);
	assert_int_equal(hk_told_each(&analyser, &record, take, &terms, &err),
			 HK_OK);
	assert_string_equal(terms.len ? terms.data : "", wanted);
	hk_buf_release(&text);
	hk_buf_release(&terms);
}

#define EXPECT(wanted, ...)                                            \
	do {                                                           \
		const struct part parts[] = {__VA_ARGS__};             \
		expect(parts, sizeof(parts) / sizeof(*parts), wanted); \
	} while (0)

static void test_terms(void **state)
{
	(void)state;
	EXPECT("さだめ 運命|", {"これも", NULL}, {"運命", "さだめ"});
	/* In katakana, with a mark of length, and in half width. */
	EXPECT("まじ 本気|", {"本気", "マジ"});
	EXPECT("らいばる 強敵|", {"強敵", "ﾗｲﾊﾞﾙ"});
	/* Of each character: one word. */
	EXPECT("ゆめまくら 幻想枕|", {"幻", "ゆ"}, {"想", "め"},
	       {"枕", "まくら"});
	EXPECT("さだめ 運命|そら 宇宙|", {"運命", "さだめ"}, {"の", NULL},
	       {"宇宙", "そら"});
}

/* What the dictionary knows, and what is no reading of a word. */
static void test_none(void **state)
{
	static char many[3 * (HK_TOLD_KANA_MAX + 1) + 1];

	(void)state;
	EXPECT("", {"検索", "けんさく"});
	EXPECT("", {"東", "とう"}, {"京", "きょう"});
	EXPECT("", {"魑魅", "すだま"});
	EXPECT("", {"灯台", "light"});
	EXPECT("", {"灯台", "とう台"});
	EXPECT("", {"灯台", ""});
	EXPECT("", {"灯台", "と うだ\x01い"});
	EXPECT("", {"てがみ", "レター"});
	EXPECT("", {"古い 手紙", "ふみ"});
	EXPECT("", {"蚊", "か"});
	for (size_t i = 0; i + 3 < sizeof(many); i += 3)
		memcpy(many + i, "か", 3);
	EXPECT("", {"蚊柱", many});
}

/* A title, or an author's name: `title` is read `reading`. */
static void expect_title(const char *title, const char *reading,
			 const char *wanted)
{
	struct hk_record record = {.title = hk_span_cstr(title),
				   .title_reading = hk_span_cstr(reading)};
	struct hk_buf terms;
	struct hk_error err;

	/* The same of an author's name, but what has chapters. */
	for (int i = 0; i < (strstr(title, " — ") ? 1 : 2); i++) {
		hk_buf_init(&terms, HK_BUF_NO_MAX);
		assert_int_equal(
			hk_told_each(&analyser, &record, take, &terms, &err),
			HK_OK);
		assert_string_equal(terms.len ? terms.data : "", wanted);
		hk_buf_release(&terms);
		record = (struct hk_record){.author = record.title,
					    .author_reading =
						    record.title_reading};
	}
}

static void test_titles(void **state)
{
	char longest[3 * 200];

	(void)state;
	expect_title("四月一日薫", "わたぬきかおる",
		     "わたぬきかおる 四月一日薫|わたぬき 四月一日|");
	/* Parts that are named in both. */
	expect_title("四月一日　薫", "ワタヌキ カオル", "わたぬき 四月一日|");
	expect_title("四月一日 薫, 運命の検索",
		     "わたぬき、かおる、さだめのけんさく",
		     "わたぬき 四月一日|さだめのけんさく 運命の検索|"
		     "さだめ 運命|");
	/* Blanks in one of the two alone. */
	expect_title("四月一日薫", "わたぬき かおる",
		     "わたぬきかおる 四月一日薫|わたぬき 四月一日|");
	/* Of a chapter the book is read so. */
	expect_title("四月一日 — 第一章", "わたぬき", "わたぬき 四月一日|");
	/* What the dictionary knows, and what is none. */
	expect_title("検索の歴史", "けんさくのれきし", "");
	expect_title("検索の歴史", "", "");
	expect_title("", "けんさく", "");
	expect_title("検索", "kensaku", "");
	expect_title("検索", " 、, ", "");
	for (size_t i = 0; i + 3 < sizeof(longest); i += 3)
		memcpy(longest + i, "か", 4);
	expect_title("検索", longest, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_terms),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_titles),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
