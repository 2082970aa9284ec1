/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/candidate.h"

#include <stdlib.h>

#include "base/array.h"
#include "query/search/engine.h"
#include "query/search/ties.h"
#include "query/search/verify.h"
#include "store/schema.h"

/* Passages of one article that are kept at least, so that re-ranking can choose
 * among them. */
#define MOST_MIN 3
/* Candidates of any fetch at most. */
#define FETCH_MAX 10000
/* Hits that are asked for beside those that are wanted, so that most ties of
 * the last one are seen whole. */
#define SPARE 8

void hk_candidate_init(struct hk_candidates *c,
		       const struct hk_search_task *task)
{
	memset(c, 0, sizeof(*c));
	c->task = task;
	c->window = task->window ? task->window : HK_CANDIDATE_WINDOW;
	hk_buf_init(&c->bytes, XAP_RECORD_MAX);
	hk_tally_init(&c->tally);
}

void hk_candidate_release(struct hk_candidates *c)
{
	hk_buf_release(&c->bytes);
	hk_tally_release(&c->tally);
	free(c->out);
	free(c->list);
}

void hk_candidate_begin(struct hk_candidates *c, struct xap_query *query,
			uint64_t wanted)
{
	uint64_t most = c->task->options->max_per_article;
	/* One more than are re-ranked, to see whether the last of those ties
	 * with the next. */
	uint32_t least = c->window + 1;

	c->query = query;
	c->count = c->settled = 0;
	c->exhausted = query == NULL;
	c->ordered = false;
	c->most = 0;
	if (most && !c->task->result->plan.verify)
		c->most = (uint32_t)(most < MOST_MIN	 ? MOST_MIN
				     : most < UINT32_MAX ? most
							 : UINT32_MAX - 1);
	hk_tally_release(&c->tally);
	c->out_count = 0;
	c->fetched = c->first = 0;
	c->next = (uint32_t)(wanted < least	  ? least
			     : wanted > FETCH_MAX ? FETCH_MAX
						  : wanted);
}

/* ---- Articles that have enough candidates ---- */

/* From now on, ask for passages of other articles than this one. */
static enum hk_status leave_out(struct hk_candidates *c, struct hk_str id,
				struct hk_error *err)
{
	if (!HK_ARRAY_RESERVE(c->out, c->out_capacity, c->out_count + 1))
		return hk_error_nomem(err);
	/* Those that were taken are not met again. */
	c->first -= c->most;
	return hk_engine_article(&c->out[c->out_count++], c->task->result->pool,
				 id, err);
}

/* Has the article of a passage room for it? */
static enum hk_status has_room(bool *out, struct hk_candidates *c,
			       struct hk_str id, struct hk_error *err)
{
	uint32_t *of_article;

	*out = true;
	/* (Articles without an id have no term to leave them out by.) */
	if (!c->most || !id.len)
		return HK_OK;
	of_article = hk_tally_find(&c->tally, id);
	if (!of_article)
		return hk_error_nomem(err);
	*out = *of_article < c->most;
	if (*of_article > c->most)
		return HK_OK;
	++*of_article;
	return *out ? HK_OK : leave_out(c, id, err);
}

/* The query without the articles that are left out. */
static struct xap_query *others(const struct hk_candidates *c)
{
	struct xap_pool *pool = c->task->result->pool;
	struct xap_query *pair[2] = {c->query, NULL};

	if (!c->out_count)
		return c->query;
	pair[1] = xap_query_join(pool, XAP_OR, c->out, c->out_count);
	return xap_query_join(pool, XAP_AND_NOT, pair, 2);
}

/* ---- Fetching ---- */

/* Take a passage, unless its article has enough of them or it lacks a phrase.
 * In the first case `*counts` becomes false. */
static enum hk_status add(struct hk_candidates *c, bool *counts, double score,
			  struct hk_str bytes, struct hk_error *err)
{
	struct hk_result *result = c->task->result;
	struct hk_arena *arena = &result->arena;
	struct hk_candidate *new;
	enum hk_status status;
	bool holds = true;

	if (!HK_ARRAY_RESERVE(c->list, c->capacity, c->count + 1))
		return hk_error_nomem(err);
	new = &c->list[c->count];
	memset(new, 0, sizeof(*new));
	status =
		hk_record_read(&new->record, arena, c->task->books, bytes, err);
	if (!status)
		status = has_room(counts, c, new->record.id, err);
	if (!status && *counts && result->plan.verify)
		status = hk_verify_passage(&holds, c->task, &new->record, err);
	if (status || !*counts || !holds)
		return status;
	new->score = hk_ties_round(score);
	hk_schema_order(new->order, new->record.id, new->record.number);
	c->count++;
	return HK_OK;
}

static int by_score(const void *a, const void *b)
{
	const struct hk_candidate *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return memcmp(x->order, y->order, sizeof(x->order));
}

void hk_candidate_sort(struct hk_candidate *list, size_t count)
{
	if (count > 1)
		qsort(list, count, sizeof(*list), by_score);
}

/* Does the engine order them by date? */
static bool is_by_date(const struct hk_candidates *c)
{
	enum hk_search_sort sort = c->task->options->sort;

	return sort == HK_SEARCH_BY_DATE || sort == HK_SEARCH_BY_DATE_DOWN;
}

static enum hk_status ask(const struct hk_candidates *c, struct xap_hits **hits,
			  uint32_t limit, struct hk_error *err)
{
	struct xap_search_how how;

	hk_engine_rank(&how);
	if (!c->ordered)
		how.order_slot = XAP_NO_SLOT;
	how.first = c->first;
	how.limit = limit;
	how.by_value = is_by_date(c);
	how.value_slot = HK_SCHEMA_SLOT_DATE;
	how.descending = c->task->options->sort == HK_SEARCH_BY_DATE_DOWN;
	return xap_search(hits, c->task->db, others(c), &how, err);
}

/* The hits that are taken next. */
struct batch {
	struct xap_hits *hits;
	uint32_t *ties; /* from hit `tie` on these are the first ones, not that
			 * hit and those behind it; or NULL */
	uint32_t tie;
};

static void free_batch(struct batch *b)
{
	xap_hits_free(b->hits);
	free(b->ties);
}

/* Ask for `limit` passages and some more. If the last of them and the next have
 * equal scores, which ones are here would hang on document numbers. Then these
 * are ordered; or, where there may be more of them than were asked for, the
 * engine orders all such. (It reads a value for each match, which takes longer
 * than asking twice now and then.) From then on it has to, so that what comes
 * next is what was not taken. */
static enum hk_status ask_orderly(struct hk_candidates *c, struct batch *b,
				  uint32_t limit, struct hk_error *err)
{
	const uint32_t asked = limit + SPARE;
	enum hk_status status = ask(c, &b->hits, asked, err);

	if (status || c->ordered || is_by_date(c) ||
	    !hk_ties_cross(b->hits, limit))
		return status;
	c->ordered = true;
	if (!xap_db_is_remote(c->task->db))
		status = hk_ties_order(&b->ties, &b->tie, c->task->db, b->hits,
				       limit, asked, err);
	if (status || b->ties)
		return status;
	xap_hits_free(b->hits);
	b->hits = NULL;
	return ask(c, &b->hits, limit + 1, err);
}

/* Take up to `limit` of those of articles that have room. `*taken` is how many
 * these were, with those that lack a phrase. */
static enum hk_status take(struct hk_candidates *c, uint32_t *taken,
			   uint32_t limit, struct hk_error *err)
{
	struct batch b = {NULL, NULL, 0};
	enum hk_status status = ask_orderly(c, &b, limit, err);
	uint32_t count = status ? 0 : xap_hits_count(b.hits);

	*taken = 0;
	for (uint32_t i = 0; i < count && i < limit && !status; i++) {
		uint32_t hit = b.ties && i >= b.tie ? b.ties[i - b.tie] : i;
		bool counts = true;

		hk_buf_reset(&c->bytes);
		status = xap_hits_record(b.hits, hit, &c->bytes, err);
		if (!status)
			status = add(c, &counts, xap_hits_weight(b.hits, hit),
				     hk_buf_str(&c->bytes), err);
		*taken += counts;
		c->first += counts;
	}
	free_batch(&b);
	if (!status)
		c->exhausted = count < limit;
	return status;
}

enum hk_status hk_candidate_fetch(struct hk_candidates *c, struct hk_error *err)
{
	enum hk_status status = HK_OK;
	uint32_t missing = c->next, taken;
	size_t out_count;

	/* More are needed where there were too many of one article. */
	while (missing && !c->exhausted && !status) {
		out_count = c->out_count;
		status = take(c, &taken, missing, err);
		if (!status && !taken && !c->exhausted &&
		    c->out_count == out_count)
			status = hk_error_set(err, HK_ECORRUPT,
					      "the index is damaged: an "
					      "article's passages lack its id; "
					      "run 'hiku-index check'");
		missing -= taken;
		c->fetched += taken;
	}
	if (!is_by_date(c) && c->count > c->settled)
		hk_candidate_sort(c->list + c->settled, c->count - c->settled);
	if (c->task->result->plan.verify &&
	    c->fetched >= hk_verify_most(c->task->options) && !c->exhausted) {
		c->exhausted = true;
		c->task->result->capped = true;
	}
	c->next = c->next * 2 > FETCH_MAX ? FETCH_MAX : c->next * 2;
	return status;
}

static int by_path(const void *a, const void *b)
{
	const struct hk_record *x = &((const struct hk_candidate *)a)->record;
	const struct hk_record *y = &((const struct hk_candidate *)b)->record;
	int order = hk_span_compare(x->path, y->path);

	if (!order)
		order = hk_span_compare(x->member, y->member);
	if (!order && x->line_begin != y->line_begin)
		order = x->line_begin < y->line_begin ? -1 : 1;
	if (!order)
		order = hk_span_compare(x->id, y->id);
	if (!order)
		order = (x->number > y->number) - (x->number < y->number);
	return order;
}

static int by_path_down(const void *a, const void *b)
{
	return by_path(b, a);
}

enum hk_status hk_candidate_by_path(struct hk_candidates *c, bool descending,
				    struct hk_error *err)
{
	enum hk_status status = HK_OK;

	while (!c->exhausted && c->count < HK_VERIFY_MAX && !status)
		status = hk_candidate_fetch(c, err);
	if (!c->exhausted) {
		c->exhausted = true;
		c->task->result->capped = true;
	}
	if (!status && c->count > 1)
		qsort(c->list, c->count, sizeof(*c->list),
		      descending ? by_path_down : by_path);
	return status;
}
