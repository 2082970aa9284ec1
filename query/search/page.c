/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/page.h"

#include "query/search/explain.h"
#include "query/search/highlight.h"
#include "query/search/match.h"
#include "query/search/tally.h"

struct page {
	const struct hk_search_task *task;
	struct hk_matches matches;
	struct hk_error *err;
};

/* Find the words of the plan in the text or the title of a passage. */
static enum hk_status find_words(struct page *p, const struct hk_record *r,
				 size_t text)
{
	enum hk_status status =
		hk_match_load(p->task->analyser, r, text, p->err);

	if (status)
		return status;
	if (hk_match_words(&p->matches, &p->task->result->plan,
			   p->task->analyser))
		return hk_error_nomem(p->err);
	return HK_OK;
}

static enum hk_status mark(struct page *p, struct hk_hit *hit)
{
	struct hk_arena *arena = &p->task->result->arena;
	const struct hk_plan *plan = &p->task->result->plan;
	enum hk_status status = find_words(p, &hit->record, HK_MATCH_TEXT);

	if (status)
		return status;
	if (hk_highlight_marks(&hit->marks, &hit->mark_count, arena, plan,
			       &p->matches, p->task->analyser))
		return hk_error_nomem(p->err);
	if (p->task->options->explain &&
	    hk_explain_forms(hit, arena, plan, &p->matches, p->task->analyser))
		return hk_error_nomem(p->err);
	status = find_words(p, &hit->record, HK_MATCH_TITLE);
	if (status)
		return status;
	if (hk_highlight_marks(&hit->title_marks, &hit->title_mark_count, arena,
			       plan, &p->matches, p->task->analyser))
		return hk_error_nomem(p->err);
	return HK_OK;
}

static enum hk_status add_hit(struct page *p, const struct hk_candidate *c,
			      uint64_t rank)
{
	struct hk_result *out = p->task->result;
	struct hk_hit *hit;
	enum hk_status status;

	if (!HK_ARENA_RESERVE(&out->arena, out->hits, out->capacity,
			      out->count + 1))
		return hk_error_nomem(p->err);
	hit = &out->hits[out->count++];
	hit->rank = rank;
	hit->score = c->score;
	hit->record = c->record;
	status = mark(p, hit);
	if (!status && p->task->options->explain)
		status = hk_explain_hit(hit, p->task, c, p->err);
	return status;
}

enum hk_status hk_page_fill(struct hk_candidates *c, struct hk_error *err)
{
	const struct hk_search_options *o = c->task->options;
	struct page p = {.task = c->task, .err = err};
	struct hk_tally tally;
	enum hk_status status = HK_OK;
	uint64_t rank = 0;

	hk_tally_init(&tally);
	hk_match_init(&p.matches);
	for (size_t i = 0; c->task->result->count < o->limit && !status; i++) {
		uint32_t *of_article;

		while (i == c->count && !c->exhausted && !status) {
			c->settled = c->count;
			status = hk_candidate_fetch(c, err);
		}
		if (status || i == c->count)
			break;
		of_article = hk_tally_find(&tally, c->list[i].record.id);
		if (!of_article) {
			status = hk_error_nomem(err);
			break;
		}
		if (o->max_per_article && *of_article >= o->max_per_article)
			continue;
		++*of_article;
		if (++rank > o->offset)
			status = add_hit(&p, &c->list[i], rank);
	}
	hk_match_release(&p.matches);
	hk_tally_release(&tally);
	return status;
}
