/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain text: its title, its paragraphs, its lines. */
#include "formats/plain.h"
#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

static enum hk_status take_title(void *ctx, struct hk_article *article)
{
	struct hk_buf *out = ctx;

	return hk_buf_append(out, article->title.data, article->title.len);
}

static void test_rows(void **state)
{
	struct hk_article article;
	struct hk_buf title;
	struct rows rows;

	(void)state;
	hk_article_init(&article);
	hk_buf_init(&title, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/text.tsv", 3);
	while (rows_next(&rows)) {
		struct hk_format_input input = {.text = rows.column[0],
						.first_line = 1,
						.article = &article,
						.emit = take_title,
						.ctx = &title};

		hk_buf_reset(&title);
		assert_false(hk_format_text.read(&input, NULL));
		rows_expect(&rows, 1, hk_buf_str(&title));
	}
	rows_close(&rows, 20);
	hk_buf_release(&title);
	hk_article_release(&article);
}

/* Which paragraphs keep their lines. */
static void test_rows_lines(void **state)
{
	struct hk_article article;
	struct rows rows;

	(void)state;
	hk_article_init(&article);
	rows_open(&rows, "tests/rows/lines.tsv", 3);
	while (rows_next(&rows)) {
		hk_article_reset(&article);
		article.lines = HK_BLOCK_LINES_PHYSICAL;
		assert_false(hk_plain_paragraphs(&article, rows.column[0], 1));
		rows_expect(
			&rows, 1,
			hk_span_cstr(
				article.block_count != 1 ? "not one paragraph"
				: hk_block_keeps_lines(article.blocks[0].kind)
					? "kept"
					: "joined"));
	}
	rows_close(&rows, 40);
	hk_article_release(&article);
}

static void expect(const char *text, const char *wanted)
{
	dump_expect(&dump, &hk_format_text, text, wanted);
}

/* An underline is not text; what comes before a title is. */
static void test_around_title(void **state)
{
	(void)state;
	expect("====\n題\n====\n\n文。\n",
	       "title: 題\n2 title| 題\n5 text| 文。\n----\n");
	expect("-*- text -*-\n\n題\n文。\n",
	       "title: 題\n1 text| -*- text -*-\n3 title| 題\n"
	       "4 text| 文。\n----\n");
	expect("＊\n＊\n文。\n", "1 text| ＊\n2 | ＊\n3 | 文。\n----\n");
}

static void test_paragraphs(void **state)
{
	(void)state;
	expect("一行目。\n二行目。\n\n四行目。\n　五行目。\n六行目。",
	       "1 text| 一行目。\n2 | 二行目。\n4 text| 四行目。\n"
	       "5 text| 　五行目。\n6 | 六行目。\n----\n");
	expect("題\r\n\r\n文。\r\n次。\r\n",
	       "title: 題\n1 title| 題\n3 text| 文。\n4 | 次。\n----\n");
	expect("題\r\r文。\r次。",
	       "title: 題\n1 title| 題\n3 text| 文。\n4 | 次。\n----\n");
	expect("題\n\f\n文。\n",
	       "title: 題\n1 title| 題\n3 text| 文。\n----\n");
	expect("", "----\n");
	expect("\n \n", "----\n");
}

/* The name of a file says what its lines are, whatever they look like. */
static void test_named(void **state)
{
	(void)state;
	dump.input.path = hk_span_cstr("/a/b.rb");
	expect("川を歩く\n橋を渡る\n",
	       "1 lines| 川を歩く\n2 | 橋を渡る\n----\n");
	dump.input.member = hk_span_cstr("c/README");
	expect("川を歩く。\n橋を渡る。\n",
	       "1 text| 川を歩く。\n2 | 橋を渡る。\n----\n");
}

/* A text that may go is gone when its article is taken. */
static char given[] = "題\n\n川を歩く。橋を渡る。\n";

static void scribble(void *ctx)
{
	(void)ctx;
	memset(given, '#', sizeof(given));
}

static enum hk_status take_whole(void *ctx, struct hk_article *article)
{
	(void)ctx;
	assert_int_equal(given[0], '#');
	assert_true(hk_span_same(article->title, hk_span_cstr("題")));
	assert_true(hk_span_same(hk_buf_str(&article->text),
				 hk_span_cstr("題\n\n川を歩く。橋を渡る。")));
	return HK_OK;
}

static void test_text_read(void **state)
{
	struct hk_article article;
	struct hk_format_input input = {.text = hk_span_cstr(given),
					.first_line = 1,
					.article = &article,
					.text_read = scribble,
					.emit = take_whole};

	(void)state;
	hk_article_init(&article);
	assert_false(hk_format_text.read(&input, NULL));
	hk_article_release(&article);
}

/* Lines of many lengths that end in each of the three ways. */
static void test_line_ends(void **state)
{
	static const char *const ends[] = {"\n", "\r", "\r\n"};
	struct hk_buf text;
	struct hk_str rest, line;

	(void)state;
	hk_buf_init(&text, HK_BUF_NO_MAX);
	for (size_t i = 0; i < 900; i++) {
		for (size_t j = 0; j < i; j++)
			assert_false(hk_buf_putc(&text, 'a'));
		assert_false(hk_buf_puts(&text, ends[i % 3]));
	}
	rest = hk_buf_str(&text);
	for (size_t i = 0; i < 900; i++) {
		assert_true(hk_plain_line(&line, &rest));
		assert_int_equal(line.len, i);
	}
	assert_false(hk_plain_line(&line, &rest));
	hk_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_rows_lines),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_around_title),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_text_read),
		cmocka_unit_test(test_line_ends),
	};

	return rows_run(tests, dump_open, dump_close);
}
