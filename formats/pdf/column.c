/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The order of the pieces of a page. A river is a strip without text between
 * two texts. If both sides are running text, they are columns, and what is
 * above the river, left, right and below is read in that order, each by the
 * same rule; else it lies between the cells of a table or between a label and
 * its text, which are read row by row.
 */

#include "formats/pdf/page_private.h"

#include <math.h>
#include <stdlib.h>

/* Strips that the width of a region is divided into. */
#define STRIPS 1024
/* As multiples of the usual size of a letter: a river's width, and its length;
 * what counts as one row. */
#define RIVER_WIDTH  0.6
#define RIVER_LENGTH 1.8
#define SAME_ROW     0.4
/* Columns whose rows are not level begin so far apart at most. */
#define NOT_LEVEL 1.0
/* Rows of running text are so many letters long, and most of them fill so much
 * of the column. */
#define TEXT_WIDTH 6
#define TEXT_FILL  0.6
/* A column in which nothing is in line with the other one, such as notes. */
#define NOTE_WIDTH 3
#define IN_LINE	   0.3
/* Columns of anything: so long, so wide, and not more in line than this. */
#define LOOSE_ROWS    4
#define LOOSE_WIDTH   8
#define LOOSE_IN_LINE 0.75
/* Columns in line with each other: so long, so wide, and of the left one so
 * many rows end at the river. */
#define BLOCK_ROWS  6
#define BLOCK_WIDTH 12
#define BLOCK_ENDS  0.2
#define DEPTH_MAX   16
#define TRIES_MAX   12

struct river {
	double u0, u1;
	double v0, v1; /* of the rows that end it: they are not part of it */
};

struct strip {
	double last;   /* v of the last piece over it */
	double v0, v1; /* the longest free way */
};

/* What stands on one side of a river. */
struct side {
	size_t rows, in_line;
	double width, full; /* usual, and largest */
	double end;	    /* where the last ends */
};

struct orderer {
	struct hk_pdf_layout *layout;
	struct strip *strips;
	hk_pdf_layout_fn fn;
	void *ctx;
};

static const struct hk_pdf_piece *piece(const struct hk_pdf_layout *l, size_t i)
{
	return &l->pieces[l->order[i]];
}

/* ---- Looking for rivers ---- */

static size_t strip_of(double u, double u0, double u1)
{
	double at = (u - u0) / (u1 - u0) * STRIPS;

	if (at <= 0)
		return 0;
	return at >= STRIPS - 1 ? STRIPS - 1 : (size_t)at;
}

static void end_way(struct strip *s, double v)
{
	if (v - s->last > s->v1 - s->v0) {
		s->v0 = s->last;
		s->v1 = v;
	}
	s->last = v;
}

/* The longest free way of each strip of the region. */
static void fill_strips(struct orderer *o, size_t first, size_t count,
			double u0, double u1)
{
	const struct hk_pdf_layout *l = o->layout;
	double top = piece(l, first)->v - 2 * l->em;
	double end = piece(l, first + count - 1)->v + 2 * l->em;

	for (size_t i = 0; i < STRIPS; i++)
		o->strips[i] = (struct strip){top, top, top};
	for (size_t i = first; i < first + count; i++) {
		const struct hk_pdf_piece *p = piece(l, i);
		size_t to = strip_of(p->u1, u0, u1);

		for (size_t k = strip_of(p->u0, u0, u1); k <= to; k++)
			end_way(&o->strips[k], p->v);
	}
	for (size_t i = 0; i < STRIPS; i++)
		end_way(&o->strips[i], end);
}

/* The river of `width` strips from strip `at`. */
static struct river river_at(const struct orderer *o, size_t at, size_t width)
{
	struct river r = {0, 0, -INFINITY, INFINITY};

	for (size_t i = at; i < at + width; i++) {
		r.v0 = fmax(r.v0, o->strips[i].v0);
		r.v1 = fmin(r.v1, o->strips[i].v1);
	}
	return r;
}

/* ---- What a river parts ---- */

static double row_width(struct side *side, double u0, double u1)
{
	side->rows++;
	side->full = fmax(side->full, u1 - u0);
	side->end = fmax(side->end, u1);
	return u1 - u0;
}

/* Measure the rows that lie in the river's length on one side of it. */
static void measure(const struct hk_pdf_layout *l, struct side *side,
		    const struct river *r, bool right, size_t first,
		    size_t count)
{
	const struct hk_pdf_piece *row = NULL;
	double u0 = 0, u1 = 0, other = -INFINITY;
	bool in_line = false;
	size_t n = 0;

	*side = (struct side){.end = -INFINITY};
	for (size_t i = first; i < first + count; i++) {
		const struct hk_pdf_piece *p = piece(l, i);
		bool mine = right ? p->u0 >= r->u1 : p->u1 <= r->u0;

		if (p->v <= r->v0 || p->v >= r->v1)
			continue;
		if (!mine) {
			other = p->v;
			in_line = in_line ||
				  (row && p->v - row->v < SAME_ROW * l->em);
			continue;
		}
		if (row && p->v - row->v < SAME_ROW * l->em) {
			u0 = fmin(u0, p->u0);
			u1 = fmax(u1, p->u1);
			continue;
		}
		if (row)
			l->sizes[n++] = row_width(side, u0, u1);
		side->in_line += row && in_line;
		in_line = p->v - other < SAME_ROW * l->em;
		row = p;
		u0 = p->u0;
		u1 = p->u1;
	}
	if (row)
		l->sizes[n++] = row_width(side, u0, u1);
	side->in_line += row && in_line;
	side->width = hk_pdf_layout_median(l->sizes, n);
}

static bool is_text(const struct hk_pdf_layout *l, const struct side *s)
{
	return s->rows >= 2 && s->width >= TEXT_WIDTH * l->em &&
	       s->width >= TEXT_FILL * s->full;
}

/* A last column may have but a line or two. */
static bool is_short_text(const struct hk_pdf_layout *l, const struct side *s)
{
	return s->rows <= 2 && s->full >= TEXT_WIDTH * l->em;
}

static bool is_note(const struct hk_pdf_layout *l, const struct side *s)
{
	return s->rows >= 2 && s->full >= NOTE_WIDTH * l->em &&
	       (double)s->in_line < IN_LINE * (double)s->rows;
}

static bool is_loose(const struct hk_pdf_layout *l, const struct side *s)
{
	return s->rows >= LOOSE_ROWS && s->full >= LOOSE_WIDTH * l->em &&
	       (double)s->in_line < LOOSE_IN_LINE * (double)s->rows;
}

static bool is_block(const struct hk_pdf_layout *l, const struct side *s)
{
	return s->rows >= BLOCK_ROWS && s->full >= BLOCK_WIDTH * l->em;
}

/* The pieces on the left of the river that end where it begins. */
static size_t count_ends(const struct hk_pdf_layout *l, const struct river *r,
			 double end, size_t first, size_t count)
{
	size_t n = 0;

	for (size_t i = first; i < first + count; i++) {
		const struct hk_pdf_piece *p = piece(l, i);

		n += p->v > r->v0 && p->v < r->v1 && p->u1 <= r->u0 &&
		     p->u1 >= end - l->em;
	}
	return n;
}

/* Labels and texts, or cells: everything on the left is in line with something
 * on the right, and there is less of it, or its rows differ in width. */
static bool is_list(const struct side *a, const struct side *b)
{
	if ((double)a->in_line < 0.9 * (double)a->rows)
		return false;
	return a->rows * 10 < b->rows * 7 || a->width < 0.8 * a->full ||
	       (b->rows > 2 && b->width < 0.8 * b->full);
}

/* Leave out what is on the left above everything on the right, and on the right
 * below everything on the left: it is read first and last in any case, and what
 * is between may be a table. */
static void trim(const struct hk_pdf_layout *l, struct river *r, size_t first,
		 size_t count)
{
	double top = INFINITY, bottom = -INFINITY;

	for (size_t i = first; i < first + count; i++) {
		const struct hk_pdf_piece *p = piece(l, i);

		if (p->v <= r->v0 || p->v >= r->v1)
			continue;
		if (p->u0 >= r->u1)
			top = fmin(top, p->v);
		else
			bottom = fmax(bottom, p->v);
	}
	r->v0 = fmax(r->v0, top - NOT_LEVEL * l->em);
	r->v1 = fmin(r->v1, bottom + NOT_LEVEL * l->em);
}

static bool parts_columns(const struct hk_pdf_layout *l, struct river *r,
			  size_t first, size_t count)
{
	struct side a, b;

	trim(l, r, first, count);
	measure(l, &a, r, false, first, count);
	if (!a.rows)
		return false;
	measure(l, &b, r, true, first, count);
	if (!b.rows)
		return false;
	if (is_text(l, &a) && (is_text(l, &b) || is_short_text(l, &b)) &&
	    !is_list(&a, &b))
		return true;
	return (is_note(l, &a) && is_note(l, &b)) ||
	       (is_loose(l, &a) && is_loose(l, &b)) ||
	       (is_block(l, &a) && is_block(l, &b) &&
		(double)count_ends(l, r, a.end, first, count) >=
			BLOCK_ENDS * (double)a.rows);
}

static int compare_length(const void *a, const void *b)
{
	const struct river *x = a, *y = b;
	double p = x->v1 - x->v0, q = y->v1 - y->v0;

	return (p < q) - (p > q);
}

/* The longest river that parts columns of the region. */
static bool find_river(struct orderer *o, struct river *found, size_t first,
		       size_t count)
{
	struct hk_pdf_layout *l = o->layout;
	struct river rivers[STRIPS];
	double u0 = INFINITY, u1 = -INFINITY;
	size_t width, n = 0;

	for (size_t i = first; i < first + count; i++) {
		u0 = fmin(u0, piece(l, i)->u0);
		u1 = fmax(u1, piece(l, i)->u1);
	}
	if (u1 - u0 < 2 * NOTE_WIDTH * l->em)
		return false;
	fill_strips(o, first, count, u0, u1);
	width = (size_t)fmax(ceil(RIVER_WIDTH * l->em * STRIPS / (u1 - u0)), 1);
	for (size_t i = 0; i + width <= STRIPS; i++) {
		struct river r = river_at(o, i, width);

		if (r.v1 - r.v0 < RIVER_LENGTH * l->em)
			continue;
		r.u0 = u0 + (u1 - u0) * (double)i / STRIPS;
		r.u1 = u0 + (u1 - u0) * (double)(i + width) / STRIPS;
		if (n && rivers[n - 1].v0 == r.v0 && rivers[n - 1].v1 == r.v1)
			rivers[n - 1].u1 = r.u1;
		else
			rivers[n++] = r;
	}
	qsort(rivers, n, sizeof(*rivers), compare_length);
	for (size_t i = 0; i < n && i < TRIES_MAX; i++)
		if (parts_columns(l, &rivers[i], first, count)) {
			*found = rivers[i];
			return true;
		}
	return false;
}

/* ---- Ordering ---- */

enum part {
	ABOVE,
	LEFT,
	RIGHT,
	BELOW,
	PARTS
};

static enum part part_of(const struct river *r, const struct hk_pdf_piece *p)
{
	if (p->v <= r->v0)
		return ABOVE;
	if (p->v >= r->v1)
		return BELOW;
	return (p->u0 + p->u1) / 2 < (r->u0 + r->u1) / 2 ? LEFT : RIGHT;
}

/* Sort the pieces by their part; inside a part they keep their order. */
static void part_all(struct hk_pdf_layout *l, const struct river *r,
		     size_t first, size_t count, size_t counts[PARTS])
{
	size_t at[PARTS];

	for (size_t i = first; i < first + count; i++)
		counts[part_of(r, piece(l, i))]++;
	at[0] = first;
	for (size_t i = 1; i < PARTS; i++)
		at[i] = at[i - 1] + counts[i - 1];
	for (size_t i = first; i < first + count; i++)
		l->spare[at[part_of(r, piece(l, i))]++] = l->order[i];
	for (size_t i = first; i < first + count; i++)
		l->order[i] = l->spare[i];
}

static enum hk_status arrange(struct orderer *o, size_t first, size_t count,
			      unsigned depth)
{
	size_t counts[PARTS] = {0};
	enum hk_status status = HK_OK;
	struct river river;

	if (!count)
		return HK_OK;
	if (depth == DEPTH_MAX || !find_river(o, &river, first, count))
		return o->fn(o->ctx, o->layout, first, count);
	part_all(o->layout, &river, first, count, counts);
	for (size_t i = 0; i < PARTS && !status; i++) {
		status = arrange(o, first, counts[i], depth + 1);
		first += counts[i];
	}
	return status;
}

/* By v. */
struct entry {
	double v, u;
	uint32_t piece;
};

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->v != y->v)
		return x->v < y->v ? -1 : 1;
	if (x->u != y->u)
		return x->u < y->u ? -1 : 1;
	return (x->piece > y->piece) - (x->piece < y->piece);
}

static enum hk_status sort_pieces(struct hk_pdf_layout *l)
{
	struct entry *entries = calloc(l->piece_count + 1, sizeof(*entries));
	size_t n = 0;

	if (!entries)
		return HK_ENOMEM;
	for (size_t i = 0; i < l->piece_count; i++)
		if (!l->pieces[i].furigana)
			entries[n++] = (struct entry){
				l->pieces[i].v, l->pieces[i].u0, (uint32_t)i};
	qsort(entries, n, sizeof(*entries), compare);
	for (size_t i = 0; i < n; i++)
		l->order[i] = entries[i].piece;
	l->order_count = n;
	free(entries);
	return HK_OK;
}

enum hk_status hk_pdf_layout_columns(struct hk_pdf_layout *l,
				     hk_pdf_layout_fn fn, void *ctx)
{
	struct orderer o = {.layout = l, .fn = fn, .ctx = ctx};
	enum hk_status status = sort_pieces(l);

	if (status)
		return status;
	o.strips = calloc(STRIPS, sizeof(*o.strips));
	if (!o.strips)
		return HK_ENOMEM;
	status = arrange(&o, 0, l->order_count, 0);
	free(o.strips);
	return status;
}
