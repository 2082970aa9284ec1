/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mail: its text with line numbers, author and date. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/date.h"
#include "formats/mail/mail.h"
#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

static int set_up(void **state)
{
	dump_open(state);
	dump.input.path = hk_span_cstr("/a");
	return 0;
}

static void read_text(const struct hk_format *format, const char *text)
{
	assert_int_equal(dump_read(&dump, format, hk_span_cstr(text)), HK_OK);
}

static void assert_seen(const char *expected)
{
	assert_string_equal(dump.text.data, expected);
}

/* ---- Rows ---- */

/* Of what, the field's bytes, expected, why. */
static void test_rows(void **state)
{
	struct hk_str hint = hk_span_cstr("shift_jis");
	struct hk_buf got;
	struct rows rows;

	(void)state;
	hk_buf_init(&got, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/mail.tsv", 4);
	while (rows_next(&rows)) {
		enum hk_status status = HK_OK;
		struct hk_str value = rows.column[1];
		char date[HK_DATE_MAX];

		hk_buf_reset(&got);
		if (hk_span_starts(rows.column[0], "subject")) {
			status = hk_mail_text(&got, value, hint);
		} else if (hk_span_starts(rows.column[0], "from")) {
			status = hk_mail_author(&got, value, hint);
		} else if (hk_span_starts(rows.column[0], "name")) {
			status = hk_mail_parameter(&got, value, "name", false);
		} else if (hk_span_starts(rows.column[0], "date")) {
			if (hk_date_normalise(date, value))
				status = hk_buf_puts(&got, date);
		} else {
			rows_wrong(&rows, 0, "not a kind of field");
		}
		assert_int_equal(status, HK_OK);
		rows_expect(&rows, 2, hk_buf_str(&got));
	}
	rows_close(&rows, 40);
	hk_buf_release(&got);
}

/* ---- Looks ---- */

static bool looks(const struct hk_format *format, const char *head)
{
	return format->looks(hk_span_cstr(head));
}

static void test_looks(void **state)
{
	const struct hk_format *mail = &hk_format_mail, *mbox = &hk_format_mbox;

	(void)state;
	assert_true(looks(mail, "Return-Path: <a@b>\nReceived: from c\n\nx"));
	assert_true(looks(mail, "from: a\nDATE: b\nsubject : c\n d\n\n"));
	assert_true(looks(mail, "X-A: b\r\nFrom: a\r\nMessage-Id: <c>\r\n"));
	assert_false(looks(mail, ""));
	assert_false(looks(mail, "From: a\n\nTo: b\nDate: c\n"));
	assert_false(looks(mail, "Date: a\nDate: b\nDate: c\nDate: d\n"));
	assert_false(looks(mail, "Subject: a\nDate: b\n\n"));
	assert_false(looks(mail, "件名: a\nFrom: b\nTo: c\nDate: d\n"));
	assert_false(looks(mail, "\nFrom: b\nTo: c\nDate: d\n"));
	assert_false(looks(mail, "注意: 読むこと\n本文\n"));
	assert_true(looks(mbox, "From a@b Mon Jan  1 00:00:00 2024\nTo: b\n"));
	assert_true(looks(mbox, "From -\r\nX-Status: \r\n"));
	assert_false(looks(mbox, "From Tokyo with love\nto you\n"));
	assert_false(looks(mbox, "From: a\nTo: b\n"));
	assert_false(looks(mbox, "From a"));
	assert_false(looks(mbox, ""));
}

/* ---- Lines ---- */

/* Every word that stands in the file where its line says so. */
static void test_lines_in_a_box(void **state)
{
	struct hk_buf box, expected;
	unsigned line = 1;

	(void)state;
	hk_buf_init(&box, HK_BUF_NO_MAX);
	hk_buf_init(&expected, HK_BUF_NO_MAX);
	for (unsigned i = 1; i <= 300; i++) {
		const char *end = i % 3 ? "\n" : "\r\n";

		assert_int_equal(hk_buf_printf(&box,
					       "From x%sTo: y%s%s行%u%s%s", end,
					       end, end, i, end, end),
				 HK_OK);
		assert_int_equal(hk_buf_printf(&expected,
					       "member: %u\n"
					       "%u text| 行%u\n----\n",
					       i, line + 3, i),
				 HK_OK);
		line += 5;
	}
	read_text(&hk_format_mbox, box.data);
	assert_seen(expected.data);
	hk_buf_release(&box);
	hk_buf_release(&expected);
}

/* ---- What is too much ---- */

static void test_nested_too_deep(void **state)
{
	struct hk_buf mail;

	(void)state;
	hk_buf_init(&mail, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 20000; i++)
		assert_int_equal(hk_buf_printf(&mail,
					       "Content-Type: multipart/mixed; "
					       "boundary=b%u\n\n--b%u\n",
					       i, i),
				 HK_OK);
	assert_int_equal(dump_read(&dump, &hk_format_mail, hk_buf_str(&mail)),
			 HK_OK);
	assert_seen("! 1: its parts are nested too deep\n----\n");
	hk_buf_reset(&mail);
	for (unsigned i = 0; i < 20000; i++)
		assert_int_equal(hk_buf_puts(&mail, "Content-Type: message/"
						    "rfc822\n\n"),
				 HK_OK);
	assert_int_equal(dump_read(&dump, &hk_format_mail, hk_buf_str(&mail)),
			 HK_OK);
	assert_seen("! 1: its parts are nested too deep\n----\n");
	hk_buf_release(&mail);
}

/* A message of over 64 MB is passed over, those around it are not; through a
 * pipe, which cannot be sought in. */
static void test_too_long(void **state)
{
	static const char first[] = "From x\nTo: y\n\n一つ目\n\n"
				    "From x\nTo: y\n\n",
			  last[] = "\nFrom x\nTo: y\n\n三つ目\n";
	int ends[2];
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		char piece[4096];
		bool good;

		memset(piece, 'a', sizeof(piece));
		piece[sizeof(piece) - 1] = '\n';
		good = write(ends[1], first, sizeof(first) - 1) > 0;
		for (unsigned i = 0; i < 20000 && good; i++)
			good = write(ends[1], piece, sizeof(piece)) > 0;
		good = good && write(ends[1], last, sizeof(last) - 1) > 0;
		_exit(!good);
	}
	close(ends[1]);
	dump.input.text = hk_span_cstr("");
	dump.input.fd = ends[0];
	assert_int_equal(dump_input(&dump, &hk_format_mbox), HK_OK);
	close(ends[0]);
	assert_seen("member: 1\n4 text| 一つ目\n----\n"
		    "! 6: a message of more than 64 MB\nmember: 3\n"
		    "20013 text| 三つ目\n----\n");
}

/* ---- What is broken ---- */

static void test_broken(void **state)
{
	(void)state;
	read_text(&hk_format_mail, "\n本文だけ\n");
	assert_seen("2 text| 本文だけ\n----\n");
	read_text(&hk_format_mail, "見出しのない文章。\n二行目。\n");
	assert_seen("1 text| 見出しのない文章。\n2 | 二行目。\n----\n");
	read_text(&hk_format_mail, "Subject: 件名だけ\n");
	assert_seen("title: 件名だけ\n1 title| 件名だけ\n----\n");
	/* No boundary, and one that never comes. */
	read_text(&hk_format_mail, "Content-Type: multipart/mixed\n\n本文。\n");
	assert_seen("3 text| 本文。\n----\n");
	read_text(&hk_format_mail,
		  "Content-Type: multipart/mixed; boundary=x\n\n本文。\n");
	assert_seen("3 text| 本文。\n----\n");
	/* The end of the parts is missing. */
	read_text(&hk_format_mail,
		  "Content-Type: multipart/mixed; boundary=x\n\n"
		  "--x\n\n一\n--xx\n\n--x\n\n二");
	assert_seen("5 text| 一\n6 | --xx\n10 text| 二\n----\n");
	/* Bytes that are not base64, and a tail that is cut. */
	read_text(&hk_format_mail, "Content-Transfer-Encoding: base64\n\n"
				   "44 GC!!44\nGE\x01"
				   "44G");
	assert_seen("lines: record\n1 text| あい\xEF\xBF\xBD\n----\n");
	read_text(&hk_format_mail,
		  "Content-Transfer-Encoding: quoted-printable\n\n"
		  "=E3=81=82= \n=zz =E3=81=84=");
	assert_seen("lines: record\n1 text| あ=zz い\n----\n");
	read_text(&hk_format_mbox, "\n\n\n");
	assert_seen("member: 1\n----\n");
}

/* Old ways, and what mailers do to messages that they pass on. */
static void test_odd(void **state)
{
	(void)state;
	/* A forwarded message with its line of an mbox. */
	read_text(&hk_format_mail,
		  "Subject: 転送\nContent-Type: message/rfc822\n\n"
		  "From a@example.jp Mon Jan  1 00:00:00 2024\n"
		  "Subject: 中の件名\n"
		  "Content-Type: multipart/mixed; boundary=x\n\n"
		  "--x\n\n中の文。\n--x--\n");
	assert_seen(
		"title: 転送\n5 head1| 中の件名\n10 text| 中の文。\n----\n");
	read_text(&hk_format_mail,
		  "Content-Transfer-Encoding: x-uuencode\n\n"
		  "begin 644 a.txt\n,XX&\"XX&$XX&&XX&(\n`\nend\n");
	assert_seen("lines: record\n1 text| あいうえ\n----\n");
	/* Blanks at the end of a line are gone, and there is no end. */
	read_text(&hk_format_mail, "Content-Transfer-Encoding: uuencode\n\n"
				   "begin 644 a\n#XX&\"\n#86)");
	assert_seen("lines: record\n1 text| あab@\n----\n");
	read_text(&hk_format_mail, "Content-Transfer-Encoding: uuencode\n\n"
				   "素の文。\n");
	assert_seen("lines: record\n1 text| 素の文。\n----\n");
	/* Behind the padding: a line of a list, and another piece. */
	read_text(&hk_format_mail, "Content-Transfer-Encoding: base64\n\n"
				   "44GC44GEIQ==\n-- list of all\n");
	assert_seen("lines: record\n1 text| あい!\n----\n");
	read_text(&hk_format_mail, "Content-Transfer-Encoding: base64\n\n"
				   "44GC44GEIQ==\n44GG\n44GIIQ==44GK");
	assert_seen("lines: record\n1 text| あい!うえ!お\n----\n");
	/* A header that ends with a blank, and two types: the first counts. */
	read_text(&hk_format_mail, "Subject: 件\nContent-Type: text/plain\n"
				   "Content-Type: image/png\n \n文。\n");
	assert_seen("title: 件\n5 text| 文。\n----\n");
}

static void test_no_mail(void **state)
{
	(void)state;
	assert_int_equal(dump_read(&dump, &hk_format_mail,
				   hk_span_str("\x7F"
					       "ELF\0\0\0",
					       7)),
			 HK_ENOTTEXT);
	assert_int_equal(
		dump_read(&dump, &hk_format_mail, hk_span_str(NULL, 0)),
		HK_ENOTTEXT);
	read_text(&hk_format_mbox, "");
	assert_seen("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_lines_in_a_box),
		cmocka_unit_test(test_nested_too_deep),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_odd),
		cmocka_unit_test(test_no_mail),
	};

	return rows_run(tests, set_up, dump_close);
}
