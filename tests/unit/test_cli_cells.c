/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of a screen, and what a query is narrowed to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/clean.h"
#include "cli/tui/cells.h"
#include "cli/tui/clip.h"
#include "cli/tui/narrow.h"
#include "tests/unit/random.h"

static struct hk_cells cells;

/* The row as it is seen; marked cells are between '<' and '>'. Each character
 * covers as many cells as it says. */
static const char *row(unsigned r)
{
	static char out[1024];
	size_t n = 0;
	bool marked = false;
	unsigned column = 0;

	while (column < cells.columns) {
		const struct hk_cell *c =
			&cells.list[r * cells.columns + column];
		bool is = c->style == HK_CELLS_MARK;

		assert_true(c->width >= 1);
		assert_true(column + c->width <= cells.columns);
		for (unsigned i = 1; i < c->width; i++)
			assert_true(!c[i].width && !c[i].text[0]);
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%s",
				      is == marked ? ""
				      : is	   ? "<"
						   : ">",
				      c->text);
		marked = is;
		column += c->width;
	}
	while (n && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

static void fresh(unsigned columns, unsigned rows, bool wide)
{
	hk_cells_release(&cells);
	hk_cells_init(&cells, wide);
	assert_int_equal(hk_cells_resize(&cells, columns, rows), HK_OK);
}

static void test_put(void **state)
{
	(void)state;
	fresh(10, 2, false);
	assert_int_equal(hk_cells_puts(&cells, 0, 0, 10, "漢字ab", 0), 6);
	assert_string_equal(row(0), "漢字ab");
	/* Half of a wide character does not stay. */
	assert_int_equal(hk_cells_puts(&cells, 0, 1, 10, "x", 0), 2);
	assert_string_equal(row(0), " x字ab");
	hk_cells_puts(&cells, 0, 3, 10, "y", 0);
	assert_string_equal(row(0), " x yab");
	/* Nor is one begun. */
	assert_int_equal(hk_cells_puts(&cells, 1, 0, 5, "漢字漢字", 0), 4);
	assert_string_equal(row(1), "漢字");
	assert_int_equal(hk_cells_puts(&cells, 2, 0, 10, "x", 0), 0);
	assert_int_equal(hk_cells_puts(&cells, 1, 12, 20, "x", 0), 12);
}

static void test_cut(void **state)
{
	(void)state;
	fresh(8, 1, false);
	hk_cells_put_cut(&cells, 0, 0, 8, hk_span_cstr("漢字漢字"), 0);
	assert_string_equal(row(0), "漢字漢字");
	fresh(8, 1, false);
	hk_cells_put_cut(&cells, 0, 0, 8, hk_span_cstr("漢字漢字x"), 0);
	assert_string_equal(row(0), "漢字漢…");
	fresh(8, 1, true);
	hk_cells_put_cut(&cells, 0, 0, 8, hk_span_cstr("漢字漢字x"), 0);
	assert_string_equal(row(0), "漢字漢…");
}

static void test_widths(void **state)
{
	(void)state;
	fresh(20, 1, false);
	assert_int_equal(hk_cells_puts(&cells, 0, 0, 20, "○か\u3099e\u0301", 0),
			 4);
	fresh(20, 1, true);
	assert_int_equal(hk_cells_puts(&cells, 0, 0, 20, "○か\u3099e\u0301", 0),
			 5);
	assert_string_equal(row(0), "○か\u3099e\u0301");
	/* An accent alone stands on a blank. */
	assert_int_equal(hk_cells_puts(&cells, 0, 0, 20, "\u0301", 0), 1);
}

static void test_safe(void **state)
{
	(void)state;
	fresh(30, 1, false);
	hk_cells_puts(&cells, 0, 0, 30,
		      "a\033[2J\x9B\xC2\x85\u202E"
		      "b\n\tc\u2028\U000E0041d",
		      0);
	assert_string_equal(row(0), "a?[2J???b??c??d");
	/* Only the escapes of the library are styles. */
	fresh(30, 1, false);
	hk_cells_put_styled(&cells, 0, 0, 30,
			    hk_span_cstr("a\033[7m漢\033[mb\033[99mc\033]0;x"),
			    0);
	assert_string_equal(row(0), "a<漢>bc");
}

static void test_anything(void **state)
{
	uint32_t seed = 11;

	(void)state;
	fresh(20, 3, false);
	for (int i = 0; i < 3000; i++) {
		char bytes[40];
		size_t len = random_next(&seed) % sizeof(bytes);
		unsigned at = random_next(&seed) % 24;

		for (size_t k = 0; k < len; k++)
			bytes[k] =
				(char)(random_next(&seed) % 3
					       ? "\xE3\x81\x82\xCC\x81\x1B["[k %
									     7]
					       : (char)random_next(&seed));
		hk_cells_put_styled(&cells, random_next(&seed) % 4, at,
				    at + random_next(&seed) % 20,
				    hk_span_str(bytes, len), 0);
		for (unsigned r = 0; r < 3; r++) {
			struct hk_str text = hk_span_cstr(row(r));

			for (size_t k = 0; k < text.len; k++)
				assert_int_not_equal(text.data[k], '\033');
		}
	}
	hk_cells_release(&cells);
}

static void narrows(const char *query, const char *field, const char *key,
		    const char *wanted)
{
	struct hk_buf out;

	hk_buf_init(&out, 1000);
	assert_int_equal(hk_narrow_query(&out, hk_span_cstr(query), field,
					 hk_span_cstr(key)),
			 wanted ? HK_OK : HK_EUSAGE);
	if (wanted)
		assert_string_equal(out.data ? out.data : "", wanted);
	hk_buf_release(&out);
}

static void test_narrow(void **state)
{
	(void)state;
	narrows("港", "type", "html", "港 type:html");
	narrows(" 港 ", "path", "/a b/港", "港 path:\"/a b/港\"");
	narrows("港 type:html", "type", "html", "港");
	narrows("type:html 港", "type", "html", "港");
	narrows("a type:html 港", "type", "html", "a 港");
	/* Not a part of another one. */
	narrows("a type:html5", "type", "html", "a type:html5 type:html");
	narrows("", "tag", "x", "tag:x");
	narrows("港", "tag", "", NULL);
	narrows("港", "tag", "a\"b", NULL);
	narrows("港", "tag", "a\nb", NULL);
}

static void test_clip(void **state)
{
	struct hk_buf out;

	(void)state;
	hk_buf_init(&out, 1000);
	assert_int_equal(hk_clip_put(&out, hk_span_cstr("/a港")), HK_OK);
	assert_string_equal(out.data, "\033]52;c;L2HmuK8=\033\\");
	hk_buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),	 cmocka_unit_test(test_cut),
		cmocka_unit_test(test_widths),	 cmocka_unit_test(test_safe),
		cmocka_unit_test(test_narrow),	 cmocka_unit_test(test_clip),
		cmocka_unit_test(test_anything),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
