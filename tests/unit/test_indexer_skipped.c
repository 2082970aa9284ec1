/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line of what was not read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "formats/foreign.h"
#include "indexer/commands/skipped.h"

static struct hk_skipped tally;

static void add(const char *name, const char *reason, uint64_t count)
{
	assert_int_equal(hk_skipped_add(&tally, hk_span_cstr(name),
					hk_span_cstr(reason), count),
			 HK_OK);
}

/* The line of what was added, which is then forgotten. */
static void is(const char *wanted)
{
	struct hk_buf line;

	hk_buf_init(&line, 4096);
	assert_int_equal(hk_buf_puts(&line, ""), HK_OK);
	assert_int_equal(hk_skipped_line(&line, &tally), HK_OK);
	assert_string_equal(line.data, wanted);
	hk_buf_release(&line);
	hk_skipped_release(&tally);
}

static void test_order(void **state)
{
	(void)state;
	is("");
	add("/a/b.DOC", HK_FOREIGN_DOCUMENT, 2);
	add("c.doc", HK_FOREIGN_DOCUMENT, 1);
	add("d.xls", HK_FOREIGN_DOCUMENT, 1);
	add("e.pdf", "no text", 1);
	add("f.png", HK_FOREIGN_BARE, 9);
	add("g.txt", HK_FOREIGN_EMPTY, 1);
	is("5 not read: 3 doc, 1 xls (no reader); 1 pdf (no text); 10 without "
	   "text: 9 png, 1 txt");
	add("f.png", HK_FOREIGN_BARE, 1);
	is("1 without text: 1 png");
	for (unsigned i = 0; i < 9; i++) {
		char name[8];

		snprintf(name, sizeof(name), "a.x%u", i);
		add(name, "locked: with a password", i < 1 ? 3 : 1);
	}
	is("11 not read: 3 x0, 1 x1, 1 x2, 1 x3, 1 x4, 1 x5 and 3 others "
	   "(locked)");
}

static void test_names(void **state)
{
	(void)state;
	add("/a.b/c", "r", 1);
	add("/a/.profile", "r", 1);
	add("a.", "r", 1);
	add("", "r", 1);
	add(".", "r", 1);
	add("a.\xE6\x96\x87", "r", 1);
	add("a.verylongsuffix", "r", 1);
	add("a.b\x1b[31m", "r", 1);
	is("8 not read: 8 without suffix (r)");
	add("a.b", "\x1b[31mred\nline", 1);
	is("1 not read: 1 b (?[31mred?line)");
}

/* Names are chosen by others: whatever they are, memory and time are bounded,
 * and the number is right. */
static void test_flood(void **state)
{
	struct hk_buf line;

	(void)state;
	for (unsigned i = 0; i < 3000; i++) {
		char name[16], reason[16];

		snprintf(name, sizeof(name), "a.s%u", i);
		snprintf(reason, sizeof(reason), "r%u", i % 7);
		add(name, reason, 1);
	}
	assert_true(tally.count < 400);
	hk_buf_init(&line, 1u << 16);
	assert_int_equal(hk_skipped_line(&line, &tally), HK_OK);
	assert_true(hk_span_starts(hk_buf_str(&line), "3000 not read: "));
	hk_buf_release(&line);
	hk_skipped_release(&tally);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_flood),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
