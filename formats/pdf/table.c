/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Rows of a table whose cells run on in the next rows of the page. */

#include "formats/pdf/page_private.h"

#include <math.h>

#include "text/char.h"

#define CELLS_MAX 64
#define ROWS_MAX  200
/* In letters: rows of a cell are so close; a cell begins so close to where it
 * began before; it is full if so little is left to the next one. */
#define CLOSE 2.0
#define SAME  0.6
#define FULL  2.4
/* If each cell seems to go on, it is the next row, unless all are so wide. */
#define WIDE 8
/* Rows before and behind that tell where the table ends on the right. */
#define AROUND 16

struct cell {
	double u0, limit; /* where it begins, and where the next one does */
	/* The last part of it so far. */
	double from, to;
	uint32_t last;
};

struct record {
	struct cell cells[CELLS_MAX];
	size_t count;
};

static const struct hk_pdf_piece *piece(const struct hk_pdf_layout *l,
					const struct hk_pdf_row *row, size_t i)
{
	return &l->pieces[l->order[row->first + i]];
}

/* The end of the cell that begins with piece `from` of the row. */
static size_t cell_end(const struct hk_pdf_layout *l,
		       const struct hk_pdf_row *row, size_t from)
{
	size_t to = from + 1;

	while (to < row->count && !piece(l, row, to)->cell)
		to++;
	return to;
}

static uint32_t first_char(const struct hk_pdf_layout *l,
			   const struct hk_pdf_piece *p)
{
	return l->spots[p->first].c;
}

static uint32_t last_char(const struct hk_pdf_layout *l,
			  const struct hk_pdf_piece *p)
{
	return l->spots[p->first + p->count - 1].c;
}

/* Where the rows around this one end. */
static double right_end(const struct hk_pdf_layout *l, size_t at)
{
	size_t from = at > AROUND ? at - AROUND : 0;
	double right = l->rows[at].u1;

	for (size_t i = from; i < l->row_count && i < at + AROUND; i++)
		if (l->rows[i].cells)
			right = fmax(right, l->rows[i].u1);
	return right;
}

static void begin(struct record *r, const struct hk_pdf_layout *l, size_t at)
{
	const struct hk_pdf_row *row = &l->rows[at];

	r->count = 0;
	for (size_t i = 0; i < row->count && r->count < CELLS_MAX;) {
		size_t end = cell_end(l, row, i);
		struct cell *c = &r->cells[r->count++];

		c->u0 = c->from = piece(l, row, i)->u0;
		c->to = piece(l, row, end - 1)->u1;
		c->last = last_char(l, piece(l, row, end - 1));
		if (r->count > 1)
			c[-1].limit = c->u0;
		i = end;
	}
	r->cells[r->count - 1].limit = right_end(l, at) + row->em;
}

/* The cell in which [u0, u1) lies; CELLS_MAX: none. */
static size_t cell_of(const struct record *r, double u0, double u1, double em)
{
	for (size_t i = 0; i < r->count; i++)
		if (u0 >= r->cells[i].u0 - SAME * em &&
		    u0 < r->cells[i].limit - SAME * em)
			return u1 <= r->cells[i].limit + SAME * em ? i
								   : CELLS_MAX;
	return CELLS_MAX;
}

/* May the cell go on with these pieces? What was written so far fills it, and
 * neither part is a number. */
static bool may_go_on(const struct cell *c, uint32_t first, double em)
{
	bool letters = hk_char_japanese(c->last) && hk_char_japanese(first);
	bool words = (c->last | 32) >= 'a' && (c->last | 32) <= 'z';

	return (letters || words || c->last == '-' || c->last == ',') &&
	       c->limit - c->to < FULL * em && !hk_char_sentence_end(c->last);
}

/* Does row `at` belong to the record? Then it is taken into it. */
static bool take(struct record *r, const struct hk_pdf_layout *l, size_t at)
{
	const struct hk_pdf_row *row = &l->rows[at];
	struct record next = *r;
	size_t touched = 0;
	bool wide = true;

	if (row->v - row[-1].v > CLOSE * row->em)
		return false;
	for (size_t i = 0; i < row->count;) {
		size_t end = cell_end(l, row, i);
		double u0 = piece(l, row, i)->u0;
		double u1 = piece(l, row, end - 1)->u1;
		size_t n = cell_of(r, u0, u1, row->em);
		struct cell *c = &next.cells[n];

		if (n == CELLS_MAX ||
		    !may_go_on(c, first_char(l, piece(l, row, i)), row->em))
			return false;
		wide = wide && c->to - c->from >= WIDE * row->em;
		c->from = u0;
		c->to = u1;
		c->last = last_char(l, piece(l, row, end - 1));
		touched++;
		i = end;
	}
	if (touched == r->count && !wide)
		return false;
	*r = next;
	return true;
}

size_t hk_pdf_layout_record(const struct hk_pdf_layout *l, size_t at)
{
	struct record r;
	size_t end = at + 1;

	begin(&r, l, at);
	while (end < l->row_count && end < at + ROWS_MAX && take(&r, l, end))
		end++;
	return end - at;
}

/* ---- Writing ---- */

/* Append the part of cell `n` that row `at` has. */
static enum hk_status put_part(const struct hk_pdf_layout *l,
			       const struct record *r, size_t at, size_t n,
			       uint32_t *last, struct hk_buf *out)
{
	const struct hk_pdf_row *row = &l->rows[at];
	enum hk_status status = HK_OK;

	for (size_t i = 0; i < row->count && !status;) {
		size_t end = cell_end(l, row, i);
		const struct hk_pdf_piece *p = piece(l, row, i);
		const struct hk_pdf_piece *q = piece(l, row, end - 1);
		uint32_t first = first_char(l, p);

		if (cell_of(r, p->u0, q->u1, row->em) == n) {
			if (*last && !(hk_char_japanese(*last) &&
				       hk_char_japanese(first)))
				status = hk_buf_putc(out, ' ');
			if (!status)
				status =
					hk_pdf_layout_write(l, at, i, end, out);
			*last = last_char(l, q);
		}
		i = end;
	}
	return status;
}

enum hk_status hk_pdf_layout_cells(const struct hk_pdf_layout *l, size_t at,
				   size_t count, struct hk_buf *out)
{
	enum hk_status status = HK_OK;
	struct record r;

	if (count == 1)
		return hk_pdf_layout_write(l, at, 0, l->rows[at].count, out);
	begin(&r, l, at);
	for (size_t n = 0; n < r.count && !status; n++) {
		uint32_t last = 0;

		if (n)
			status = hk_buf_putc(out, '\t');
		for (size_t i = at; i < at + count && !status; i++)
			status = put_part(l, &r, i, n, &last, out);
	}
	return status;
}
