/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/near/correct.h"

#include <stdlib.h>

#include "query/near/doubts.h"
#include "text/char.h"
#include "base/utf8.h"

/* --auto-correct: words that so few passages have are doubted, too, if there
 * is a word near them that is so many times as frequent. */
#define RARE 2
/* Letters or kana of a word that is searched as another one without being asked
 * to. */
#define LETTERS_MIN 4
#define KANA_MIN    3
#define MUCH	    20
/* The distance of a likely step of a word that has to be read first. */
#define ONE_STEP (HK_SLIP_STEP / 2 + 1)

struct correct {
	const struct hk_search_task *task;
	struct hk_str query;
	hk_also_ask ask;
	struct hk_arena arena;
	struct hk_vocabulary vocabulary;
	struct hk_doubts doubts;
	struct hk_error *err;
};

static bool is_found(const struct hk_result *result)
{
	return result->count || result->articles;
}

/* ---- Asking again ---- */

/* Number `k` of the words for a doubt, or the last one. */
static struct hk_str word_of(const struct hk_doubt *doubt, size_t k)
{
	size_t last = doubt->near.count - 1;

	return doubt->near.words[k < last ? k : last].text;
}

/* The query with the words in place of what was typed; or these words alone. */
static enum hk_status write_query(struct hk_buf *out, const struct correct *c,
				  size_t k, bool alone)
{
	enum hk_status status = HK_OK;
	size_t at = 0;

	for (size_t i = 0; i < c->doubts.count && !status; i++) {
		const struct hk_doubt *doubt = &c->doubts.items[i];
		struct hk_str word = word_of(doubt, k);

		if (!alone)
			status = hk_buf_append(out, c->query.data + at,
					       doubt->span.begin - at);
		else if (i)
			status = hk_buf_putc(out, ' ');
		if (!status)
			status = hk_buf_append(out, word.data, word.len);
		at = doubt->span.end;
	}
	return status || alone ? status
			       : hk_buf_append(out, c->query.data + at,
					       c->query.len - at);
}

/* Say of a result by which words it was found. */
static enum hk_status name_words(struct hk_result *out, const struct correct *c,
				 size_t k)
{
	enum hk_status status;
	struct hk_buf text;
	char *copy;

	hk_buf_init(&text, HK_BUF_NO_MAX);
	status = write_query(&text, c, k, true);
	copy = status ? NULL : hk_arena_copy(&out->arena, text.data, text.len);
	out->also = hk_arena_array(&out->arena, 1, sizeof(*out->also));
	if (!copy || !out->also) {
		hk_buf_release(&text);
		return hk_error_nomem(c->err);
	}
	out->also[0] = hk_span_str(copy, text.len);
	out->also_count = 1;
	out->way = HK_SEARCH_SLIP;
	for (size_t i = 0; i < out->count; i++)
		out->hits[i].also = out->also[0];
	hk_buf_release(&text);
	return HK_OK;
}

/* Ask with number `k` of the words; if that finds something, it is the result.
 */
static enum hk_status ask_with(const struct correct *c, size_t k)
{
	struct hk_search_task task = *c->task;
	struct hk_result result;
	enum hk_status status;
	struct hk_buf query;

	hk_result_init(&result);
	hk_buf_init(&query, 2 * HK_PARSE_BYTES_MAX);
	task.result = &result;
	task.words_only = true;
	status = write_query(&query, c, k, false);
	/* The parse of the result points into the query. */
	if (!status) {
		char *copy = hk_arena_copy(&c->task->result->kept, query.data,
					   query.len);

		status = copy ? c->ask(&task, hk_span_str(copy, query.len),
				       c->err)
			      : hk_error_nomem(c->err);
	} else {
		status = HK_OK; /* too long: it is not asked */
	}
	if (!status && is_found(&result))
		status = name_words(&result, c, k);
	if (!status && is_found(&result))
		hk_result_swap(c->task->result, &result);
	hk_result_release(&result);
	hk_buf_release(&query);
	return status;
}

/* ---- What was found by its sound ---- */

/* Did nothing but the sound of what was typed find something, and may that be
 * chance? */
static bool is_heard(const struct hk_result *result)
{
	bool all = result->also_count > 0 && result->count > 0 &&
		   !result->also_together;

	for (size_t i = 0; i < result->count && all; i++)
		all = result->hits[i].also.len > 0;
	return all;
}

/* Is the text one word, or does some passage have it as it stands? */
static enum hk_status look_for(bool *out, const struct correct *c,
			       struct hk_str text)
{
	struct hk_search_options options = *c->task->options;
	struct hk_search_task task = *c->task;
	struct hk_result result;
	enum hk_status status =
		hk_term_analyse_query(task.analyser, text, c->err);
	struct hk_buf query;
	size_t count;

	hk_morph_get(task.analyser->morph, &count);
	*out = count == 1;
	if (status || *out)
		return status;
	hk_result_init(&result);
	hk_buf_init(&query, HK_PARSE_BYTES_MAX);
	options = (struct hk_search_options){.limit = 1};
	task.options = &options;
	task.result = &result;
	task.words_only = true;
	if (hk_buf_printf(&query, "\"%.*s\"", (int)text.len, text.data))
		status = hk_error_nomem(c->err);
	else
		status = c->ask(&task, hk_buf_str(&query), c->err);
	*out = !status && result.count;
	hk_buf_release(&query);
	hk_result_release(&result);
	return status;
}

/* Does what was found by its sound stand somewhere? */
static enum hk_status look_for_heard(bool *out, const struct correct *c)
{
	const struct hk_result *result = c->task->result;
	enum hk_status status = HK_OK;

	*out = false;
	for (size_t i = 0; i < result->also_count && !*out && !status; i++)
		status = look_for(out, c, result->also[i]);
	return status;
}

/* Some words are read like almost any kana (吹いんき: ふいんき). Keep the
 * doubts only if a single likely step leads to a word that is much more
 * frequent. */
static void drop_heard(struct correct *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->doubts.count; i++) {
		const struct hk_near_word *best =
			&c->doubts.items[i].near.words[0];

		if (best->distance > 1 && best->distance <= ONE_STEP &&
		    best->documents > RARE)
			c->doubts.items[count++] = c->doubts.items[i];
	}
	c->doubts.count = count;
}

/* ---- What is doubted ---- */

/* Is some doubted word so short that others are near whatever was meant? They
 * are only offered. Two kanji say enough. */
static bool is_short(const struct hk_doubts *doubts)
{
	for (size_t i = 0; i < doubts->count; i++) {
		struct hk_str word = doubts->items[i].typed;
		size_t count = hk_utf8_count(word);
		uint32_t c = 0;

		hk_utf8_decode(word.data, word.len, &c);
		if (count < (c < 0x80	      ? LETTERS_MIN
			     : hk_char_han(c) ? 2
					      : KANA_MIN))
			return true;
	}
	return false;
}

/* Keep, of words that the index has, those that are much rarer than the best
 * one near them. */
static void drop_rare(struct correct *c)
{
	size_t count = 0;

	for (size_t i = 0; i < c->doubts.count; i++) {
		const struct hk_doubt *d = &c->doubts.items[i];

		if (!d->documents ||
		    d->near.words[0].documents / MUCH >= d->documents)
			c->doubts.items[count++] = *d;
	}
	c->doubts.count = count;
}

/* Say what was doubted, and what the index has near it. */
static enum hk_status keep_doubts(const struct correct *c)
{
	struct hk_result *out = c->task->result;
	struct hk_search_doubt *list;

	if (!c->doubts.count)
		return HK_OK;
	list = hk_arena_array(&out->kept, c->doubts.count, sizeof(*list));
	if (!list)
		return hk_error_nomem(c->err);
	for (size_t i = 0; i < c->doubts.count; i++) {
		const struct hk_doubt *d = &c->doubts.items[i];

		list[i].typed.data =
			hk_arena_copy(&out->kept, d->typed.data, d->typed.len);
		list[i].typed.len = d->typed.len;
		list[i].count = 0;
		for (size_t k = 0; k < d->near.count; k++) {
			struct hk_str word = d->near.words[k].text;

			word.data =
				hk_arena_copy(&out->kept, word.data, word.len);
			if (!word.data || !list[i].typed.data)
				return hk_error_nomem(c->err);
			list[i].words[list[i].count++] = word;
		}
	}
	out->doubts = list;
	out->doubt_count = c->doubts.count;
	return HK_OK;
}

/* Is there something on an earlier page? Then all is well. */
static enum hk_status look_before(bool *out, const struct correct *c)
{
	struct hk_search_options options = *c->task->options;
	struct hk_search_task task = *c->task;
	struct hk_result result;
	enum hk_status status;

	*out = false;
	if (!options.offset)
		return HK_OK;
	hk_result_init(&result);
	options.offset = 0;
	options.limit = 1;
	options.facets = 0;
	task.options = &options;
	task.result = &result;
	status = c->ask(&task, c->query, c->err);
	*out = is_found(&result);
	hk_result_release(&result);
	return status;
}

static enum hk_status run(struct correct *c, struct hk_also_ears *ears,
			  const struct hk_dict *dict)
{
	const struct hk_search_options *o = c->task->options;
	struct hk_result *result = c->task->result;
	bool found = is_found(result), heard = is_heard(result), before, stands;
	enum hk_status status = look_before(&before, c);
	struct hk_doubts_input input = {
		.parse = &result->parse,
		.query = c->query,
		.vocabulary = &c->vocabulary,
		.analyser = c->task->analyser,
		.rare = found && o->near == HK_NEAR_ALWAYS ? RARE : 0,
		.all = !found || heard};

	if (status || before)
		return status;
	if (heard) {
		status = look_for_heard(&stands, c);
		if (status || stands)
			return status;
	}
	if (o->spoken != HK_SPOKEN_NEVER) {
		status = hk_also_open(ears, dict, c->err);
		if (status)
			return status;
		input.readings = ears->readings;
	}
	status = hk_doubts_find(&c->doubts, &input, c->err);
	if (status)
		return status;
	if (heard)
		drop_heard(c);
	else if (found)
		drop_rare(c);
	status = keep_doubts(c);
	/* A number alone cannot say what it is of. */
	if (!c->doubts.count || o->near == HK_NEAR_NEVER ||
	    (o->near == HK_NEAR_AUTO && is_short(&c->doubts)) ||
	    (o->near == HK_NEAR_AUTO && ((found && !heard) || o->count)))
		return status;
	for (size_t k = 0;
	     k < HK_NEAR_MAX && !status && result->way != HK_SEARCH_SLIP; k++)
		status = ask_with(c, k);
	return status;
}

/* Is there a word of the query that no passage has? */
static bool lacks_words(const struct hk_plan *plan)
{
	for (size_t i = 0; i < plan->unit_count; i++)
		if (!plan->units[i].documents && !plan->units[i].excluded)
			return true;
	return false;
}

/* Is there need to look for slips at all? */
static bool is_needed(const struct hk_search_task *task, struct hk_str query)
{
	const struct hk_search_options *o = task->options;
	const struct hk_result *result = task->result;

	if (o->plan.literal || o->plan.exact ||
	    query.len > HK_PARSE_BYTES_MAX || result->plan.no_words)
		return false;
	if (!is_found(result) || o->near == HK_NEAR_ALWAYS || is_heard(result))
		return true;
	return o->hints && !result->also_count && lacks_words(&result->plan);
}

enum hk_status hk_correct_search(const struct hk_search_task *task,
				 struct hk_str query, struct hk_also_ears *ears,
				 const struct hk_dict *dict, hk_also_ask ask,
				 struct hk_error *err)
{
	enum hk_status status;
	struct correct *c;

	task->result->untried = false;
	if (!is_needed(task, query))
		return HK_OK;
	if (task->options->words_only) {
		task->result->untried = true;
		return HK_OK;
	}
	c = calloc(1, sizeof(*c));
	if (!c)
		return hk_error_nomem(err);
	c->task = task;
	c->query = query;
	c->ask = ask;
	c->err = err;
	hk_arena_init(&c->arena, HK_BUF_NO_MAX);
	hk_vocabulary_init(&c->vocabulary, task->db, &c->arena, err);
	status = run(c, ears, dict);
	hk_vocabulary_release(&c->vocabulary);
	hk_arena_release(&c->arena);
	free(c);
	return status;
}
