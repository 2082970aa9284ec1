/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manual pages: the language, whole pages, other files. */
#include "formats/roff/language.h"
#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

#define LOOKS(text) hk_format_roff.looks(hk_span_cstr(text))

/* Blocks as the rows have them. */
static enum hk_status take_blocks(void *ctx, struct hk_article *a)
{
	struct hk_buf *out = ctx;

	for (size_t i = 0; i < a->block_count; i++) {
		const struct hk_block *b = &a->blocks[i];

		if (i)
			assert_false(hk_buf_putc(out, '/'));
		if (b->kind == HK_BLOCK_HEADING)
			assert_false(hk_buf_printf(out, "<%u>", b->level));
		if (b->kind == HK_BLOCK_ITEM)
			assert_false(hk_buf_putc(out, '*'));
		if (b->kind == HK_BLOCK_CODE)
			assert_false(hk_buf_putc(out, '#'));
		assert_false(hk_buf_append(out, a->text.data + b->span.begin,
					   b->span.end - b->span.begin));
	}
	return HK_OK;
}

static void test_rows(void **state)
{
	struct hk_article article;
	struct hk_buf page, out;
	struct rows rows;

	(void)state;
	hk_article_init(&article);
	hk_buf_init(&page, HK_BUF_NO_MAX);
	hk_buf_init(&out, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/roff.tsv", 3);
	while (rows_next(&rows)) {
		bool mdoc = hk_span_starts(rows.column[0], "%");
		struct hk_format_input input = {.first_line = 1,
						.article = &article,
						.emit = take_blocks,
						.ctx = &out};

		hk_buf_reset(&page);
		hk_buf_reset(&out);
		assert_false(hk_buf_puts(&page, mdoc ? ".Dd May 1, 2020\n"
						     : ".TH X 1\n"));
		assert_false(hk_buf_append(&page, rows.column[0].data + mdoc,
					   rows.column[0].len - mdoc));
		input.text = hk_buf_str(&page);
		assert_false(hk_format_roff.read(&input, NULL));
		rows_expect(&rows, 1, hk_buf_str(&out));
	}
	rows_close(&rows, 70);
	hk_buf_release(&out);
	hk_buf_release(&page);
	hk_article_release(&article);
}

static void test_dates(void **state)
{
	static const char *const dates[][2] = {
		{"2020-12-21", "2020-12-21"},
		{"2021/01/09", "2021-01-09"},
		{"28 September 2000", "2000-09-28"},
		{"May 19, 1998", "1998-05-19"},
		{"$Mdocdate: June 5 2013 $", "2013-06-05"},
		{"29 1 月 2023", "2023-01-29"},
		{"2012年6月4日", "2012-06-04"},
		{"April 2002", "2002-04-01"},
	};
	static const char *const none[] = {"",	   "GNU",  "1.4.21",
					   "2001", "June", "Linux 2.2"};
	char out[11];

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		assert_true(hk_roff_date(hk_span_cstr(dates[i][0]), out));
		assert_string_equal(out, dates[i][1]);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(hk_roff_date(hk_span_cstr(none[i]), out));
}

static void expect_title(const char *name, const char *section,
			 const char *line, const char *wanted)
{
	struct hk_buf out;

	hk_buf_init(&out, HK_BUF_NO_MAX);
	assert_false(hk_roff_title(&out, hk_span_cstr(name),
				   hk_span_cstr(section), hk_span_cstr(line)));
	assert_string_equal(out.len ? out.data : "", wanted);
	hk_buf_release(&out);
}

static void test_titles(void **state)
{
	(void)state;
	expect_title("LS", "1", "ls - 一覧\n表示", "ls(1) — 一覧 表示");
	expect_title("MD5SUM", "1", "a, md5sum -- 計算", "md5sum(1) — 計算");
	expect_title("FSTAB", "5", "/etc/fstab — 表", "fstab(5) — 表");
	expect_title("X", "7", "y - z", "X(7) — z");
	expect_title("", "", "ls - 一覧", "ls — 一覧");
	expect_title("LS", "1", "", "LS(1)");
	expect_title("LS", "", "一覧-表", "LS — 一覧-表");
	expect_title("", "", "", "");
}

static void expect(const char *text, const char *wanted)
{
	dump_expect(&dump, &hk_format_roff, text, wanted);
}

/* Each line of text stands on its own line, whatever lies between. */
static void test_lines(void **state)
{
	(void)state;
	expect(".TH A 1\r\n.PP\r\n一\r\n.\\\" x\r\n.B 三\r\n.br\r\n四\r\n",
	       "title: A(1)\n3 text| 一\n4 | \n5 | 三\n6 | \n7 | 四\n"
	       "----\n");
	expect(".TH A 1\n一\n.br\n.br\n.br\n.br\n二",
	       "title: A(1)\n2 text| 一\n7 text| 二\n----\n");
	expect(".TH A 1\na\\c\nb\nc\n",
	       "title: A(1)\n2 text| ab\n3 | \n4 | c\n----\n");
	expect(".TH A 1\n.TP\n.PD 0\n.B t\n文\n.PP\n次",
	       "title: A(1)\n4 item| t\n5 | 文\n7 text| 次\n----\n");
}

/* A file that is a page by its name only is plain text. */
static void test_plain(void **state)
{
	(void)state;
	expect("題\n\n.bashrc を読む。\n'x\n",
	       "title: 題\n1 title| 題\n3 text| .bashrc を読む。\n"
	       "4 | 'x\n----\n");
	expect("", "----\n");
}

static enum hk_status take_none(void *ctx, struct hk_article *article)
{
	(void)ctx;
	(void)article;
	fail();
	return HK_OK;
}

static void test_source(void **state)
{
	struct hk_article article;
	struct hk_error err = {HK_OK, ""};
	struct hk_format_input input = {.text = hk_span_cstr(".so man1/x.1\n"),
					.first_line = 1,
					.article = &article,
					.emit = take_none};

	(void)state;
	hk_article_init(&article);
	assert_int_equal(hk_format_roff.read(&input, &err), HK_ENOTTEXT);
	assert_string_equal(err.message, "only a reference to 'man1/x.1'");
	hk_article_release(&article);
}

static void test_looks(void **state)
{
	(void)state;
	assert_true(LOOKS(".\\\" c\n.TH LS 1\n"));
	assert_true(LOOKS("'\\\" t\n\n.Dd May 1, 2020\n.Dt LS 1\n"));
	assert_true(LOOKS(".ig\n文\n..\n.de X\n文\n..\n.TH LS 1\n"));
	assert_true(LOOKS(".so man1/ls.1\n"));
	assert_false(LOOKS(""));
	assert_false(LOOKS("文\n.TH LS 1\n"));
	assert_false(LOOKS(".SH NAME\nls\n"));
	assert_false(LOOKS(".TH\n"));
	assert_false(LOOKS("# ls\n"));
}

/* This takes about a second; if the work were quadratic, minutes. */
static void test_long(void **state)
{
	static const char *const pieces[] = {"\\f[",
					     "\\h'",
					     "\\*[x]",
					     "\\",
					     "\\(",
					     ".if n ",
					     ".B ",
					     ".B \"",
					     "\\*x",
					     "\\{",
					     "\n.ie n \\{",
					     "\n.if t \\{",
					     "\n.TP",
					     "\n.de X",
					     "\na\\c",
					     "\n.IP x\n",
					     "\n.TS\nl.\na\tb\n",
					     "\n.Op Fl a ,",
					     " Fl",
					     "\\h\xE3\x81\x82"};
	struct hk_buf in;

	(void)state;
	hk_buf_init(&in, HK_BUF_NO_MAX);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		hk_buf_reset(&in);
		assert_false(hk_buf_puts(
			&in, ".Dd x\n.ds x \\\\*y\\\\*y\\\\*y\n"
			     ".ds y \\\\*z\\\\*z\\\\*z\n.ds z \\\\*x文字\n"));
		for (size_t k = 0; k < 100000; k++)
			assert_false(hk_buf_puts(&in, pieces[i]));
		dump_read(&dump, &hk_format_roff, hk_buf_str(&in));
	}
	hk_buf_release(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),   cmocka_unit_test(test_dates),
		cmocka_unit_test(test_titles), cmocka_unit_test(test_lines),
		cmocka_unit_test(test_plain),  cmocka_unit_test(test_source),
		cmocka_unit_test(test_looks),  cmocka_unit_test(test_long),
	};

	return rows_run(tests, dump_open, dump_close);
}
