/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/page.h"

#include "query/search/explain.h"
#include "query/search/highlight.h"
#include "query/search/match.h"
#include "query/search/same.h"
#include "query/search/tally.h"

/* Bytes of an author's name that is marked. */
#define AUTHOR_MAX 256

struct page {
	const struct hk_search_task *task;
	struct hk_matches matches;
	struct hk_same same; /* the hits of the page; of passages like others */
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
	if (hk_explain_synonyms(hit, arena, plan, &p->matches,
				p->task->analyser))
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

/* Mark the words of the query in the author's name, which is cut here, since
 * the record has only the name. */
static enum hk_status mark_author(struct page *p, struct hk_hit *hit)
{
	const struct hk_plan *plan = &p->task->result->plan;
	struct hk_str author = hit->record.author;
	enum hk_status status;

	if (!author.len || author.len > AUTHOR_MAX)
		return HK_OK;
	status = hk_term_analyse(p->task->analyser, author, p->err);
	if (status)
		return status;
	if (hk_match_words(&p->matches, plan, p->task->analyser) ||
	    hk_highlight_marks(&hit->author_marks, &hit->author_mark_count,
			       &p->task->result->arena, plan, &p->matches,
			       p->task->analyser))
		return hk_error_nomem(p->err);
	return HK_OK;
}

/* Others may be nearly the same. */
static enum hk_status remember(struct page *p, const struct hk_record *record)
{
	struct hk_norm *norm = &p->task->analyser->norm;

	return hk_norm_run(norm, record->text) ||
			       hk_same_add(&p->same, &p->task->result->arena,
					   hk_buf_str(&norm->text))
		       ? hk_error_nomem(p->err)
		       : HK_OK;
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
	memset(hit, 0, sizeof(*hit));
	hit->rank = rank;
	hit->score = c->score;
	hit->record = c->record;
	if (p->task->bare)
		return HK_OK;
	status = xap_db_heeds(p->task->db, p->err);
	if (!status)
		status = mark(p, hit);
	if (!status)
		status = mark_author(p, hit);
	if (!status && p->task->options->explain)
		status = hk_explain_hit(hit, p->task, c, p->err);
	return status || !p->task->options->like ? status
						 : remember(p, &hit->record);
}

/* The number of the hit of another article that has the same text, or, among
 * passages like an article, nearly the same; that behind the last if there is
 * none. */
static enum hk_status find_same(struct page *p, const struct hk_record *record,
				size_t *found)
{
	const struct hk_result *out = p->task->result;
	struct hk_norm *norm = &p->task->analyser->norm;
	size_t i = 0;

	while (i < out->count &&
	       (!hk_span_same(out->hits[i].record.text, record->text) ||
		hk_span_same(out->hits[i].record.id, record->id)))
		i++;
	if (i == out->count && p->task->options->like) {
		if (hk_norm_run(norm, record->text))
			return hk_error_nomem(p->err);
		i = hk_same_find(&p->same, hk_buf_str(&norm->text));
		if (i == HK_SAME_NONE ||
		    hk_span_same(out->hits[i].record.id, record->id))
			i = out->count;
	}
	*found = i;
	return HK_OK;
}

/* Is the passage a copy of a hit, and of another article? Then note it there.
 */
static enum hk_status take_copy(struct page *p, const struct hk_record *record,
				bool *is_copy)
{
	struct hk_result *out = p->task->result;
	struct hk_copy **tail, *copy;
	size_t i = 0;
	enum hk_status status = find_same(p, record, &i);

	*is_copy = !status && i < out->count;
	if (!*is_copy)
		return status;
	copy = hk_arena_alloc(&out->arena, sizeof(*copy));
	if (!copy)
		return hk_error_nomem(p->err);
	*copy = (struct hk_copy){*record, NULL};
	for (tail = &out->hits[i].copies; *tail; tail = &(*tail)->next)
		;
	*tail = copy;
	return HK_OK;
}

/* May the candidate be shown, or are there enough of its article? */
static enum hk_status admit(bool *out, struct page *p, struct hk_tally *tally,
			    const struct hk_candidate *candidate)
{
	uint64_t most = p->task->options->max_per_article;
	uint32_t *of_article;
	bool is_copy = false;

	if (p->task->options->once &&
	    take_copy(p, &candidate->record, &is_copy))
		return HK_ENOMEM;
	*out = !is_copy;
	if (is_copy)
		return HK_OK;
	of_article = hk_tally_find(tally, candidate->record.id);
	if (!of_article)
		return hk_error_nomem(p->err);
	*out = !most || *of_article < most;
	*of_article += *out;
	return HK_OK;
}

/* Look at the candidates behind the page that are here anyway: are there more,
 * and if those are all, how many? */
static enum hk_status count_rest(struct page *p, struct hk_tally *tally,
				 const struct hk_candidates *c, size_t i,
				 uint64_t rank)
{
	struct hk_result *out = p->task->result;
	enum hk_status status = HK_OK;
	bool admitted;

	for (; i < c->count && !status; i++) {
		status = admit(&admitted, p, tally, &c->list[i]);
		if (!status && admitted) {
			out->more = true;
			rank++;
		}
	}
	if (c->exhausted)
		out->passages = rank;
	else
		out->more = true;
	return status;
}

enum hk_status hk_page_fill(struct hk_candidates *c, struct hk_error *err)
{
	const struct hk_search_options *o = c->task->options;
	struct hk_result *out = c->task->result;
	struct page p = {.task = c->task, .err = err};
	struct hk_tally tally;
	enum hk_status status = HK_OK;
	uint64_t rank = 0;
	size_t i = 0;

	hk_tally_init(&tally);
	hk_match_init(&p.matches);
	for (; out->count < o->limit && !status; i++) {
		bool admitted;

		while (i == c->count && !c->exhausted && !status) {
			c->settled = c->count;
			status = hk_candidate_fetch(c, err);
		}
		if (status || i == c->count)
			break;
		status = admit(&admitted, &p, &tally, &c->list[i]);
		if (!status && admitted && ++rank > o->offset)
			status = add_hit(&p, &c->list[i], rank);
	}
	if (!status)
		status = count_rest(&p, &tally, c, i, rank);
	hk_match_release(&p.matches);
	hk_tally_release(&tally);
	return status;
}

enum hk_status hk_page_mark(const struct hk_search_task *task,
			    struct hk_hit *hit, struct hk_error *err)
{
	struct page p = {.task = task, .err = err};
	enum hk_status status;

	hk_match_init(&p.matches);
	status = mark(&p, hit);
	if (!status)
		status = mark_author(&p, hit);
	hk_match_release(&p.matches);
	return status;
}
