/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The output formats for programs and lists. */
#include "tests/unit/sink_fixture.h"

/* ---- Pages and members in place of lines ---- */

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
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":"
	      "\"/home/u/a.pdf\",\"path\":\"/home/u/a.pdf\","
	      "\"title\":\"題\",\"matches\":[],\"author\":\"筆者\","
	      "\"type\":\"pdf\",\"encoding\":\"utf-8\","
	      "\"confidence\":98,\"replaced\":2},\"passage\":{"
	      "\"number\":3,\"lines\":null,\"pages\":[7,7],"
	      "\"text\":\"語\",\"matches\":[[0,3]],\"page\":7,"
	      "\"excerpt\":{\"text\":\"語\",\"matches\":[[0,3]],"
	      "\"lines\":null,\"pages\":[7,7]}}}\n"
	      "{\"rank\":2,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":"
	      "\"/home/u/b.zip\",\"path\":\"/home/u/b.zip\","
	      "\"title\":\"題\",\"matches\":[],\"member\":{\"bytes\":"
	      "\"5LitL/8uZXB1Yg==\"},\"encoding\":\"utf-8\"},"
	      "\"same_as\":[{\"id\":\"/home/u/a.pdf\","
	      "\"path\":\"/home/u/a.pdf\",\"number\":3,\"rank\":1}],"
	      "\"passage\":{\"number\":3,\"lines\":null,"
	      "\"heading\":[\"章\",\"節\"],\"text\":\"語\","
	      "\"matches\":[[0,3]],\"excerpt\":{\"text\":\"語\","
	      "\"matches\":[[0,3]],\"lines\":null}}}\n");
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
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":\"/a/b.txt\","
	      "\"path\":\"/a/b.txt\",\"title\":\"題\",\"matches\":[[0,3]],"
	      "\"encoding\":\"utf-8\"},\"passage\":{\"number\":3,"
	      "\"lines\":[12,13],\"text\":\"食べた。\\nz\","
	      "\"matches\":[[0,9]],\"line\":12,\"excerpt\":{"
	      "\"text\":\"食べた。\\nz\",\"matches\":[[0,9]],"
	      "\"lines\":[12,13]}}}\n");
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
	      "{\"rank\":11,\"score\":0.3333,\"way\":\"words\",\"article\":{"
	      "\"id\":\"/a/b.txt\","
	      "\"path\":\"/a/b.txt\",\"title\":\"題\",\"matches\":[[0,3]],"
	      "\"date\":\"2024-05-31\",\"tags\":[\"x\",\"\\\"y\\\"\"],"
	      "\"url\":\"https://example.org/\"},\"passage\":{\"number\":3,"
	      "\"lines\":[12,13],\"heading\":[\"章\",\"節\"],"
	      "\"text\":\"食べた。\\nz\",\"matches\":[[0,9]],"
	      "\"line\":12,\"excerpt\":{"
	      "\"text\":\"食べた。\\nz\",\"matches\":[[0,9]],"
	      "\"lines\":[12,13]}}}\n");
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
	      "{\"rank\":1,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":\"stdin:1\","
	      "\"path\":null,\"title\":\"\",\"matches\":[],"
	      "\"encoding\":\"utf-8\"},\"passage\":{\"number\":3,"
	      "\"lines\":null,\"text\":\"a\\u001bb\",\"matches\":[],"
	      "\"excerpt\":{\"text\":\"a\\u001bb\",\"matches\":[],"
	      "\"lines\":null}}}\n"
	      "{\"rank\":2,\"score\":12.34,\"way\":\"words\",\"article\":{"
	      "\"id\":{\"bytes\":\"L/8=\"},\"path\":{\"bytes\":\"L/8=\"},"
	      "\"title\":\"t\",\"matches\":[],\"encoding\":\"utf-8\"},"
	      "\"passage\":{\"number\":3,\"lines\":null,\"text\":\"c\","
	      "\"matches\":[[0,1]],\"excerpt\":{\"text\":\"c\","
	      "\"matches\":[[0,1]],\"lines\":null}}}\n");
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
	options.style = colours();
	options.here = NULL;
	check(&hk_sink_lines, &options,
	      "\033[38;5;98m/home/u/notes/a.txt\033[0m:\033[38;5;29m13\033[0m: "
	      "日本語を検索する。全文を\033[1;38;5;163m探し\033[0mた。\n"
	      "\033[38;5;98m/home/u/b.txt\033[0m:\033[38;5;29m2\033[0m: "
	      "B text with \033[1;38;5;163mwords\033[0m\n"
	      "\033[38;5;98m/home/u/notes/a.txt\033[0m:\033[38;5;29m40\033[0m: "
	      "\033[1;38;5;163m検索\033[0mは続く。\n");
	clear();
	hit = add("", "t", 0, "no lines");
	hit->record.id = hk_span_cstr("from\nstdin");
	add("/home/u/\xFF\033.txt", ATTACK, 7, ATTACK);
	options = plain();
	check(&hk_sink_lines, &options,
	      "from␊stdin: no lines\n"
	      "\uFFFD␛.txt:7: 赤␛[31m逆<U+202E>\n");
}

/* What is cut, and where what is left stands. */
static void test_excerpt(void **state)
{
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/x", "x", 5,
		  "一一一一。\n二二二二。\n三三{三}三。\n四四四四。\n\n"
		  "五五五五。");
	options.columns = 24;
	check(&hk_sink_lines, &options, "/x:7: …三三三三。四四四四。…\n");
	check(&hk_sink_vimgrep, &options, "/x:7:7: …三三三三。四四四四。…\n");
	options.null = true;
#define NULLS "/x\0007: …三三三三。四四四四。…\n"
	check_bytes(&hk_sink_lines, &options, NULLS, sizeof(NULLS) - 1);
	options.null = false;
	options.whole = true;
	check(&hk_sink_lines, &options,
	      "/x:7: 一一一一。二二二二。三三三三。四四四四。 ¶ 五五五五。\n");
	/* Nothing is marked: the line of what is shown. */
	hit->mark_count = 0;
	options.whole = false;
	check(&hk_sink_lines, &options, "/x:5: 一一一一。二二二二。…\n");
}

/* ---- Other programs' formats ---- */

/* What each would take for its own is not. */
#define HOSTILE "<script>{*}a*|`\t\"'&[x](y)"

static void test_tsv(void **state)
{
	static const struct hk_str tags[2] = {{"a\t", 2}, {"b", 1}};
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/a\tb", "t\n", 3, "x\ty\n\n{z}");
	hit->record.tags = tags;
	hit->record.tag_count = 2;
	hit->record.author = hk_span_cstr("who");
	hit->record.date = hk_span_cstr("2024");
	check(&hk_sink_tsv, &options,
	      "rank\tscore\tpath\tline\ttitle\tauthor\tdate\ttags\ttext\n"
	      "1\t12.3400\t/a␉b\t5\tt␊\twho\t2024\ta␉,b\tx y ¶ z\n");
}

static void test_markdown(void **state)
{
	struct hk_sink_options options = plain();
	struct hk_hit *hit;

	(void)state;
	clear();
	hit = add("/a<b>", HOSTILE, 3, "- " HOSTILE);
	hit->record.author = hk_span_cstr("_who_");
	add("", "", 0, "{二}");
	answer.hits[1].record.id = hk_span_cstr("<id>");
	check(&hk_sink_markdown, &options,
	      "1. \\<script\\>\\*a\\*\\|\\` \"'\\&\\[x\\](y) — \\_who\\_, "
	      "[/a\\<b\\>:3](<file:///a%3Cb%3E>)\n\n"
	      "    > \\- \\<script\\>**\\***a\\*\\|\\` \"'\\&\\[x\\](y)\n"
	      "\n2. \\<id\\>, \\<id\\>\n\n    > **二**\n");
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
	options.null = true;
#define NAMES "/home/u/notes/a.txt\0/home/u/b.txt\0-\0/else/\xFF\n\0"
	check_bytes(&hk_sink_files, &options, NAMES, sizeof(NAMES) - 1);
	clear();
	check(&hk_sink_files, &options, "");
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

/* However small the buffer, the failure is reported and nothing leaks. */
static void test_small_buffer(void **state)
{
	const struct hk_sink_format *formats[] = {
		&hk_sink_page,	 &hk_sink_lines, &hk_sink_json,
		&hk_sink_files,	 &hk_sink_tsv,	 &hk_sink_markdown,
		&hk_sink_vimgrep};
	struct hk_sink_options options = plain();

	(void)state;
	fill();
	options.explain = true;
	for (size_t f = 0; f < sizeof(formats) / sizeof(*formats); f++) {
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
		cmocka_unit_test(test_excerpt),
		cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_small_buffer),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
