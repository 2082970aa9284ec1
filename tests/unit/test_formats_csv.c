/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables: golden files, columns by name, rows that are broken. */
#include "tests/unit/dump.h"

#include "formats/records/columns.h"

static void gives(const struct hk_format *format, const char *columns,
		  const char *text, const char *wanted)
{
	dump.input.columns = hk_span_cstr(columns);
	dump_read(&dump, format, hk_span_cstr(text));
	dump.input.columns = hk_span_cstr("");
	assert_string_equal(dump.text.len ? dump.text.data : "", wanted);
}

static void csv(const char *text, const char *wanted)
{
	gives(&hk_format_csv, "", text, wanted);
}

static void tsv(const char *text, const char *wanted)
{
	gives(&hk_format_tsv, "", text, wanted);
}

static void test_guess(void **state)
{
	(void)state;
	csv("ID,Title,BODY,他\n1,題,本文。,捨\n",
	    "id: /p#1\ntitle: 題\nlines: record\n2 text| 本文。\n----\n");
	csv(" 題名 ,本文\n題,本文。\n",
	    "id: /p:2\ntitle: 題\nlines: record\n2 text| 本文。\n"
	    "----\n");
	/* Without a text column, all other columns are text. */
	csv("題名,値段,色\n傘,1200,赤。青\n",
	    "id: /p:2\ntitle: 傘\nlines: record\n2 text| 値段: 1200\n"
	    "2 text| 色: 赤。青\n----\n");
	csv("色,\n赤。,青\n",
	    "id: /p:2\ntitle: 青\nlines: record\n2 text| 色: 赤。\n"
	    "2 text| 青\n----\n");
	csv("title\n題だけ\n", "id: /p:2\ntitle: 題だけ\nlines: record\n"
			       "2 title| 題だけ\n----\n");
	/* The first of two with one name. */
	csv("id,id,text\n1,2,本文。\n",
	    "id: /p#1\nlines: record\n2 text| 本文。\n----\n");
	csv("text,本文\n一。,二。\n",
	    "id: /p:2\nlines: record\n2 text| 一。\n2 text| 二。\n"
	    "----\n");
}

/* Units below the names of columns are no row. */
static void test_units(void **state)
{
	(void)state;
	csv("町,人口,面積\n,（千人）,km2\n港町,12,3.5\n",
	    "id: /p:3\ntitle: 港町\nlines: record\n3 text| 町: 港町\n"
	    "3 text| 人口（千人）: 12\n3 text| 面積（km2）: 3.5\n----\n");
	csv("町,人口\n単位,単位：人\n港町,\"1,200\"\n",
	    "id: /p:3\ntitle: 港町\nlines: record\n3 text| 町: 港町\n"
	    "3 text| 人口（人）: 1,200\n----\n");
	/* Rows that are about units, or have other words. */
	csv("名,記号\n円,m\n人,t\n",
	    "id: /p:2\ntitle: 円\nlines: record\n2 text| 名: 円\n"
	    "2 text| 記号: m\n----\n"
	    "id: /p:3\ntitle: 人\nlines: record\n3 text| 名: 人\n"
	    "3 text| 記号: t\n----\n");
	csv("町,人口\n川町,人\n港町,12\n",
	    "id: /p:2\ntitle: 川町\nlines: record\n2 text| 町: 川町\n"
	    "2 text| 人口: 人\n----\n"
	    "id: /p:3\ntitle: 港町\nlines: record\n3 text| 町: 港町\n"
	    "3 text| 人口: 12\n----\n");
}

/* clang-format off */
#define UMBRELLAS                               \
	"id: /p:4\ntitle: 傘\nlines: record\n" \
	"4 text| 色: 赤。\n----\n"           \
	"id: /p:5\ntitle: 靴\nlines: record\n" \
	"5 text| 色: 黒。\n----\n"
/* clang-format on */

/* Lines above the table are not columns. */
static void test_preamble(void **state)
{
	static const char wanted[] = "id: /p:1\ntitle: 落とし物\n"
				     "1 text| 落とし物\n----\n" UMBRELLAS;

	(void)state;
	csv("落とし物\n\n題名,色\n傘,赤。\n靴,黒。\n", wanted);
	csv("落とし物\n四月分\n題名,色\n傘,赤。\n靴,黒。\n",
	    "id: /p:1\ntitle: 落とし物\n1 text| 落とし物\n"
	    "2 text| 四月分\n----\n" UMBRELLAS);
	csv("落とし物\n\n題名\t色\n傘\t赤。\n靴\t黒。\n", wanted);
	csv("落とし物,,\n,,\n題名,色,場所\n傘,赤。,\n靴,黒。,\n", wanted);
	/* Narrow rows that are filled, as an export has them. */
	csv("貸出\n印刷日,2023/5/6\n\n題名,色,場所\n傘,赤。,駅\n",
	    "id: /p:1\ntitle: 貸出\n1 text| 貸出\n"
	    "2 text| 印刷日,2023/5/6\n----\n"
	    "id: /p:5\ntitle: 傘\nlines: record\n5 text| 色: 赤。\n"
	    "5 text| 場所: 駅\n----\n");
	/* A head whose cells are not all filled, and one of two rows. */
	csv("落とし物,,,\n題名,色,,場所\n傘,赤。,,駅\n靴,黒。,,店\n",
	    "id: /p:1\ntitle: 落とし物\n1 text| 落とし物\n----\n"
	    "id: /p:3\ntitle: 傘\nlines: record\n3 text| 色: 赤。\n"
	    "3 text| 場所: 駅\n----\nid: /p:4\ntitle: 靴\nlines: record\n"
	    "4 text| 色: 黒。\n4 text| 場所: 店\n----\n");
	csv(",人口,,世帯,\n町名,男,女,単身,ほか\n東町,3,4,5,6\n",
	    "id: /p:1\ntitle: 人口,,世帯\n1 text| 人口,,世帯\n----\n"
	    "id: /p:3\ntitle: 東町\nlines: record\n3 text| 町名: 東町\n"
	    "3 text| 男: 3\n3 text| 女: 4\n3 text| 単身: 5\n"
	    "3 text| ほか: 6\n----\n");
	/* Rows of a table without names, of which the first have gaps. */
	csv("1,,,\n2,犬,赤,山\n3,猫,青,川\n",
	    "id: /p:1\ntitle: 1\nlines: record\n1 text| 1\n----\n"
	    "id: /p:2\ntitle: 犬\nlines: record\n2 text| 2\n2 text| 犬\n"
	    "2 text| 赤\n2 text| 山\n----\nid: /p:3\ntitle: 猫\n"
	    "lines: record\n3 text| 3\n3 text| 猫\n3 text| 青\n"
	    "3 text| 川\n----\n");
	/* A table of which a row has too many fields. */
	csv("題名,色\n傘,赤。\n靴,黒。,余り\n",
	    "id: /p:2\ntitle: 傘\nlines: record\n2 text| 色: 赤。\n"
	    "----\n! 3: more fields than columns are named\n");
}

/* Tables without a row of names. */
static void test_headless(void **state)
{
	(void)state;
	csv("0101,東町,03-11\n0102,西町,03-22\n",
	    "id: /p:1\ntitle: 東町\nlines: record\n1 text| 0101\n"
	    "1 text| 東町\n1 text| 03-11\n----\n"
	    "id: /p:2\ntitle: 西町\nlines: record\n2 text| 0102\n"
	    "2 text| 西町\n2 text| 03-22\n----\n");
	/* A value that comes again, a sentence, a row alone. */
	csv("名詞,犬\n名詞,猫\n",
	    "id: /p:1\ntitle: 名詞\nlines: record\n1 text| 名詞\n"
	    "1 text| 犬\n----\nid: /p:2\ntitle: 名詞\nlines: record\n"
	    "2 text| 名詞\n2 text| 猫\n----\n");
	csv("犬,吠える。\n", "id: /p:1\ntitle: 犬\nlines: record\n1 text| 犬\n"
			     "1 text| 吠える。\n----\n");
	csv("1,犬\n", "id: /p:1\ntitle: 犬\nlines: record\n1 text| 1\n"
		      "1 text| 犬\n----\n");
	csv("12\n34\n", "id: /p:1\ntitle: 12\nlines: record\n1 text| 12\n"
			"----\nid: /p:2\ntitle: 34\nlines: record\n"
			"2 text| 34\n----\n");
	/* What the user says counts: columns are called by their numbers. */
	gives(&hk_format_csv, "none,title=2,text=1", "色,題\n赤,夕日\n",
	      "id: /p:1\ntitle: 題\nlines: record\n1 text| 色\n----\n"
	      "id: /p:2\ntitle: 夕日\nlines: record\n2 text| 赤\n----\n");
	gives(&hk_format_csv, "text=0101", "0101,東町\n0102,西町\n",
	      "id: /p:2\ntitle: 0102\nlines: record\n2 text| 0102\n----\n");
	gives(&hk_format_csv, "none,text=3", "色,題\n",
	      "!! unknown column '3'; the table has 1, 2\n");
}

/* Names that look like rows: years, numbers of questions, a head that is
 * written on each page. */
static void test_names(void **state)
{
	(void)state;
	csv("町,2019,2020\n東町,310,325\n",
	    "id: /p:2\ntitle: 東町\nlines: record\n2 text| 町: 東町\n"
	    "2 text| 2019: 310\n2 text| 2020: 325\n----\n");
	csv("人,1,2,3\n山田,5,4,5\n",
	    "id: /p:2\ntitle: 山田\nlines: record\n2 text| 人: 山田\n"
	    "2 text| 1: 5\n2 text| 2: 4\n2 text| 3: 5\n----\n");
	csv("町,1月\n東町,30\n西町,40\n",
	    "id: /p:2\ntitle: 東町\nlines: record\n2 text| 町: 東町\n"
	    "2 text| 1月: 30\n----\nid: /p:3\ntitle: 西町\n"
	    "lines: record\n3 text| 町: 西町\n3 text| 1月: 40\n----\n");
	csv("題名,色\n題名,色\n",
	    "id: /p:2\ntitle: 題名\nlines: record\n2 text| 色: 色\n----\n");
}

/* An id is one of its file, unless the user names it; one that comes twice
 * there is none. */
static void test_ids(void **state)
{
	(void)state;
	csv("id,text\n1,一。\n1,二。\n,三。\n",
	    "id: /p#1\nlines: record\n2 text| 一。\n----\n"
	    "id: /p:3\nlines: record\n3 text| 二。\n----\n"
	    "id: /p:4\nlines: record\n4 text| 三。\n----\n");
	dump.input.member = hk_span_cstr("m.csv");
	csv("id,text\n1,一。\n", "id: /p/m.csv#1\nlines: record\n"
				 "2 text| 一。\n----\n");
	dump.input.member = hk_span_cstr("");
	gives(&hk_format_csv, "id=id,text=text", "id,text\n1,一。\n1,二。\n",
	      "id: 1\nlines: record\n2 text| 一。\n----\n"
	      "id: 1\nlines: record\n3 text| 二。\n----\n");
}

static void test_delimiters(void **state)
{
	static const char wanted[] =
		"id: /p#1\nlines: record\n2 text| 本,文。\n----\n";

	(void)state;
	csv("id;text\n1;本,文。\n", wanted);
	csv("id\ttext\n1\t本,文。\n", wanted);
	csv("id,text\n1,\"本,文。\"\n", wanted);
	csv("\"i;;;d\",text\n1,本文。\n",
	    "id: /p:2\nlines: record\n2 text| 本文。\n----\n");
	csv("sep=;\nid;text\n1;本,文。\n",
	    "id: /p#1\nlines: record\n3 text| 本,文。\n----\n");
	tsv("id\ttext\n1\t本,文。\n", wanted);
	csv("id,text\r\n1,本文。\r2,\"次\r\n。\"\r\n3,末。",
	    "id: /p#1\nlines: record\n2 text| 本文。\n----\nid: /p#2\n"
	    "title: 次\nlines: record\n3 text| 次\n3 | 。\n----\n"
	    "id: /p#3\nlines: record\n5 text| 末。\n----\n");
}

static void test_broken(void **state)
{
	(void)state;
	csv("", "");
	csv("\n\n", "");
	csv("id,text\n", "");
	csv("id,\"text\n1,本文。\n",
	    "!! line 1, the names of the columns: a quote is not closed\n");
	csv("id,text\n1,\"本文\n2,次。\n",
	    "! 2: a quote is not closed\nid: /p#2\nlines: record\n"
	    "3 text| 次。\n----\n");
	csv("id,text\n1,\"本\"文\n2,次。\n",
	    "! 2: text after a closing quote\nid: /p#2\nlines: record\n"
	    "3 text| 次。\n----\n");
	csv("id,text\n1,二,三\n2,次。,\n",
	    "! 2: more fields than columns are named\nid: /p#2\n"
	    "lines: record\n3 text| 次。\n----\n");
	csv("id,text\n1,5\" の\"板\"。\n",
	    "id: /p#1\nlines: record\n2 text| 5\" の\"板\"。\n----\n");
	csv("id,text\n1,\"\"\"\"\n",
	    "id: /p#1\ntitle: \"\nlines: record\n2 text| \"\n----\n");
	csv("id,text\n1,\"\"\n\n , \n2\n",
	    "id: /p#1\nlines: record\n----\nid: /p#2\nlines: record\n----\n");
	/* In tabs, quotes are often no more than signs. */
	tsv("id\ttext\n1\t\"本文。\n2\t\"次\"。\n3\t\"三\n。\"\n",
	    "id: /p#1\nlines: record\n2 text| \"本文。\n----\nid: /p#2\n"
	    "lines: record\n3 text| \"次\"。\n----\nid: /p#3\n"
	    "title: 三\nlines: record\n4 text| 三\n4 | 。\n----\n");
}

static void test_columns(void **state)
{
	(void)state;
	gives(&hk_format_csv, "text=甲,title=甲", "甲,乙\n一。,二\n",
	      "id: /p:2\ntitle: 一。\nlines: record\n2 text| 一。\n"
	      "----\n");
	gives(&hk_format_csv, "text=乙,text=甲", "甲,乙\n一。,二。\n",
	      "id: /p:2\nlines: record\n2 text| 二。\n2 text| 一。\n"
	      "----\n");
	gives(&hk_format_csv, "id=甲", "甲,乙\n一,二。\n",
	      "id: 一\nlines: record\n2 text| 乙: 二。\n----\n");
	gives(&hk_format_csv, "text=a\\,b", "\"a,b\",c\n一。,二\n",
	      "id: /p:2\nlines: record\n2 text| 一。\n----\n");
	gives(&hk_format_csv, "text=丙", "甲,乙\n一,二\n",
	      "!! unknown column '丙'; the table has 甲, 乙\n");
}

static void test_specs(void **state)
{
	static const char *const good[] = {"",
					   "text=本文",
					   "id=a,text=b,text=c",
					   "text=a=b",
					   "text=a,",
					   "none",
					   "none,title=2",
					   "author= 著 者 ",
					   "text=a\\,b\\\\"};
	static const char *const bad[] = {
		"text",		"text=",   "=a",	"名=a",
		"text=a,,id=b", "textt=a", "id=a b=c,d"};
	struct hk_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_int_equal(hk_columns_check(hk_span_cstr(good[i]), &err),
				 HK_OK);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(hk_columns_check(hk_span_cstr(bad[i]), &err),
				 HK_EUSAGE);
}

/* Fields without end, and quotes at every line. */
static void test_hostile(void **state)
{
	struct hk_buf text;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 5000; i++)
		assert_int_equal(hk_buf_puts(&text, "a,"), HK_OK);
	dump_read(&dump, &hk_format_csv, hk_buf_str(&text));
	assert_string_equal(dump.text.data,
			    "!! line 1, the names of the columns: "
			    "too many fields\n");
	hk_buf_reset(&text);
	assert_int_equal(hk_buf_puts(&text, "id,text\n"), HK_OK);
	for (unsigned i = 0; i < 200000; i++)
		assert_int_equal(hk_buf_puts(&text, "1,\"\"\"字\n"), HK_OK);
	dump_read(&dump, &hk_format_csv, hk_buf_str(&text));
	dump_read(&dump, &hk_format_tsv, hk_buf_str(&text));
	assert_true(dump.text.len > 200000);
	hk_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guess),
		cmocka_unit_test(test_preamble),
		cmocka_unit_test(test_units),
		cmocka_unit_test(test_headless),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_specs),
		cmocka_unit_test(test_hostile),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, dump_open, dump_close);
}
