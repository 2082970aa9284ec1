/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Furigana: small kana above letters, or beside them in vertical lines. */

#include "formats/pdf/page_private.h"

#include <math.h>
#include <stdlib.h>

#include "text/char.h"

/* Furigana are half as large as their base, or a little more. */
#define LARGER 1.5
/* How far the middle of the base is below that of the furigana, in letters of
 * the base. */
#define NEAR 0.4
#define FAR  1.15
/* Letters of the base that furigana may reach over at both sides. */
#define OVER 0.3
/* Pieces that are looked at for a base. */
#define LOOK_MAX 256

static int compare_v(const void *a, const void *b)
{
	const struct hk_pdf_piece *const *x = a, *const *y = b;

	return ((*x)->v > (*y)->v) - ((*x)->v < (*y)->v);
}

static bool is_kana(const struct hk_pdf_layout *l, const struct hk_pdf_piece *p)
{
	for (size_t i = 0; i < p->count; i++) {
		uint32_t c = l->spots[p->first + i].c;

		if (!hk_char_hiragana(c) && !hk_char_katakana(c) && c != 0x30FB)
			return false;
	}
	return true;
}

/* Are they nothing but the dots that stress a word? */
static bool is_stress(const struct hk_pdf_layout *l,
		      const struct hk_pdf_piece *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (l->spots[p->first + i].c != 0x30FB)
			return false;
	return true;
}

/* The first spot of the piece that begins at `u` or behind it. */
static size_t first_behind(const struct hk_pdf_layout *l,
			   const struct hk_pdf_piece *p, double u)
{
	size_t low = p->first, high = p->first + p->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l->spots[middle].u0 < u)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What the furigana stand over, as spots: kanji, or else other letters. False
 * if there are none. */
static bool find_letters(const struct hk_pdf_layout *l,
			 struct hk_pdf_piece *ruby,
			 const struct hk_pdf_piece *base, bool kanji)
{
	double over = kanji ? OVER * base->em : 0;
	size_t begin = 0, end = 0;
	size_t i = first_behind(l, base, ruby->u0 - over - 2 * base->em);

	for (; i < base->first + base->count; i++) {
		const struct hk_pdf_spot *s = &l->spots[i];
		double middle = (s->u0 + s->u1) / 2;

		if (s->u0 > ruby->u1 + over)
			break;
		if (kanji && !hk_char_han(s->c))
			continue;
		if (middle < ruby->u0 - over || middle > ruby->u1 + over ||
		    (end && end != i))
			continue;
		if (!end)
			begin = i;
		end = i + 1;
	}
	ruby->base = begin;
	ruby->base_end = end;
	return end > begin;
}

/* How much of the furigana the piece is under, if it may be the base. */
static double cover(const struct hk_pdf_piece *ruby,
		    const struct hk_pdf_piece *base)
{
	double below = base->v - ruby->v;

	if (base->em < ruby->em * LARGER || below < NEAR * base->em ||
	    below > FAR * base->em)
		return 0;
	return fmin(ruby->u1, base->u1 + base->em / 2) -
	       fmax(ruby->u0, base->u0 - base->em / 2);
}

static void look_for_base(struct hk_pdf_layout *l, struct hk_pdf_piece **sorted,
			  size_t at)
{
	struct hk_pdf_piece *ruby = sorted[at], *base = NULL;
	double best = (ruby->u1 - ruby->u0) / 2, far = 4 * ruby->em;

	for (size_t i = at + 1; i < l->piece_count && i < at + LOOK_MAX; i++) {
		double covered;

		if (sorted[i]->v > ruby->v + far)
			break;
		covered = cover(ruby, sorted[i]);
		if (covered > best) {
			best = covered;
			base = sorted[i];
		}
	}
	if (!base || ruby->ruby || base->furigana)
		return;
	ruby->furigana = is_stress(l, ruby) ||
			 find_letters(l, ruby, base, true) ||
			 find_letters(l, ruby, base, false);
	if (!ruby->furigana || ruby->base_end == ruby->base)
		return;
	ruby->ruby = base->ruby;
	base->ruby = (size_t)(ruby - l->pieces) + 1;
}

/* The furigana of a base, which are a list from the last, from the first. */
static int compare_base(const void *a, const void *b)
{
	const struct hk_pdf_piece *const *x = a, *const *y = b;

	return ((*x)->u0 > (*y)->u0) - ((*x)->u0 < (*y)->u0);
}

static void sort_list(struct hk_pdf_layout *l, struct hk_pdf_piece *base,
		      struct hk_pdf_piece **room)
{
	size_t n = 0;

	for (size_t i = base->ruby; i; i = l->pieces[i - 1].ruby)
		room[n++] = &l->pieces[i - 1];
	qsort(room, n, sizeof(struct hk_pdf_piece *), compare_base);
	for (size_t i = 0; i < n; i++)
		room[i]->ruby =
			i + 1 < n ? (size_t)(room[i + 1] - l->pieces) + 1 : 0;
	if (n)
		base->ruby = (size_t)(room[0] - l->pieces) + 1;
}

enum hk_status hk_pdf_layout_ruby(struct hk_pdf_layout *l)
{
	struct hk_pdf_piece **sorted =
		calloc(l->piece_count + 1, sizeof(*sorted));

	if (!sorted)
		return HK_ENOMEM;
	for (size_t i = 0; i < l->piece_count; i++)
		sorted[i] = &l->pieces[i];
	qsort(sorted, l->piece_count, sizeof(*sorted), compare_v);
	for (size_t i = 0; i < l->piece_count; i++)
		if (is_kana(l, sorted[i]))
			look_for_base(l, sorted, i);
	for (size_t i = 0; i < l->piece_count; i++)
		if (!l->pieces[i].furigana && l->pieces[i].ruby)
			sort_list(l, &l->pieces[i], sorted);
	free(sorted);
	return HK_OK;
}
