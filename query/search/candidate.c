/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/search/candidate.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "query/search/engine.h"
#include "query/search/verify.h"
#include "store/schema.h"

/* Passages of one article that the engine keeps at least, so that re-ranking
 * can choose among them. */
#define COLLAPSE_MIN 3
/* Candidates of the first fetch at least (one more than are re-ranked, to see
 * whether the last of those ties with the next), and of any fetch at most. */
#define FETCH_MIN (HK_CANDIDATE_WINDOW + 1)
#define FETCH_MAX 10000
/* Scores are rounded to multiples of this. The engine adds up the weights of a
 * passage's terms in an order that depends on their frequencies in its shard,
 * so scores that are equal in one index may differ in the last bits in
 * several. */
#define SCORE_STEP 0x1p-24

void hk_candidate_init(struct hk_candidates *c,
		       const struct hk_search_task *task)
{
	memset(c, 0, sizeof(*c));
	c->task = task;
	hk_buf_init(&c->bytes, XAP_RECORD_MAX);
}

void hk_candidate_release(struct hk_candidates *c)
{
	hk_buf_release(&c->bytes);
	free(c->list);
}

void hk_candidate_begin(struct hk_candidates *c, struct xap_query *query,
			uint64_t wanted)
{
	c->query = query;
	c->count = c->settled = 0;
	c->exhausted = query == NULL;
	c->collapse = c->task->options->max_per_article &&
		      !c->task->result->plan.verify;
	c->fetched = 0;
	c->next = (uint32_t)(wanted < FETCH_MIN	  ? FETCH_MIN
			     : wanted > FETCH_MAX ? FETCH_MAX
						  : wanted);
}

/* Take a passage, unless it lacks a phrase. */
static enum hk_status add(struct hk_candidates *c, double score,
			  struct hk_str bytes, struct hk_error *err)
{
	struct hk_result *result = c->task->result;
	struct hk_arena *arena = &result->arena;
	struct hk_candidate *new;
	enum hk_status status;
	bool holds = true;
	char *copy;

	if (!HK_ARRAY_RESERVE(c->list, c->capacity, c->count + 1))
		return hk_error_nomem(err);
	new = &c->list[c->count];
	memset(new, 0, sizeof(*new));
	copy = hk_arena_copy(arena, bytes.data, bytes.len);
	if (!copy)
		return hk_error_nomem(err);
	status = hk_record_decode(&new->record, arena,
				  hk_span_str(copy, bytes.len), err);
	if (!status && result->plan.verify)
		status = hk_verify_passage(&holds, c->task, &new->record, err);
	if (status || !holds)
		return status;
	new->score = round(score / SCORE_STEP) * SCORE_STEP;
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
			  struct hk_error *err)
{
	uint64_t most = c->task->options->max_per_article;
	struct xap_search_how how;

	hk_engine_rank(&how);
	how.first = c->fetched;
	how.limit = c->next;
	how.by_value = is_by_date(c);
	how.value_slot = HK_SCHEMA_SLOT_DATE;
	how.descending = c->task->options->sort == HK_SEARCH_BY_DATE_DOWN;
	if (c->collapse) {
		how.collapse_slot = HK_SCHEMA_SLOT_ARTICLE;
		how.collapse_max = (uint32_t)(most < COLLAPSE_MIN ? COLLAPSE_MIN
					      : most > UINT32_MAX ? UINT32_MAX
								  : most);
	}
	return xap_search(hits, c->task->db, c->query, &how, err);
}

enum hk_status hk_candidate_fetch(struct hk_candidates *c, struct hk_error *err)
{
	struct xap_hits *hits;
	enum hk_status status = ask(c, &hits, err);
	uint32_t count;

	if (status)
		return status;
	count = xap_hits_count(hits);
	for (uint32_t i = 0; i < count && !status; i++) {
		hk_buf_reset(&c->bytes);
		status = xap_hits_record(hits, i, &c->bytes, err);
		if (!status)
			status = add(c, xap_hits_weight(hits, i),
				     hk_buf_str(&c->bytes), err);
	}
	xap_hits_free(hits);
	if (!is_by_date(c))
		hk_candidate_sort(c->list + c->settled, c->count - c->settled);
	c->exhausted = count < c->next;
	c->fetched += count;
	if (c->task->result->plan.verify && c->fetched >= HK_VERIFY_MAX &&
	    !c->exhausted) {
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
