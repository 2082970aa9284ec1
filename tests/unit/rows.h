/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_ROWS_H
#define HIKU_TESTS_UNIT_ROWS_H

/*
 * The tables of cases in tests/rows: a case a line, with tabs between its
 * columns, of which the last says why it is there. Lines that begin with '#'
 * are comments; one of them, before the first case, names the columns, with
 * tabs between them. In a column \n \t \r \\ \u{3042} (a character) and \x{FF}
 * (a byte) stand for what cannot be seen.
 *
 * Whatever is wrong is printed as FILE:LINE: COLUMN: and the reading goes on;
 * rows_close() then fails the test.
 *
 * The tests that read a table are called test_rows...; with HIKU_ROWS set
 * (`make rows`) only they run.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/span.h"
#include "base/utf8.h"
#include "tests/unit/range.h"

#define ROWS_COLUMNS_MAX 8

struct rows {
	/* The row at hand, decoded and NUL-terminated, until the next one. */
	struct hk_str column[ROWS_COLUMNS_MAX];
	size_t columns; /* that each row has */
	unsigned line;	/* of the row, from 1 */
	unsigned count; /* of rows so far */
	unsigned wrong; /* things found wrong so far */
	const char *path;
	FILE *file;
	char *text; /* of the row; for getline() */
	size_t capacity;
	char *heading; /* the names of the columns, NUL after each */
	const char *names[ROWS_COLUMNS_MAX];
};

/* Cut the line at its tabs; how many columns it has, of which `max` are kept.
 */
static inline size_t rows_split(char *line, const char **columns, size_t max)
{
	size_t count = 0;

	line[strcspn(line, "\n")] = '\0';
	for (;;) {
		char *end = line + strcspn(line, "\t");
		bool more = *end == '\t';

		*end = '\0';
		if (count < max)
			columns[count] = line;
		count++;
		if (!more)
			return count;
		line = end + 1;
	}
}

/* Say what is wrong with a column of the row at hand. */
static inline void rows_wrong(struct rows *rows, size_t column,
			      const char *format, ...) HK_PRINTF(3, 4);
static inline void rows_wrong(struct rows *rows, size_t column,
			      const char *format, ...)
{
	char what[4096];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	rows->wrong++;
	print_error("%s:%u: %s: %s\n", rows->path, rows->line,
		    rows->names[column], what);
}

/* The next line, comments included; false at the end. */
static inline bool rows_line(struct rows *rows)
{
	rows->line++;
	return getline(&rows->text, &rows->capacity, rows->file) >= 0;
}

/* Open a table whose rows have `columns` columns, and find their names. */
static inline void rows_open(struct rows *rows, const char *path,
			     size_t columns)
{
	const char *names[ROWS_COLUMNS_MAX];

	assert_within(columns, 2, ROWS_COLUMNS_MAX);
	memset(rows, 0, sizeof(*rows));
	rows->path = path;
	rows->columns = columns;
	rows->file = fopen(path, "r");
	if (!rows->file)
		fail_msg("%s: run tests from the root", path);
	while (!rows->heading && rows_line(rows) && rows->text[0] == '#') {
		char *heading = strdup(rows->text + strspn(rows->text, "# "));

		assert_non_null(heading);
		if (rows_split(heading, names, columns) == columns) {
			rows->heading = heading;
			memcpy(rows->names, names, sizeof(names));
		} else {
			free(heading);
		}
	}
	if (!rows->heading)
		fail_msg("%s:%u: no comment before this line names the %zu "
			 "columns",
			 path, rows->line, columns);
}

/* Write what the escape at `*from`, behind its backslash, stands for to `to`,
 * and move `*from` behind it. Returns the bytes written; 0: unknown escape. */
static inline size_t rows_escape(char *to, char **from)
{
	static const char names[] = "nrt\\", bytes[] = "\n\r\t\\";
	char kind = **from, *end;
	const char *name = kind ? strchr(names, kind) : NULL;
	unsigned long value;

	if (name) {
		*to = bytes[name - names];
		++*from;
		return 1;
	}
	if ((kind != 'u' && kind != 'x') || (*from)[1] != '{')
		return 0;
	value = strtoul(*from + 2, &end, 16);
	if (end == *from + 2 || *end != '}' ||
	    value > (kind == 'u' ? 0x10FFFF : 0xFF))
		return 0;
	*from = end + 1;
	if (kind == 'u')
		return hk_utf8_encode(to, (uint32_t)value);
	*to = (char)(unsigned char)value;
	return 1;
}

/* What the column stands for, written over it. */
static inline bool rows_decode(struct rows *rows, size_t column, char *text)
{
	char *to = text, *from = text;

	while (*from) {
		size_t len;

		if (*from != '\\') {
			*to++ = *from++;
			continue;
		}
		from++;
		len = rows_escape(to, &from);
		if (!len) {
			rows_wrong(rows, column, "not an escape: \\%s", from);
			return false;
		}
		to += len;
	}
	*to = '\0';
	rows->column[column] = hk_span_str(text, (size_t)(to - text));
	return true;
}

/* The next row that can be read; false at the end. */
static inline bool rows_next(struct rows *rows)
{
	while (rows_line(rows)) {
		const char *columns[ROWS_COLUMNS_MAX];
		size_t count, good = 0;

		if (rows->text[0] == '#' || rows->text[0] == '\n')
			continue;
		count = rows_split(rows->text, columns, rows->columns);
		if (count != rows->columns) {
			rows_wrong(rows,
				   count < rows->columns ? count
							 : rows->columns - 1,
				   "the row has %zu columns, not %zu", count,
				   rows->columns);
			continue;
		}
		for (size_t i = 0; i < count; i++)
			good += rows_decode(rows, i,
					    (char *)(uintptr_t)columns[i]);
		if (good < count)
			continue;
		rows->count++;
		return true;
	}
	return false;
}

/* This must be what the column has. */
static inline void rows_expect(struct rows *rows, size_t column,
			       struct hk_str got)
{
	struct hk_str expected = rows->column[column];
	struct hk_str why = rows->column[rows->columns - 1];

	if (!hk_span_same(expected, got))
		rows_wrong(rows, column, "expected [%.*s], got [%.*s] (%.*s)",
			   (int)expected.len, expected.data, (int)got.len,
			   got.len ? got.data : "", (int)why.len, why.data);
}

/* Close the table; fails if anything was wrong, or if it has lost rows. */
static inline void rows_close(struct rows *rows, unsigned at_least)
{
	fclose(rows->file);
	free(rows->text);
	free(rows->heading);
	assert_int_equal(rows->wrong, 0);
	if (rows->count < at_least)
		fail_msg("%s: %u rows, fewer than %u", rows->path, rows->count,
			 at_least);
}

/* Run the tests of a program that reads tables, as cmocka does. */
#define rows_run(tests, set_up, tear_down) \
	(rows_choose_tests(), cmocka_run_group_tests(tests, set_up, tear_down))
static inline void rows_choose_tests(void)
{
	cmocka_set_message_output(CM_OUTPUT_TAP);
	if (getenv("HIKU_ROWS"))
		cmocka_set_test_filter("test_rows*");
}

#endif
