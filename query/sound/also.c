/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/also_private.h"

#include <stdlib.h>

/* A word of kana that so many have is searched by sound only for words that
 * are so many times as frequent; by itself, for those that are not so many
 * times as rare. */
#define MUCH 3
#define RARE 10
/* How much dearer than the best a text may be, in MeCab's costs: one word, or
 * several; and how many texts of several words are asked for. */
#define DEARER_WORD  HK_WRITING_DEARER
#define DEARER_WORDS 4000
#define WORDS_MAX    5

enum hk_status hk_also_open(struct hk_also_ears *ears,
			    const struct hk_dict *dict, struct hk_error *err)
{
	if (ears->tried)
		return HK_OK;
	ears->tried = true;
	return hk_readings_open(&ears->readings, dict, &ears->from,
				&ears->why) == HK_ENOMEM
		       ? hk_error_nomem(err)
		       : HK_OK;
}

void hk_also_release(struct hk_also_ears *ears)
{
	hk_readings_free(ears->readings);
	memset(ears, 0, sizeof(*ears));
}

/* ---- What it may be written as ---- */

bool hk_also_frequent(const struct hk_writing_text *text,
		      const struct hk_spoken *spoken, bool alone)
{
	uint64_t typed = spoken->documents;

	return alone ? RARE * (uint64_t)text->documents >= typed
		     : text->documents >= MUCH * typed;
}

/* Drop texts that are as typed, and those that are far from the best. */
static void choose(struct hk_writing *texts, const struct hk_spoken *spoken)
{
	size_t count = 0, several = 0;
	bool together = texts->count && texts->texts[0].together;
	long best = texts->count ? texts->texts[0].cost : 0;

	/* What MeCab takes for one word of kana is not several of others; nor
	 * is katakana, what some passage has as it stands, and what is best as
	 * it stands. */
	bool one_only = texts->count && !spoken->letters &&
			(spoken->katakana || spoken->mixed || spoken->stands ||
			 (!spoken->cut && spoken->documents) ||
			 hk_span_same(texts->texts[0].text, spoken->typed));

	for (size_t i = 0; i < texts->count; i++) {
		const struct hk_writing_text *t = &texts->texts[i];
		bool one = t->one_word;

		if (spoken->documents >= HK_ALSO_ENOUGH &&
		    !hk_also_frequent(t, spoken, spoken->all))
			continue;
		if (hk_span_same(t->text, spoken->typed) ||
		    (together && !t->together) || (one_only && !one) ||
		    t->cost > best + (one ? DEARER_WORD : DEARER_WORDS) ||
		    (!one && several++ >= WORDS_MAX))
			continue;
		texts->texts[count++] = *t;
	}
	texts->count = count;
}

static enum hk_status convert(struct hk_also *a,
			      const struct hk_readings *readings)
{
	enum hk_status status = HK_OK;
	size_t count = 0;

	for (size_t i = 0; i < a->spoken.count && !status; i++) {
		status = hk_writing_run(&a->converted[count], readings,
					&a->vocabulary, a->task->analyser,
					&a->spoken.items[i].sound, a->err);
		if (status)
			return status;
		choose(&a->converted[count], &a->spoken.items[i]);
		if (a->converted[count].count || a->spoken.items[i].kana.len)
			a->spoken.items[count++] = a->spoken.items[i];
	}
	a->spoken.count = count;
	return HK_OK;
}

/* Do some passages have the kana as they are typed, whatever they are cut into?
 */
static enum hk_status look_for(struct hk_also *a, struct hk_spoken *word)
{
	struct hk_search_options options = *a->task->options;
	struct hk_search_task task = *a->task;
	struct hk_result result;
	enum hk_status status;
	struct hk_buf query;

	hk_result_init(&result);
	hk_buf_init(&query, HK_PARSE_BYTES_MAX);
	options.limit = HK_ALSO_STANDS;
	options.max_per_article = 0;
	options.offset = 0;
	options.count = options.explain = false;
	options.sort = HK_SEARCH_BY_SCORE;
	options.facets = 0;
	task.options = &options;
	task.result = &result;
	task.words_only = task.bare = true;
	task.window = HK_ALSO_STANDS;
	status = hk_buf_printf(&query, "\"%.*s\"", (int)word->typed.len,
			       word->typed.data);
	if (status)
		hk_error_nomem(a->err);
	else
		status = a->ask(&task, hk_buf_str(&query), a->err);
	word->stands = status ? 0 : result.count;
	hk_buf_release(&query);
	hk_result_release(&result);
	return status;
}

/* What stands in the index is meant as it stands beside other words; by itself
 * it only comes first. */
static enum hk_status drop_standing(struct hk_also *a)
{
	enum hk_status status = HK_OK;
	size_t count = 0;

	for (size_t i = 0; i < a->spoken.count && !status; i++) {
		struct hk_spoken *word = &a->spoken.items[i];

		if (word->cut && !word->letters)
			status = look_for(a, word);
		if (word->all || word->stands < HK_ALSO_STANDS)
			a->spoken.items[count++] = *word;
	}
	a->spoken.count = count;
	return status;
}

static enum hk_status run(struct hk_also *a, struct hk_also_ears *ears,
			  const struct hk_dict *dict)
{
	const struct hk_search_options *o = a->task->options;
	struct hk_spoken_input input = {.parse = &a->task->result->parse,
					.query = a->query,
					.vocabulary = &a->vocabulary,
					.analyser = a->task->analyser,
					.when = o->spoken};
	enum hk_status status = hk_spoken_find(&a->spoken, &input, a->err);

	if (!status)
		status = drop_standing(a);
	if (status || !a->spoken.count)
		return status;
	status = hk_also_open(ears, dict, a->err);
	if (status || !ears->readings)
		return status;
	status = convert(a, ears->readings);
	if (status || !a->spoken.count)
		return status;
	/* What has an order of its own takes no turns. */
	return o->count || o->sort ? hk_also_ask_at_once(a)
				   : hk_also_ask_all(a);
}

enum hk_status hk_also_search(const struct hk_search_task *task,
			      struct hk_str query, struct hk_also_ears *ears,
			      const struct hk_dict *dict, hk_also_ask ask,
			      struct hk_error *err)
{
	const struct hk_plan_options *plan = &task->options->plan;
	struct hk_also *a;
	enum hk_status status;

	if (task->options->spoken == HK_SPOKEN_NEVER || plan->literal ||
	    plan->exact || query.len > HK_PARSE_BYTES_MAX)
		return HK_OK;
	a = calloc(1, sizeof(*a));
	if (!a)
		return hk_error_nomem(err);
	a->task = task;
	a->query = query;
	a->ask = ask;
	a->turns.own = task->result;
	a->err = err;
	hk_arena_init(&a->arena, HK_BUF_NO_MAX);
	hk_vocabulary_init(&a->vocabulary, task->db, &a->arena, err);
	status = run(a, ears, dict);
	hk_turns_release(&a->turns);
	hk_vocabulary_release(&a->vocabulary);
	hk_arena_release(&a->arena);
	free(a);
	return status;
}
