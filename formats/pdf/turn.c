/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Which way lines run. Letters of a line stand closer to each other than to
 * those of the next line; where both are as close, as in a grid, the pairs that
 * the letters make tell: those of text/common_pairs.txt are frequent in the
 * right direction. The order of the characters is no help: a program that sets
 * vertical text as single letters has them read in rows.
 */

#include "formats/pdf/page_private.h"

#include <math.h>
#include <stdlib.h>

#include "text/char.h"
#include "text/literal.h"
#include "base/utf8.h"

/* As multiples of the usual size of a letter: how far letters of one line may
 * be from its middle; how much closer they must stand than others. */
#define BAND   0.3
#define CLOSER 0.05
/* Gaps inside lines that run another way than those of the page, and by how
 * much those to the others must be wider. */
#define RUN_GAP	  0.35
#define RUN_APART 0.3
#define RUN_MIN	  3
/* Pairs of letters that are enough to compare; letters that stand closer to
 * each other one way, and how many times more of them are enough. */
#define PAIRS_MIN 8
#define VOTES_MIN 20
#define CLEAR	  5
#define NOTHING	  1e9

/* A glyph on its way along (0) and across (1). */
struct place {
	long band;
	double from, to;
	size_t glyph;
};

struct turner {
	const struct hk_pdf_glyph *glyphs;
	unsigned char *turns;
	size_t count;
	double em;
	struct place *places;
	double *gaps[2]; /* to the nearest in the row, in the column */
	size_t votes[2];
	size_t pairs[2], common[2];
};

static int compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->band != y->band)
		return x->band < y->band ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->glyph > y->glyph) - (x->glyph < y->glyph);
}

static struct place place_of(const struct turner *t, size_t i, int down)
{
	const struct hk_pdf_glyph *g = &t->glyphs[i];
	double x = (g->x0 + g->x1) / 2, y = (g->y0 + g->y1) / 2, half;
	struct place p = {.glyph = i};

	/* The box of a letter may be higher than the letter. */
	half = (g->y1 - g->y0) / 2;
	if (g->c >= 0x3000 && half > (g->x1 - g->x0) / 2)
		half = (g->x1 - g->x0) / 2;
	p.band = lround((down ? x : y) / (BAND * t->em));
	p.from = down ? y - half : g->x0;
	p.to = down ? y + half : g->x1;
	return p;
}

static enum hk_status found(void *ctx, struct hk_str term)
{
	(void)term;
	*(bool *)ctx = false;
	return HK_OK;
}

/* Do the two stand beside each other in many texts? One is hiragana. */
static bool is_common(uint32_t a, uint32_t b)
{
	char text[8];
	size_t len = hk_utf8_encode(text, a);
	bool common = true;

	len += hk_utf8_encode(text + len, b);
	return !hk_literal_each(hk_span_str(text, len), found, &common) &&
	       common;
}

static void count_pair(struct turner *t, const struct place *a,
		       const struct place *b, int down)
{
	uint32_t x = t->glyphs[a->glyph].c, y = t->glyphs[b->glyph].c;

	if (!hk_pdf_layout_letter(x) || !hk_pdf_layout_letter(y) ||
	    !(hk_char_hiragana(x) || hk_char_hiragana(y)))
		return;
	t->pairs[down]++;
	t->common[down] += is_common(x, y);
}

/* Put the glyphs into rows, or into columns, and measure the gaps. */
static size_t find_gaps(struct turner *t, int down)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++) {
		t->gaps[down][i] = NOTHING;
		if (t->turns[i] < HK_PDF_TURN_COUNT)
			t->places[n++] = place_of(t, i, down);
	}
	qsort(t->places, n, sizeof(*t->places), compare);
	for (size_t i = 0; i + 1 < n; i++) {
		const struct place *a = &t->places[i], *b = a + 1;
		double gap = fmax(b->from - a->to, 0);

		if (a->band != b->band)
			continue;
		t->gaps[down][a->glyph] = fmin(t->gaps[down][a->glyph], gap);
		t->gaps[down][b->glyph] = fmin(t->gaps[down][b->glyph], gap);
		if (gap < t->em * RUN_GAP)
			count_pair(t, a, b, down);
	}
	return n;
}

static void vote(struct turner *t)
{
	for (size_t i = 0; i < t->count; i++) {
		double across = t->gaps[0][i], down = t->gaps[1][i];

		if (!hk_pdf_layout_letter(t->glyphs[i].c))
			continue;
		t->votes[0] += across + CLOSER * t->em < down;
		t->votes[1] += down + CLOSER * t->em < across;
	}
}

/* How often the order goes on to the right, down or up, by a letter. */
static void count_steps(const struct turner *t, size_t steps[HK_PDF_TURN_COUNT])
{
	for (size_t i = 0; i + 1 < t->count; i++) {
		const struct hk_pdf_glyph *a = &t->glyphs[i], *b = a + 1;
		double x = (b->x0 + b->x1 - a->x0 - a->x1) / 2;
		double y = (b->y0 + b->y1 - a->y0 - a->y1) / 2;

		if (t->turns[i] >= HK_PDF_TURN_COUNT ||
		    t->turns[i + 1] >= HK_PDF_TURN_COUNT)
			continue;
		if (fabs(y) < t->em * BAND && x > 0 && x < t->em * 2)
			steps[HK_PDF_ACROSS]++;
		else if (fabs(x) < t->em * BAND && fabs(y) < t->em * 1.3)
			steps[y > 0 ? HK_PDF_DOWN : HK_PDF_UP]++;
	}
}

static enum hk_pdf_turn choose(const struct turner *t)
{
	size_t steps[HK_PDF_TURN_COUNT] = {0}, across, down;
	bool is_down;

	count_steps(t, steps);
	/* Shares of common pairs, on one denominator. */
	across = t->common[0] * t->pairs[1];
	down = t->common[1] * t->pairs[0];
	if (t->votes[0] + t->votes[1] >= VOTES_MIN &&
	    (t->votes[0] > t->votes[1] * CLEAR ||
	     t->votes[1] > t->votes[0] * CLEAR))
		is_down = t->votes[1] > t->votes[0];
	else if (t->pairs[0] >= PAIRS_MIN && t->pairs[1] >= PAIRS_MIN &&
		 across != down)
		is_down = down > across;
	else if (t->votes[0] + t->votes[1] < PAIRS_MIN)
		is_down = steps[HK_PDF_DOWN] + steps[HK_PDF_UP] >
			  steps[HK_PDF_ACROSS];
	else
		is_down = t->votes[1] > t->votes[0];
	if (!is_down)
		return HK_PDF_ACROSS;
	return steps[HK_PDF_UP] > steps[HK_PDF_DOWN] * 3 + RUN_MIN
		       ? HK_PDF_UP
		       : HK_PDF_DOWN;
}

/* Which way a run of glyphs above each other goes in the order of the page, if
 * most of them follow each other in it without blanks. */
static enum hk_pdf_turn way_of(const struct turner *t, const struct place *run,
			       size_t count)
{
	size_t down = 0, up = 0;

	for (size_t i = 1; i < count; i++) {
		size_t a = run[i - 1].glyph, b = run[i].glyph;

		down += b == a + 1 && !t->glyphs[b].apart;
		up += a == b + 1 && !t->glyphs[a].apart;
	}
	if (down * 2 >= count)
		return HK_PDF_DOWN;
	return up * 2 >= count ? HK_PDF_UP : HK_PDF_ACROSS;
}

/* A run of glyphs that stand close the other way; is it a line of its own? */
static void turn_run(struct turner *t, const struct place *run, size_t count,
		     int way)
{
	enum hk_pdf_turn turn = way ? way_of(t, run, count) : HK_PDF_ACROSS;
	size_t apart = 0, letters = 0;

	for (size_t i = 0; i < count; i++) {
		size_t g = run[i].glyph;

		apart += t->gaps[!way][g] > t->gaps[way][g] + RUN_APART * t->em;
		letters += hk_pdf_layout_letter(t->glyphs[g].c);
	}
	/* The order does not say so: only letters may be a vertical line. */
	if (way && turn == HK_PDF_ACROSS) {
		if (letters < count)
			return;
		turn = HK_PDF_DOWN;
	}
	if (count < RUN_MIN || apart * 5 < count * 3)
		return;
	for (size_t i = 0; i < count; i++)
		t->turns[run[i].glyph] = (unsigned char)turn;
}

/* Find the lines that run the other way than `turn`, that of the page. The
 * places are sorted for the other way. */
static void turn_runs(struct turner *t, size_t count, enum hk_pdf_turn turn)
{
	int way = turn == HK_PDF_ACROSS;
	size_t begin = 0;

	for (size_t i = 1; i <= count; i++) {
		const struct place *a = &t->places[i - 1], *b = a + 1;

		if (i < count && a->band == b->band &&
		    b->from - a->to < RUN_GAP * t->em)
			continue;
		turn_run(t, &t->places[begin], i - begin, way);
		begin = i;
	}
}

static enum hk_status turn_all(struct turner *t)
{
	enum hk_pdf_turn turn;
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		if (t->turns[i] < HK_PDF_TURN_COUNT)
			t->gaps[0][n++] =
				fmax(t->glyphs[i].x1 - t->glyphs[i].x0,
				     t->glyphs[i].y1 - t->glyphs[i].y0);
	t->em = fmax(hk_pdf_layout_median(t->gaps[0], n), 0.5);
	find_gaps(t, 0);
	find_gaps(t, 1);
	vote(t);
	turn = choose(t);
	for (size_t i = 0; i < t->count; i++)
		if (t->turns[i] < HK_PDF_TURN_COUNT)
			t->turns[i] = (unsigned char)turn;
	n = find_gaps(t, turn == HK_PDF_ACROSS);
	turn_runs(t, n, turn);
	return HK_OK;
}

enum hk_status hk_pdf_layout_turn(unsigned char *turns,
				  const struct hk_pdf_glyph *glyphs,
				  size_t count)
{
	struct turner t = {.glyphs = glyphs, .turns = turns, .count = count};
	enum hk_status status = HK_ENOMEM;

	t.places = calloc(count + 1, sizeof(*t.places));
	t.gaps[0] = calloc(count + 1, sizeof(**t.gaps));
	t.gaps[1] = calloc(count + 1, sizeof(**t.gaps));
	if (t.places && t.gaps[0] && t.gaps[1])
		status = turn_all(&t);
	free(t.places);
	free(t.gaps[0]);
	free(t.gaps[1]);
	return status;
}
