/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The output format for people, and its explanations. */
#include "tests/unit/sink_fixture.h"

/* ---- For people ---- */

static void test_text(void **state)
{
	struct hk_sink_options options = plain();

	(void)state;
	fill();
	check(&hk_sink_page, &options,
	      "1 検索の話  notes/a.txt:12\n"
	      "  日本語を検索する。全文を探した。\n"
	      "  3  line 40\n"
	      "  検索は続く。\n"
	      "\n"
	      "2  b.txt:2\n"
	      "  B text with words\n");
	options.style = colours();
	options.columns = 20;
	check(&hk_sink_page, &options,
	      "\033[1m1 \033[0m\033[1;38;5;163m検索\033[0m\033[1mの話\033[0m\n"
	      "  \033[38;5;98mnotes/a.txt:12\033[0m\n"
	      "  日本語を\033[1;38;5;163m検索\033[0mする。\n"
	      "  全文を\033[1;38;5;163m探し\033[0mた。\n"
	      "  \033[38;5;243m3  line 40\033[0m\n"
	      "  \033[1;38;5;163m検索\033[0mは続く。\n"
	      "\n"
	      "\033[1m2\033[0m  \033[38;5;98mb.txt:2\033[0m\n"
	      "  B text with \033[1;38;5;163mwords\033[0m\n");
	clear();
	check(&hk_sink_page, &options, "");
}

static void test_text_wrapped(void **state)
{
	struct hk_sink_options options = plain();

	(void)state;
	clear();
	options.columns = 20;
	options.style = colours();
	/* A mark goes on behind the line's end. */
	add("/x", "x", 1, "いろはにほへ{とちりぬるを}わか");
	check(&hk_sink_page, &options,
	      "\033[1m1\033[0m  \033[38;5;98m/x:1\033[0m\n"
	      "  いろはにほへ\033[1;38;5;163mとちり\033[0m\n"
	      "  \033[1;38;5;163mぬるを\033[0mわか\n");
	options.columns = 300;
	check(&hk_sink_page, &options,
	      "\033[1m1\033[0m  \033[38;5;98m/x:1\033[0m\n"
	      "  いろはにほへ\033[1;38;5;163mとちりぬるを\033[0mわか\n");
}

static void test_text_attacked(void **state)
{
	const struct hk_sink_options options = plain();

	(void)state;
	clear();
	add("/home/u/\xFF\n.txt", ATTACK, 1, ATTACK);
	check(&hk_sink_page, &options,
	      "1 赤␛[31m逆<U+202E>  \uFFFD␊.txt:1\n"
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
	      "1 題  id\n"
	      "  …三つ目の文に印が\n"
	      "  ある。四つ目の文に\n"
	      "  は別の印がある。…\n");
	options.whole = true;
	check(&hk_sink_page, &options,
	      "1 題  id\n"
	      "  一つ目の文はここに\n"
	      "  ある。二つ目の文も\n"
	      "  ここにある。\n"
	      "  三つ目の文に印があ\n"
	      "  る。四つ目の文には\n"
	      "  別の印がある。五つ\n"
	      "  目の文はここにあ\n"
	      "  る。\n");
}

/* Who, when, about what: on one line if it fits, below the title if not. */
static void test_heading(void **state)
{
	static const struct hk_str tags[3] = {{"旅", 3}, {"港", 3}, {"x\n", 2}};
	static struct hk_span author[1] = {{0, 6}};
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "題名", 9, "本文。");
	hit->rank = 11;
	hit->record.author = hk_span_cstr("作者名");
	hit->author_marks = author;
	hit->author_mark_count = 1;
	hit->record.date = hk_span_cstr("2024-05-31T01:02:03");
	hit->record.tags = tags;
	hit->record.tag_count = 3;
	options.columns = 80;
	check(&hk_sink_page, &options,
	      "11 題名 — 作者名  2024-05-31  #旅 #港 #x␊  /x:9\n  本文。\n");
	options.columns = 40;
	check(&hk_sink_page, &options,
	      "11 題名 — 作者名\n"
	      "  2024-05-31  #旅 #港 #x␊  /x:9\n  本文。\n");
	options.columns = 20;
	options.style = colours();
	check(&hk_sink_page, &options,
	      "\033[1m11 題名 — \033[0m\033[1;38;5;163m作者\033[0m\033[1m名"
	      "\033[0m\n"
	      "  \033[38;5;243m2024-05-31  #旅\033[0m\n"
	      "  \033[38;5;98m/x:9\033[0m\n  本文。\n");
}

/* A place is a link, in which nothing of a name can end it. */
static void test_link(void **state)
{
	struct hk_sink_options options = plain();

	(void)state;
	clear();
	options.link = "vscode://file{path}:{line}";
	add("/a \033\\;日", "a \033\\;日", 9, "本文。");
	check(&hk_sink_page, &options,
	      "1  \033]8;;vscode://file/a%20%1B%5C%3B%E6%97%A5:9\033\\"
	      "/a ␛\\;日:9\033]8;;\033\\\n  本文。\n");
}

/* A title and headings that stand in the text are not shown twice. */
static void test_text_headings(void **state)
{
	static const struct hk_str headings[2] = {{"大見出し", 12},
						  {"小見出し", 12}};
	static const char text[] = "題名\n\n小{見出}し\n\n本文。";
	static const struct hk_block blocks[3] = {
		{.kind = HK_BLOCK_TITLE, .level = 0, .span = {0, 6}, .line = 1},
		{.kind = HK_BLOCK_HEADING,
		 .level = 2,
		 .span = {8, 20},
		 .line = 3},
		{.kind = HK_BLOCK_PARAGRAPH,
		 .level = 0,
		 .span = {22, 31},
		 .line = 5},
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
	options.style = colours();
	check(&hk_sink_page, &options,
	      "\033[1m1 題名\033[0m  \033[38;5;98m/x:3\033[0m\n"
	      "  \033[38;5;243m大見出し › "
	      "小\033[0m\033[1;38;5;163m見出\033[0m\033[38;5;243mし"
	      "\033[0m\n"
	      "  本文。\n");
	/* The title alone holds a mark: it is shown where it stands. */
	options.style = NULL;
	hit->marks[0] = (struct hk_span){0, 6};
	check(&hk_sink_page, &options,
	      "1 題名  /x:1\n"
	      "  大見出し\n"
	      "  題名\n"
	      "  小見出し\n"
	      "  本文。\n");
}

/* A passage that is nothing but the title shows it. */
static void test_text_title_alone(void **state)
{
	static const struct hk_block block = {
		.kind = HK_BLOCK_TITLE, .level = 0, .span = {0, 6}, .line = 1};
	const struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "題名", 1, "題名");
	hit->record.blocks = &block;
	check(&hk_sink_page, &options, "1 題名  /x:1\n  題名\n");
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
	static struct hk_search_reason reasons[2] = {
		{.unit = &units[0], .score = 12.0},
		{.what = "bigrams", .score = 0.34}};
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "x", 1, "{食べ}る");
	hit->reasons = reasons;
	hit->reason_count = 2;
	answer.result.plan.units = units;
	answer.result.plan.unit_count = 2;
	options.explain = true;
	check(&hk_sink_page, &options,
	      "1  /x:1\n"
	      "  食べる\n"
	      "     score    idf passages\n"
	      "   12.0000   3.21       42  食べ (食べる)\n"
	      "    0.3400                  bigrams\n"
	      "   12.3400 in all\n");
	check(&hk_sink_lines, &options,
	      "/x:1: 食べる\n"
	      "  score 12.3400 = 食べ 12.0000 + bigrams 0.3400\n");
	check(&hk_sink_json, &options,
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":\"/x\","
	      "\"path\":\"/x\",\"title\":\"x\",\"matches\":[],"
	      "\"encoding\":\"utf-8\"},\"passage\":{\"number\":3,"
	      "\"lines\":[1,1],\"text\":\"食べる\",\"matches\":[[0,6]],"
	      "\"line\":1,\"excerpt\":{\"text\":\"食べる\","
	      "\"matches\":[[0,6]],\"lines\":[1,1]}},"
	      "\"explain\":[{\"part\":\"word\",\"word\":\"食べ\","
	      "\"lemma\":\"食べる\",\"passages\":42,\"score\":12},"
	      "{\"part\":\"bigrams\",\"score\":0.34}]}\n");
	hit->reason_count = 0;
	hit->score = 0;
	check(&hk_sink_page, &options,
	      "1  /x:1\n"
	      "  食べる\n"
	      "     score    idf passages\n"
	      "    0.0000 in all\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_text_wrapped),
		cmocka_unit_test(test_text_attacked),
		cmocka_unit_test(test_text_excerpt),
		cmocka_unit_test(test_heading),
		cmocka_unit_test(test_link),
		cmocka_unit_test(test_text_headings),
		cmocka_unit_test(test_text_title_alone),
		cmocka_unit_test(test_explain),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
