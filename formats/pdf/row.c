/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Rows: pieces beside each other, and what a gap between them means. */

#include "formats/pdf/page_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "text/char.h"
#include "base/utf8.h"

/* All as multiples of the size of a letter. */
#define SAME_ROW 0.4
/* A part of a formula above or below its row. */
#define NEAR_ROW 0.85
/* Gaps: between cells for certain; between cells if it goes on in the next row,
 * for kanji and kana and for words of letters; between words of kanji and kana,
 * and of letters; between letters that are spread. */
#define CELL	     2.0
#define NEAR	     2 /* rows */
#define CELL_IN_LINE 0.6
#define CELL_LATIN   1.2
#define BLANK	     0.45
#define BLANK_LATIN  0.15
#define SPREAD	     2.5

/* Words as they were recognised on a picture: gaps, and borders of letters that
 * are enough to say so. */
#define LOOSE	  1.5
#define LOOSE_GAP 0.2
#define LOOSE_MIN 10
/* Kanji and kana that are enough to say how large the letters of a row are. */
#define LETTERS 4

enum gap {
	NONE,
	WORD,
	APART
};

static const struct hk_pdf_piece *piece(const struct hk_pdf_layout *l,
					const struct hk_pdf_row *row, size_t i)
{
	return &l->pieces[l->order[row->first + i]];
}

/* ---- Making rows ---- */

static int compare_u(const void *a, const void *b)
{
	const struct hk_pdf_piece *const *x = a, *const *y = b;

	if ((*x)->u0 != (*y)->u0)
		return (*x)->u0 < (*y)->u0 ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

static enum hk_status sort_row(struct hk_pdf_layout *l,
			       const struct hk_pdf_row *row)
{
	const struct hk_pdf_piece **sorted;

	if (row->count < 2)
		return HK_OK;
	sorted = calloc(row->count, sizeof(*sorted));
	if (!sorted)
		return HK_ENOMEM;
	for (size_t i = 0; i < row->count; i++)
		sorted[i] = piece(l, row, i);
	qsort(sorted, row->count, sizeof(*sorted), compare_u);
	for (size_t i = 0; i < row->count; i++)
		l->order[row->first + i] = (uint32_t)(sorted[i] - l->pieces);
	free(sorted);
	return HK_OK;
}

static void add_piece(struct hk_pdf_row *row, const struct hk_pdf_piece *p)
{
	row->u0 = row->count ? fmin(row->u0, p->u0) : p->u0;
	row->u1 = row->count ? fmax(row->u1, p->u1) : p->u1;
	if (p->em > row->em) {
		row->em = p->em;
		row->v = p->v;
	}
	row->count++;
}

/* Is the second row a small part of the first one, or the other way round,
 * which stands in a gap of it? */
static bool is_part(const struct hk_pdf_layout *l, const struct hk_pdf_row *a,
		    const struct hk_pdf_row *b)
{
	const struct hk_pdf_row *large = a, *small = b;
	double em = fmax(a->em, b->em);

	if (a->u1 - a->u0 < b->u1 - b->u0) {
		large = b;
		small = a;
	}
	if (b->v - a->v >= NEAR_ROW * em ||
	    (small->u1 - small->u0) * 4 > large->u1 - large->u0 ||
	    small->count > 4)
		return false;
	for (size_t i = 0; i < large->count; i++)
		for (size_t k = 0; k < small->count; k++)
			if (piece(l, large, i)->u0 <
				    piece(l, small, k)->u1 - em * 0.1 &&
			    piece(l, small, k)->u0 <
				    piece(l, large, i)->u1 - em * 0.1)
				return false;
	return true;
}

static void join_rows(struct hk_pdf_layout *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->row_count; i++) {
		struct hk_pdf_row *row = &l->rows[i];
		struct hk_pdf_row *before = n ? &l->rows[n - 1] : NULL;

		if (before && is_part(l, before, row)) {
			if (row->u1 - row->u0 > before->u1 - before->u0) {
				before->v = row->v;
				before->em = row->em;
			}
			before->u0 = fmin(before->u0, row->u0);
			before->u1 = fmax(before->u1, row->u1);
			before->count += row->count;
			continue;
		}
		l->rows[n++] = *row;
	}
	l->row_count = n;
}

/* The usual size of the letters: of kanji and kana, if some are such. */
static double usual_em(const struct hk_pdf_layout *l,
		       const struct hk_pdf_row *row)
{
	size_t letters = 0, all = 0;

	for (unsigned pass = 0; pass < 2; pass++) {
		all = letters;
		letters = 0;
		for (size_t i = 0; i < row->count; i++) {
			const struct hk_pdf_piece *p = piece(l, row, i);

			for (size_t k = p->first; k < p->first + p->count; k++)
				if (!pass ||
				    hk_pdf_layout_letter(l->spots[k].c))
					l->sizes[letters++] = l->spots[k].em;
		}
	}
	if (letters * 4 >= all || letters >= LETTERS)
		return hk_pdf_layout_median(l->sizes, letters);
	letters = 0;
	for (size_t i = 0; i < row->count; i++) {
		const struct hk_pdf_piece *p = piece(l, row, i);

		for (size_t k = p->first; k < p->first + p->count; k++)
			l->sizes[letters++] = l->spots[k].em;
	}
	return hk_pdf_layout_median(l->sizes, letters);
}

/* ---- Gaps ---- */

static const struct hk_pdf_spot *first_of(const struct hk_pdf_layout *l,
					  const struct hk_pdf_piece *p)
{
	return &l->spots[p->first];
}

static const struct hk_pdf_spot *last_of(const struct hk_pdf_layout *l,
					 const struct hk_pdf_piece *p)
{
	return &l->spots[p->first + p->count - 1];
}

/* The usual gap between kanji and kana of the row, in letters. */
static double usual_gap(const struct hk_pdf_layout *l,
			const struct hk_pdf_row *row)
{
	const struct hk_pdf_spot *before = NULL;
	size_t n = 0;

	for (size_t i = 0; i < row->count; i++) {
		const struct hk_pdf_piece *p = piece(l, row, i);

		for (size_t k = p->first; k < p->first + p->count; k++) {
			const struct hk_pdf_spot *s = &l->spots[k];

			if (before && hk_pdf_layout_letter(s->c) &&
			    hk_pdf_layout_letter(before->c))
				l->sizes[n++] =
					fmax(s->u0 - before->u1, 0) / s->em;
			before = s;
		}
	}
	return hk_pdf_layout_median(l->sizes, n);
}

/* Has the row a gap where this one has one? */
static bool has_gap(const struct hk_pdf_layout *l, const struct hk_pdf_row *row,
		    double u0, double u1)
{
	double need = (u1 - u0) / 2;
	size_t low = 0, high = row->count;

	/* The first piece that begins behind the middle of the gap. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (piece(l, row, middle)->u0 < u0 + need)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || low == row->count)
		return false;
	return fmin(piece(l, row, low)->u0, u1) -
		       fmax(piece(l, row, low - 1)->u1, u0) >=
	       need;
}

/*
 * Are the letters of the column as a program recognised them on a picture, each
 * word where it found it? Then many gaps between letters are wide, and many of
 * the words so made are one letter.
 */
static bool is_loose(const struct hk_pdf_layout *l)
{
	size_t borders = 0, gaps = 0, singles = 0, run = 0;
	const struct hk_pdf_spot *before;

	for (size_t i = 0; i < l->row_count; i++) {
		const struct hk_pdf_row *row = &l->rows[i];

		before = NULL;
		for (size_t k = 0; k < row->count; k++) {
			const struct hk_pdf_piece *p = piece(l, row, k);

			for (size_t n = p->first; n < p->first + p->count;
			     n++) {
				const struct hk_pdf_spot *s = &l->spots[n];
				double gap;

				if (!before || !hk_pdf_layout_letter(s->c) ||
				    !hk_pdf_layout_letter(before->c)) {
					before = s;
					run = 1;
					continue;
				}
				gap = (s->u0 - before->u1) / s->em;
				borders++;
				before = s;
				if (gap > LOOSE_GAP && gap < LOOSE) {
					gaps++;
					singles += run == 1;
					run = 0;
				}
				run++;
			}
		}
	}
	return borders >= LOOSE_MIN && gaps * 10 >= borders * 3 &&
	       singles * 10 >= gaps * 3;
}

/* Has a row near this one a gap there? One between may be a cell that runs on.
 */
static bool is_in_line(const struct hk_pdf_layout *l, size_t at, double u0,
		       double u1)
{
	size_t from = at > NEAR ? at - NEAR : 0;
	const struct hk_pdf_row *row = &l->rows[at];

	for (size_t i = from; i < l->row_count && i <= at + NEAR; i++)
		if (i != at &&
		    fabs(l->rows[i].v - row->v) < NEAR * 1.8 * row->em &&
		    has_gap(l, &l->rows[i], u0, u1))
			return true;
	return false;
}

static bool is_latin(uint32_t c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Are there furigana over the gap, which is wide for their sake? */
static bool is_under_ruby(const struct hk_pdf_layout *l,
			  const struct hk_pdf_piece *base, double u0, double u1)
{
	for (size_t i = base->ruby; i; i = l->pieces[i - 1].ruby) {
		const struct hk_pdf_piece *r = &l->pieces[i - 1];
		double over = fmin(r->u1, u1) - fmax(r->u0, u0);

		if (over >= (u1 - u0) / 2)
			return true;
	}
	return false;
}

/* What is between two letters that are in the same piece, or in two. */
static enum gap gap_of(const struct hk_pdf_layout *l,
		       const struct hk_pdf_spot *a, const struct hk_pdf_spot *b,
		       double usual)
{
	double em = fmax(a->em, b->em), gap = (b->u0 - a->u1) / em;

	if (hk_char_japanese(a->c) && hk_char_japanese(b->c)) {
		bool letters = hk_pdf_layout_letter(a->c) &&
			       hk_pdf_layout_letter(b->c);

		if (gap < (letters ? BLANK : 1) || gap < 1.6 * usual + 0.1 ||
		    (l->loose && gap < LOOSE))
			return NONE;
		return WORD;
	}
	if (b->from == a->from + 1)
		return b->apart && gap > 0.05 ? WORD : NONE;
	return gap > BLANK_LATIN ? WORD : NONE;
}

/* What is between piece `i` of the row and the next one. */
static enum gap piece_gap(const struct hk_pdf_layout *l, size_t at, size_t i,
			  double usual)
{
	const struct hk_pdf_row *row = &l->rows[at];
	const struct hk_pdf_piece *p = piece(l, row, i);
	const struct hk_pdf_piece *q = piece(l, row, i + 1);
	const struct hk_pdf_spot *a = last_of(l, p), *b = first_of(l, q);
	bool letters = hk_pdf_layout_letter(a->c) && hk_pdf_layout_letter(b->c);
	bool latin = is_latin(a->c) || is_latin(b->c);
	double em = fmax(a->em, b->em), gap = (q->u0 - p->u1) / em;

	if (letters && gap < (l->loose ? LOOSE : 1.6 * usual + 0.1))
		return NONE;
	if (letters && p->count == 1 && q->count == 1 && gap <= SPREAD)
		return NONE;
	if (is_under_ruby(l, p, p->u1, q->u0) ||
	    is_under_ruby(l, q, p->u1, q->u0))
		return NONE;
	if (gap >= CELL)
		return APART;
	if (!l->loose && gap >= (latin ? CELL_LATIN : CELL_IN_LINE) &&
	    !hk_char_sentence_end(b->c) && is_in_line(l, at, p->u1, q->u0))
		return APART;
	return gap_of(l, a, b, usual);
}

/* ---- Rows of a column ---- */

static bool is_same_row(const struct hk_pdf_row *row,
			const struct hk_pdf_piece *p)
{
	return row->count &&
	       fabs(p->v - row->v) < SAME_ROW * fmax(row->em, p->em);
}

enum hk_status hk_pdf_layout_rows(struct hk_pdf_layout *l, size_t first,
				  size_t count)
{
	enum hk_status status = HK_OK;

	l->row_count = 0;
	for (size_t i = first; i < first + count; i++) {
		const struct hk_pdf_piece *p = &l->pieces[l->order[i]];
		struct hk_pdf_row *row =
			l->row_count ? &l->rows[l->row_count - 1] : NULL;

		if (!row || !is_same_row(row, p)) {
			if (!HK_ARRAY_RESERVE(l->rows, l->row_capacity,
					      l->row_count + 1))
				return HK_ENOMEM;
			row = &l->rows[l->row_count++];
			*row = (struct hk_pdf_row){.first = i};
		}
		add_piece(row, p);
	}
	join_rows(l);
	for (size_t i = 0; i < l->row_count && !status; i++) {
		status = sort_row(l, &l->rows[i]);
		l->rows[i].em = usual_em(l, &l->rows[i]);
	}
	l->loose = is_loose(l);
	for (size_t i = 0; i < l->row_count && !status; i++) {
		struct hk_pdf_row *row = &l->rows[i];
		double usual = usual_gap(l, row);

		for (size_t k = 0; k + 1 < row->count; k++) {
			struct hk_pdf_piece *p =
				&l->pieces[l->order[row->first + k + 1]];

			p->cell = piece_gap(l, i, k, usual) == APART;
			row->cells = row->cells || p->cell;
		}
	}
	return status;
}

/* ---- Writing ---- */

static enum hk_status put(struct hk_buf *out, uint32_t c)
{
	char bytes[4];
	size_t n = hk_utf8_encode(bytes, c);

	/* The marks of furigana are ours. */
	if (!n || (c >= HK_PDF_BASE && c <= HK_PDF_READ))
		return HK_OK;
	return hk_buf_append(out, bytes, n);
}

static enum hk_status put_mark(struct hk_buf *out, uint32_t mark)
{
	char bytes[4];

	return hk_buf_append(out, bytes, hk_utf8_encode(bytes, mark));
}

/* The reading of the base that ends here: all furigana whose base begins in
 * it. `*ruby` becomes the next one. */
static enum hk_status put_reading(const struct hk_pdf_layout *l, size_t end,
				  size_t *ruby, struct hk_buf *out)
{
	enum hk_status status = put_mark(out, HK_PDF_READING);

	while (*ruby && !status && l->pieces[*ruby - 1].base < end) {
		const struct hk_pdf_piece *r = &l->pieces[*ruby - 1];

		for (size_t i = 0; i < r->count && !status; i++)
			status = put(out, l->spots[r->first + i].c);
		*ruby = r->ruby;
	}
	return status ? status : put_mark(out, HK_PDF_READ);
}

/* A piece with its furigana. */
static enum hk_status put_piece(const struct hk_pdf_layout *l,
				const struct hk_pdf_piece *p, double usual,
				struct hk_buf *out)
{
	enum hk_status status = HK_OK;
	size_t ruby = p->ruby, end = 0;

	for (size_t i = p->first; i < p->first + p->count && !status; i++) {
		const struct hk_pdf_spot *s = &l->spots[i];

		if (i > p->first && gap_of(l, s - 1, s, usual) == WORD)
			status = hk_buf_putc(out, ' ');
		if (!end && ruby && l->pieces[ruby - 1].base == i) {
			end = l->pieces[ruby - 1].base_end;
			if (!status)
				status = put_mark(out, HK_PDF_BASE);
		}
		if (!status)
			status = put(out, s->c);
		if (!status && end == i + 1) {
			status = put_reading(l, end, &ruby, out);
			end = 0;
		}
	}
	return status;
}

enum hk_status hk_pdf_layout_write(const struct hk_pdf_layout *l, size_t at,
				   size_t from, size_t to, struct hk_buf *out)
{
	const struct hk_pdf_row *row = &l->rows[at];
	double usual = usual_gap(l, row);
	enum hk_status status = HK_OK;

	for (size_t i = from; i < to && !status; i++) {
		const struct hk_pdf_piece *p = piece(l, row, i);
		bool first = i == from;

		if (!first && p->cell)
			status = hk_buf_putc(out, '\t');
		else if (!first && piece_gap(l, at, i - 1, usual) != NONE)
			status = hk_buf_putc(out, ' ');
		if (!status)
			status = put_piece(l, p, usual, out);
	}
	return status;
}
