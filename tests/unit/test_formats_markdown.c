/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Markdown and its front matter: golden files, and hostile texts. */
#include "tests/unit/dump.h"

#include "formats/markdown/slice.h"
#include "tests/unit/random.h"

#ifdef HK_HAVE_MD4C

static void read_text(const char *text)
{
	assert_int_equal(
		dump_read(&dump, &hk_format_markdown, hk_span_cstr(text)),
		HK_OK);
}

static void gives(const char *text, const char *wanted)
{
	read_text(text);
	assert_string_equal(dump.text.data, wanted);
}

static void test_titles(void **state)
{
	(void)state;
	gives("# 題\n\n## 節\n", "title: 題\n1 title| 題\n3 head2| 節\n----\n");
	gives("## 節\n\n# 題\n\n# 次\n",
	      "title: 題\n1 head2| 節\n3 title| 題\n5 head1| 次\n----\n");
	gives("長い\n題\nand so\non\n===\n",
	      "title: 長い題and so on\n"
	      "1 title| 長い\n2 | 題\n3 | and so\n4 | on\n----\n");
	gives("---\ntitle: 表の題\n---\n# 中の題\n",
	      "title: 表の題\n4 head1| 中の題\n----\n");
	gives("---\ntitle: 題\n---\n# **題**\n",
	      "title: 題\n4 title| 題\n----\n");
	gives("# 題 {#dai}\n\n## 節 { }\n\n### {#x}\n",
	      "title: 題\n1 title| 題\n3 head2| 節 { }\n----\n");
	gives("本文だけ", "1 text| 本文だけ\n----\n");
	gives("", "----\n");
}

static void test_front(void **state)
{
	(void)state;
	gives("---\r\ntitle: '山''川'\r\ndate: 令和6年7月3日\r\n"
	      "tags:\r\n- 甲\r\n-   \"乙\\u4E19\\n丁\"  # "
	      "注\r\n...\r\n本文\r\n",
	      "title: 山'川\ndate: 2024-07-03\ntag: 甲\ntag: 乙丙 丁\n"
	      "8 text| 本文\n----\n");
	gives("+++\ntitle = \"題 = 値\"\ndate = 2024-07-03T09:00:00Z\n"
	      "[taxonomies]\ntags = [\n  \"甲\", # 注\n  '乙',\n]\n"
	      "[extra]\ntitle = \"違う\"\nauthor = \"違う\"\n+++\n本文\n",
	      "title: 題 = 値\ndate: 2024-07-03T09:00:00\ntag: 甲\ntag: 乙\n"
	      "13 text| 本文\n----\n");
	gives("---\nTitle: 題 # 注\ndate: 昨日\ncreated: 2023-01-02\n"
	      "tags: 甲、乙, 丙\nurl: https://a.example/#b\n"
	      "map:\n  title: 中\n---\n",
	      "title: 題\ndate: 2023-01-02\nurl: https://a.example/#b\n"
	      "tag: 甲\ntag: 乙\ntag: 丙\n----\n");
	/* Aliases of YAML, and inline maps. */
	gives("---\nname: &who 山田\ntitle: *who\nauthors:\n"
	      "- {name: \"川, 田\", url: x}\n- *who\ntags: [*who, *none]\n"
	      "date: *none\n---\n",
	      "title: 山田\nauthor: 川, 田, 山田\ntag: 山田\ntag: *none\n"
	      "----\n");
	gives("---\n{title: 題, tags: [甲, 乙], map: {title: 中}}\n---\n本文\n",
	      "title: 題\ntag: 甲\ntag: 乙\n4 text| 本文\n----\n");
	gives("---\ntitle: {中} の話\nauthor: {中\n---\n",
	      "title: {中} の話\nauthor: {中\n----\n");
	/* A rule, then text; one that never ends; one that is not first. */
	gives("---\n本文です\n---\n", "2 head2| 本文です\n----\n");
	gives("---\ntitle: 題\n本文\n", "2 lines| title: 題\n3 | 本文\n----\n");
	gives("本文\n\n---\ntitle: 題\n---\n",
	      "1 text| 本文\n4 head2| title: 題\n----\n");
	gives("---\ntags: [甲, 乙\n---\n本文\n",
	      "tag: 甲\ntag: 乙\n4 text| 本文\n----\n");
	gives("---\ntitle: \"閉じない\n---\n本文\n",
	      "title: 閉じない\n4 text| 本文\n----\n");
}

static void title_is(const char *value, const char *title)
{
	char source[400], wanted[400];

	snprintf(source, sizeof(source), "---\ntitle: %s\nlang: ja\n---\n",
		 value);
	snprintf(wanted, sizeof(wanted), "title: %s\nlang: ja\n----\n", title);
	gives(source, wanted);
}

/* What people write as a value, YAML or not. */
static void test_front_values(void **state)
{
	(void)state;
	title_is("これは長い\n  続きの題", "これは長い 続きの題");
	title_is("\"これは長い\n\n  続きの題\"", "これは長い 続きの題");
	title_is("\"これは長い\n  続きの\\\n  題\" # 注",
		 "これは長い 続きの題");
	title_is("'これは''長い\n  続き'", "これは'長い 続き");
	title_is("'これは長い\n  続き", "これは長い");
	title_is("長い\n  date: 2024-01-02", "長い");
	title_is("[告知]夏の祭", "[告知]夏の祭");
	title_is("[\"告]知\"] 夏の祭 # 注", "[\"告]知\"] 夏の祭");
	title_is("[題] # 注", "題");
	title_is("\"引用\" の話 # 注", "\"引用\" の話");
	title_is("'引用'の話", "'引用'の話");
	title_is("\"\\ud83d\\ude00\\_\\/\\ud83d\"", "😀 /\xEF\xBF\xBD");
	title_is("&t !!str 題", "題");
	title_is("&と文字", "&と文字");
	title_is("!すごい", "!すごい");
	title_is(">見よ", ">見よ");
	title_is("|1+ # 注\n 一\n 二", "一 二");
	title_is("@user の話", "@user の話");
	title_is("`code` の話", "`code` の話");
	title_is("副題: その二", "副題: その二");
	title_is("**太字**の題", "**太字**の題");
	title_is("%割合", "%割合");
	gives("---\ntags: [甲, [乙, 丙], 丁]\ntitle: 題\n---\n",
	      "title: 題\ntag: 甲\ntag: 乙\ntag: 丙\ntag: 丁\n----\n");
}

static void test_lines(void **state)
{
	(void)state;
	gives("一\r二\r\n三\n\r\n四", "1 text| 一\n2 | 二\n3 | 三\n5 text| 四\n"
				      "----\n");
	gives("\n\n\n`あ\nい` う\n", "4 text| あ\n5 | い う\n----\n");
	gives("```\n\n\n字\n```\n", "4 code| 字\n----\n");
	gives("- 甲\n\n\n\n  - 乙\n", "1 item| 甲\n5 item| 乙\n----\n");
	gives("[a]: /x\n本文\n", "2 text| 本文\n----\n");
	gives("&lt;\n&gt;\n", "1 text| <\n2 | >\n----\n");
	gives("<b>\n</b>字\n", "2 text| 字\n----\n");
	gives("a|b\n---|---\n甲|乙\n丙|丁\n",
	      "1 text| a\tb\n3 text| 甲\t乙\n4 text| 丙\t丁\n----\n");
}

/* Rules of tables that md4c by itself takes for text. */
static void test_tables(void **state)
{
	static const char *const rules[] = {
		"-|-",	   "--|--", "|-|-|",	  "| - | -- |",
		"|:-|-:|", ":-|--", "|:-:|:--:|", "|----|-|",
	};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		snprintf(text, sizeof(text),
			 "甲|乙\n%s\n**丙**|丁\n\n後*の*行\n", rules[i]);
		gives(text, "1 text| 甲\t乙\n3 text| 丙\t丁\n5 text| 後の行\n"
			    "----\n");
	}
	/* In code they stay as they are. */
	gives("```\n甲|乙\n-|-\n```\n\n    |-|\n",
	      "2 code| 甲|乙\n3 | -|-\n6 code| |-|\n----\n");
}

/* HTML that stands raw in Markdown. */
static void test_raw(void **state)
{
	(void)state;
	/* All names of HTML 5; in HTML, old ones also without a semicolon. */
	gives("&lang;&CounterClockwiseContourIntegral;&nGt; &copy\n",
	      "1 text| ⟨∳≫⃒ &copy\n----\n");
	gives("<p>&copy &lang;&amp</p>\n", "1 text| © ⟨&\n----\n");
	/* Left out to the end tag, which may stand in another block. */
	gives("甲<script>隠す\nれる</script>乙\n",
	      "1 text| 甲\n2 | 乙\n----\n");
	gives("<div><style>隠す\n\n本文\n</style>\n", "3 text| 本文\n----\n");
	gives("<div>甲<!-- 隠す\n\n本文 -->\n",
	      "1 text| 甲\n3 text| 本文 -->\n----\n");
	gives("<![CDATA[>隠す]]>甲<script/>乙\n", "1 text| 甲乙\n----\n");
	/* Elements that hold no markup. */
	gives("<title>題 &amp; <b></title>後\n",
	      "1 text| 題 & <b>\n1 text| 後\n----\n");
	gives("<div><xmp>&amp;<b></xmp>\n", "1 text| &amp;<b>\n----\n");
	/* The marks before its lines are not text. */
	gives("> <div class=\"a\n>  b\">甲\n> 乙&amp;</div>\n",
	      "2 text| 甲\n3 | 乙&\n----\n");
}

/* No text is lost in what is broken. */
static void test_broken(void **state)
{
	(void)state;
	gives("<!-- 閉じない\n\n本文\n", "1 lines| <!-- 閉じない\n2 | \n"
					 "3 | 本文\n----\n");
	gives("<div class=\"a\n\n本文\n",
	      "1 text| <div class=\"a\n3 text| 本文\n----\n");
	gives("<script>\n閉じない\n", "2 text| 閉じない\n----\n");
	gives("<ruby>漢<rt>かん\n\n本文\n", "1 text| 漢かん\n3 text| 本文\n"
					    "----\n");
	gives("[題](閉じない\n", "1 text| [題](閉じない\n----\n");
	gives("```\n閉じない\n", "2 code| 閉じない\n----\n");
	gives("**閉じない\n", "1 text| 閉じない\n----\n");
	gives("&#0;&#xD800;&#x110000;&#10;字\n",
	      "1 text| \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD 字\n----\n");
	gives("a &amp; &bogus; &; &#; &#x; b\n",
	      "1 text| a & &bogus; &; &#; &#x; b\n----\n");
}

/* The text `unit`, `count` times, then more. */
static struct hk_buf many(const char *unit, size_t count, const char *more)
{
	struct hk_buf text;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(hk_buf_puts(&text, unit), HK_OK);
	assert_int_equal(hk_buf_puts(&text, more), HK_OK);
	return text;
}

static bool has(const char *needle)
{
	return memmem(dump.text.data, dump.text.len, needle, strlen(needle)) !=
	       NULL;
}

/* Nested without end, or far too many: the last line is still found. */
static void test_hostile(void **state)
{
	static const struct {
		const char *unit;
		size_t count;
		const char *more;
	} texts[] = {
		{">", 100000, "深い\n\n末尾\n"},
		{"> ", 100000, "深い\n\n末尾\n"},
		{"- ", 100000, "深い\n\n末尾\n"},
		{"1. ", 100000, "深い\n\n末尾\n"},
		{"[", 100000, "深い\n\n末尾\n"},
		{"![", 100000, "深い\n\n末尾\n"},
		{"*a ", 100000, "深い\n\n末尾\n"},
		{"`a", 100000, "深い\n\n末尾\n"},
		{"<!--", 100000, "深い\n\n末尾\n"},
		{"<a ", 100000, "深い\n\n末尾\n"},
		{"|", 60000, "深い\n\n末尾\n"},
		{"<b>", 100000, "深い\n\n末尾\n"},
		{"\n", 1000000, "深い\n\n末尾\n"},
		{"a", 2000000, "深い\n\n末尾\n"},
		{"<ruby>字<rt>じ", 20000, "深い\n\n末尾\n"},
		{"<p\n", 80000, "深い\n\n末尾\n"},
		{"<p\n<!--", 30000, "深い\n\n末尾\n"},
		{"<p><script>\n", 20000, "深い\n\n末尾\n"},
		{"a<script>\n\n", 20000, "深い\n\n末尾\n</script>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct hk_buf text =
			many(texts[i].unit, texts[i].count, texts[i].more);

		assert_int_equal(dump_read(&dump, &hk_format_markdown,
					   hk_buf_str(&text)),
				 HK_OK);
		if (!has("深い") || !has("末尾"))
			print_error("%s\n", texts[i].unit);
		assert_true(has("深い") && has("末尾"));
		hk_buf_release(&text);
	}
}

/* A table whose rows md4c fills up with empty cells, without end. */
static void test_wide_table(void **state)
{
	struct hk_buf text = many("a|", 10000, "\n");

	(void)state;
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(hk_buf_puts(&text, "-|"), HK_OK);
	assert_int_equal(hk_buf_puts(&text, "\n"), HK_OK);
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(hk_buf_puts(&text, "|字\n"), HK_OK);
	assert_int_equal(
		dump_read(&dump, &hk_format_markdown, hk_buf_str(&text)),
		HK_OK);
	assert_true(has("10002 ") && has("字"));
	hk_buf_release(&text);
}

/* What takes the parser long is parsed in shorter slices; not within an item,
 * and code may have as many brackets as it likes. */
static void test_links(void **state)
{
	static const char *const units[] = {
		"[a](b\n", "[a]\n", "http://a.b/_\n", "- [a](b)\n  [c]\n"};
	struct hk_buf text;
	struct hk_str slice;

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		text = many(units[i], 20000, "末尾\n");
		slice = hk_markdown_slice_take(hk_buf_str(&text));
		assert_true(slice.len > 5000 && slice.len < 40000);
		assert_memory_equal(slice.data + slice.len, units[i],
				    strlen(units[i]));
		hk_buf_release(&text);
	}
	text = many("a[i]\n", 20000, "```\n末尾\n");
	memcpy(text.data, "```\n", 4);
	slice = hk_markdown_slice_take(hk_buf_str(&text));
	assert_true(slice.len == text.len);
	hk_buf_release(&text);
}

/* Long texts are parsed in slices; lines and blocks go on. */
static void test_parts(void **state)
{
	struct hk_buf text;
	char wanted[64];
	uint32_t line = 1;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 8000; i++) {
		assert_int_equal(
			hk_buf_printf(&text,
				      "## 節%u\n\n本文の**太**字は%u番。\n"
				      "続きの行。\n\n```\n\n# 字%u\n\n```\n\n",
				      i, i, i),
			HK_OK);
	}
	assert_true(text.len > 500000);
	assert_int_equal(
		dump_read(&dump, &hk_format_markdown, hk_buf_str(&text)),
		HK_OK);
	for (unsigned i = 0; i < 8000; i += 97) {
		line = i * 11 + 1;
		snprintf(wanted, sizeof(wanted), "\n%u head2| 節%u\n", line, i);
		assert_true(i == 0 || has(wanted));
		snprintf(wanted, sizeof(wanted),
			 "\n%u text| 本文の太字は%u番。\n", line + 2, i);
		assert_true(has(wanted));
		snprintf(wanted, sizeof(wanted), "\n%u code| # 字%u\n",
			 line + 7, i);
		assert_true(has(wanted));
	}
	hk_buf_release(&text);
}

/* ---- Lines of anything ---- */

/* In these, # is where the number of the line stands. */
static const char *const pieces[] = {
	"本**文#太**字\n続`く#コ`ド\n",
	"[リンク#](http://a.example)と\n![絵#](b.png)  \n硬#い\n",
	"- 項#\n  続き#\n\n  - 子#\n\n    段#落\n- 次#\n",
	"> 引#用\n> > 深い#\n怠け#者\n",
	"```c\n  字#\n\n\t字#\n```\n",
	"段#\n\n    字下げ#\n\n      二#\n",
	"|表#|甲|\n|-|:-|\n|乙|`丙#`|\n丁#|\n",
	"<div>\n<p>生#の</p>\n  <li>項#\n</div>\n",
	"# 題#\n## 節#\n見出し#\n二#行\n---\n",
	"`跨#ぐ\nコ#ード`と[跨#ぐ\nリンク#](u)の\n",
	"前#<!-- 隠\nれ --> 後#<b\n>太#</b>\n",
	"[r]: http://a.example \"題\"\n\n[^n]: 注#本文\n",
	"<ruby>漢#字<rt>かん\nじ</rt></ruby>は#\n<br>次#\n",
	"1) 一#\n2) 二#\n\n   ```\n   字#\n   ```\n",
	"&amp;&nbsp;実#\n&lt;体#\\*\n**「強#」**は\n",
	"***\n\n\n\n",
};

/* Write a piece, each # as a mark with the number of its line. */
static void write_piece(struct hk_buf *out, const char *piece, uint32_t *line,
			const char *end, bool *marked)
{
	for (; *piece; piece++) {
		enum hk_status status;

		marked[*line] = marked[*line] || *piece == '#';
		if (*piece == '#' && (piece[1] == ' ' || piece[1] == '#'))
			status = hk_buf_putc(out, '#');
		else if (*piece == '#')
			status = hk_buf_printf(out, "q%uq", *line);
		else if (*piece == '\n')
			status = hk_buf_puts(out, end);
		else
			status = hk_buf_putc(out, *piece);
		assert_int_equal(status, HK_OK);
		*line += *piece == '\n';
	}
}

static enum hk_status take_lines(void *ctx, struct hk_article *a)
{
	const bool *marked = ctx;

	for (uint32_t line = 1; line < 1000; line++) {
		char mark[16];
		const char *at;

		snprintf(mark, sizeof(mark), "q%uq", line);
		at = memmem(a->text.data, a->text.len, mark, strlen(mark));
		if (!marked[line])
			continue;
		if (!at)
			fail_msg("line %u is lost in\n%.*s", line,
				 (int)a->text.len, a->text.data);
		assert_int_equal(hk_article_line(a->text.data, a->blocks,
						 a->block_count, a->lines,
						 (size_t)(at - a->text.data)),
				 line);
	}
	return HK_OK;
}

static void test_any_lines(void **state)
{
	static const char *const ends[] = {"\n", "\r\n", "\r"};
	struct hk_format_input input = dump.input;
	struct hk_buf text;
	unsigned seed = 1;

	(void)state;
	input.emit = take_lines;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (unsigned round = 0; round < 3000; round++) {
		static bool marked[1000];
		const char *end = ends[random_next(&seed) % 3];
		uint32_t line = 1;

		memset(marked, 0, sizeof(marked));
		hk_buf_reset(&text);
		if (round % 3 == 0)
			write_piece(&text, "---\ntitle: 題\n---\n", &line, end,
				    marked);
		for (unsigned i = random_next(&seed) % 12 + 1; i; i--) {
			write_piece(&text,
				    pieces[random_next(&seed) %
					   (sizeof(pieces) / sizeof(*pieces))],
				    &line, end, marked);
			write_piece(&text, i % 4 ? "\n" : "\n\n\n", &line, end,
				    marked);
		}
		input.text = hk_buf_str(&text);
		input.ctx = marked;
		assert_int_equal(hk_format_markdown.read(&input, NULL), HK_OK);
	}
	hk_buf_release(&text);
}

/* What Obsidian and the like add: the marks go, words stay whole. */
static void test_vault(void **state)
{
	(void)state;
	dump_expect(&dump, &hk_format_markdown,
		    "---\ntags: [計画]\naliases: [来年の計画, 予定]\n---\n"
		    "作業は[[計画書|計画]]と[[日程]]に従う。==重==要 "
		    "%%直す%% #仕事/検索 ^id\n\n"
		    "> [!warning]- 注意\n> 文。\n\n"
		    "![[a.png]]と![[覚え書き]]\n\n"
		    "%%\n消える\n%%\n残る。\n",
		    "tag: 計画\ntag: 仕事/検索\n"
		    "3 text| 来年の計画\n3 text| 予定\n"
		    "5 text| 作業は計画と日程に従う。重要  #仕事/検索\n"
		    "7 text| 注意\n8 | 文。\n10 text| と覚え書き\n"
		    "15 text| 残る。\n----\n");
	/* Code has no marks, and these are none. */
	dump_expect(&dump, &hk_format_markdown,
		    "```\n%%a%% ==b== #c\n```\n`==x== #y %%z%%`\n\n"
		    "#12 a==b==c 50%% a#b\n",
		    "2 code| %%a%% ==b== #c\n4 text| ==x== #y %%z%%\n"
		    "6 text| #12 a==b==c 50%% a#b\n----\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vault),
		cmocka_unit_test(test_any_lines),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_front),
		cmocka_unit_test(test_front_values),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_wide_table),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_parts),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, dump_open, dump_close);
}

#else

int main(void)
{
	puts("1..0 # SKIP built without md4c");
	return 0;
}

#endif
