/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HIKU_TESTS_UNIT_ROWS_H
#define HIKU_TESTS_UNIT_ROWS_H

/*
 * The tables of cases in tests/rows: a case a line, columns between tabs, '#'
 * before a comment. In a column \n \t \r \\ \u{3042} (a character) and \x{FF}
 * (a byte) stand for what cannot be seen.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/span.h"
#include "text/utf8.h"

struct rows {
	FILE *file;
	const char *path;
	unsigned line;	 /* of the row, from 1 */
	unsigned count;	 /* of rows so far */
	unsigned failed; /* of these */
	char text[4096];
};

static inline void rows_open(struct rows *rows, const char *path)
{
	memset(rows, 0, sizeof(*rows));
	rows->path = path;
	rows->file = fopen(path, "r");
	if (!rows->file)
		print_error("%s: run tests from the root\n", path);
	assert_non_null(rows->file);
}

/* The escape behind a backslash at `*from`, which is moved behind it. */
static inline size_t rows_escape(char *to, char **from)
{
	static const char names[] = "nrt\\", bytes[] = "\n\r\t\\";
	char kind = *(*from)++;
	const char *name = kind ? strchr(names, kind) : NULL;
	unsigned long value;

	if (name) {
		*to = bytes[name - names];
		return 1;
	}
	assert_true((kind == 'u' || kind == 'x') && **from == '{');
	value = strtoul(*from + 1, from, 16);
	assert_int_equal(*(*from)++, '}');
	if (kind == 'u')
		return hk_utf8_encode(to, (uint32_t)value);
	*to = (char)(unsigned char)value;
	return 1;
}

/* What `field` stands for, written over it. */
static inline struct hk_str rows_decode(char *field)
{
	char *to = field, *from = field;

	while (*from) {
		if (*from != '\\') {
			*to++ = *from++;
			continue;
		}
		from++;
		to += rows_escape(to, &from);
	}
	return hk_span_str(field, (size_t)(to - field));
}

/* The next row, which has `count` columns; false at the end. They stand until
 * the row after it. */
static inline bool rows_next(struct rows *rows, struct hk_str *columns,
			     size_t count)
{
	char *at = rows->text;

	do {
		if (!fgets(rows->text, sizeof(rows->text), rows->file))
			return false;
		rows->line++;
		assert_non_null(strchr(rows->text, '\n'));
	} while (rows->text[0] == '#' || rows->text[0] == '\n');
	rows->text[strcspn(rows->text, "\n")] = '\0';
	for (size_t i = 0; i < count; i++) {
		char *end = at + strcspn(at, "\t");

		if ((i + 1 < count) != (*end == '\t'))
			print_error("%s:%u: %zu columns are wanted\n",
				    rows->path, rows->line, count);
		assert_int_equal(i + 1 < count, *end == '\t');
		*end = '\0';
		columns[i] = rows_decode(at);
		at = end + 1;
	}
	rows->count++;
	return true;
}

/* Note what came of the row; its last column says why it is there. */
static inline void rows_expect(struct rows *rows, struct hk_str expected,
			       struct hk_str got, struct hk_str why)
{
	if (hk_span_same(expected, got))
		return;
	rows->failed++;
	print_error("%s:%u: %.*s: expected [%.*s], got [%.*s]\n", rows->path,
		    rows->line, (int)why.len, why.data, (int)expected.len,
		    expected.data, (int)got.len, got.data);
}

/* Close the table; fails where a row did, or where there are too few. */
static inline void rows_close(struct rows *rows, unsigned at_least)
{
	fclose(rows->file);
	assert_int_equal(rows->failed, 0);
	assert_true(rows->count >= at_least);
}

#endif
