/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "query/parse.h"
#include "tests/unit/random.h"
#include "tests/unit/rows.h"

static const char *const names[] = {"list",   "or",    "text",
				    "phrase", "quote", "prefix"};

static void dump(struct hk_buf *out, const struct hk_parse_node *node)
{
	static const char *const signs[] = {"", "+", "-"};

	assert_int_equal(hk_buf_printf(out, "%s(%s", signs[node->sign],
				       node->field ? node->field->name
						   : names[node->kind]),
			 HK_OK);
	if (node->text.len)
		assert_int_equal(hk_buf_printf(out, " %.*s",
					       (int)node->text.len,
					       node->text.data),
				 HK_OK);
	for (node = node->children; node; node = node->next) {
		assert_int_equal(hk_buf_putc(out, ' '), HK_OK);
		dump(out, node);
	}
	assert_int_equal(hk_buf_putc(out, ')'), HK_OK);
}

/* The parts of the whole query, with blanks between. */
static void parse_and_dump(struct hk_buf *out, struct hk_str query)
{
	struct hk_arena arena;
	struct hk_parse parse;

	hk_arena_init(&arena, HK_BUF_NO_MAX);
	assert_int_equal(hk_parse_query(&parse, &arena, query), HK_OK);
	hk_buf_reset(out);
	for (struct hk_parse_node *n = parse.root->children; n; n = n->next) {
		if (out->len)
			assert_int_equal(hk_buf_putc(out, ' '), HK_OK);
		dump(out, n);
	}
	hk_arena_release(&arena);
}

static void test_rows(void **state)
{
	struct rows rows;
	struct hk_buf out;

	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/parse.tsv", 3);
	while (rows_next(&rows)) {
		parse_and_dump(&out, rows.column[0]);
		rows_expect(&rows, 1, hk_buf_str(&out));
	}
	rows_close(&rows, 30);
	hk_buf_release(&out);
}

static void test_empty(void **state)
{
	struct hk_buf out;

	(void)state;
	hk_buf_init(&out, HK_BUF_NO_MAX);
	parse_and_dump(&out, hk_span_cstr(""));
	assert_int_equal(out.len, 0);
	parse_and_dump(&out, hk_span_cstr("   \n\t　"));
	assert_int_equal(out.len, 0);
	hk_buf_release(&out);
}

/* Any bytes are safe, and every node's text lies inside the query. */
static void check_inside(const struct hk_parse_node *node, struct hk_str query)
{
	if (node->text.len) {
		assert_true(node->text.data >= query.data);
		assert_true(node->text.data + node->text.len <=
			    query.data + query.len);
	}
	for (node = node->children; node; node = node->next)
		check_inside(node, query);
}

static void test_any_bytes(void **state)
{
	static const char *const pieces[] = {
		"(",  ")",  "\"", "+",	    "-",    " ",  "OR ", "a",  "日本",
		"「", "」", "*",  "title:", "\xff", "（", "）",	 "　", "\0"};
	unsigned seed = 7;

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		struct hk_arena arena;
		struct hk_parse parse;
		struct hk_buf query;

		hk_arena_init(&arena, HK_BUF_NO_MAX);
		hk_buf_init(&query, HK_BUF_NO_MAX);
		for (unsigned k = 0; k < i % 40; k++) {
			const char *piece;
			piece = pieces[random_next(&seed) %
				       (sizeof(pieces) / sizeof(*pieces))];
			assert_int_equal(
				hk_buf_append(&query, piece,
					      *piece ? strlen(piece) : 1),
				HK_OK);
		}
		assert_int_equal(
			hk_parse_query(&parse, &arena, hk_buf_str(&query)),
			HK_OK);
		check_inside(parse.root, hk_buf_str(&query));
		hk_buf_release(&query);
		hk_arena_release(&arena);
	}
}

static void test_limits(void **state)
{
	struct hk_arena arena;
	struct hk_parse parse;
	struct hk_buf query;

	(void)state;
	hk_arena_init(&arena, HK_BUF_NO_MAX);
	hk_buf_init(&query, HK_BUF_NO_MAX);
	for (unsigned i = 0; i < 100000; i++)
		assert_int_equal(hk_buf_puts(&query, "(あ "), HK_OK);
	assert_int_equal(hk_parse_query(&parse, &arena, hk_buf_str(&query)),
			 HK_OK);
	assert_true(parse.dropped);
	hk_buf_release(&query);
	hk_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_limits),
	};

	return rows_run(tests, NULL, NULL);
}
