/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "query/sound/also_private.h"

#include <stdlib.h>

#include "query/search/facet.h"

/* Kana of a reading that is hardly a slip if a passage has all of its words. */
#define LONG_KANA 8
/* Passages of a text that are ranked again: few of them are shown. As many as
 * of any query: */
#define WINDOW 10
#define ALL    0

/* Of a word as it was typed, beside those that are read so. */
#define TYPED_WEIGHT 3
/* Of a phrase of kana, beside texts that so many passages have, squared. */
#define KANA_WEIGHT 3

/* Number `k` of the texts for a word, or the last one; the word as it was
 * typed where there is none. */
static struct hk_str text_of(const struct hk_also *a, size_t i, size_t k)
{
	const struct hk_writing *c = &a->converted[i];
	struct hk_span span = a->spoken.items[i].span;

	if (!c->count)
		return hk_span_str(a->query.data + span.begin,
				   span.end - span.begin);
	return c->texts[k < c->count ? k : c->count - 1].text;
}

/* ---- Queries ---- */

/* The query with number `k` of the texts in place of each word; or, for
 * counting, with all of them. */
static enum hk_status write_query(struct hk_buf *out, const struct hk_also *a,
				  size_t k, bool all)
{
	enum hk_status status = HK_OK;
	size_t at = 0;

	for (size_t i = 0; i < a->spoken.count && !status; i++) {
		struct hk_span span = a->spoken.items[i].span;
		size_t first = all ? 0 : k;
		size_t end = all ? a->converted[i].count : k + 1;

		status =
			hk_buf_append(out, a->query.data + at, span.begin - at);
		if (!status && all)
			status = hk_buf_printf(out, "(%.*s",
					       (int)(span.end - span.begin),
					       a->query.data + span.begin);
		for (size_t n = first; n < end && !status; n++) {
			struct hk_str text = text_of(a, i, n);

			status = hk_buf_printf(out, "%s%.*s", all ? " OR " : "",
					       (int)text.len, text.data);
		}
		if (!status && all)
			status = hk_buf_putc(out, ')');
		at = span.end;
	}
	return status ? status
		      : hk_buf_append(out, a->query.data + at,
				      a->query.len - at);
}

/* The texts of turn `k`, or the typed words, with blanks between. */
static struct hk_str name_turn(const struct hk_also *a, struct hk_arena *arena,
			       size_t k, bool typed)
{
	struct hk_str name = {NULL, 0};
	struct hk_buf buf;

	hk_buf_init(&buf, 1u << 16);
	for (size_t i = 0; i < a->spoken.count; i++) {
		struct hk_span span = a->spoken.items[i].span;
		struct hk_str text =
			typed ? hk_span_str(a->query.data + span.begin,
					    span.end - span.begin)
			      : text_of(a, i, k);

		if (hk_buf_printf(&buf, "%s%.*s", i ? " " : "", (int)text.len,
				  text.data))
			break;
	}
	name.data = hk_arena_copy(arena, buf.len ? buf.data : "", buf.len);
	name.len = name.data ? buf.len : 0;
	hk_buf_release(&buf);
	return name;
}

/* Ask a query whose answer takes turns with others. */
static enum hk_status ask_turn(struct hk_also *a, struct hk_str query,
			       struct hk_turn turn, uint32_t window)
{
	struct hk_search_options options = *a->task->options;
	struct hk_search_task task = *a->task;
	enum hk_status status;

	/* The parts of a score are told with the marks. */
	task.bare = !options.explain;
	task.window = window;
	task.words_only = !turn.typed || !a->task->result->plan.fell_apart;
	turn.result = calloc(1, sizeof(*turn.result));
	if (!turn.result)
		return hk_error_nomem(a->err);
	hk_result_init(turn.result);
	options.limit = a->task->options->offset + a->task->options->limit;
	if (options.limit < a->task->options->limit) /* overflow */
		options.limit = UINT64_MAX;
	options.offset = 0;
	options.facets = 0;
	task.options = &options;
	task.result = turn.result;
	status = a->ask(&task, query, a->err);
	if (!status && turn.result->count) {
		hk_turns_add(&a->turns, &turn);
		return HK_OK;
	}
	hk_result_release(turn.result);
	free(turn.result);
	return status;
}

/* Romaji may be kana in the texts, too, whatever words these are cut into: as a
 * phrase. */
static enum hk_status ask_kana(struct hk_also *a)
{
	const struct hk_spoken *word = &a->spoken.items[0];
	struct hk_turn turn = {.weight = KANA_WEIGHT, .also = word->kana};
	enum hk_status status;
	struct hk_buf query;

	if (a->spoken.count != 1 || !word->kana.len)
		return HK_OK;
	turn.also.data = hk_arena_copy(&a->task->result->arena, word->kana.data,
				       word->kana.len);
	if (!turn.also.data)
		return hk_error_nomem(a->err);
	hk_buf_init(&query, 2 * HK_PARSE_BYTES_MAX);
	status = hk_buf_printf(&query, "%.*s\"%.*s\"%.*s",
			       (int)word->span.begin, a->query.data,
			       (int)word->kana.len, word->kana.data,
			       (int)(a->query.len - word->span.end),
			       a->query.data + word->span.end);
	if (status)
		hk_error_nomem(a->err);
	else
		status = ask_turn(a, hk_buf_str(&query), turn, WINDOW);
	hk_buf_release(&query);
	return status;
}

/* ---- As typed ---- */

/* Is another word much more frequent than the one that was typed? */
static bool is_any_frequent(const struct hk_also *a)
{
	const struct hk_writing *texts = &a->converted[0];

	for (size_t i = 0; i < texts->count; i++)
		if (hk_also_frequent(&texts->texts[i], &a->spoken.items[0],
				     false))
			return true;
	return false;
}

/* What was typed comes first where it is one word that the index has. Where
 * what was typed only has pieces in common with a passage, it comes last. */
static enum hk_status ask_typed(struct hk_also *a)
{
	const struct hk_result *out = a->task->result;
	const struct hk_spoken *first = &a->spoken.items[0];
	bool alone = a->spoken.count == 1 && first->all;
	bool forced = a->task->options->spoken == HK_SPOKEN_ALWAYS;
	struct hk_turn turn = {.typed = true, .weight = 0.5};

	/* A name of letters is wanted as it stands. */
	if (!out->count && !out->plan.fell_apart)
		return HK_OK;
	turn.first = alone && !forced &&
		     (out->plan.fell_apart || a->task->options->plan.all ||
		      first->stands >= HK_ALSO_STANDS ||
		      (first->one_word && first->documents));
	if (first->one_word && first->documents >= HK_ALSO_ENOUGH &&
	    (!alone || is_any_frequent(a))) {
		turn.first = false;
		turn.weight =
			TYPED_WEIGHT * hk_turns_weight(first->documents, 0);
	}
	if (!turn.first && first->one_word && !first->documents)
		return HK_OK;
	/* From its first hit on the answer is there already. */
	if (!a->task->options->offset && !out->plan.fell_apart) {
		turn.result = a->task->result;
		hk_turns_add(&a->turns, &turn);
		return HK_OK;
	}
	return ask_turn(a, a->query, turn, ALL);
}

/* ---- All ---- */

/* Say what was searched: the texts for the first word. */
static enum hk_status name_all(struct hk_also *a)
{
	struct hk_result *out = a->task->result;
	const struct hk_writing *texts = &a->converted[0];

	out->also = hk_arena_array(&out->arena, texts->count + 1,
				   sizeof(*out->also));
	if (!out->also)
		return hk_error_nomem(a->err);
	for (size_t k = 0; k < texts->count; k++)
		out->also[out->also_count++] =
			name_turn(a, &out->arena, k, false);
	out->spoken = name_turn(a, &out->arena, 0, true);
	return HK_OK;
}

enum hk_status hk_also_ask_at_once(struct hk_also *a)
{
	enum hk_status status = HK_OK;
	struct hk_buf query;

	hk_buf_init(&query, HK_PARSE_BYTES_MAX);
	/* If the query grows too long, it is answered as it is. */
	if (!write_query(&query, a, 0, true)) {
		status = a->ask(a->task, hk_buf_str(&query), a->err);
		if (!status)
			status = name_all(a);
	}
	hk_buf_release(&query);
	return status;
}

/* Count the articles of all that each word may be; the hits are there. */
static enum hk_status count_at_once(struct hk_also *a)
{
	struct hk_search_options options = *a->task->options;
	struct hk_search_task task = *a->task;
	struct hk_result counted;
	enum hk_status status = HK_OK;
	struct hk_buf query;

	if (!options.facets || !a->task->result->also_count)
		return HK_OK;
	hk_result_init(&counted);
	hk_buf_init(&query, HK_PARSE_BYTES_MAX);
	options.count = true;
	task.options = &options;
	task.result = &counted;
	if (!write_query(&query, a, 0, true)) {
		status = a->ask(&task, hk_buf_str(&query), a->err);
		if (!status && hk_facet_copy(a->task->result, &counted))
			status = hk_error_nomem(a->err);
	}
	hk_buf_release(&query);
	hk_result_release(&counted);
	return status;
}

/* How likely number `k` of the texts is. */
static double weight_of(const struct hk_writing *texts, size_t k)
{
	const struct hk_writing_text *t = &texts->texts[k];

	return k < texts->count
		       ? hk_turns_weight(t->documents,
					 t->cost - texts->texts[0].cost)
		       : 1;
}

/* Which passages have several words side by side, only ranking again knows. */
static uint32_t window_of(const struct hk_writing *texts, size_t k)
{
	return !k && texts->count && texts->texts[0].words > 1 ? ALL : WINDOW;
}

enum hk_status hk_also_ask_all(struct hk_also *a)
{
	struct hk_result *out = a->task->result;
	enum hk_status status = ask_typed(a);
	size_t count = 0;
	struct hk_buf query;

	for (size_t i = 0; i < a->spoken.count; i++)
		if (a->converted[i].count > count)
			count = a->converted[i].count;
	if (!status)
		status = ask_kana(a);
	hk_buf_init(&query, HK_PARSE_BYTES_MAX);
	for (size_t k = 0; k < count && !status; k++) {
		struct hk_turn turn = {
			.also = name_turn(a, &out->arena, k, false),
			.weight = weight_of(&a->converted[0], k)};

		hk_buf_reset(&query);
		if (write_query(&query, a, k, false))
			break;
		status = ask_turn(a, hk_buf_str(&query), turn,
				  window_of(&a->converted[0], k));
	}
	hk_buf_release(&query);
	if (!status)
		status = hk_turns_take(&a->turns, a->task, a->err);
	if (!status && out->also_count) {
		out->spoken = name_turn(a, &out->arena, 0, true);
		out->also_together =
			a->converted[0].count &&
			a->converted[0].texts[0].together &&
			a->spoken.items[0].sound.count >= LONG_KANA;
	}
	return status ? status : count_at_once(a);
}
