/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Light markup: the table of cases, how such texts are told, hostile ones. */
#include "tests/unit/dump.h"
#include "tests/unit/rows.h"

/* What the reader gave, without the end of the last article. */
static struct hk_str dumped(void)
{
	struct hk_str text = hk_buf_str(&dump.text);

	if (text.len >= 5 && !memcmp(text.data + text.len - 5, "----\n", 5))
		text.len -= 5;
	if (text.len && text.data[text.len - 1] == '\n')
		text.len--;
	return text;
}

static void test_rows(void **state)
{
	struct rows rows;

	(void)state;
	rows_open(&rows, "tests/rows/light.tsv", 4);
	while (rows_next(&rows)) {
		const struct hk_format *format =
			hk_format_named(rows.column[0].data);
		char path[32];

		if (!format) {
			rows_wrong(&rows, 0, "not the name of a format");
			continue;
		}
		snprintf(path, sizeof(path), "/p.%s", rows.column[0].data);
		dump.input.path = hk_span_cstr(path);
		dump_read(&dump, format, rows.column[1]);
		rows_expect(&rows, 2, dumped());
		dump.input.path = hk_span_cstr("/p");
	}
	rows_close(&rows, 90);
}

/* The names of all formats of formats/light. */
static const char *const formats[] = {
	"adoc", "org",	   "rst",	"tex",	   "texi",   "re",
	"rd",	"textile", "mediawiki", "vimhelp", "po",     "srt",
	"vtt",	"ass",	   "ics",	"vcf",	   "kindle", "line",
};
#define FORMATS (sizeof(formats) / sizeof(*formats))

/* A plain text is told from its content. */
static void told(const char *name, const char *text, const char *format)
{
	const char *why;
	const struct hk_format *got =
		hk_format_of_text(hk_format_of(name, hk_span_cstr(text), &why),
				  hk_span_cstr(name), hk_span_cstr(text));

	assert_string_equal(hk_format_name(got), format);
}

static void test_told(void **state)
{
	(void)state;
	told("My Clippings.txt",
	     "題 (著者)\r\n- 位置No. 1-2のハイライト | 作成日: 2024年\r\n\r\n"
	     "文。\r\n==========\r\n",
	     "kindle");
	told("a.txt", "題\n- 項目\n==========\n", "text");
	told("talk.txt", "\xEF\xBB\xBF[LINE] 友のトーク履歴\n\n", "line");
	told("talk.txt", "LINEの話\n\n", "text");
	told("doc/a.txt", "*a.txt*\t説明\n\n本文。\n vim:tw=78:ft=help:norl:\n",
	     "vimhelp");
	told("a.txt", "本文。\n# vim: set ft=sh :\n", "text");
	told("wiki_00", "<doc id=\"1\" url=\"\" title=\"題\">\n題\n</doc>\n",
	     "mediawiki");
	told("README.rd.ja", "=begin\n= 題\n本文。\n=end\n", "rd");
	told(".ja", "本文。\n", "text");
	told("a.rb", "=begin\n= 題\n本文。\n=end\nputs\n", "text");
	told("calendar", "begin:vcalendar\r\nEND:VCALENDAR\r\n", "ics");
	told("card", "BEGIN:VCARD\r\nFN:山田\r\nEND:VCARD\r\n", "vcf");
}

/* What has the suffix of a format, and is something else, is plain text. */
static void test_others(void **state)
{
	static const char *const names[] = {"po", "ics", "vcf", "re", "ass"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		dump_expect(&dump, hk_format_named(names[i]),
			    "川の話\n\n川の水は流れる。\n",
			    "title: 川の話\n1 title| 川の話\n"
			    "3 text| 川の水は流れる。\n----\n");
}

/* The text `unit`, many times, behind a line that makes it what it is. */
static void read_many(const struct hk_format *format, const char *unit,
		      size_t bytes)
{
	static const char begin[] =
		"BEGIN:VCARD\nBEGIN:VEVENT\nmsgid \"a\"\nmsgstr \"\"\n"
		"Dialogue: 0,0,0,0,0,0,0,0,0,\n00:01.000 --> 00:02.000\n";
	struct hk_buf text;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	assert_false(hk_buf_puts(&text, begin));
	while (text.len < bytes)
		assert_false(hk_buf_puts(&text, unit));
	dump_read(&dump, format, hk_buf_str(&text));
	/* Whatever it is, it has an end. */
	assert_string_equal(dump.text.data + dump.text.len - 5, "----\n");
	hk_buf_release(&text);
}

/* Marks that are never closed, or nested deeply, in one line and in many: this
 * ends at once, or the test takes minutes. */
static void test_hostile(void **state)
{
	static const char *const units[] = {
		"{",
		"[[a|",
		"{{a|",
		"**a",
		"\\a{",
		"\\ruby{",
		"\\footnote{",
		"\\label{",
		"@a{",
		"@footnote{",
		"@<b>{a",
		"((*",
		"footnote:[",
		"link:a[",
		"`a",
		":a:`",
		"<ref>",
		"<ruby>",
		"<!--",
		"\"a\":b",
		"[fn:a:",
		"$",
		"\\[",
		"|a",
		"= a\n",
		"a\n==\n",
		"\\begin{a}\n",
		"@example\n",
		"* a\n",
		"#+begin_src\n",
		"//list[a]{\n",
		"{|\n",
		"{{a\n",
		"==========\n",
		"BEGIN:A\n",
		"a::\n\n",
	};

	(void)state;
	for (size_t f = 0; f < FORMATS; f++)
		for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
			read_many(hk_format_named(formats[f]), units[i], 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_hostile),
	};

	return rows_run(tests, dump_open, dump_close);
}
