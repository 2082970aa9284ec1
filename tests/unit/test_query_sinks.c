/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "query/show/sink.h"

#define HITS_MAX  8
#define MARKS_MAX 8

/* An answer made by hand. */
struct answer {
	struct hk_result result;
	struct hk_hit hits[HITS_MAX];
	struct hk_span marks[HITS_MAX][MARKS_MAX];
	struct hk_span title_marks[HITS_MAX][MARKS_MAX];
	struct hk_block blocks[HITS_MAX][1];
	char texts[HITS_MAX][1024], titles[HITS_MAX][256];
};

static struct answer answer;

/* Copy a text without the {braces} around what is marked in it. */
static struct hk_str take_marks(char *to, size_t room, const char *text,
				struct hk_span *marks, size_t *count)
{
	size_t len = 0;

	for (*count = 0; *text; text++) {
		assert_true(len < room && *count < MARKS_MAX);
		if (*text == '{')
			marks[*count].begin = len;
		else if (*text == '}')
			marks[(*count)++].end = len;
		else
			to[len++] = *text;
	}
	return hk_span_str(to, len);
}

static void clear(void)
{
	memset(&answer, 0, sizeof(answer));
	answer.result.hits = answer.hits;
}

/* A passage of one block that begins on a line; 0: of a format without. */
static struct hk_hit *add(const char *path, const char *title, uint32_t line,
			  const char *text)
{
	size_t i = answer.result.count++;
	struct hk_hit *hit = &answer.hits[i];
	struct hk_record *r = &hit->record;

	assert_true(i < HITS_MAX);
	hit->rank = i + 1;
	hit->score = 12.34;
	r->id = r->path = hk_span_cstr(path);
	r->title = take_marks(answer.titles[i], sizeof(answer.titles[i]), title,
			      answer.title_marks[i], &hit->title_mark_count);
	r->text = take_marks(answer.texts[i], sizeof(answer.texts[i]), text,
			     answer.marks[i], &hit->mark_count);
	hit->marks = answer.marks[i];
	hit->title_marks = answer.title_marks[i];
	r->number = 3;
	r->encoding = hk_span_cstr("utf-8");
	if (line) {
		r->lines = HK_BLOCK_LINES_PHYSICAL;
		answer.blocks[i][0] = (struct hk_block){
			HK_BLOCK_PARAGRAPH, 0, {0, r->text.len}, line};
		r->blocks = answer.blocks[i];
		r->block_count = 1;
		r->line_begin = line;
		r->line_end = hk_record_line(r, r->text.len - 1);
	}
	return hit;
}

static struct hk_sink_options plain(void)
{
	return (struct hk_sink_options){
		.columns = 40, .end = '\n', .here = "/home/u"};
}

static void check_bytes(const struct hk_sink_format *format,
			const struct hk_sink_options *options,
			const char *shown, size_t len)
{
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_int_equal(hk_sink_write(&out, format, options, &answer.result),
			 HK_OK);
	assert_string_equal(out.data ? out.data : "", shown);
	assert_int_equal(out.len, len);
	hk_buf_release(&out);
}

static void check(const struct hk_sink_format *format,
		  const struct hk_sink_options *options, const char *shown)
{
	check_bytes(format, options, shown, strlen(shown));
}

/* What the index says of a file must not speak to the terminal. */
#define ATTACK "赤\033[31m{逆}\xE2\x80\xAE"

/* Two articles; the first with a second passage, ranked last. */
static void fill(void)
{
	clear();
	add("/home/u/notes/a.txt", "{検索}の話", 12,
	    "日本語を{検索}する。\n全文を{探し}た。");
	add("/home/u/b.txt", "b.txt", 1, "B text\nwith {words}");
	add("/home/u/notes/a.txt", "{検索}の話", 40, "{検索}は続く。");
}

/* ---- Places that are no lines ---- */

static void test_pages_and_members(void **state)
{
	struct hk_sink_options options = plain();
	static const struct hk_str headings[2] = {{"章", 3}, {"節", 3}};
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/home/u/a.pdf", "題", 7, "{語}");
	hit->record.lines = HK_BLOCK_LINES_PAGE;
	hit->record.confidence = 98;
	hit->record.replaced = 2;
	hit->record.author = hk_span_cstr("筆者");
	hit->record.type = hk_span_cstr("pdf");
	hit = add("/home/u/b.zip", "題", 0, "{語}");
	hit->record.member = hk_span_cstr("中/\xFF.epub");
	hit->record.headings = headings;
	hit->record.heading_count = 2;
	check(&hk_sink_lines, &options,
	      "a.pdf:p.7: 語\nb.zip/中/\xEF\xBF\xBD.epub (章 › 節): 語\n");
	check(&hk_sink_json, &options,
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{\"id\":"
	      "\"/home/u/a.pdf\",\"path\":\"/home/u/a.pdf\","
	      "\"title\":\"題\",\"matches\":[],\"author\":\"筆者\","
	      "\"type\":\"pdf\",\"encoding\":\"utf-8\","
	      "\"confidence\":98,\"replaced\":2},\"passage\":{"
	      "\"number\":3,\"lines\":null,\"pages\":[7,7],"
	      "\"text\":\"語\",\"matches\":[[0,3]]}}\n"
	      "{\"rank\":2,\"score\":12.34,\"way\":\"words\",\"article\":{\"id\":"
	      "\"/home/u/b.zip\",\"path\":\"/home/u/b.zip\","
	      "\"title\":\"題\",\"matches\":[],\"member\":{\"bytes\":"
	      "\"5LitL/8uZXB1Yg==\"},\"encoding\":\"utf-8\"},"
	      "\"passage\":{\"number\":3,\"lines\":null,"
	      "\"heading\":[\"章\",\"節\"],\"text\":\"語\","
	      "\"matches\":[[0,3]]}}\n");
}

/* ---- JSON ---- */

static void test_json(void **state)
{
	static const struct hk_str tags[2] = {{"x", 1}, {"\"y\"", 3}};
	static const struct hk_str headings[2] = {{"章", 3}, {"節", 3}};
	const struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	check(&hk_sink_json, &options, "");
	hit = add("/a/b.txt", "{題}", 12, "{食べた}。\nz");
	check(&hk_sink_json, &options,
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{\"id\":\"/a/b.txt\","
	      "\"path\":\"/a/b.txt\",\"title\":\"題\",\"matches\":[[0,3]],"
	      "\"encoding\":\"utf-8\"},\"passage\":{\"number\":3,"
	      "\"lines\":[12,13],\"text\":\"食べた。\\nz\","
	      "\"matches\":[[0,9]]}}\n");
	hit->rank = 11;
	hit->score = 1.0 / 3;
	hit->record.date = hk_span_cstr("2024-05-31");
	hit->record.tags = tags;
	hit->record.tag_count = 2;
	hit->record.url = hk_span_cstr("https://example.org/");
	hit->record.encoding = hk_span_cstr("");
	hit->record.headings = headings;
	hit->record.heading_count = 2;
	check(&hk_sink_json, &options,
	      "{\"rank\":11,\"score\":0.3333,\"way\":\"words\",\"article\":{\"id\":\"/a/b.txt\","
	      "\"path\":\"/a/b.txt\",\"title\":\"題\",\"matches\":[[0,3]],"
	      "\"date\":\"2024-05-31\",\"tags\":[\"x\",\"\\\"y\\\"\"],"
	      "\"url\":\"https://example.org/\"},\"passage\":{\"number\":3,"
	      "\"lines\":[12,13],\"heading\":[\"章\",\"節\"],"
	      "\"text\":\"食べた。\\nz\",\"matches\":[[0,9]]}}\n");
}

/* Standard input, names that are not UTF-8, formats without lines. */
static void test_json_names(void **state)
{
	const struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("", "", 0, "a\033b");
	hit->record.id = hk_span_cstr("stdin:1");
	add("/\xFF", "t", 0, "{c}");
	check(&hk_sink_json, &options,
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{\"id\":\"stdin:1\","
	      "\"path\":null,\"title\":\"\",\"matches\":[],"
	      "\"encoding\":\"utf-8\"},\"passage\":{\"number\":3,"
	      "\"lines\":null,\"text\":\"a\\u001bb\",\"matches\":[]}}\n"
	      "{\"rank\":2,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":{\"bytes\":\"L/8=\"},\"path\":{\"bytes\":\"L/8=\"},"
	      "\"title\":\"t\",\"matches\":[],\"encoding\":\"utf-8\"},"
	      "\"passage\":{\"number\":3,\"lines\":null,\"text\":\"c\","
	      "\"matches\":[[0,1]]}}\n");
}

/* ---- One line a passage ---- */

static void test_line(void **state)
{
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	fill();
	answer.hits[0].marks[0] = answer.hits[0].marks[1];
	answer.hits[0].mark_count = 1;
	check(&hk_sink_lines, &options,
	      "notes/a.txt:13: 日本語を検索する。全文を探した。\n"
	      "b.txt:2: B text with words\n"
	      "notes/a.txt:40: 検索は続く。\n");
	options.color = true;
	options.here = NULL;
	check(&hk_sink_lines, &options,
	      "\033[35m/home/u/notes/a.txt\033[0m:\033[32m13\033[0m: "
	      "日本語を検索する。全文を\033[1;31m探し\033[0mた。\n"
	      "\033[35m/home/u/b.txt\033[0m:\033[32m2\033[0m: "
	      "B text with \033[1;31mwords\033[0m\n"
	      "\033[35m/home/u/notes/a.txt\033[0m:\033[32m40\033[0m: "
	      "\033[1;31m検索\033[0mは続く。\n");
	clear();
	hit = add("", "t", 0, "no lines");
	hit->record.id = hk_span_cstr("from\nstdin");
	add("/home/u/\xFF\033.txt", ATTACK, 7, ATTACK);
	options = plain();
	check(&hk_sink_lines, &options,
	      "from␊stdin: no lines\n"
	      "\uFFFD␛.txt:7: 赤␛[31m逆<U+202E>\n");
}

/* ---- Files ---- */

static void test_files(void **state)
{
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	fill();
	/* Several articles of one file, and of standard input. */
	hit = add("/home/u/b.txt", "t", 0, "t");
	hit->record.id = hk_span_cstr("2");
	for (int i = 0; i < 2; i++) {
		hit = add("", "t", 0, "t");
		hit->record.id = hk_span_cstr(i ? "x" : "y");
	}
	add("/else/\xFF\n", "t", 0, "t");
	check(&hk_sink_files, &options,
	      "notes/a.txt\nb.txt\n-\n/else/\uFFFD␊\n");
	options.end = '\0';
#define NAMES "/home/u/notes/a.txt\0/home/u/b.txt\0-\0/else/\xFF\n\0"
	check_bytes(&hk_sink_files, &options, NAMES, sizeof(NAMES) - 1);
	clear();
	check(&hk_sink_files, &options, "");
}

/* ---- For people ---- */

static void test_text(void **state)
{
	struct hk_sink_options options = plain();

	(void)state;
	fill();
	check(&hk_sink_page, &options,
	      "検索の話  notes/a.txt:12\n"
	      "  日本語を検索する。全文を探した。\n"
	      "  ⋯ :40\n"
	      "  検索は続く。\n"
	      "\n"
	      "b.txt:2\n"
	      "  B text with words\n");
	options.color = true;
	options.columns = 20;
	check(&hk_sink_page, &options,
	      "\033[1m\033[1;31m検索\033[0m\033[1mの話\033[0m\n"
	      "  \033[36mnotes/a.txt:12\033[0m\n"
	      "  日本語を\033[1;31m検索\033[0mする。\n"
	      "  全文を\033[1;31m探し\033[0mた。\n"
	      "  \033[2m⋯ :40\033[0m\n"
	      "  \033[1;31m検索\033[0mは続く。\n"
	      "\n"
	      "\033[36mb.txt:2\033[0m\n"
	      "  B text with \033[1;31mwords\033[0m\n");
	clear();
	check(&hk_sink_page, &options, "");
}

static void test_text_wrapped(void **state)
{
	struct hk_sink_options options = plain();

	(void)state;
	clear();
	options.columns = 20;
	options.color = true;
	/* A mark goes on behind the line's end. */
	add("/x", "x", 1, "いろはにほへ{とちりぬるを}わか");
	check(&hk_sink_page, &options,
	      "\033[36m/x:1\033[0m\n"
	      "  いろはにほへ\033[1;31mとちり\033[0m\n"
	      "  \033[1;31mぬるを\033[0mわか\n");
	options.columns = 300;
	check(&hk_sink_page, &options,
	      "\033[36m/x:1\033[0m\n"
	      "  いろはにほへ\033[1;31mとちりぬるを\033[0mわか\n");
}

static void test_text_attacked(void **state)
{
	const struct hk_sink_options options = plain();

	(void)state;
	clear();
	add("/home/u/\xFF\n.txt", ATTACK, 1, ATTACK);
	check(&hk_sink_page, &options,
	      "赤␛[31m逆<U+202E>  \uFFFD␊.txt:1\n"
	      "  赤␛[31m逆<U+202E>\n");
}

static void test_text_excerpt(void **state)
{
	struct hk_sink_options options = plain();

	(void)state;
	clear();
	options.columns = 20;
	add("", "題", 0,
	    "一つ目の文はここにある。二つ目の文もここにある。\n\n"
	    "三つ目の文に{印}がある。四つ目の文には{別}の印がある。"
	    "五つ目の文はここにある。");
	answer.hits[0].record.id = hk_span_cstr("id");
	check(&hk_sink_page, &options,
	      "題  id\n"
	      "  …三つ目の文に印が\n"
	      "  ある。四つ目の文に\n"
	      "  は別の印がある。…\n");
	options.whole = true;
	check(&hk_sink_page, &options,
	      "題  id\n"
	      "  一つ目の文はここに\n"
	      "  ある。二つ目の文も\n"
	      "  ここにある。\n"
	      "  三つ目の文に印があ\n"
	      "  る。四つ目の文には\n"
	      "  別の印がある。五つ\n"
	      "  目の文はここにあ\n"
	      "  る。\n");
}

/* A title and headings that stand in the text are not shown twice. */
static void test_text_headings(void **state)
{
	static const struct hk_str headings[2] = {{"大見出し", 12},
						  {"小見出し", 12}};
	static const char text[] = "題名\n\n小{見出}し\n\n本文。";
	static const struct hk_block blocks[3] = {
		{HK_BLOCK_TITLE, 0, {0, 6}, 1},
		{HK_BLOCK_HEADING, 2, {8, 20}, 3},
		{HK_BLOCK_PARAGRAPH, 0, {22, 31}, 5},
	};
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "題名", 1, text);
	hit->record.blocks = blocks;
	hit->record.block_count = 3;
	hit->record.headings = headings;
	hit->record.heading_count = 2;
	options.color = true;
	check(&hk_sink_page, &options,
	      "\033[1m題名\033[0m  \033[36m/x:3\033[0m\n"
	      "  \033[2m大見出し › 小\033[0m\033[1;31m見出\033[0m\033[2mし"
	      "\033[0m\n"
	      "  本文。\n");
	/* The title alone holds a mark: it is shown where it stands. */
	options.color = false;
	hit->marks[0] = (struct hk_span){0, 6};
	check(&hk_sink_page, &options,
	      "題名  /x:1\n"
	      "  大見出し\n"
	      "  題名\n"
	      "  小見出し\n"
	      "  本文。\n");
}

/* A passage that is nothing but the title shows it. */
static void test_text_title_alone(void **state)
{
	static const struct hk_block block = {HK_BLOCK_TITLE, 0, {0, 6}, 1};
	const struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "題名", 1, "題名");
	hit->record.blocks = &block;
	check(&hk_sink_page, &options, "題名  /x:1\n  題名\n");
}

/* ---- Explanations ---- */

static void test_explain(void **state)
{
	static struct hk_unit units[2] = {
		{.surface = {"食べ", 6},
		 .lemma = {"食べる", 9},
		 .idf = 3.21,
		 .documents = 42},
		{.surface = {"水", 3}, .lemma = {"水", 3}, .excluded = true},
	};
	static struct hk_str prefixes[1] = {{"パン", 6}};
	static struct hk_search_part parts[2] = {
		{&units[0], NULL, 12.0, {NULL, 0}},
		{NULL, "bigrams", 0.34, {NULL, 0}}};
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "x", 1, "{食べ}る");
	hit->parts = parts;
	hit->part_count = 2;
	answer.result.plan.units = units;
	answer.result.plan.unit_count = 2;
	answer.result.plan.prefixes = prefixes;
	answer.result.plan.prefix_count = 1;
	options.explain = true;
	check(&hk_sink_page, &options,
	      "query: 食べ | -水 | パン*\n"
	      "\n"
	      "/x:1\n"
	      "  食べる\n"
	      "     score    idf passages\n"
	      "   12.0000   3.21       42  食べ (食べる)\n"
	      "    0.3400                  bigrams\n"
	      "   12.3400 in all\n");
	check(&hk_sink_lines, &options,
	      "/x:1: 食べる\n"
	      "  score 12.3400 = 食べ 12.0000 + bigrams 0.3400\n");
	check(&hk_sink_json, &options,
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{\"id\":\"/x\","
	      "\"path\":\"/x\",\"title\":\"x\",\"matches\":[],"
	      "\"encoding\":\"utf-8\"},\"passage\":{\"number\":3,"
	      "\"lines\":[1,1],\"text\":\"食べる\",\"matches\":[[0,6]]},"
	      "\"explain\":[{\"part\":\"word\",\"word\":\"食べ\","
	      "\"lemma\":\"食べる\",\"passages\":42,\"score\":12},"
	      "{\"part\":\"bigrams\",\"score\":0.34}]}\n");
	answer.result.plan.dropped = true;
	answer.result.plan.unit_count = 1;
	answer.result.plan.prefix_count = 0;
	hit->part_count = 0;
	hit->score = 0;
	check(&hk_sink_page, &options,
	      "query: 食べ (too long; part of it was\n"
	      "ignored)\n"
	      "\n"
	      "/x:1\n"
	      "  食べる\n"
	      "     score    idf passages\n"
	      "    0.0000 in all\n");
}

/* ---- All of them ---- */

static void test_count(void **state)
{
	const struct hk_sink_options options = plain();

	(void)state;
	clear();
	answer.result.articles = 12;
	check(&hk_sink_count, &options, "12\n");
	answer.result.capped = true;
	check(&hk_sink_count, &options, "at least 12\n");
	answer.result.articles = 0;
	answer.result.capped = false;
	check(&hk_sink_count, &options, "0\n");
}

static void test_find(void **state)
{
	(void)state;
	assert_ptr_equal(hk_sink_find("page"), &hk_sink_page);
	assert_ptr_equal(hk_sink_find("count"), &hk_sink_count);
	assert_null(hk_sink_find("pag"));
	assert_null(hk_sink_find(""));
}

/* ---- Failures ---- */

/* However early the room ends, it is said, and nothing leaks. */
static void test_no_room(void **state)
{
	const struct hk_sink_format *formats[] = {
		&hk_sink_page, &hk_sink_lines, &hk_sink_json, &hk_sink_files};
	struct hk_sink_options options = plain();

	(void)state;
	fill();
	options.explain = true;
	for (size_t f = 0; f < 4; f++) {
		enum hk_status status = HK_ETOOBIG;

		for (size_t max = 0; status && max < 4096; max++) {
			struct hk_buf out;

			hk_buf_init(&out, max);
			status = hk_sink_write(&out, formats[f], &options,
					       &answer.result);
			assert_true(!status || status == HK_ETOOBIG);
			assert_true(status || out.len == max);
			hk_buf_release(&out);
		}
		assert_int_equal(status, HK_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_and_members),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_names),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_text_wrapped),
		cmocka_unit_test(test_text_attacked),
		cmocka_unit_test(test_text_excerpt),
		cmocka_unit_test(test_text_headings),
		cmocka_unit_test(test_text_title_alone),
		cmocka_unit_test(test_explain),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_no_room),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
