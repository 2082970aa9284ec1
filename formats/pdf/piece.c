/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Pieces of lines: letters that follow each other closely. */

#include "formats/pdf/page_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"

/* As multiples of the larger letter: how far apart neighbours may be, how far
 * into each other they may reach, and how far from the middle of the line. */
#define GAP   0.6
#define INTO  0.7
#define ASIDE 0.5
/* Two figures beside each other in a vertical line. */
#define BESIDE 0.2
/* Steps into which v is divided, at most, and looked at for a letter. */
#define STEPS_MAX 16384
#define LOOK_MAX  64

struct joiner {
	struct hk_pdf_layout *layout;
	uint32_t *last; /* for each step of v: 1 + the latest piece there */
	size_t steps;
	double v0, step;
};

static int compare(const void *a, const void *b)
{
	const struct hk_pdf_spot *x = a, *y = b;

	if (x->u0 != y->u0)
		return x->u0 < y->u0 ? -1 : 1;
	/* Figures beside each other in a vertical line, from the left. */
	if (x->v != y->v)
		return x->v > y->v ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

static size_t step_of(const struct joiner *j, double v)
{
	double step = (v - j->v0) / j->step;

	if (step <= 0)
		return 0;
	return step >= (double)j->steps ? j->steps - 1 : (size_t)step;
}

/* How well the letter follows the piece: a distance, or -1. */
static double fit(const struct hk_pdf_piece *p, const struct hk_pdf_spot *s)
{
	double em = fmax(p->em, s->em), gap = s->u0 - p->u1;
	double aside = fabs(s->v - p->v);

	if (aside >= ASIDE * em || gap > GAP * em)
		return -1;
	if (gap < -INTO * fmin(p->em, s->em) &&
	    (aside < BESIDE * em || gap < -1.1 * em))
		return -1;
	return aside + fabs(gap) / 4;
}

/* The piece that the letter goes on, or NULL. */
static struct hk_pdf_piece *piece_for(const struct joiner *j,
				      const struct hk_pdf_spot *s)
{
	double reach = ASIDE * fmax(s->em, 2 * j->layout->em), best = 0;
	size_t from = step_of(j, s->v - reach), to = step_of(j, s->v + reach);
	struct hk_pdf_piece *found = NULL;

	if (to - from > LOOK_MAX) {
		from = step_of(j, s->v) > LOOK_MAX / 2
			       ? step_of(j, s->v) - LOOK_MAX / 2
			       : 0;
		to = from + LOOK_MAX < j->steps ? from + LOOK_MAX
						: j->steps - 1;
	}
	for (size_t i = from; i <= to; i++) {
		struct hk_pdf_piece *p;
		double distance;

		if (!j->last[i])
			continue;
		p = &j->layout->pieces[j->last[i] - 1];
		distance = fit(p, s);
		if (distance >= 0 && (!found || distance < best)) {
			found = p;
			best = distance;
		}
	}
	return found;
}

static bool put(struct joiner *j, struct hk_pdf_spot *s)
{
	struct hk_pdf_layout *l = j->layout;
	struct hk_pdf_piece *p = piece_for(j, s);

	if (!p) {
		if (!HK_ARRAY_RESERVE(l->pieces, l->piece_capacity,
				      l->piece_count + 1))
			return false;
		p = &l->pieces[l->piece_count++];
		*p = (struct hk_pdf_piece){.u0 = s->u0, .u1 = s->u1};
	}
	p->u1 = fmax(p->u1, s->u1);
	p->count++;
	/* The largest letter says where the line is. */
	if (s->em > p->em * 1.05) {
		p->em = s->em;
		p->v = s->v;
	}
	s->piece = (uint32_t)(p - l->pieces);
	j->last[step_of(j, p->v)] = s->piece + 1;
	return true;
}

/* Sort the spots by piece; inside a piece they keep their order. */
static enum hk_status gather(struct hk_pdf_layout *l)
{
	struct hk_pdf_spot *sorted = calloc(l->spot_count + 1, sizeof(*sorted));
	size_t at = 0;

	if (!sorted)
		return HK_ENOMEM;
	for (size_t i = 0; i < l->piece_count; i++) {
		l->pieces[i].first = at;
		at += l->pieces[i].count;
		l->pieces[i].count = 0;
	}
	for (size_t i = 0; i < l->spot_count; i++) {
		struct hk_pdf_piece *p = &l->pieces[l->spots[i].piece];

		sorted[p->first + p->count++] = l->spots[i];
	}
	free(l->spots);
	l->spots = sorted;
	return HK_OK;
}

enum hk_status hk_pdf_layout_pieces(struct hk_pdf_layout *l)
{
	struct joiner j = {.layout = l, .v0 = INFINITY};
	double v1 = -INFINITY;
	enum hk_status status = HK_OK;

	qsort(l->spots, l->spot_count, sizeof(*l->spots), compare);
	for (size_t i = 0; i < l->spot_count; i++) {
		j.v0 = fmin(j.v0, l->spots[i].v);
		v1 = fmax(v1, l->spots[i].v);
	}
	j.step = fmax(l->em / 4, (v1 - j.v0) / (STEPS_MAX - 1));
	j.steps = (size_t)((v1 - j.v0) / j.step) + 1;
	j.last = calloc(j.steps, sizeof(*j.last));
	if (!j.last)
		return HK_ENOMEM;
	for (size_t i = 0; i < l->spot_count && !status; i++)
		if (!put(&j, &l->spots[i]))
			status = HK_ENOMEM;
	free(j.last);
	return status ? status : gather(l);
}
