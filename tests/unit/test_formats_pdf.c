/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PDF: text, pages, facts and headings; what is broken is reported. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "formats/pdf/data.h"
#include "formats/pdf/pdf.h"
#include "tests/unit/pdf_fixture.h"

static struct hk_article article;
static unsigned emitted, complaints;
static struct hk_error err;
static char complaint[200];

static int set_up(void **state)
{
	(void)state;
	hk_article_init(&article);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_article_release(&article);
	return 0;
}

static enum hk_status emit(void *ctx, struct hk_article *given)
{
	(void)ctx;
	assert_ptr_equal(given, &article);
	emitted++;
	return HK_OK;
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	(void)line;
	complaints++;
	snprintf(complaint, sizeof(complaint), "%s", why);
}

static struct hk_format_input input_of(struct hk_str text, int fd)
{
	struct hk_format_input input = {.text = text,
					.fd = fd,
					.first_line = 1,
					.path = hk_span_cstr("/a.pdf"),
					.article = &article,
					.emit = emit,
					.complain = complain};

	emitted = complaints = 0;
	memset(&err, 0, sizeof(err));
	return input;
}

static enum hk_status read_bytes(struct hk_str bytes)
{
	struct hk_format_input input = input_of(bytes, -1);

	if (!hk_format_pdf.read) /* built without the library */
		skip();
	return hk_format_pdf.read(&input, &err);
}

/* The same through a file, or through a pipe. */
static enum hk_status read_fd(struct hk_str bytes, bool through_pipe)
{
	struct hk_format_input input = input_of(hk_span_str(NULL, 0), -1);
	enum hk_status status;
	int ends[2] = {-1, -1};
	FILE *file = tmpfile();

	assert_non_null(file);
	assert_int_equal(pipe(ends), 0);
	input.fd = through_pipe ? ends[0] : fileno(file);
	if (through_pipe) { /* it fits into the pipe */
		assert_true(bytes.len < 60000);
		assert_int_equal(write(ends[1], bytes.data, bytes.len),
				 bytes.len);
	} else {
		assert_int_equal(fwrite(bytes.data, 1, bytes.len, file),
				 bytes.len);
		rewind(file);
	}
	close(ends[1]);
	status = hk_format_pdf.read(&input, &err);
	close(ends[0]);
	fclose(file);
	return status;
}

static struct hk_str text_of(size_t index)
{
	struct hk_span span = article.blocks[index].span;

	assert_true(index < article.block_count);
	return hk_span_str(article.text.data + span.begin,
			   span.end - span.begin);
}

static void assert_str(struct hk_str text, const char *expected)
{
	if (!hk_span_same(text, hk_span_cstr(expected)))
		fail_msg("'%.*s' is not '%s'", (int)text.len,
			 text.data ? text.data : "", expected);
}

static const struct pdf_line two_pages[] = {
	{60, 760, 20, "第一章 港の朝"},
	{60, 720, 10, "港には朝早くから市が立つ。漁船が"},
	{60, 704, 10, "戻ると、魚の競りが始まる。"},
	{70, 688, 10, "競りの声は町まで届いた。子供たちも"},
	{60, 672, 10, "それで目を覚ます。"},
	{60, 620, 10, "市が終わると静かになる。"},
	{0, 0, 0, NULL},
	{60, 760, 10, "二枚目の紙はwell-"},
	{60, 744, 10, "knownな話。"},
	{0, 0, 0, NULL},
	{0, 0, 0, NULL},
};

static const char info[] = "/Title<FEFF6E2F306E672C>"
			   "/Author<FEFF5C717530592A90CE>"
			   "/Keywords(harbour, fish;\\040market)"
			   "/CreationDate(D:20240203040506+09'00')";

static void assert_two_pages(void)
{
	assert_int_equal(emitted, 1);
	assert_int_equal(complaints, 0);
	assert_int_equal(article.lines, HK_BLOCK_LINES_PAGE);
	assert_int_equal(article.block_count, 5);
	assert_int_equal(article.blocks[0].kind, HK_BLOCK_HEADING);
	assert_int_equal(article.blocks[0].level, 1);
	assert_str(text_of(0), "第一章 港の朝");
	assert_str(text_of(1), "港には朝早くから市が立つ。漁船が\n"
			       "戻ると、魚の競りが始まる。");
	assert_str(text_of(2), "競りの声は町まで届いた。子供たちも\n"
			       "それで目を覚ます。");
	assert_str(text_of(3), "市が終わると静かになる。");
	assert_str(text_of(4), "二枚目の紙はwellknownな話。");
	assert_int_equal(article.blocks[3].line, 1);
	assert_int_equal(article.blocks[4].line, 2);
}

static void test_all_of_it(void **state)
{
	struct pdf pdf = {.info = info};

	(void)state;
	pdf_make(&pdf, two_pages, "港の朝");
	assert_int_equal(read_bytes(hk_buf_str(&pdf.out)), HK_OK);
	assert_two_pages();
	assert_str(article.title, "港の本");
	assert_str(article.author, "山田太郎");
	assert_str(article.date, "2024-02-03T04:05:06");
	assert_int_equal(article.tag_count, 3);
	assert_str(article.tags[0], "harbour");
	assert_str(article.tags[2], "market");
	assert_int_equal(read_fd(hk_buf_str(&pdf.out), false), HK_OK);
	assert_two_pages();
	assert_int_equal(read_fd(hk_buf_str(&pdf.out), true), HK_OK);
	assert_two_pages();
	hk_buf_release(&pdf.out);
}

/* A useless title in the file, and the title that is taken instead. */
static void test_titles(void **state)
{
	static const char *const rows[][2] = {
		{"/Title(Microsoft Word - report.doc)", "第一章 港の朝"},
		{"/Title(untitled)", "第一章 港の朝"},
		{"/Title(draft3.indd)", "第一章 港の朝"},
		{"/Title(\\212\\303\\221\\345\\212\\327)", "第一章 港の朝"},
		{"/Title(  )", "第一章 港の朝"},
		{"/Title(The Harbour)", "The Harbour"},
		{"/Title(Les \\351t\\351s)", "Les étés"},
		{"", "第一章 港の朝"},
		{"/Title(2024/3/5)", "第一章 港の朝"},
		{"/Title(a)", "第一章 港の朝"}, /* the file is a.pdf */
		{"/Title<FEFF001B006A0061001B6E2F306E672C>", "港の本"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct pdf pdf = {.info = rows[i][0]};

		pdf_make(&pdf, two_pages, NULL);
		assert_int_equal(read_bytes(hk_buf_str(&pdf.out)), HK_OK);
		assert_str(article.title, rows[i][1]);
		hk_buf_release(&pdf.out);
	}
}

/* Heads and numbers that stand on each page are in no sentence; the head is
 * there once. A paragraph goes on over pages, and around a note. */
static void test_running_heads(void **state)
{
	static const struct pdf_line pages[] = {
		{60, 800, 9, "港の本"},
		{60, 740, 10, "港には朝早くから市が立ち、漁船が戻ると"},
		{60, 724, 10, "競りが始まって、その声は町まで届き子供"},
		{60, 620, 7, "＊競りは毎朝ある。"},
		{290, 40, 9, "7"},
		{0, 0, 0, NULL},
		{60, 800, 9, "港の本"},
		{60, 740, 10, "たちもそれで目を覚ますのだった。やがて"},
		{60, 724, 10, "市が終わる。"},
		{290, 40, 9, "8"},
		{0, 0, 0, NULL},
		{60, 800, 9, "港の本"},
		{60, 740, 10, "夜は静かだ。"},
		{290, 40, 9, "9"},
		{0, 0, 0, NULL},
		{0, 0, 0, NULL},
	};
	struct pdf pdf = {.info = ""};

	(void)state;
	pdf_make(&pdf, pages, NULL);
	assert_int_equal(read_bytes(hk_buf_str(&pdf.out)), HK_OK);
	assert_int_equal(article.block_count, 4);
	assert_str(text_of(0), "港の本");
	assert_str(text_of(1), "港には朝早くから市が立ち、漁船が戻ると\n"
			       "競りが始まって、その声は町まで届き子供\n"
			       "たちもそれで目を覚ますのだった。やがて\n"
			       "市が終わる。");
	assert_str(text_of(2), "＊競りは毎朝ある。");
	assert_str(text_of(3), "夜は静かだ。");
	assert_int_equal(article.blocks[1].line, 1);
	assert_int_equal(article.blocks[2].line, 1);
	assert_int_equal(article.blocks[3].line, 3);
	hk_buf_release(&pdf.out);
}

/* Furigana are readings; cells have tabs between them; a date is no title. */
static void test_layout(void **state)
{
	static const struct pdf_line lines[] = {
		{60, 790, 14, "2024年3月5日"},
		{60, 760, 12, "港の料金"},
		{60, 700, 10, "今朝は灯台まで歩いた。"},
		{90, 709, 5, "とうだい"},
		{60, 660, 10, "大人"},
		{160, 660, 10, "12"},
		{240, 660, 10, "1000"},
		{60, 644, 10, "子供"},
		{160, 644, 10, "7"},
		{240, 644, 10, "500"},
		{0, 0, 0, NULL},
		{0, 0, 0, NULL},
	};
	struct pdf pdf = {.info = ""};

	(void)state;
	pdf_make(&pdf, lines, NULL);
	assert_int_equal(read_bytes(hk_buf_str(&pdf.out)), HK_OK);
	assert_str(article.title, "港の料金");
	assert_int_equal(article.block_count, 5);
	assert_str(text_of(2), "今朝は灯台まで歩いた。");
	assert_str(text_of(3), "大人\t12\t1000");
	assert_str(text_of(4), "子供\t7\t500");
	assert_int_equal(article.reading_count, 1);
	assert_str(article.readings[0].reading, "とうだい");
	assert_memory_equal(article.text.data + article.readings[0].span.begin,
			    "灯台", 6);
	hk_buf_release(&pdf.out);
}

static void test_encrypted(void **state)
{
	/* A password that is not the empty one. */
	struct pdf pdf = {
		.security =
			"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
			"00112233445566778899AABBCCDDEEFF00112233445566778899"
			"AABBCCDDEEFF>/U<"
			"00112233445566778899AABBCCDDEEFF00112233445566778899"
			"AABBCCDDEEFF>>>/ID[<00><00>]"};

	(void)state;
	pdf_make(&pdf, two_pages, NULL);
	assert_int_equal(read_bytes(hk_buf_str(&pdf.out)), HK_ENOTTEXT);
	assert_string_equal(err.message, "encrypted: needs a password");
	assert_int_equal(emitted, 0);
	hk_buf_release(&pdf.out);
}

/* Cut anywhere, or with any byte changed: it is read or reported, never a
 * crash. */
static void test_damaged(void **state)
{
	struct pdf pdf = {.info = info};
	size_t len;

	(void)state;
	assert_int_equal(read_bytes(hk_span_cstr("%PDF-1.4\nno more")),
			 HK_EFORMAT);
	assert_string_equal(err.message, "not a PDF, or damaged");
	assert_int_equal(read_bytes(hk_span_cstr("text")), HK_EFORMAT);
	pdf_make(&pdf, two_pages, "港の朝");
	len = pdf.out.len;
	for (size_t i = 1; i < 20; i++) {
		enum hk_status status =
			read_bytes(hk_span_str(pdf.out.data, len * i / 20));

		assert_true(status ? status == HK_EFORMAT ||
					     status == HK_ENOTTEXT
				   : emitted == 1);
		pdf.out.data[len * i / 20] ^= 0x15;
		status = read_bytes(hk_buf_str(&pdf.out));
		assert_true(status ? status == HK_EFORMAT ||
					     status == HK_ENOTTEXT
				   : emitted == 1);
	}
	hk_buf_release(&pdf.out);
}

/* ---- What comes out of the pipe ---- */

static void put(struct hk_buf *out, enum hk_pdf_kind kind, uint32_t number,
		const char *text)
{
	struct hk_pdf_record record = {kind, number, hk_span_cstr(text)};
	FILE *file = tmpfile();
	char bytes[1000];
	size_t len;

	assert_non_null(file);
	assert_true(hk_pdf_record_write(fileno(file), &record));
	rewind(file);
	len = fread(bytes, 1, sizeof(bytes), file);
	assert_int_equal(hk_buf_append(out, bytes, len), HK_OK);
	fclose(file);
}

static void test_crash_after_a_page(void **state)
{
	struct hk_format_input input = input_of(hk_span_str(NULL, 0), -1);
	const char *why = "the PDF library crashed on it";
	struct hk_buf told;

	(void)state;
	hk_buf_init(&told, HK_BUF_NO_MAX);
	put(&told, HK_PDF_PAGE, 3, "三枚目。\n");
	put(&told, HK_PDF_PAGE, 4, "四枚目。\n");
	told.len -= 3;
	assert_int_equal(hk_pdf_article(&input, hk_buf_str(&told), why, &err),
			 HK_OK);
	assert_int_equal(emitted, 1);
	assert_int_equal(article.block_count, 1);
	assert_str(text_of(0), "三枚目。");
	assert_string_equal(complaint,
			    "the PDF library crashed on it after page 3");
	hk_buf_reset(&told);
	assert_int_equal(hk_pdf_article(&input, hk_buf_str(&told), why, &err),
			 HK_EFORMAT);
	assert_string_equal(err.message, why);
	assert_int_equal(emitted, 1);
	hk_buf_release(&told);
}

static void test_nothing_is_trusted(void **state)
{
	struct hk_format_input input = input_of(hk_span_str(NULL, 0), -1);
	struct hk_buf told;

	(void)state;
	hk_buf_init(&told, HK_BUF_NO_MAX);
	put(&told, HK_PDF_DATE, 0, "2024-99-99 or so");
	put(&told, HK_PDF_AUTHOR, 0, "\x1B[31m\xFF");
	put(&told, HK_PDF_OUTLINE, 1u << 31 | 7, "見出し");
	put(&told, HK_PDF_OUTLINE, 8 | 7, "見出し");
	put(&told, HK_PDF_PAGE, 1, "見出し\na\x1B[2J\xE3\x81\n　字下げ\n");
	put(&told, HK_PDF_END, 0, "");
	assert_int_equal(hk_pdf_article(&input, hk_buf_str(&told), NULL, &err),
			 HK_OK);
	assert_int_equal(article.date.len, 0);
	assert_int_equal(article.author.len, 0);
	assert_int_equal(article.block_count, 3);
	assert_int_equal(article.blocks[0].kind, HK_BLOCK_HEADING);
	assert_int_equal(article.blocks[0].level, 6);
	assert_str(text_of(1), "a [2J\xEF\xBF\xBD\xEF\xBF\xBD");
	hk_buf_release(&told);
}

static enum hk_status read_told(struct hk_buf *told)
{
	struct hk_format_input input = input_of(hk_span_str(NULL, 0), -1);
	enum hk_status status;

	put(told, HK_PDF_END, 0, "");
	status = hk_pdf_article(&input, hk_buf_str(told), NULL, &err);
	hk_buf_reset(told);
	return status;
}

/* What has no text is not an article, and the reason is told. */
static void test_no_text(void **state)
{
	bool there = hk_pdf_data_is_there();
	struct hk_buf told;

	(void)state;
	hk_buf_init(&told, HK_BUF_NO_MAX);
	put(&told, HK_PDF_PAGE, 1, "");
	put(&told, HK_PDF_BLOCK, 0, "\xEE\x80\x81\xEE\x80\x82\x03\x04 a港");
	assert_int_equal(read_told(&told), HK_ENOTTEXT);
	assert_string_equal(err.message, "no text: its fonts do not say which "
					 "characters they show");
	/* Numbers of glyphs, as they come without a map. */
	put(&told, HK_PDF_PAGE, 1, "");
	put(&told, HK_PDF_BLOCK, 0, "\u0304\u0506\u0708\u090A\u0B0C\u13A0");
	assert_int_equal(read_told(&told), HK_ENOTTEXT);
	put(&told, HK_PDF_PAGE, 1, "");
	put(&told, HK_PDF_BLOCK, 0, "ก\u0E02\u0E03\u0E04\u0E05\u0E06");
	assert_int_equal(read_told(&told), HK_OK);
	put(&told, HK_PDF_PAGE, 1, "");
	put(&told, HK_PDF_BLOCK, 0, "3");
	put(&told, HK_PDF_PICTURES, 1, "");
	assert_int_equal(read_told(&told), HK_ENOTTEXT);
	assert_string_equal(err.message, "no text: its pages are pictures");
	put(&told, HK_PDF_PAGE, 1, "");
	put(&told, HK_PDF_LACKS, 0, "Adobe-Japan1\x1B[2J");
	assert_int_equal(read_told(&told), HK_ENOTTEXT);
	assert_string_equal(err.message,
			    there ? "no text: its fonts do not say which "
				    "characters they show"
				  : HK_PDF_DATA_NO_TEXT);
	assert_int_equal(complaints, 1);
	put(&told, HK_PDF_PAGE, 1, "");
	put(&told, HK_PDF_LACKS, 0, "Adobe-Japan1");
	put(&told, HK_PDF_BLOCK, 0, "港の朝");
	assert_int_equal(read_told(&told), HK_OK);
	assert_string_equal(
		complaint,
		there ? "text is missing: poppler has no table for its "
			"characters (Adobe-Japan1)"
		      : HK_PDF_DATA_LACK " (Adobe-Japan1): once it is "
					 "installed, update reads the file "
					 "again");
	hk_buf_release(&told);
}

static void test_looks(void **state)
{
	char head[1100];

	(void)state;
	memset(head, ' ', sizeof(head));
	memcpy(head + 1010, "%PDF-1.7", 8);
	assert_true(hk_format_pdf.looks(hk_span_str(head, sizeof(head))));
	memset(head, ' ', sizeof(head));
	memcpy(head + 1022, "%PDF-1.7", 8);
	assert_false(hk_format_pdf.looks(hk_span_str(head, sizeof(head))));
	assert_false(hk_format_pdf.looks(hk_span_str(NULL, 0)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_of_it),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_running_heads),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_no_text),
		cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_crash_after_a_page),
		cmocka_unit_test(test_nothing_is_trusted),
		cmocka_unit_test(test_looks),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
