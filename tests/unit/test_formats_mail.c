/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mail: what it says, on which lines, by whom and when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "formats/date.h"
#include "formats/mail/mail.h"
#include "tests/unit/rows.h"

#define GOLDEN "tests/golden/mail/"

static struct hk_article article;
static struct hk_buf seen; /* all that was given, as golden files have it */
static struct hk_error err;

static int set_up(void **state)
{
	(void)state;
	hk_article_init(&article);
	hk_buf_init(&seen, HK_BUF_NO_MAX);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_article_release(&article);
	hk_buf_release(&seen);
	return 0;
}

static void see(const char *name, struct hk_str value)
{
	if (value.len)
		assert_int_equal(hk_buf_printf(&seen, "%s: %.*s\n", name,
					       (int)value.len, value.data),
				 HK_OK);
}

static enum hk_status emit(void *ctx, struct hk_article *a)
{
	static const char *const kinds[] = {"paragraph", "heading", "item",
					    "code", "title"};
	static const char *const lines[] = {"none", "physical", "record"};

	(void)ctx;
	see("member", a->member);
	see("title", a->title);
	see("author", a->author);
	see("date", a->date);
	see("lines", hk_span_cstr(lines[a->lines]));
	for (size_t i = 0; i < a->block_count; i++) {
		const struct hk_block *b = &a->blocks[i];
		struct hk_str text = hk_span_str(a->text.data + b->span.begin,
						 b->span.end - b->span.begin);
		char name[40];

		snprintf(name, sizeof(name), "%u %s%.0u", b->line,
			 kinds[b->kind], b->level);
		see(name, text);
	}
	see("end", hk_span_cstr("--"));
	return HK_OK;
}

static enum hk_status inside(void *ctx, const struct hk_format_member *m)
{
	(void)ctx;
	assert_int_equal(m->depth, 1);
	/* The files in it are read with the same article struct. */
	hk_article_reset(&article);
	see("inside", m->name);
	see("file", m->file);
	see("of", m->date);
	see("bytes", m->bytes);
	see("end", hk_span_cstr("--"));
	return HK_OK;
}

static void complain(void *ctx, uint32_t line, const char *why)
{
	(void)ctx;
	assert_int_equal(hk_buf_printf(&seen, "line %u: %s\n", line, why),
			 HK_OK);
}

static struct hk_format_input input_of(struct hk_str text, int fd)
{
	struct hk_format_input input = {.text = text,
					.fd = fd,
					.first_line = 1,
					.path = hk_span_cstr("/a"),
					.article = &article,
					.emit = emit,
					.inside = inside,
					.complain = complain};

	hk_buf_reset(&seen);
	memset(&err, 0, sizeof(err));
	return input;
}

static void read_text(const struct hk_format *format, const char *text)
{
	struct hk_format_input input = input_of(hk_span_cstr(text), -1);

	assert_int_equal(format->read(&input, &err), HK_OK);
}

static void assert_seen(const char *expected)
{
	if (!hk_span_same(hk_buf_str(&seen), hk_span_cstr(expected)))
		fail_msg("seen:\n%swanted:\n%s", seen.len ? seen.data : "",
			 expected);
}

/* ---- Rows ---- */

/* Of what, the field's bytes, expected, why. */
static void test_rows(void **state)
{
	struct hk_str columns[4], hint = hk_span_cstr("shift_jis");
	struct hk_buf got;
	struct rows rows;

	(void)state;
	hk_buf_init(&got, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/mail.tsv");
	while (rows_next(&rows, columns, 4)) {
		enum hk_status status = HK_OK;
		struct hk_str value = columns[1];
		char date[HK_DATE_MAX];

		hk_buf_reset(&got);
		if (hk_span_starts(columns[0], "subject")) {
			status = hk_mail_text(&got, value, hint);
		} else if (hk_span_starts(columns[0], "from")) {
			status = hk_mail_author(&got, value, hint);
		} else if (hk_span_starts(columns[0], "name")) {
			status = hk_mail_parameter(&got, value, "name", false);
		} else if (hk_span_starts(columns[0], "date")) {
			if (hk_date_normalise(date, value))
				status = hk_buf_puts(&got, date);
		} else {
			fail_msg("line %u: what is that?", rows.line);
		}
		assert_int_equal(status, HK_OK);
		rows_expect(&rows, columns[2], hk_buf_str(&got), columns[3]);
	}
	rows_close(&rows, 40);
	hk_buf_release(&got);
}

/* ---- Golden files ---- */

static void compare_golden(const struct hk_format *format, const char *name)
{
	struct hk_buf bytes, expected;
	struct hk_format_input input;
	char path[200];
	FILE *file;

	hk_buf_init(&bytes, HK_BUF_NO_MAX);
	hk_buf_init(&expected, HK_BUF_NO_MAX);
	snprintf(path, sizeof(path), GOLDEN "%s.expected", name);
	assert_int_equal(hk_file_read(&expected, path, NULL), HK_OK);
	snprintf(path, sizeof(path), GOLDEN "%s", name);
	assert_int_equal(hk_file_read(&bytes, path, NULL), HK_OK);
	assert_true(format->looks(hk_buf_str(&bytes)));
	input = input_of(hk_buf_str(&bytes), -1);
	assert_int_equal(format->read(&input, &err), HK_OK);
	assert_seen(expected.data);
	/* From the file: the same. */
	file = fopen(path, "re");
	assert_non_null(file);
	input = input_of(hk_span_str(NULL, 0), fileno(file));
	assert_int_equal(format->read(&input, &err), HK_OK);
	assert_seen(expected.data);
	fclose(file);
	hk_buf_release(&bytes);
	hk_buf_release(&expected);
}

static void test_golden(void **state)
{
	(void)state;
	compare_golden(&hk_format_mail, "plain.eml");
	compare_golden(&hk_format_mail, "jis.eml");
	compare_golden(&hk_format_mail, "parts.eml");
	compare_golden(&hk_format_mail, "forwarded.eml");
	compare_golden(&hk_format_mail, "lying.eml");
	compare_golden(&hk_format_mbox, "box.mbox");
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
					       "member: %u\nlines: physical\n"
					       "%u paragraph: 行%u\nend: --\n",
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
	struct hk_format_input input;

	(void)state;
	hk_buf_init(&mail, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 20000; i++)
		assert_int_equal(hk_buf_printf(&mail,
					       "Content-Type: multipart/mixed; "
					       "boundary=b%u\n\n--b%u\n",
					       i, i),
				 HK_OK);
	input = input_of(hk_buf_str(&mail), -1);
	assert_int_equal(hk_format_mail.read(&input, &err), HK_OK);
	assert_seen("line 1: its parts nest too deep\n"
		    "lines: physical\nend: --\n");
	hk_buf_reset(&mail);
	for (unsigned i = 0; i < 20000; i++)
		assert_int_equal(hk_buf_puts(&mail, "Content-Type: message/"
						    "rfc822\n\n"),
				 HK_OK);
	input = input_of(hk_buf_str(&mail), -1);
	assert_int_equal(hk_format_mail.read(&input, &err), HK_OK);
	assert_seen("line 1: its parts nest too deep\n"
		    "lines: physical\nend: --\n");
	hk_buf_release(&mail);
}

/* A message of over 64 MB is passed over, those around it are not; through a
 * pipe, which cannot be sought in. */
static void test_too_long(void **state)
{
	static const char first[] = "From x\nTo: y\n\n一つ目\n\n"
				    "From x\nTo: y\n\n",
			  last[] = "\nFrom x\nTo: y\n\n三つ目\n";
	struct hk_format_input input;
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
	input = input_of(hk_span_str(NULL, 0), ends[0]);
	assert_int_equal(hk_format_mbox.read(&input, &err), HK_OK);
	close(ends[0]);
	assert_seen("member: 1\nlines: physical\n4 paragraph: 一つ目\n"
		    "end: --\n"
		    "line 6: a message of over 64 MB\n"
		    "member: 3\nlines: physical\n20013 paragraph: 三つ目\n"
		    "end: --\n");
}

/* ---- What is broken ---- */

static void test_broken(void **state)
{
	(void)state;
	read_text(&hk_format_mail, "\n本文だけ\n");
	assert_seen("lines: physical\n2 paragraph: 本文だけ\nend: --\n");
	read_text(&hk_format_mail, "見出しのない文章。\n二行目。\n");
	assert_seen("lines: physical\n1 paragraph: 見出しのない文章。\n"
		    "二行目。\nend: --\n");
	read_text(&hk_format_mail, "Subject: 件名だけ\n");
	assert_seen("title: 件名だけ\nlines: physical\n"
		    "1 title: 件名だけ\nend: --\n");
	/* No boundary, and one that never comes. */
	read_text(&hk_format_mail, "Content-Type: multipart/mixed\n\n本文。\n");
	assert_seen("lines: physical\n3 paragraph: 本文。\nend: --\n");
	read_text(&hk_format_mail,
		  "Content-Type: multipart/mixed; boundary=x\n\n本文。\n");
	assert_seen("lines: physical\n3 paragraph: 本文。\nend: --\n");
	/* The end of the parts is missing. */
	read_text(&hk_format_mail,
		  "Content-Type: multipart/mixed; boundary=x\n\n"
		  "--x\n\n一\n--xx\n\n--x\n\n二");
	assert_seen("lines: physical\n5 paragraph: 一\n--xx\n"
		    "10 paragraph: 二\nend: --\n");
	/* Bytes that are no base64, and a tail that is cut. */
	read_text(&hk_format_mail, "Content-Transfer-Encoding: base64\n\n"
				   "44 GC!!44\nGE\x01"
				   "44G");
	assert_seen("lines: record\n1 paragraph: あい\xEF\xBF\xBD"
		    "\nend: --\n");
	read_text(&hk_format_mail,
		  "Content-Transfer-Encoding: quoted-printable\n\n"
		  "=E3=81=82= \n=zz =E3=81=84=");
	assert_seen("lines: record\n1 paragraph: あ=zz い\nend: --\n");
	read_text(&hk_format_mbox, "\n\n\n");
	assert_seen("member: 1\nlines: physical\nend: --\n");
}

static void test_no_mail(void **state)
{
	struct hk_format_input input = input_of(hk_span_str("\x7F"
							    "ELF\0\0\0",
							    7),
						-1);

	(void)state;
	assert_int_equal(hk_format_mail.read(&input, &err), HK_ENOTTEXT);
	input = input_of(hk_span_str(NULL, 0), -1);
	assert_int_equal(hk_format_mail.read(&input, &err), HK_ENOTTEXT);
	assert_seen("");
	assert_int_equal(hk_format_mbox.read(&input, &err), HK_OK);
	assert_seen("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_golden),
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_lines_in_a_box),
		cmocka_unit_test(test_nested_too_deep),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_no_mail),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
