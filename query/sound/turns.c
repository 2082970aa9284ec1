/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/turns.h"

#include <math.h>
#include <stdlib.h>

#include "query/search/page.h"
#include "query/search/tally.h"

/* Places among which each turn has one; and those at their front that what was
 * typed has for itself where it comes first. */
#define PAGE  10
#define FIRST 6
/* A text is half as likely for each so much that it is dearer. */
#define DEARER_HALF 2500.0

struct taker {
	struct hk_turns *turns;
	const struct hk_search_task *task;
	struct hk_tally passages, articles;
	struct hk_buf key; /* of a passage */
	uint64_t rank;	   /* hits taken so far */
	struct hk_error *err;
	struct hk_hit *hits;
	size_t count, capacity;
};

double hk_turns_weight(uint32_t documents, long dearer)
{
	return sqrt(documents + 1.0) * exp2(-(double)dearer / DEARER_HALF);
}

static void drop(const struct hk_turns *turns, struct hk_result *result)
{
	if (result == turns->own)
		return;
	hk_result_release(result);
	free(result);
}

void hk_turns_add(struct hk_turns *turns, const struct hk_turn *turn)
{
	if (turns->count == HK_TURNS_MAX)
		drop(turns, turn->result);
	else
		turns->list[turns->count++] = *turn;
}

void hk_turns_release(struct hk_turns *turns)
{
	for (size_t i = 0; i < turns->count; i++)
		drop(turns, turns->list[i].result);
	turns->count = 0;
}

/* Was the passage not taken, and may its article have another one? */
static enum hk_status admit(bool *out, struct taker *t,
			    const struct hk_hit *hit)
{
	uint64_t most = t->task->options->max_per_article;
	uint32_t *passage, *article;

	hk_buf_reset(&t->key);
	if (hk_buf_append(&t->key, hit->record.id.data, hit->record.id.len) ||
	    hk_buf_append(&t->key, &hit->record.number,
			  sizeof(hit->record.number)))
		return hk_error_nomem(t->err);
	article = hk_tally_find(&t->articles, hit->record.id);
	if (!article)
		return hk_error_nomem(t->err);
	passage = hk_tally_find(&t->passages, hk_buf_str(&t->key));
	if (!passage)
		return hk_error_nomem(t->err);
	*out = !*passage && (!most || *article < most);
	*article += *out;
	*passage += *out;
	return HK_OK;
}

/* Move the turn to a hit that may be taken; false if it has none. */
static enum hk_status seek(bool *found, struct taker *t, struct hk_turn *turn)
{
	*found = false;
	while (turn->next < turn->result->count && !*found) {
		enum hk_status status =
			admit(found, t, &turn->result->hits[turn->next]);

		if (status)
			return status;
		turn->next += !*found;
	}
	return HK_OK;
}

static bool is_out(const struct hk_turn *turn)
{
	return turn->next >= turn->result->count;
}

/* Whose turn it is; NULL: nobody has a hit. */
static struct hk_turn *choose(struct taker *t)
{
	struct hk_turn *best = NULL, *waiting = NULL, *first = NULL;
	size_t left = t->rank < PAGE ? (size_t)(PAGE - t->rank) : 0,
	       without = 0;
	double most = -1;

	for (size_t i = 0; i < t->turns->count; i++) {
		struct hk_turn *turn = &t->turns->list[i];
		double share = turn->weight / (2.0 * (double)turn->given + 1);

		if (is_out(turn))
			continue;
		if (turn->first)
			first = turn;
		if (!turn->given && !turn->typed) {
			without++;
			if (!waiting || turn->weight > waiting->weight)
				waiting = turn;
		}
		if (share > most) {
			most = share;
			best = turn;
		}
	}
	if (first)
		return waiting && left && left <= PAGE - FIRST ? waiting
							       : first;
	return without && without >= left && left ? waiting : best;
}

/* Mark a hit by the words of its own query. */
static enum hk_status mark(struct taker *t, struct hk_turn *turn,
			   struct hk_hit *hit)
{
	struct hk_search_task task = *t->task;

	if (t->task->options->explain || turn->result == task.result)
		return HK_OK;
	task.result = turn->result;
	return hk_page_mark(&task, hit, t->err);
}

static enum hk_status take(struct taker *t, struct hk_turn *turn)
{
	const struct hk_search_options *o = t->task->options;
	struct hk_hit *hit = &turn->result->hits[turn->next++];

	turn->given++;
	if (++t->rank <= o->offset)
		return HK_OK;
	if (!HK_ARENA_RESERVE(&t->task->result->arena, t->hits, t->capacity,
			      t->count + 1))
		return hk_error_nomem(t->err);
	t->hits[t->count] = *hit;
	t->hits[t->count].rank = t->rank;
	t->hits[t->count].also = turn->also;
	return mark(t, turn, &t->hits[t->count++]);
}

static enum hk_status take_all(struct taker *t)
{
	const struct hk_search_options *o = t->task->options;
	enum hk_status status = HK_OK;
	struct hk_turn *turn;

	while (t->count < o->limit && !status && (turn = choose(t))) {
		bool found;

		status = seek(&found, t, turn);
		if (!status && found)
			status = take(t, turn);
	}
	return status;
}

/* The result owns what its hits point into. */
static enum hk_status hand_over(struct taker *t)
{
	struct hk_result *out = t->task->result;
	struct hk_turns *turns = t->turns;
	bool more = false;

	out->others = calloc(turns->count, sizeof(*out->others));
	out->also =
		hk_arena_array(&out->arena, turns->count, sizeof(*out->also));
	if (!out->others || !out->also)
		return hk_error_nomem(t->err);
	for (size_t i = 0; i < turns->count; i++) {
		struct hk_turn *turn = &turns->list[i];

		more = more || !is_out(turn) || turn->result->more;
		if (turn->given && turn->also.len)
			out->also[out->also_count++] = turn->also;
		if (turn->result != out)
			out->others[out->other_count++] = turn->result;
	}
	turns->count = 0;
	out->more = more;
	out->hits = t->hits;
	out->count = t->count;
	out->capacity = t->capacity;
	out->passages = 0;
	out->way = HK_SEARCH_WORDS;
	return HK_OK;
}

enum hk_status hk_turns_take(struct hk_turns *turns,
			     const struct hk_search_task *task,
			     struct hk_error *err)
{
	struct taker t = {.turns = turns, .task = task, .err = err};
	enum hk_status status;
	bool any = false;

	for (size_t i = 0; i < turns->count; i++)
		any = any || !turns->list[i].typed;
	if (!any)
		return HK_OK;
	hk_tally_init(&t.passages);
	hk_tally_init(&t.articles);
	hk_buf_init(&t.key, HK_BUF_NO_MAX);
	status = take_all(&t);
	if (!status)
		status = hand_over(&t);
	hk_tally_release(&t.passages);
	hk_tally_release(&t.articles);
	hk_buf_release(&t.key);
	return status;
}
