/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of Aozora Bunko: the notation, whole works, other texts. */
#include "formats/aozora/notation.h"
#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

#define LOOKS(text) hk_format_aozora.looks(hk_span_cstr(text))

static struct hk_str readings(struct hk_aozora *a, struct hk_buf *out)
{
	for (size_t i = 0; i < a->ruby_count; i++) {
		struct hk_span base = a->rubies[i].base;
		struct hk_span reading = a->rubies[i].reading;

		assert_true(base.begin < base.end && base.end <= a->text.len);
		assert_false(hk_buf_printf(out, "%s%.*s=%.*s", i ? "/" : "",
					   (int)(base.end - base.begin),
					   a->text.data + base.begin,
					   (int)(reading.end - reading.begin),
					   a->readings.data + reading.begin));
	}
	return hk_buf_str(out);
}

static void test_rows(void **state)
{
	struct hk_aozora aozora;
	struct hk_buf out;
	struct rows rows;

	(void)state;
	hk_aozora_init(&aozora);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/aozora.tsv", 4);
	while (rows_next(&rows)) {
		hk_aozora_reset(&aozora);
		hk_buf_reset(&out);
		assert_false(hk_aozora_line(&aozora, rows.column[0]));
		rows_expect(&rows, 1, hk_buf_str(&aozora.text));
		rows_expect(&rows, 2, readings(&aozora, &out));
	}
	rows_close(&rows, 60);
	hk_buf_release(&out);
	hk_aozora_release(&aozora);
}

static void expect(const char *text, const char *wanted)
{
	dump_expect(&dump, &hk_format_aozora, text, wanted);
}

/* Any line ends, and lines that hold nothing but notes: numbers stay. */
static void test_lines(void **state)
{
	(void)state;
	expect("題\r\n\r\n［＃改ページ］\r\n一行目\r\n\r\n三行《ぎょう》目\r\n",
	       "title: 題\n1 title| 題\n4 text| 一行目\n6 text| 三行目\n"
	       "read: 三行 = ぎょう\n----\n");
	expect("\r題\r\r本文［＃「本文」は大見出し］\r次",
	       "title: 題\n2 title| 題\n4 head1| 本文\n5 text| 次\n"
	       "----\n");
	expect("［＃ここから大見出し］\n［＃１字下げ］\n上\n［＃改行］\n下\n"
	       "［＃ここで大見出し終わり］\n文。",
	       "3 head1| 上\n4 | \n5 | 下\n7 text| 文。\n----\n");
}

/* A heading that is never closed does not eat the text. */
static void test_open_heading(void **state)
{
	(void)state;
	expect("。\n\n［＃ここから中見出し］\n題\n\n文。",
	       "1 text| 。\n4 head2| 題\n6 text| 文。\n----\n");
	expect("。\n\n［＃中見出し］題", "1 text| 。\n3 head2| 題\n----\n");
	expect("。\n\n題［＃中見出し終わり］文",
	       "1 text| 。\n3 text| 題\n3 text| 文\n----\n");
}

/* Only a text that says it is from the library has an author. */
static void test_header(void **state)
{
	(void)state;
	expect("題\n副題\n\n文《ぶん》。\n",
	       "title: 題\n1 title| 題\n2 text| 副題\n4 text| 文。\n"
	       "read: 文 = ぶん\n----\n");
	expect("題\n作者\n\n文。\n\n底本：「本」\r\n　　1900年\n",
	       "title: 題\nauthor: 作者\n"
	       "note: 底本：「本」\\n　　1900年\n1 title| 題\n"
	       "4 text| 文。\n----\n");
	expect("文の始まり。\n次の文。\n",
	       "1 text| 文の始まり。\n2 text| 次の文。\n----\n");
	expect("", "----\n");
}

/* A rule without an explanation is text. */
static void test_rule(void **state)
{
	(void)state;
	expect("題\n\n-----------\n文\n-----------\n",
	       "title: 題\n1 title| 題\n3 text| -----------\n"
	       "4 text| 文\n5 text| -----------\n----\n");
	expect("題\n\n-----------\n【テキスト中に現れる記号について】\n文",
	       "title: 題\n1 title| 題\n3 text| -----------\n"
	       "4 text| 【テキスト中に現れる記号について】\n5 text| 文\n"
	       "----\n");
}

static void test_looks(void **state)
{
	(void)state;
	assert_true(
		LOOKS("題\n人\n\n----------\n"
		      "【テキスト中に現れる記号について】\n----------\n文"));
	assert_true(LOOKS("題\n人\n\n文。\n\n底本：「本」\n入力：人\n"));
	assert_true(LOOKS("海《うみ》と［＃「と」に傍点］"));
	assert_true(LOOKS("海《うみ》と山《やま》と川《かわ》へ"));
	assert_false(LOOKS(""));
	assert_false(LOOKS("海《うみ》の話"));
	assert_false(
		LOOKS("映画《モスラ》と映画《ゴジラ》と本《川》と絵《雨》"));
	assert_false(LOOKS("映画《となりの山のおおきなきつねのはなし》"
			   "映画《となりの山のおおきなきつねのはなし》"
			   "映画《となりの山のおおきなきつねのはなし》"));
	assert_false(LOOKS("見出しは［＃大見出し］と書く。"));
	/* Notes where a book has them, not in a text about them. */
	assert_true(LOOKS("［＃３字下げ］一\n文。\n［＃改ページ］\n"
			  "言葉［＃「言葉」に傍点］だ。\n"));
	assert_true(LOOKS("※［＃「木＋靈」、第3水準1-86-29］と\n"
			  "※［＃「口＋世」、U+546D、12-3］と\n"
			  "※［＃「土へん＋竒」、12-3］\n"));
	assert_false(LOOKS("・［＃改ページ］に対応\n・［＃改丁］に対応\n"
			   "・［＃ここから２字下げ］を直した\n"));
	assert_false(LOOKS("s('［＃改ページ］', '');\ns('［＃改丁］', '');\n"
			   "s('［＃「言葉」に傍点］', '');\n"));
	assert_false(LOOKS("底本：という語の説明"));
	assert_false(LOOKS("題\n----------\n文\n----------\n"));
}

static struct hk_str repeated(struct hk_buf *out, const char *piece, size_t n)
{
	hk_buf_reset(out);
	for (size_t i = 0; i < n; i++)
		assert_false(hk_buf_puts(out, piece));
	return hk_buf_str(out);
}

/* This takes about a second; if the work were quadratic, minutes. */
static void test_long(void **state)
{
	static const char *const pieces[] = {"［＃",
					     "］",
					     "［",
					     "《",
					     "《あ",
					     "｜",
					     "｜あ",
					     "〔",
					     "〔a'",
					     "〔※［＃",
					     "※［＃",
					     "海《うみ》",
					     "海",
					     "［＃海］",
					     "題［＃「題」は窓大見出し］",
					     "［＃大見出し］あ",
					     "／",
					     "※［＃1-1-1］",
					     "［＃［＃］"};
	struct hk_aozora aozora;
	struct hk_buf in;

	(void)state;
	hk_aozora_init(&aozora);
	hk_buf_init(&in, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct hk_str line = repeated(&in, pieces[i], 100000);

		hk_aozora_reset(&aozora);
		assert_false(hk_aozora_line(&aozora, line));
		dump_read(&dump, &hk_format_aozora, line);
		(void)hk_format_aozora.looks(line);
	}
	repeated(&in, "［＃", 100000);
	for (size_t i = 0; i < 100000; i++)
		assert_false(hk_buf_puts(&in, "］"));
	assert_false(hk_buf_puts(&in, "残"));
	hk_aozora_reset(&aozora);
	assert_false(hk_aozora_line(&aozora, hk_buf_str(&in)));
	assert_string_equal(aozora.text.data, "残");
	hk_buf_release(&in);
	hk_aozora_release(&aozora);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_open_heading),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_long),
	};

	return rows_run(tests, dump_open, dump_close);
}
