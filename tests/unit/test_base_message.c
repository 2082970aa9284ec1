/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages in another language: what was made in English is said in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <locale.h>

#include "base/error.h"
#include "tests/unit/message_fixture.h"

static struct hk_message_buf buf;

static const char *const formats[] = {
#include "base/message_formats.h"
	NULL};

static void test_english(void **state)
{
	static const char line[] = "cannot open 'x'";

	(void)state;
	/* Before a language is chosen. */
	assert_false(hk_message_is_said());
	assert_ptr_equal(hk_message_line(&buf, line), line);
	assert_ptr_equal(hk_message_text(line), line);
}

static void japanese(void)
{
	static bool tried, said;

	if (!tried)
		said = message_fixture(2);
	tried = true;
	if (!said)
		skip();
}

static void test_lines(void **state)
{
	static const struct {
		const char *line, *said;
	} rows[] = {
		{"out of memory: end other programs, try again",
		 "メモリーが足りません。ほかのプログラムを終わらせてから、もう"
		 "一"
		 "度お試しください"},
		{"cannot open '/a'", "「/a」を開けません"},
		/* The longest format that fits. */
		{"cannot open the index '/a'", "索引「/a」を開けません"},
		/* What the system says. */
		{"cannot open '/a: b': Permission denied",
		 "「/a: b」を開けません: 許可がありません"},
		{"cannot open '/a': no such thing",
		 "「/a」を開けません: no such thing"},
		/* In another order. */
		{"%zu of its %u pages", "%zu of its %u pages"},
		{"2 of its 9 pages are pictures without text",
		 "9 ページのうち 2 ページは、文章のない画像です"},
		/* A message in a message. */
		{"a.zip/b.txt: line 3: not JSON",
		 "a.zip/b.txt: 3 行目: JSON ではありません"},
		{"cannot read standard input: Input/output error",
		 "標準入力を読めません: 入出力エラーです"},
		{"cannot read a record of /d/x: it is damaged; rebuild it "
		 "(Bad block)",
		 "/d/x: 記録の読み出しができません。傷んでいるので、作り直して"
		 "ください（Bad block）"},
		{"cannot open /d/x: Xapian failed (y: z)",
		 "/d/x: 開くことができません。Xapian が失敗しました（y: z）"},
		/* Names stay as they are, also if they are messages. */
		{"unknown command 'stopped'; --help lists them all",
		 "「stopped」というコマンドはありません。一覧は --help で見られ"
		 "ます"},
		{"cannot open 'not text': stopped",
		 "「not text」を開けません: 中断しました"},
		/* What is no message. */
		{"", ""},
		{"no message at all", "no message at all"},
		{": ", ": "},
		{"%n%s%s%s: %n", "%n%s%s%s: %n"},
		{"cannot open '%n%s'", "「%n%s」を開けません"},
	};

	(void)state;
	japanese();
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_string_equal(hk_message_line(&buf, rows[i].line),
				    rows[i].said);
}

/* Write the format with values that can be told from each other. */
static void fill(char *out, const char *format)
{
	unsigned n = 0;

	while (*format) {
		size_t len = strcspn(format, "%");

		memcpy(out, format, len);
		out += len;
		format += len;
		if (!*format)
			break;
		len = 1 + strcspn(format + 1, "%scduxfg");
		n++;
		if (format[len] == '%')
			*out++ = '%';
		else if (format[len] == 's')
			out += sprintf(out, "ゑ%ux", n);
		else if (format[len] == 'c')
			*out++ = (char)('A' + n);
		else
			out += sprintf(out, "%u", 7000 + n);
		format += len + 1;
	}
	*out = '\0';
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text++)
		n++;
	return n;
}

/* Every line that a format makes is said with every value it has. */
static void test_all_formats(void **state)
{
	size_t said_count = 0;

	(void)state;
	japanese();
	for (size_t i = 0; formats[i]; i++) {
		char line[4096], value[16];
		const char *said;

		fill(line, formats[i]);
		said = hk_message_line(&buf, line);
		for (unsigned n = 1; n < 9; n++) {
			snprintf(value, sizeof(value), "ゑ%ux", n);
			assert_int_equal(count(said, value),
					 count(line, value));
			snprintf(value, sizeof(value), "%u", 7000 + n);
			assert_int_equal(count(said, value),
					 count(line, value));
		}
		said_count += strcmp(said, line) != 0;
	}
	/* But those that are too short to be known, and those that say what
	 * cannot be done, which here is no verb. */
	assert_true(said_count > 200);
}

/* What is long is said as it is, or in part; never more than there is room for,
 * and soon. */
static void test_long(void **state)
{
	static char line[HK_MESSAGE_MAX];

	(void)state;
	japanese();
	for (size_t i = 0; i + 3 < sizeof(line); i += 3)
		memcpy(line + i, "': ", 3);
	assert_non_null(hk_message_line(&buf, line));
	memset(line, 'a', sizeof(line) - 1);
	memcpy(line, "cannot open '", 13);
	line[sizeof(line) - 2] = '\'';
	assert_ptr_equal(hk_message_line(&buf, line), line);
	memset(line, '/', 2000);
	memcpy(line, "cannot open '", 13);
	strcpy(line + 2000, "'");
	assert_true(strlen(hk_message_line(&buf, line)) > 2000);
}

/* Nothing else of the process speaks another language. */
static void test_locale(void **state)
{
	struct hk_error err;

	(void)state;
	japanese();
	assert_string_equal(strerror(ENOENT), "No such file or directory");
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
	hk_error_system(&err, ENOENT, "cannot open '%s'", "x");
	assert_string_equal(err.message,
			    "cannot open 'x': No such file or directory");
	assert_string_equal(hk_message_text("files"), "ファイル");
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_all_formats),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_locale),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
