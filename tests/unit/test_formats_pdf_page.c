/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages from where their characters stand, as tests/rows/pdfpages.tsv has them;
 * and pages that no program would write. */
#include "tests/unit/rows.h"

#include <math.h>

#include "formats/pdf/page.h"
#include "tests/unit/random.h"

#define GLYPHS_MAX 4096

static struct hk_pdf_glyph glyphs[GLYPHS_MAX];
static size_t count;
static struct hk_pdf_page page;

static int set_up(void **state)
{
	(void)state;
	hk_pdf_page_init(&page);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hk_pdf_page_release(&page);
	return 0;
}

/* ---- Rows ---- */

/* Add a line, "x,y,size text". */
static void add_line(const char *line, size_t len)
{
	const char *end = line + len;
	char *rest;
	double x = strtod(line, &rest), y = strtod(rest + 1, &rest);
	double size = strtod(rest + 1, &rest), gap = 0, wide;
	char way = ' ';
	bool apart = true;

	if (*rest != ' ' && *rest != '+')
		way = *rest++;
	if (*rest == '+')
		gap = strtod(rest + 1, &rest);
	for (rest++; rest < end; apart = false) {
		struct hk_pdf_glyph g = {.size = size, .apart = apart};
		size_t n = hk_utf8_decode(rest, (size_t)(end - rest), &g.c);

		assert_true(n && count < GLYPHS_MAX);
		rest += n;
		wide = g.c < 0x80 ? size / 2 : size;
		g.x0 = x;
		g.y0 = way == 'u' ? y - wide : y;
		g.x1 = x + (way == ' ' ? wide : size);
		g.y1 = g.y0 +
		       (way == ' ' ? size : wide) * (way == 'l' ? 1.3 : 1);
		x += way == ' ' ? wide + gap : 0;
		y += way == ' ' ? 0 : way == 'u' ? -wide - gap : wide + gap;
		glyphs[count++] = g;
	}
}

/* Single letters come in rows, as the library reads them. */
static int compare(const void *a, const void *b)
{
	const struct hk_pdf_glyph *x = a, *y = b;

	if (x->y0 != y->y0)
		return x->y0 < y->y0 ? -1 : 1;
	return (x->x0 > y->x0) - (x->x0 < y->x0);
}

static void add_lines(struct hk_str lines)
{
	bool single = memmem(lines.data, lines.len, "l ", 2);

	count = 0;
	for (size_t i = 0, begin = 0; i <= lines.len; i++)
		if (i == lines.len || lines.data[i] == '|') {
			add_line(lines.data + begin, i - begin);
			begin = i + 1;
		}
	if (single)
		qsort(glyphs, count, sizeof(*glyphs), compare);
}

/* The blocks with their signs for furigana. */
static void show(struct hk_buf *out)
{
	static const char *const marks[] = {"｜", "《", "》"};

	for (size_t i = 0; i < page.block_count; i++) {
		const struct hk_pdf_block *b = &page.blocks[i];

		if (i)
			assert_int_equal(hk_buf_putc(out, '|'), HK_OK);
		for (size_t k = b->begin; k < b->end;) {
			uint32_t c;
			size_t n = hk_utf8_decode(page.text.data + k,
						  b->end - k, &c);

			assert_true(n);
			if (c >= HK_PDF_BASE && c <= HK_PDF_READ)
				assert_int_equal(
					hk_buf_puts(out,
						    marks[c - HK_PDF_BASE]),
					HK_OK);
			else
				assert_int_equal(
					hk_buf_append(out, page.text.data + k,
						      n),
					HK_OK);
			k += n;
		}
	}
}

static void test_rows(void **state)
{
	struct hk_buf got;
	struct rows rows;

	(void)state;
	hk_buf_init(&got, HK_BUF_NO_MAX);
	rows_open(&rows, "tests/rows/pdfpages.tsv", 3);
	while (rows_next(&rows)) {
		add_lines(rows.column[0]);
		assert_int_equal(hk_pdf_page_read(&page, glyphs, count), HK_OK);
		hk_buf_reset(&got);
		show(&got);
		rows_expect(&rows, 1, hk_buf_str(&got));
	}
	rows_close(&rows, 25);
	hk_buf_release(&got);
}

/* ---- Hostile pages ---- */

/* How often the letter stands in the text. */
static size_t count_letter(uint32_t letter)
{
	size_t n = 0;

	for (size_t i = 0; i < page.text.len;) {
		uint32_t c;
		size_t len = hk_utf8_decode(page.text.data + i,
					    page.text.len - i, &c);

		assert_true(len);
		n += c == letter;
		i += len;
	}
	return n;
}

/* A hundred thousand letters, at one place, or in one row or column, or in
 * none: all of them are there, and soon. */
static void test_many(void **state)
{
	const size_t many = HK_PDF_PAGE_GLYPHS_MAX / 4;
	struct hk_pdf_glyph *g = calloc(many, sizeof(*g));

	(void)state;
	assert_non_null(g);
	for (unsigned kind = 0; kind < 5; kind++) {
		for (size_t i = 0; i < many; i++) {
			double at = (double)i * (kind == 4 ? 0 : 0.3);
			double x = kind & 1 ? at : 0, y = kind & 2 ? at : 0;

			g[i] = (struct hk_pdf_glyph){0x6E2F, i % 3,  x, y,
						     x + 10, y + 10, 10};
			if (kind == 4)
				g[i].size = (double)(i % 977);
		}
		assert_int_equal(hk_pdf_page_read(&page, g, many), HK_OK);
		assert_int_equal(count_letter(0x6E2F), many);
	}
	free(g);
}

static double any_number(uint32_t *seed)
{
	static const double odd[] = {NAN,    INFINITY, -INFINITY, 1e300, -1e300,
				     1e-300, 0,	       -0.0,	  99999, 5e4};
	uint32_t n = (random_next(seed) % 40);

	return n < 10 ? odd[n] : (double)(random_next(seed) % 600);
}

/* Any numbers, also none: no letter is lost. */
static void test_any_place(void **state)
{
	uint32_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		count = (random_next(&seed) % 120);
		for (size_t i = 0; i < count; i++) {
			struct hk_pdf_glyph *g = &glyphs[i];

			g->c = (random_next(&seed) % 3) ? 0x6E2F : 0x306E;
			g->apart = (random_next(&seed) % 2);
			g->x0 = any_number(&seed);
			g->y0 = any_number(&seed);
			g->x1 = g->x0 + (double)(random_next(&seed) % 30) - 2;
			g->y1 = g->y0 + (double)(random_next(&seed) % 30) - 2;
			g->size = any_number(&seed);
		}
		assert_int_equal(hk_pdf_page_read(&page, glyphs, count), HK_OK);
		assert_int_equal(count_letter(0x6E2F) + count_letter(0x306E),
				 count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_rows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_any_place, set_up,
						tear_down),
	};

	return rows_run(tests, NULL, NULL);
}
