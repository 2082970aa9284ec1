/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/pdf/page.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "formats/pdf/page_private.h"
#include "text/char.h"
#include "base/utf8.h"

/* Points: no page is larger (PDF allows 14,400 without a scale of its own). */
#define FAR    100000.0
#define EM_MAX 2000.0
/* What may be a running head: so many lines, so many blocks. */
#define EDGE_LINES  2
#define EDGE_BLOCKS 4

void hk_pdf_page_init(struct hk_pdf_page *page)
{
	*page = (struct hk_pdf_page){.blocks = NULL};
	hk_buf_init(&page->text, HK_PDF_TEXT_MAX);
}

void hk_pdf_page_release(struct hk_pdf_page *page)
{
	hk_buf_release(&page->text);
	free(page->blocks);
	page->blocks = NULL;
	page->block_count = page->block_capacity = 0;
}

bool hk_pdf_layout_letter(uint32_t c)
{
	return hk_char_han(c) || hk_char_hiragana(c) || hk_char_katakana(c);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double hk_pdf_layout_median(double *numbers, size_t count)
{
	if (!count)
		return 0;
	qsort(numbers, count, sizeof(*numbers), compare);
	return numbers[count / 2];
}

/* ---- The characters ---- */

static bool is_near(double number)
{
	return isfinite(number) && fabs(number) <= FAR;
}

/* May its place be believed? */
static bool is_placed(const struct hk_pdf_glyph *g)
{
	return is_near(g->x0) && is_near(g->y0) && is_near(g->x1) &&
	       is_near(g->y1) && g->x0 <= g->x1 && g->y0 <= g->y1;
}

/* The size of a letter: the font's, unless the box says that it is another. */
static double size_of(const struct hk_pdf_glyph *g)
{
	double width = g->x1 - g->x0, height = g->y1 - g->y0;
	double large = fmax(width, height), size = g->size;

	if (!isfinite(size) || size < large * 0.4 || size > large * 3)
		size = hk_pdf_layout_letter(g->c) ? fmin(width, height) : large;
	return fmin(fmax(size, 0.5), EM_MAX);
}

/* Signs as they are in vertical lines, in their form for horizontal ones. From
 * the names of the blocks "Vertical Forms" and "CJK Compatibility Forms". */
static uint32_t upright(uint32_t c)
{
	static const uint16_t first[] = {0xFF0C, 0x3001, 0x3002, 0xFF1A,
					 0xFF1B, 0xFF01, 0xFF1F, 0x3016,
					 0x3017, 0x2026};
	static const uint16_t second[] = {
		0x2025, 0x2014, 0x2013, 0xFF3F, 0xFF3F, 0xFF08, 0xFF09,
		0xFF5B, 0xFF5D, 0x3014, 0x3015, 0x3010, 0x3011, 0x300A,
		0x300B, 0x3008, 0x3009, 0x300C, 0x300D, 0x300E, 0x300F,
		0x3001, 0x3001, 0xFF3B, 0xFF3D};

	if (c >= 0xFE10 && c <= 0xFE19)
		return first[c - 0xFE10];
	if (c >= 0xFE30 && c <= 0xFE48 && c != 0xFE45 && c != 0xFE46)
		return second[c - 0xFE30];
	return c;
}

static struct hk_pdf_spot make_spot(const struct hk_pdf_glyph *g, size_t from,
				    enum hk_pdf_turn turn)
{
	struct hk_pdf_spot s = {.c = upright(g->c),
				.from = (uint32_t)from,
				.em = size_of(g),
				.apart = g->apart};
	double x = (g->x0 + g->x1) / 2, y = (g->y0 + g->y1) / 2, half;

	if (turn == HK_PDF_ACROSS) {
		s.u0 = g->x0;
		s.u1 = g->x1;
		s.v = y;
		return s;
	}
	/* A font for horizontal lines has boxes that are too high. */
	half = (g->y1 - g->y0) / 2;
	if (hk_pdf_layout_letter(g->c) || g->c >= 0x3000)
		half = fmin(half, s.em / 2);
	y = turn == HK_PDF_DOWN ? y : -y;
	s.u0 = y - half;
	s.u1 = y + half;
	s.v = turn == HK_PDF_DOWN ? -x : x;
	return s;
}

/* ---- Reading what runs one way ---- */

static enum hk_status make_room(struct hk_pdf_layout *l)
{
	size_t n = l->spot_count + 1;

	l->order = calloc(n, sizeof(*l->order));
	l->spare = calloc(n, sizeof(*l->spare));
	l->sizes = calloc(n, sizeof(*l->sizes));
	return l->order && l->spare && l->sizes ? HK_OK : HK_ENOMEM;
}

static enum hk_status read_turned(struct hk_pdf_page *page,
				  struct hk_pdf_layout *l)
{
	enum hk_status status = make_room(l);

	for (size_t i = 0; i < l->spot_count && !status; i++)
		l->sizes[i] = l->spots[i].em;
	if (!status)
		l->em = hk_pdf_layout_median(l->sizes, l->spot_count);
	if (!status)
		status = hk_pdf_layout_pieces(l);
	if (!status)
		status = hk_pdf_layout_ruby(l);
	if (!status)
		status = hk_pdf_layout_columns(l, hk_pdf_layout_blocks, page);
	free(l->pieces);
	free(l->order);
	free(l->spare);
	free(l->rows);
	free(l->sizes);
	return status;
}

/* The characters of this turn, or those that have no place. */
static enum hk_status read_turn(struct hk_pdf_page *page,
				const struct hk_pdf_glyph *glyphs,
				const unsigned char *turns, size_t count,
				enum hk_pdf_turn turn)
{
	struct hk_pdf_layout layout = {.turn = turn};
	enum hk_status status = HK_OK;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += turns[i] == turn;
	if (!n)
		return HK_OK;
	layout.spots = calloc(n, sizeof(*layout.spots));
	if (!layout.spots)
		return HK_ENOMEM;
	for (size_t i = 0; i < count; i++)
		if (turns[i] == turn)
			layout.spots[layout.spot_count++] =
				make_spot(&glyphs[i], i, turn);
	status = read_turned(page, &layout);
	free(layout.spots);
	return status;
}

/* ---- What has no place ---- */

static enum hk_status put(struct hk_buf *out, uint32_t c)
{
	char bytes[4];
	size_t n = hk_utf8_encode(bytes, c);

	return n ? hk_buf_append(out, bytes, n) : HK_OK;
}

/* Keep those characters in their order, as a block at the end. */
static enum hk_status read_rest(struct hk_pdf_page *page,
				const struct hk_pdf_glyph *glyphs,
				const unsigned char *turns, size_t count)
{
	struct hk_pdf_block block = {.begin = page->text.len,
				     .flags = HK_PDF_BLOCK_PLAIN};
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < count && !status; i++) {
		if (turns && turns[i] < HK_PDF_TURN_COUNT)
			continue;
		if (glyphs[i].apart && page->text.len > block.begin)
			status = hk_buf_putc(&page->text, ' ');
		if (!status)
			status = put(&page->text, upright(glyphs[i].c));
	}
	block.end = page->text.len;
	if (status || block.end == block.begin)
		return status;
	if (!HK_ARRAY_RESERVE(page->blocks, page->block_capacity,
			      page->block_count + 1))
		return HK_ENOMEM;
	page->blocks[page->block_count++] = block;
	return hk_buf_putc(&page->text, '\n');
}

/* ---- Edges ---- */

static int compare_top(const void *a, const void *b)
{
	const struct hk_pdf_block *const *x = a, *const *y = b;

	return ((*x)->y0 > (*y)->y0) - ((*x)->y0 < (*y)->y0);
}

static int compare_bottom(const void *a, const void *b)
{
	return compare_top(b, a);
}

static bool is_short(const struct hk_pdf_block *block)
{
	return block->lines <= EDGE_LINES &&
	       !(block->flags & HK_PDF_BLOCK_PLAIN);
}

/* Mark the short blocks above everything else. */
static void mark_top(struct hk_pdf_block **sorted, size_t count)
{
	for (size_t i = 0; i < count && i < EDGE_BLOCKS; i++) {
		if (!is_short(sorted[i]))
			return;
		sorted[i]->flags |= HK_PDF_BLOCK_TOP;
	}
}

static void mark_bottom(struct hk_pdf_block **sorted, size_t count)
{
	for (size_t i = 0; i < count && i < EDGE_BLOCKS; i++) {
		if (!is_short(sorted[i]))
			return;
		sorted[i]->flags |= HK_PDF_BLOCK_BOTTOM;
	}
}

static enum hk_status mark_edges(struct hk_pdf_page *page)
{
	size_t count = page->block_count;
	struct hk_pdf_block **sorted = calloc(count + 1, sizeof(*sorted));

	if (!sorted)
		return HK_ENOMEM;
	for (size_t i = 0; i < count; i++)
		sorted[i] = &page->blocks[i];
	qsort(sorted, count, sizeof(*sorted), compare_top);
	mark_top(sorted, count);
	qsort(sorted, count, sizeof(*sorted), compare_bottom);
	mark_bottom(sorted, count);
	free(sorted);
	return HK_OK;
}

/* ---- The page ---- */

static enum hk_status read_placed(struct hk_pdf_page *page,
				  const struct hk_pdf_glyph *glyphs,
				  unsigned char *turns, size_t count)
{
	enum hk_status status = hk_pdf_layout_turn(turns, glyphs, count);
	unsigned main = 0, n[HK_PDF_TURN_COUNT] = {0};

	for (size_t i = 0; i < count && !status; i++)
		if (turns[i] < HK_PDF_TURN_COUNT && ++n[turns[i]] > n[main])
			main = turns[i];
	if (!status)
		status = read_turn(page, glyphs, turns, count,
				   (enum hk_pdf_turn)main);
	for (unsigned t = 0; t < HK_PDF_TURN_COUNT && !status; t++)
		if (t != main)
			status = read_turn(page, glyphs, turns, count,
					   (enum hk_pdf_turn)t);
	if (!status)
		status = mark_edges(page);
	return status;
}

enum hk_status hk_pdf_page_read(struct hk_pdf_page *page,
				const struct hk_pdf_glyph *glyphs, size_t count)
{
	enum hk_status status = HK_OK;
	unsigned char *turns;

	hk_buf_reset(&page->text);
	page->block_count = 0;
	if (count > HK_PDF_PAGE_GLYPHS_MAX)
		return read_rest(page, glyphs, NULL, count);
	turns = calloc(count + 1, 1);
	if (!turns)
		return HK_ENOMEM;
	for (size_t i = 0; i < count; i++)
		turns[i] = is_placed(&glyphs[i]) ? HK_PDF_ACROSS
						 : HK_PDF_TURN_COUNT;
	status = read_placed(page, glyphs, turns, count);
	if (!status)
		status = read_rest(page, glyphs, turns, count);
	free(turns);
	return status;
}
