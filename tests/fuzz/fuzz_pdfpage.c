/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of PDFs: whatever characters stand wherever, they become sound blocks,
 * and none of them is lost. Eight bytes are a character: which one, its size
 * and a blank before it, its place, its width and height. */
#include <math.h>

#include "formats/pdf/page.h"
#include "tests/fuzz/fuzz.h"
#include "base/utf8.h"

#define PIECE 8

/* Letters, signs and numbers, as a byte says. */
static uint32_t character(uint8_t byte)
{
	static const uint32_t signs[] = {0x3002, 0x3001, 0x30FB, 0xFE35,
					 0x2022, '-',	 0x300D, 0xFFFD};

	if (byte < 0x20)
		return signs[byte % 8];
	if (byte < 0x80)
		return byte;
	return byte < 0xC0 ? 0x3041 + byte % 64u : 0x4E00 + byte * 9u;
}

static double number(uint8_t high, uint8_t low)
{
	static const double odd[] = {NAN,    INFINITY, -INFINITY, 1e300,
				     -1e300, 99999,    1e-9,	  -5000};

	if (high == 0xFF)
		return odd[low % 8];
	return high * 16.0 + low / 16.0 - 256;
}

static struct hk_pdf_glyph glyph(const uint8_t *p)
{
	struct hk_pdf_glyph g = {.c = character(p[0]),
				 .apart = p[1] & 1,
				 .size = p[1] / 4.0,
				 .x0 = number(p[2], p[3]),
				 .y0 = number(p[4], p[5])};

	g.x1 = g.x0 + p[6] / 4.0 - 1;
	g.y1 = g.y0 + p[7] / 4.0 - 1;
	return g;
}

/* Characters that are not blanks, tabs or marks of furigana. */
static size_t count_text(const struct hk_pdf_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->text.len;) {
		uint32_t c;
		size_t len = hk_utf8_decode(page->text.data + i,
					    page->text.len - i, &c);

		FUZZ_HOLDS(len);
		n += c > ' ' && !(c >= HK_PDF_BASE && c <= HK_PDF_READ);
		i += len;
	}
	return n;
}

static void check_blocks(const struct hk_pdf_page *page)
{
	size_t last = 0;

	for (size_t i = 0; i < page->block_count; i++) {
		const struct hk_pdf_block *b = &page->blocks[i];

		FUZZ_HOLDS(b->begin >= last && b->begin < b->end);
		last = b->end;
	}
	FUZZ_HOLDS(last <= page->text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t count = size / PIECE, expected = 0, stress = 0;
	struct hk_pdf_glyph *glyphs = calloc(count + 1, sizeof(*glyphs));
	struct hk_pdf_page page;

	FUZZ_HOLDS(glyphs);
	for (size_t i = 0; i < count; i++) {
		glyphs[i] = glyph(data + i * PIECE);
		expected += glyphs[i].c > ' ';
		stress += glyphs[i].c == 0x30FB;
	}
	hk_pdf_page_init(&page);
	FUZZ_HOLDS(!hk_pdf_page_read(&page, glyphs, count));
	check_blocks(&page);
	/* Only the dots that stress a word may go. */
	FUZZ_HOLDS(count_text(&page) <= expected);
	FUZZ_HOLDS(count_text(&page) + stress >= expected);
	hk_pdf_page_release(&page);
	free(glyphs);
	return 0;
}
