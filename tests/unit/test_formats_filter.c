/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of filters: its lines, and how its commands are run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "formats/filter.h"

static struct hk_filters *filters;
static struct hk_error err;

static enum hk_status parse(const char *text)
{
	hk_filter_free(filters);
	return hk_filter_parse(&filters, hk_span_cstr(text), "table", &err);
}

/* The words of the command for `path`, with | between and behind. */
static const char *words_for(const char *path)
{
	static char out[512];
	const struct hk_filter *f = hk_filter_for(filters, path);

	out[0] = '\0';
	for (size_t i = 0; f && f->words[i]; i++) {
		strcat(out, f->words[i]);
		strcat(out, "|");
	}
	return out;
}

static void test_lines(void **state)
{
	(void)state;
	assert_int_equal(parse("# a table\n\n  docx:docx2txt {} -\r\n"
			       "Odt .rtf -> markdown : pandoc -t  markdown\n"
			       "x: 'a b' \"c \\\" d\" e\\ f '\\' \"\" g'h'i\n"),
			 HK_OK);
	assert_string_equal(words_for("/a/b.docx"), "docx2txt|{}|-|");
	assert_string_equal(words_for("/a/b.DOCX"), "docx2txt|{}|-|");
	assert_string_equal(words_for("b.rtf"), "pandoc|-t|markdown|");
	assert_string_equal(words_for("b.x"), "a b|c \" d|e f|\\||ghi|");
	assert_string_equal(words_for("/a.docx/b"), "");
	assert_string_equal(words_for("docx"), "");
	assert_string_equal(words_for("b.doc"), "");
	assert_string_equal(hk_filter_for(filters, "b.ODT")->suffix, "odt");
	assert_ptr_equal(hk_filter_for(filters, "b.odt")->format,
			 &hk_format_markdown);
	assert_ptr_equal(hk_filter_for(filters, "b.x")->format,
			 &hk_format_text);
	assert_null(hk_filter_for(NULL, "b.x"));
	assert_false(hk_filter_for(filters, "b.x")->inside);
	assert_int_equal(parse("a b @inside -> rtf: cat\nc: cat"), HK_OK);
	assert_true(hk_filter_for(filters, "x.a")->inside);
	assert_true(hk_filter_for(filters, "x.b")->inside);
	assert_false(hk_filter_for(filters, "x.c")->inside);
	assert_ptr_equal(hk_filter_for(filters, "x.b")->format, &hk_format_rtf);
	assert_int_equal(parse(""), HK_OK);
	assert_string_equal(words_for("b.x"), "");
}

static void test_wrong(void **state)
{
	static const char *const tables[][2] = {
		{"docx", "table: line 1: not of the form 'SUFFIX: COMMAND'"},
		{"\n#\n: cat", "table: line 3: the suffix before"},
		{"-> text: cat", "table: line 1: the suffix before"},
		{"docx:", "table: line 1: the command after"},
		{"docx: ''", "table: line 1: the command after"},
		{"docx: cat 'a", "table: line 1: a quote is not closed"},
		{"docx: cat\nDOCX: cat", "table: line 2: this suffix has"},
		{"tar.gz: cat", "table: line 1: a suffix is"},
		{"a/b: cat", "table: line 1: a suffix is"},
		{"docx -> word: cat", "table: line 1: what follows"},
		{"docx -> jsonl: cat", "table: line 1: what follows"},
		{"docx -> ndjson: cat", "table: line 1: what follows"},
		{"@inside: cat", "table: line 1: the suffix before"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		assert_int_equal(parse(tables[i][0]), HK_EFORMAT);
		assert_null(filters);
		if (strncmp(err.message, tables[i][1], strlen(tables[i][1])) !=
		    0)
			fail_msg("%s: %s", tables[i][0], err.message);
	}
}

/* What the command of `line` makes of a file that holds "本文\n". */
static enum hk_status run(const char *line, const char *name,
			  struct hk_buf *out)
{
	char dir[] = "/tmp/hiku-filter-XXXXXX", path[128];
	enum hk_status status;
	FILE *f;
	int fd;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("本文\n", f);
	fclose(f);
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	assert_int_equal(parse(line), HK_OK);
	hk_buf_reset(out);
	status = hk_filter_run(out, hk_filter_for(filters, path), path, fd,
			       NULL, &err);
	close(fd);
	unlink(path);
	rmdir(dir);
	return status;
}

static void test_run(void **state)
{
	struct hk_buf out;

	(void)state;
	hk_buf_init(&out, 1u << 20);
	assert_int_equal(run("x: cat {}", "a.x", &out), HK_OK);
	assert_string_equal(out.data, "本文\n");
	assert_int_equal(run("x: cat", "a.x", &out), HK_OK);
	assert_string_equal(out.data, "本文\n");
	/* A file name is never run as a command. */
	assert_int_equal(run("x: basename {} .x", "; $(id) 'b' \".x", &out),
			 HK_OK);
	assert_string_equal(out.data, "; $(id) 'b' \"\n");
	assert_int_equal(run("x: printf %s in={},{}", "a.x", &out), HK_OK);
	assert_memory_equal(out.data, "in=/tmp/hiku-filter-", 20);
	assert_non_null(strstr(out.data, "/a.x,/tmp/"));
	assert_int_equal(run("x: false {}", "a.x", &out), HK_EFORMAT);
	assert_string_equal(err.message, "'false' failed with status 1");
	assert_int_equal(run("x: hiku-none {}", "a.x", &out), HK_EFORMAT);
	assert_int_equal(err.status, HK_EFORMAT);
	assert_non_null(strstr(err.message, "cannot run 'hiku-none'"));
	hk_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_wrong),
		cmocka_unit_test(test_run),
	};
	int failed;

	cmocka_set_message_output(CM_OUTPUT_TAP);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	hk_filter_free(filters);
	return failed;
}
