/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Paragraphs: which rows of a column belong together. */

#include "formats/pdf/page_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/char.h"

/* Distances of rows, as multiples of the usual one: between paragraphs, and
 * between two rows of which the first one does not end its sentence. */
#define PARTED	     1.35
#define PARTED_OPEN  1.75
#define PARTED_LARGE 1.9
/* Sizes of letters that differ so much are another kind of text. */
#define OTHER_SIZE 1.15
/* In letters: a row is full if it ends so close to the margin; an indent is
 * so deep. */
#define FULL	   2.0
#define INDENT	   0.6
#define INDENT_MAX 4.0
#define SAME	   0.35
/* Rows of so many letters that end at the same place fill their column. */
#define WIDE 12
/* A row that is in the middle of a sentence is so long, and so much of its
 * column wide. */
#define LONG 18
/* Rows that are narrower than so much of the widest make no margin. */
#define SHORT 0.25
/* Rows that make a margin, in percent. */
#define MARGIN 15
#define MIDDLE 0.6

struct column {
	struct hk_pdf_page *page;
	struct hk_pdf_layout *layout;
	double *ends; /* where the rows end, sorted */
	double left, right, pitch;
};

static const struct hk_pdf_piece *edge_piece(const struct hk_pdf_layout *l,
					     const struct hk_pdf_row *row,
					     bool last)
{
	return &l->pieces[l->order[row->first + (last ? row->count - 1 : 0)]];
}

static uint32_t first_char(const struct hk_pdf_layout *l,
			   const struct hk_pdf_row *row)
{
	return l->spots[edge_piece(l, row, false)->first].c;
}

/* Its last character, or the one that is `back` before it; 0: none. */
static uint32_t last_char(const struct hk_pdf_layout *l,
			  const struct hk_pdf_row *row, size_t back)
{
	const struct hk_pdf_piece *p = edge_piece(l, row, true);

	return back < p->count ? l->spots[p->first + p->count - 1 - back].c : 0;
}

/* ---- The column ---- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Where the rightmost `need` rows end that end within one letter; 0: nowhere.
 */
static double common_end(const double *ends, size_t count, size_t need,
			 double em)
{
	for (size_t i = count; i >= need; i--)
		if (ends[i - 1] - ends[i - need] < em)
			return ends[i - 1];
	return 0;
}

/* The right margin: where many rows end, or at least two. Others may reach over
 * it. */
static double right_margin(double *ends, size_t count, double em)
{
	size_t many = count * MARGIN / 100;
	double right;

	if (!count)
		return 0;
	qsort(ends, count, sizeof(*ends), compare);
	right = common_end(ends, count, many < 3 ? 3 : many, em);
	if (right <= 0)
		right = common_end(ends, count, 2, em);
	return right > 0 ? right : ends[count - 1];
}

/* The usual distance of rows inside a paragraph; a column may have more gaps
 * between paragraphs than rows inside of them. */
static double usual_pitch(const struct hk_pdf_layout *l)
{
	size_t n = 0;

	for (size_t i = 1; i < l->row_count; i++) {
		const struct hk_pdf_row *row = &l->rows[i];
		double pitch = row->v - row[-1].v;

		if (pitch > row->em * 0.7 && !row->cells)
			l->sizes[n++] = pitch;
	}
	qsort(l->sizes, n, sizeof(*l->sizes), compare);
	return n ? l->sizes[n / 4] : 0;
}

static void measure(struct column *c)
{
	const struct hk_pdf_layout *l = c->layout;
	double widest = 0;
	size_t n = 0;

	c->left = INFINITY;
	for (size_t i = 0; i < l->row_count; i++) {
		const struct hk_pdf_row *row = &l->rows[i];

		c->left = fmin(c->left, row->u0);
		if (!row->cells)
			widest = fmax(widest, row->u1 - row->u0);
	}
	/* A short row may be the number of the page. */
	for (size_t i = 0; i < l->row_count; i++)
		if (!l->rows[i].cells &&
		    l->rows[i].u1 - l->rows[i].u0 >= widest * SHORT)
			l->sizes[n++] = l->rows[i].u1;
	c->right = right_margin(l->sizes, n, l->em);
	c->pitch = usual_pitch(l);
}

/* ---- Rows ---- */

/* The width of the first word of a row of letters, which may have been too
 * long for the row before. */
static double first_word(const struct hk_pdf_layout *l,
			 const struct hk_pdf_row *row)
{
	const struct hk_pdf_piece *p = edge_piece(l, row, false);
	size_t i = p->first, end = p->first + p->count;

	if (hk_char_japanese(l->spots[i].c))
		return 0;
	while (i + 1 < end && !hk_char_japanese(l->spots[i + 1].c) &&
	       !l->spots[i + 1].apart)
		i++;
	return fmin(l->spots[i].u1 - row->u0, row->em * 30);
}

/* Does row `i` reach the right margin, or would the next one's first word not
 * have fitted? */
static bool is_full(const struct column *c, size_t i)
{
	const struct hk_pdf_layout *l = c->layout;
	const struct hk_pdf_row *row = &l->rows[i];
	double word = i + 1 < l->row_count ? first_word(l, row + 1) : 0;

	if (c->right - row->u1 <= FULL * row->em + word)
		return true;
	if (row->u1 - row->u0 < WIDE * row->em)
		return false;
	return (i && fabs(row[-1].u1 - row->u1) < SAME * row->em) ||
	       (i + 1 < l->row_count &&
		fabs(row[1].u1 - row->u1) < SAME * row->em);
}

static bool ends_sentence(const struct hk_pdf_layout *l,
			  const struct hk_pdf_row *row)
{
	uint32_t c = last_char(l, row, 0);

	if (hk_char_closing(c))
		c = last_char(l, row, 1);
	return hk_char_sentence_end(c) || c == '.';
}

/* A sign at the beginning of an item of a list. */
static bool is_bullet(uint32_t c)
{
	switch (c) {
	case 0x30FB: /* ・ */
	case 0x2022: /* • */
	case 0x2219: /* ∙ */
	case 0x25CF: /* ● */
	case 0x25CB: /* ○ */
	case 0x25A0: /* ■ */
	case 0x25A1: /* □ */
	case 0x25AA: /* ▪ */
	case 0x25B6: /* ▶ */
	case 0x25C6: /* ◆ */
	case 0x25C7: /* ◇ */
	case 0x203B: /* ※ */
		return true;
	default:
		return c >= 0x2460 && c <= 0x2473; /* ① */
	}
}

/* Does an item of a list begin with the row? */
static bool is_item(const struct hk_pdf_layout *l, const struct hk_pdf_row *row)
{
	const struct hk_pdf_piece *p = edge_piece(l, row, false);
	uint32_t c = first_char(l, row);

	if (c == '-' || c == '*' || c == 0x2013)
		return p->count == 1 || l->spots[p->first + 1].apart;
	return is_bullet(c);
}

/* Is row `i` indented against `left`, as the first one of a paragraph is? */
static bool is_indented(const struct hk_pdf_row *row, double left)
{
	double indent = (row->u0 - left) / row->em;

	return indent > INDENT && indent < INDENT_MAX;
}

/* ---- Where a paragraph begins ---- */

/* By its size or its distance. */
static bool is_parted(const struct column *c, const struct hk_pdf_row *a,
		      const struct hk_pdf_row *b, bool open)
{
	double larger = fmax(a->em, b->em) / fmin(a->em, b->em);
	double pitch = fmax(c->pitch, b->em), distance = b->v - a->v;

	if (larger > OTHER_SIZE)
		return true;
	/* Lines of a heading are as far apart as their letters are large. */
	if (b->em > c->layout->em * OTHER_SIZE && larger < 1.05)
		return distance > fmax(pitch * PARTED, b->em * PARTED_LARGE);
	return distance > pitch * (open ? PARTED_OPEN : PARTED);
}

/* By its indent. `begin` is the first row of the paragraph at hand. */
static bool is_shifted(const struct column *c, size_t begin, size_t i,
		       bool open)
{
	const struct hk_pdf_layout *l = c->layout;
	const struct hk_pdf_row *b = &l->rows[i], *a = b - 1;
	double same = SAME * b->em;

	/* A hanging indent, not that of a paragraph. */
	if (is_indented(b, a->u0))
		return !(open && i == begin + 1);
	if (b->u0 < a->u0 - INDENT * b->em && i > begin + 1 &&
	    fabs(a->u0 - a[-1].u0) < same)
		return !open; /* the next item */
	return false;
}

/* Is the row in the middle of a sentence, though it does not reach the margin?
 * It is long, and the next one begins as no text begins. */
static bool is_mid_sentence(const struct column *c, const struct hk_pdf_row *a,
			    const struct hk_pdf_row *b)
{
	const struct hk_pdf_layout *l = c->layout;
	uint32_t last = last_char(l, a, 0), first = first_char(l, b);

	return hk_pdf_layout_letter(last) && !ends_sentence(l, a) &&
	       (hk_char_hiragana(first) || hk_char_closing(first) ||
		first == 0x3001 || first == 0x3002 || first == 0xFF0C ||
		first == 0xFF0E || first == 0x30FC) &&
	       a->u1 - a->u0 >= LONG * a->em &&
	       a->u1 > c->left + (c->right - c->left) * MIDDLE &&
	       fabs(a->u0 - b->u0) < INDENT * b->em &&
	       b->v - a->v < fmax(c->pitch, b->em) * 1.1;
}

/* Does a paragraph begin with row `i`, not the first one? */
static bool begins(const struct column *c, size_t begin, size_t i)
{
	const struct hk_pdf_layout *l = c->layout;
	const struct hk_pdf_row *b = &l->rows[i], *a = b - 1;
	bool full = is_full(c, i - 1), open = full && !ends_sentence(l, a);
	bool large = b->em > l->em * OTHER_SIZE;

	if (a->cells || b->cells || is_parted(c, a, b, open))
		return true;
	if (is_item(l, b) && b->u0 < a->u0 + INDENT * b->em)
		return true;
	if (!full && !large && !is_mid_sentence(c, a, b))
		return true;
	return !large && is_shifted(c, begin, i, open);
}

/* ---- Blocks ---- */

/* Where the rows stand on the page. */
static void place(const struct hk_pdf_layout *l, struct hk_pdf_block *block,
		  const struct hk_pdf_row *a, const struct hk_pdf_row *b)
{
	double u0 = INFINITY, u1 = -INFINITY, v0, v1;

	for (const struct hk_pdf_row *row = a; row <= b; row++) {
		u0 = fmin(u0, row->u0);
		u1 = fmax(u1, row->u1);
	}
	v0 = a->v - a->em / 2;
	v1 = b->v + b->em / 2;
	switch (l->turn) {
	case HK_PDF_DOWN:
		*block = (struct hk_pdf_block){
			.x0 = -v1, .x1 = -v0, .y0 = u0, .y1 = u1};
		break;
	case HK_PDF_UP:
		*block = (struct hk_pdf_block){
			.x0 = v0, .x1 = v1, .y0 = -u1, .y1 = -u0};
		break;
	default:
		*block = (struct hk_pdf_block){
			.x0 = u0, .x1 = u1, .y0 = v0, .y1 = v1};
	}
}

/* May it be the rest of a paragraph? Its first row has no indent against the
 * second one, or against the column. */
static bool is_flush(const struct column *c, size_t begin, size_t end)
{
	const struct hk_pdf_row *a = &c->layout->rows[begin];

	if (a->cells || is_item(c->layout, a))
		return false;
	if (end > begin + 1)
		return !is_indented(a, a[1].u0);
	return !is_indented(a, c->left);
}

static enum hk_status add(struct column *c, size_t begin, size_t end)
{
	struct hk_pdf_layout *l = c->layout;
	struct hk_pdf_page *page = c->page;
	const struct hk_pdf_row *a = &l->rows[begin], *b = &l->rows[end - 1];
	enum hk_status status = HK_OK;
	struct hk_pdf_block block;

	place(l, &block, a, b);
	block.begin = page->text.len;
	if (a->cells)
		status =
			hk_pdf_layout_cells(l, begin, end - begin, &page->text);
	for (size_t i = begin; i < end && !status && !a->cells; i++) {
		if (i > begin)
			status = hk_buf_putc(&page->text, '\n');
		if (!status)
			status = hk_pdf_layout_write(l, i, 0, l->rows[i].count,
						     &page->text);
	}
	for (size_t i = begin; i < end; i++)
		l->sizes[i - begin] = l->rows[i].em;
	block.end = page->text.len;
	block.lines = (unsigned)(end - begin);
	block.size = hk_pdf_layout_median(l->sizes, end - begin);
	if (a->cells)
		block.flags |= HK_PDF_BLOCK_ROW;
	else if (is_full(c, end - 1) && !ends_sentence(l, b))
		block.flags |= HK_PDF_BLOCK_OPEN;
	if (is_flush(c, begin, end))
		block.flags |= HK_PDF_BLOCK_FLUSH;
	if (!HK_ARRAY_RESERVE(page->blocks, page->block_capacity,
			      page->block_count + 1))
		return HK_ENOMEM;
	page->blocks[page->block_count++] = block;
	return status ? status : hk_buf_putc(&page->text, '\n');
}

enum hk_status hk_pdf_layout_blocks(void *ctx, struct hk_pdf_layout *l,
				    size_t first, size_t count)
{
	struct column c = {.page = ctx, .layout = l};
	enum hk_status status = hk_pdf_layout_rows(l, first, count);
	size_t begin = 0;

	if (status)
		return status;
	measure(&c);
	while (begin < l->row_count && !status) {
		size_t end = begin + 1;

		if (l->rows[begin].cells)
			end = begin + hk_pdf_layout_record(l, begin);
		else
			while (end < l->row_count && !begins(&c, begin, end))
				end++;
		status = add(&c, begin, end);
		begin = end;
	}
	return status;
}
