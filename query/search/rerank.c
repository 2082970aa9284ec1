/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/rerank.h"

#include "query/plan/spot.h"
#include "query/search/match.h"

/* Bytes of a title's normal form that are compared. */
#define TITLE_MAX 512

/* ---- Nearness ---- */

/* The smallest distance in bytes between one of `a` and one of `b`, neither of
 * which is empty. */
static size_t gap(const struct hk_spots *a, const struct hk_spots *b)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < a->count; i++) {
		struct hk_span x = a->list[i];

		for (size_t k = 0; k < b->count; k++) {
			struct hk_span y = b->list[k];
			size_t apart = y.begin >= x.end	  ? y.begin - x.end
				       : x.begin >= y.end ? x.begin - y.end
							  : 0;

			best = apart < best ? apart : best;
		}
	}
	return best;
}

static double near(const struct hk_unit *a, const struct hk_spots *at_a,
		   const struct hk_unit *b, const struct hk_spots *at_b)
{
	if (!at_a->count || !at_b->count || hk_span_same(a->lemma, b->lemma))
		return 0;
	return HK_RERANK_NEAR * (a->idf + b->idf) /
	       (1 + (double)gap(at_a, at_b) / HK_RERANK_NEAR_HALF);
}

/* ---- Beginnings ---- */

/* The factor for one occurrence: less than 1 if it is spelled differently from
 * the query, so that the same spelling ranks first. */
static double likeness(const struct hk_unit *u, struct hk_span at,
		       struct hk_str norm)
{
	struct hk_str s = u->surface;

	if (u->cls == HK_MORPH_VERB || u->cls == HK_MORPH_ADJECTIVE)
		return 1; /* inflected */
	return norm.len - at.begin >= s.len &&
			       !memcmp(norm.data + at.begin, s.data, s.len)
		       ? 1
		       : HK_PLAN_FOLD_WEIGHT;
}

static double early(const struct hk_unit *u, const struct hk_spots *at,
		    struct hk_str norm)
{
	double best = 0;

	for (size_t i = 0; u->counted && i < at->count; i++) {
		double here =
			likeness(u, at->list[i], norm) /
			(1 + (double)at->list[i].begin / HK_RERANK_EARLY_HALF);
		best = here > best ? here : best;
	}
	return HK_RERANK_EARLY * u->idf * u->weight * best;
}

/* ---- Texts ---- */

/* Sets `nearness` and `early`. */
static void words(struct hk_rerank *out, const struct hk_plan *plan,
		  struct hk_str norm)
{
	struct hk_spots spots[3]; /* of this unit and the two before it */

	out->nearness = out->early = 0;
	for (size_t i = 0; i < plan->unit_count; i++) {
		const struct hk_unit *u = &plan->units[i];
		struct hk_spots *here = &spots[i % 3];

		here->count = 0;
		if (u->excluded)
			continue;
		hk_spot_find(here, u, norm);
		out->early += early(u, here, norm);
		if (!u->follows)
			continue;
		out->nearness += near(u - 1, &spots[(i + 2) % 3], u, here);
		if (u[-1].follows)
			out->nearness +=
				HK_RERANK_SKIP *
				near(u - 2, &spots[(i + 1) % 3], u, here);
	}
}

/* Sets all but `title`. */
static void text(struct hk_rerank *out, struct hk_plan *plan,
		 struct hk_str norm)
{
	double share = plan->idf / HK_RERANK_LEAD_IDF;

	words(out, plan, norm);
	out->lead = HK_RERANK_LEAD * (share < 1 ? share : 1);
	out->quotes = 0;
	for (size_t i = 0; i < plan->phrase_count; i++) {
		const struct hk_phrase *phrase = &plan->phrases[i];
		struct hk_span found;

		if (phrase->preferred &&
		    hk_match_letters(&found, phrase->norm, norm, 0))
			out->quotes += HK_RERANK_QUOTE * phrase->idf;
	}
	out->runs =
		HK_RERANK_RUNS * plan->idf * hk_runs_share(&plan->runs, norm);
}

/* ---- Titles ---- */

static bool is_letter(unsigned char byte)
{
	return byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
	       (byte >= '0' && byte <= '9');
}

static void title(struct hk_rerank *out, const struct hk_plan *plan,
		  struct hk_str norm)
{
	size_t len = norm.len < TITLE_MAX ? norm.len : TITLE_MAX;
	bool met[TITLE_MAX] = {false};
	size_t letters = 0, covered = 0;
	double idf = 0;

	norm.len = len;
	for (size_t i = 0; i < plan->unit_count; i++) {
		const struct hk_unit *u = &plan->units[i];
		struct hk_spots spots;

		if (u->excluded)
			continue;
		hk_spot_find_whole(&spots, u, norm);
		if (spots.count && u->counted)
			idf += u->idf * u->weight *
			       likeness(u, spots.list[0], norm);
		for (size_t k = 0; k < spots.count; k++)
			memset(met + spots.list[k].begin, true,
			       spots.list[k].end - spots.list[k].begin);
	}
	for (size_t i = 0; i < len; i++) {
		if (!is_letter((unsigned char)norm.data[i]))
			continue;
		letters++;
		covered += met[i];
	}
	out->title = covered ? HK_RERANK_TITLE * idf * (double)covered /
				       (double)letters
			     : 0;
}

/* ---- Both ---- */

/* Is this the first passage of an article or a section? */
static bool is_beginning(const struct hk_record *r)
{
	bool yes = r->number == 1;

	for (size_t i = 0; i < r->heading_count && !yes; i++) {
		struct hk_str h = r->headings[i];

		yes = h.len && h.len <= r->text.len &&
		      !memcmp(h.data, r->text.data, h.len);
	}
	return yes;
}

enum hk_status hk_rerank_passage(struct hk_rerank *out, struct hk_plan *plan,
				 struct hk_norm *norm,
				 const struct hk_record *record)
{
	if (hk_norm_run(norm, record->title))
		return HK_ENOMEM;
	title(out, plan, hk_buf_str(&norm->text));
	if (hk_norm_run(norm, record->text))
		return HK_ENOMEM;
	text(out, plan, hk_buf_str(&norm->text));
	if (record->number != 1)
		out->lead = 0;
	if (!is_beginning(record))
		out->early = 0;
	return HK_OK;
}

double hk_rerank_sum(const struct hk_rerank *bonus)
{
	return bonus->nearness + bonus->quotes + bonus->title + bonus->runs +
	       bonus->lead + bonus->early;
}
