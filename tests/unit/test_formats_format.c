/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "formats/format.h"
#include "tests/unit/range.h"

/* The table of formats, and how a file's format is recognised. */

static void test_rows(void **state)
{
	(void)state;
	for (const struct hk_format_row *row = hk_format_rows; row->name;
	     row++) {
		assert_ptr_equal(hk_format_named(row->name), row->format);
		assert_string_equal(hk_format_name(row->format), row->name);
		assert_true(strlen(row->about) > 0);
		assert_true(row->format->read || row->format->needs);
	}
	assert_null(hk_format_named("pict"));
	assert_null(hk_format_named(""));
}

/* No suffix belongs to two formats: the second one would never be asked. */
static void test_suffixes(void **state)
{
	(void)state;
	for (const struct hk_format_row *row = hk_format_rows; row->name;
	     row++) {
		const char *at = row->suffixes;

		while (*at) {
			size_t len = strcspn(at, " ");
			char path[32] = "a/b.c.";
			const char *why;

			assert_within(len, 1, 12);
			strncat(path, at, len);
			assert_ptr_equal(
				hk_format_of(path, hk_span_cstr(""), &why),
				row->format);
			at += len + (at[len] == ' ');
		}
	}
}

static void of(const char *path, const char *head, const char *name)
{
	const char *why;
	const struct hk_format *format =
		hk_format_of(path, hk_span_cstr(head), &why);

	if (!name) {
		assert_null(format);
		assert_non_null(why);
		return;
	}
	assert_non_null(format);
	assert_null(why);
	assert_string_equal(hk_format_name(format), name);
}

static void test_of(void **state)
{
	(void)state;
	of("README.MD", "# 川\n", "markdown");
	of("a.b/README", "川\n", "text");
	of("README.", "川\n", "text");
	of("md", "# 川\n", "text");
	of("a.md.ja", "# 川\n", "markdown");
	of("b.org/a.ja", "川\n", "text");
	of("md.ja", "# 川\n", "text");
	of("a.txt", "<!DOCTYPE html><p>川", "text");
	of("a", "<!DOCTYPE html><p>川", "html");
	of("a.txt", "%PDF-1.7\n", "pdf");
	of("a.html", "PK\3\4", "archive");
	/* A table has tabs. */
	of("a.tsv", "", "tsv");
	of("a.tab", "甲\t乙\n丙\t丁\n注\n", "tsv");
	of("a.tab", "タブの話\n\n\t字下げ\n", "text");
	of("a.TSV", "川を歩く。\n橋\tを渡る。\n山に登る。\n", "text");
	/* What is in a zip file may stand behind its beginning. */
	of("a.xlsx", "PK\3\4", "xlsx");
	of("a.docx", "%PDF-1.7\n", "pdf");
	of("a.docx", "<!DOCTYPE html><p>川", "html");
	of("a.docx", "川\n", "docx");
	of("a.doc", "\xD0\xCF\x11\xE0", NULL);
	of("a.JSON", "{}", "json");
}

static void test_of_text(void **state)
{
	struct hk_str aozora = hk_span_cstr("川《かわ》［＃「川」は太字］\n"
					    "底本：「川の話」書房\n");

	struct hk_str name = hk_span_cstr("a.txt");

	(void)state;
	assert_ptr_equal(hk_format_of_text(&hk_format_text, name, aozora),
			 &hk_format_aozora);
	assert_ptr_equal(hk_format_of_text(&hk_format_text, name,
					   hk_span_cstr("川の話\n")),
			 &hk_format_text);
	assert_ptr_equal(hk_format_of_text(&hk_format_markdown, name, aozora),
			 &hk_format_markdown);
	/* A program that writes such texts is none. */
	assert_ptr_equal(hk_format_of_text(&hk_format_text,
					   hk_span_cstr("/a.b/c.Java"), aozora),
			 &hk_format_text);
	assert_ptr_equal(hk_format_of_text(&hk_format_text,
					   hk_span_cstr("/a.java/c"), aozora),
			 &hk_format_aozora);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_suffixes),
		cmocka_unit_test(test_of),
		cmocka_unit_test(test_of_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
